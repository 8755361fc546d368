"""Acronyms: expanded once, in one way, before they are used."""

import re

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, between
from reports.checks.words import JOINERS, bag

BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]{1,9})\)")
USED = re.compile(r"(?<!Dear )\b(?=[A-Z]*[A-Z]{2})[A-Z]{3,8}(?=s?\b)")
ROMAN = re.compile(r"[IVXLCDM]+$")
PLACEHOLDERS = {"TBA", "TBC", "TBD"}


def _expansions(text):
    """(acronym, its expansion) wherever the words before a bracket have its initials."""
    for match in BRACKETED.finditer(text):
        letters = re.sub(r"s$", "", match[1]).replace("&", "").upper()
        before = re.findall(r"[\w’'-]+|&", text[max(0, match.start() - 120) : match.start()])
        for count in range(1, min(len(before), 2 * len(letters) + 2) + 1):
            run = before[-count:]
            if run[0][0].isupper() and _initials(run) == letters:
                yield letters, " ".join(run)
                break


def _initials(run):
    parts = [part for word in run if word.lower() not in JOINERS for part in word.split("-") if part]
    return "".join(part if part.isupper() else part[0] for part in parts).upper()


def expanded_twice(inspected):
    ways = {}
    for one in inspected.english:
        for acronym, words in _expansions(one.text):
            ways.setdefault(acronym, {}).setdefault(bag(words), (words, []))[1].append(one)
    for acronym, own in ways.items():
        if len(own) > 1:
            said = [words for words, _passages in own.values()]
            passages = [one for _words, passages in own.values() for one in passages]
            sentence = _("%(acronym)s is expanded in two ways. Expand it in one way.")
            # "HM" within an expansion is itself short: the two may well be one name
            short = any(word.isupper() and len(word) > 1 for way in said for word in way.split())
            yield between("acronym", STYLE if short else BLOCKING, passages, f"{acronym}: {' / '.join(sorted(said))}", sentence % {"acronym": acronym})  # fmt: skip


def unexplained(inspected):
    """Never expanded in any document, or used in a document before that document expands it."""
    known = inspected.facts.familiar
    expanded, first, late = {}, {}, {}
    for one in inspected.english:
        here = {acronym for acronym, _words in _expansions(one.text)}
        for acronym in here:
            expanded.setdefault(acronym, set()).add(one.document)
            early = first.get((one.document, acronym))
            if early is not None:
                late.setdefault(acronym, early)
        for acronym in set(USED.findall(one.text)) - here - PLACEHOLDERS:
            first.setdefault((one.document, acronym), one)
    used = {}
    for (_document, acronym), one in first.items():
        used.setdefault(acronym, one)
    for acronym, one in used.items():
        if (
            acronym not in expanded
            and acronym not in known
            and not ROMAN.match(acronym)
            and not one.text.isupper()
        ):
            yield between("acronym-unexplained", STYLE, [one], acronym, _("This acronym is expanded nowhere. Write it out at its first use."))  # fmt: skip
    for acronym, one in late.items():
        yield between("acronym-late", STYLE, [one], acronym, _("This acronym is used before it is expanded. Expand it here."))  # fmt: skip


RULES = (expanded_twice, unexplained)
