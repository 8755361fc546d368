"""What was never filled in: placeholders, empty parts, returns without text."""

import re

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, Finding, around, found, slug

PLACEHOLDER = re.compile(
    r"\bTB[ACD]\b|\bTO ?DO\b|\bFIXME\b|\[(?:…|\.{2,5}|\s{0,5}|[xX]{1,5}|\?{1,3})\]|\(\s{0,5}\)|\b[xX]{2,5}\b(?!\.)"
    r"|\bI[’']W (?:GADARNHAU|CADARNHAU|BENNU|GYTUNO|GWBLHAU)\b|\b(?:Dear|Annwyl) [A-ZÂÊÎÔÛŴŶ]{3,}\b|[\[<](?:[Rr]howch|[Nn]odwch|[Mm]ewnosod)\b"
    r"|\?\?+|_{4,}|…{2,}|\blorem ipsum\b|[\[<][Ii]nsert\b|[\[<]INSERT\b"
)


def placeholders(inspected):
    for one in inspected.said:
        for match in PLACEHOLDER.finditer(one.text):
            sentence = _(
                "“%(words)s” stands for something that was never filled in. Write it out, or leave it out."
            )
            words = around(one.text, match, 25)
            yield found("placeholder", BLOCKING, one, words, sentence % {"words": match[0]})


PLACED = re.compile(r"\[\[[^\[\]\n]{0,80}\]\]")


def unplaced(inspected):
    """What was meant to place a list or a table, and is printed as it was typed."""
    for one in inspected.said:
        for match in PLACED.finditer(one.text):
            sentence = _(
                "“%(words)s” places nothing here. Write the name of a list or table on a line of its own, or take it out."
            )
            yield found("placeholder", BLOCKING, one, match[0], sentence % {"words": match[0]})


def empty_parts(inspected):
    for one in inspected.passages:
        if not one.text.strip():
            sentence = _("Nothing stands under this heading. Add the text, or take the heading out.")
            yield found("empty", BLOCKING, one, one.heading, sentence)


def late_returns(inspected):
    for place, name, address, documents in inspected.facts.late:
        sentence = _(
            "It was due by the day of the document, and its cells are empty. Enter it, or say why it is missing."
        )
        key = f"empty:{slug(place)}:{slug(name)}"
        yield Finding(key, "empty", BLOCKING, place, name, sentence, address=address, documents=documents)


RULES = (placeholders, unplaced, empty_parts, late_returns)
