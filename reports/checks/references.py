"""References that lead nowhere, and references that will not hold."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, around, between, found
from reports.checks.words import mutations

# Each label that texts name in either language, as the kinds that it may mean; in Welsh an annex and an appendix are one.
WELSH = {"atodiad": ("annex", "appendix"), "adran": ("section",), "tabl": ("table",), "dogfen": ("document",)}
KINDS = {kind: (kind,) for kind in ("annex", "appendix", "section", "table", "document")} | {
    form: kinds for name, kinds in WELSH.items() for form in mutations(name)
}
NAME = "|".join(KINDS)
LABEL = re.compile(rf"\b({NAME})(?:s|n?au)? ([A-Z]|\d{{1,3}})\b(?![.:]\d)", re.IGNORECASE)
HEADED = re.compile(rf"^(?:({NAME}) )?([A-Z]|\d{{1,3}})(?=[.:\s–-]|$)", re.IGNORECASE)
ELSEWHERE = re.compile(r"\s+(?:of|to|in|at|o|i|yn|ym|yng|yr?|[oi][’']r) \w")
INSIDE = re.compile(r"\b(document) (\d{1,3})\b", re.IGNORECASE)
TWIN = {"annex": "appendix", "appendix": "annex"}
RECOMMENDATION = re.compile(r"\b(?:[Rr]ecommendation|[Hh]?[Aa]rgymhelliad) (\d{1,3})\b")
PAGES = re.compile(r"\b(?:pages?|[td]udalen(?:nau)?|thudalen(?:nau)?) \d{1,4}(?:\s?[-–]\s?\d{1,4})?")
POSITION = re.compile(
    r"\b(?:previous|preceding|next|above|following) (?:bullet(?: point)?|paragraph|point|table)\b"
    r"|\b(?:[pb]wynt(?: bwled)?|[pb]aragraff|[td]abl) (?:blaenorol|nesaf|uchod|isod|canlynol)\b", re.IGNORECASE
)  # fmt: skip
ACT = re.compile(r"\b(?:Act|Deddf|Ddeddf|Neddf)\b")  # the section of a statute
MARK = re.compile(r"\[\^([^\]\s]{0,12})(\]?)")


def _headed(inspected):
    """For each document, the labels that its headings bear, in whichever language."""
    labels = {}
    for one in inspected.passages:
        own = labels.setdefault(one.document, set())
        match = HEADED.match(one.heading.strip())
        if match:
            own.update((kind, match[2].upper()) for kind in KINDS[(match[1] or "section").lower()])
        own.update((kind.lower(), number) for kind, number in INSIDE.findall(one.heading))
    return labels


def labels(inspected):
    """Annexes, appendices, sections, tables and documents that are named, and are not there under that name."""
    headed = _headed(inspected)
    everywhere = set().union(*headed.values()) | {
        tuple(label.lower().split()) for label in inspected.facts.labels
    }
    for one in inspected.said:
        for match in LABEL.finditer(one.text):
            own = headed[one.document]
            elsewhere = ELSEWHERE.match(one.text, match.end(), match.end() + 12)
            kinds = KINDS[match[1].lower()]
            known = everywhere if elsewhere or "document" in kinds else own
            yield from _label(one, match, kinds, known, own)


def _label(one, match, kinds, known, own):
    which = match[2].upper()
    if any((kind, which) in known for kind in kinds) or _is_no_label(one, match, kinds[0], own):
        return
    twin = TWIN.get(kinds[0]) if len(kinds) == 1 else None
    if twin and (twin, which) in known:
        sentence = _(
            "What is called “%(words)s” here bears the heading “%(right)s”. Use one name for it."
        ) % {"words": match[0], "right": f"{twin.capitalize()} {which}"}
    else:
        sentence = _("No heading bears the label “%(words)s”. Correct the reference, or add what it names.")
        sentence %= {"words": match[0]}
    severity = STYLE if "document" in kinds else BLOCKING
    yield found("reference", severity, one, around(one.text, match), sentence)


def _is_no_label(one, match, kind, own):
    """Small letters, sections of a statute, and sections where the document numbers none."""
    if kind in ("section", "table") and not match[2].isdigit():
        return True
    if kind in TWIN and not match[2].isupper():
        return True
    if kind != "section":
        return False
    statute = ACT.search(one.text[max(0, match.start() - 20) : match.end() + 60])
    return bool(statute) or not any(name == "section" for name, _which in own)


def label_cases(inspected):
    """One label written with a capital here and without one there."""
    for name in ("document", "annex", "appendix", "dogfen", "atodiad"):
        lower = re.compile(rf"\b{name} (?:[A-Z]|\d{{1,3}})\b")
        capital = re.compile(rf"\b{name.capitalize()} (?:[A-Z]|\d{{1,3}})\b")
        small = [(one, match) for one in inspected.said for match in [lower.search(one.text)] if match]
        if small and any(capital.search(one.text) for one in inspected.said):
            for one, match in small:
                sentence = _("Elsewhere such a label begins with a capital letter. Write it in one way.")
                yield found("label-case", STYLE, one, match[0], sentence)


def recommendations(inspected):
    known = {one.text for one in inspected.facts.numbers}
    for one in inspected.said:
        for match in RECOMMENDATION.finditer(one.text):
            if known and match[1] not in known:
                sentence = _("The record has no recommendation of this number. Correct the number.")
                yield found("reference", BLOCKING, one, match[0], sentence)


def numberings(inspected):
    """Things that two documents number in two ways."""
    things = {}
    for one in inspected.facts.numbers:
        things.setdefault(one.thing, {})[one.document] = one.text
    pairs = Counter()
    for own in things.values():
        if len(set(own.values())) > 1:
            pairs[tuple(sorted(own))] += 1
    for documents, count in pairs.items():
        words = ", ".join(documents)
        sentence = _("These documents number the same %(count)d recommendations in two ways. Print one numbering, or both beside each other.")  # fmt: skip
        yield between("numbering", STYLE, [], words, sentence % {"count": count})


def fragile(inspected):
    """References by page or by position, which change when the text does."""
    for one in inspected.said:
        for match in PAGES.finditer(one.text):
            sentence = _("Pages are numbered anew in every edition. Refer to a heading or a number.")
            yield found("page-reference", STYLE, one, match[0], sentence)
        for match in POSITION.finditer(one.text):
            sentence = _("This refers to a place by its position. Name what it means, or give its number.")
            yield found("position-reference", STYLE, one, around(one.text, match), sentence)


def footnotes(inspected):
    """Marks that are broken or call no footnote, and footnotes that nothing calls."""
    known, called, last = inspected.facts.footnotes, set(), {}
    for one in inspected.said:
        for match in MARK.finditer(one.text):
            called.add(match[1])
            last[match[1]] = one
            if not match[1].isdigit() or not match[2]:
                sentence = _("This mark of a footnote is broken. Write it as [^1].")
                yield found("footnote", BLOCKING, one, match[0], sentence)
            elif known is not None and int(match[1]) not in known:
                sentence = _("No footnote has this number. Add it, or correct the mark.")
                yield found("footnote", BLOCKING, one, match[0], sentence)
    for number in sorted((known or set()) - {int(one) for one in called if one.isdigit()}):
        sentence = _("No text calls this footnote. Place its mark, or remove it.")
        yield between("footnote", STYLE, [], f"[^{number}]", sentence)


RULES = (labels, label_cases, recommendations, numberings, fragile, footnotes)
