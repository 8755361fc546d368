"""Texts of the record as pages show them: footnote marks, paragraphs, differing words, days by precision."""

import difflib
import re

from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

MARK = re.compile(r"\[\^(\d{1,3})\]")


def day(value, precision="day"):
    """The day as exactly as it is known: 15 June 2020, June 2020, 2020."""
    if value is None:
        return ""
    if precision == "month":
        return date_format(value, "F Y")
    if precision == "season":
        return _season(value)
    if precision in ("year", "years"):
        return date_format(value, "Y")
    if precision == "financial-year":
        return f"{value.year}–{(value.year + 1) % 100:02d}"
    return date_format(value, "j F Y")


def _season(value):
    """The season in which the day lies; a winter bears the year in which it begins."""
    sentences = (_("Winter %(year)s"), _("Spring %(year)s"), _("Summer %(year)s"), _("Autumn %(year)s"))
    return sentences[value.month % 12 // 3] % {"year": value.year - (value.month < 3)}


def _mark(number):
    """A raised number to the eye, and words to the ear."""
    return format_html(
        '<sup class="note-mark"><span aria-hidden="true">{}</span><span class="visually-hidden"> {} </span></sup>',
        number,
        _("(footnote %(number)s)") % {"number": number},
    )


def noted(text):
    """The text with its footnote marks as raised numbers."""
    pieces = MARK.split(str(text or ""))
    parts = [_mark(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
    return format_html_join("", "{}", ((part,) for part in parts))


def unnoted(text):
    return MARK.sub("", str(text or ""))


def paras(text):
    """Paragraphs of plain text with their line breaks kept; nothing in it becomes markup."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", str(text or "")) if block.strip()]
    return format_html_join("", "<p>{}</p>", ((linebreaksbr(noted(block)),) for block in blocks))


def words_diff(before, after):
    """The second text with the words that differ from the first marked as removed or added."""
    old, new = str(before or "").split(), str(after or "").split()
    parts = []
    for act, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            parts.append(format_html("{} ", " ".join(new[j1:j2])))
            continue
        if i2 > i1:
            parts.append(
                format_html(
                    '<del><span class="visually-hidden">{} </span>{}</del> ',
                    _("removed:"),
                    " ".join(old[i1:i2]),
                )
            )
        if j2 > j1:
            parts.append(
                format_html(
                    '<ins><span class="visually-hidden">{} </span>{}</ins> ',
                    _("added:"),
                    " ".join(new[j1:j2]),
                )
            )
    return mark_safe("".join(parts).strip())
