"""Numbers in the text that do not match what is listed or recorded."""

import re

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, around, found

NUMBERS = {name: number for number, name in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}  # fmt: skip
NUMBER = rf"(\d{{1,3}}|{'|'.join(NUMBERS)})"
PART = r"(?<!\bone of )(?<!\btwo of )(?<!\bsome of )(?<!\bmost of )"
ITEM = re.compile(r"^(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
OPENS = re.compile(rf"\b{NUMBER} (?:[\w-]+ ){{0,3}}?[\w-]+s\b[^.:]{{0,120}}:$", re.IGNORECASE)
FEW, MANY = (
    re.compile(r"\b(?:a small number|a handful|a few)(?: of)? (?:[\w-]+ ){0,2}?objectives\b", re.IGNORECASE),
    7,
)


def _value(words):
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def totals(inspected):
    """ "The six work-streams", where the record has another number of them."""
    for noun, total in inspected.facts.totals.items():
        form = re.escape(noun).replace(r"\-", r"[- ]?")
        said = re.compile(
            PART + rf"\b(?:the|all|these|its|included|set out) {NUMBER} (?:of the )?{form}\b", re.IGNORECASE
        )
        for one in inspected.english:
            for match in said.finditer(one.text):
                if _value(match[1]) != total:
                    sentence = _("The record has %(total)d %(things)s. Correct the number.")
                    yield found("count", BLOCKING, one, match[0], sentence % {"total": total, "things": noun})


def lists(inspected):
    """ "In three steps:" before a list of another length."""
    said = inspected.english
    for place, one in enumerate(said):
        opening = OPENS.search(one.text[-250:].strip())
        if not opening:
            continue
        items = 0
        for follower in said[place + 1 :]:
            if (follower.document, follower.part) != (one.document, one.part) or not ITEM.match(
                follower.text
            ):
                break
            items += 1
        if items and items != _value(opening[1]):
            sentence = _("%(items)d items follow. Correct the number, or the list.")
            yield found("count", BLOCKING, one, opening[0], sentence % {"items": items})


def few(inspected):
    for one in inspected.english:
        for match in FEW.finditer(one.text) if inspected.facts.asked > MANY else ():
            sentence = _("The record has %(asked)d of them. Give the number.")
            yield found(
                "count", STYLE, one, around(one.text, match), sentence % {"asked": inspected.facts.asked}
            )


RULES = (totals, lists, few)
