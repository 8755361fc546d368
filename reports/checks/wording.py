"""How things are worded: repetitions, and one thing in several wordings."""

import re
from itertools import combinations

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, around, between, found

TWICE = re.compile(r"\b([^\W\d_]{1,40})\s+\1\b", re.IGNORECASE)
RIGHT_TWICE = {"had", "that"}
HYPHENED = re.compile(r"[A-Za-z]{2,40}(?:-[A-Za-z]{2,40}|-\d{1,4})?")
LONG = 80  # characters from which a paragraph that comes twice is no formula


def doubled(inspected):
    """A word twice, a list with an item twice, a paragraph twice."""
    seen = {}
    for one in inspected.said:
        for match in TWICE.finditer(one.text):
            is_label = len(match[1]) == 1 and match[1].isupper()  # "Atodiad A a Dogfen 1"
            if match[1].lower() not in RIGHT_TWICE and not is_label:
                yield found(
                    "doubled", STYLE, one, around(one.text, match), _("A word stands twice. Remove one.")
                )
        words = " ".join(one.text.split())
        first = seen.setdefault((one.document, one.language, words), one) if len(words) >= LONG else one
        if first is not one:
            sentence = _("This paragraph stands twice in the document. Remove one.")
            yield found("doubled", BLOCKING, one, words[:120], sentence)


def twice_listed(inspected):
    for one in inspected.english:
        items = [" ".join(item.split()).strip(" .") for item in re.split(r"[,;]", one.text)]
        again = {item for item in items if len(item.split()) in (2, 3, 4) and items.count(item) > 1} if len(items) < 200 else set()  # fmt: skip
        for item in sorted(again):
            yield found("listed-twice", STYLE, one, item, _("This stands twice in one list. Remove one."))


def hyphens(inspected):
    """One word with a hyphen here, and without one or in two words there."""
    forms, pairs = {}, {}
    for one in inspected.english:
        tokens = HYPHENED.findall(one.text)
        for token in tokens:
            forms.setdefault(token.replace("-", "").lower(), {}).setdefault(token.lower(), one)
        for first, second in zip(tokens, tokens[1:], strict=False):
            pairs.setdefault((first + second).lower(), (f"{first} {second}", one))
    for key, own in forms.items():
        if not any("-" in form for form in own):
            continue
        pair = pairs.get(key)
        if pair and pair[0] in pair[1].text:
            own[pair[0].lower()] = pair[1]
        if len(own) > 1:
            sentence = _("One word is written in several ways. Choose one.")
            yield between("hyphen", STYLE, list(own.values()), " / ".join(sorted(own)), sentence)


def wordings(inspected):
    """One principle, statement or objective that documents word in two ways."""
    things = {}
    for one in inspected.facts.wordings:
        things.setdefault(one.thing, []).append(one)
    for thing, own in things.items():
        for first, second in combinations({one.text.rstrip(".;, "): one for one in own}.values(), 2):
            sentence = _("%(thing)s is worded in two ways: %(first)s, %(second)s. Use one wording.")
            facts = {"thing": thing, "first": first.document, "second": second.document}
            yield between("wording", STYLE, [], f"{thing}: {first.text} / {second.text}", sentence % facts)


def orders(inspected):
    """Documents that print the same things in another order."""
    places = {}
    for one in inspected.facts.positions:
        places.setdefault(one.document, []).append((int(one.text), one.thing))
    rows = {document: [thing for _place, thing in sorted(own)] for document, own in places.items()}
    for (first, one), (second, other) in combinations(rows.items(), 2):
        both = set(one) & set(other)
        if [thing for thing in one if thing in both] != [thing for thing in other if thing in both]:
            sentence = _("These two print the same work-streams in different orders. Keep one order.")
            yield between("order", STYLE, [], f"{first} / {second}", sentence)


RULES = (doubled, twice_listed, hyphens, wordings, orders)
