"""Texts of the record as pages show them: footnote marks, paragraphs, differing words, days by precision."""

import difflib
import re
from collections import Counter

from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saferwales.web.bilingual import lang_of
from saferwales.web.passages import passages

MARK = re.compile(r"\[\^(\d{1,3})\]")
# Texts are compared piece by piece, in the finest pieces of which so few are equal that it takes no time.
PIECES = tuple(re.compile(pattern) for pattern in (r"\S+|\n", r"[^\s.][^\n.]*\.?|\.|\n", r"(?s)\S.*\S|\S"))
MOST_COMPARED = 30_000


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
    """A raised number to the eye, and words to the ear, in the language of the page whatever the text is in."""
    return format_html(
        '<sup class="note-mark"><span aria-hidden="true">{}</span><span class="visually-hidden" lang="{}"> {} </span></sup>',
        number,
        get_language(),
        _("(footnote %(number)s)") % {"number": number},
    )


def noted(text):
    """The text with its footnote marks as raised numbers."""
    pieces = MARK.split(str(text or ""))
    parts = [_mark(piece) if place % 2 else piece for place, piece in enumerate(pieces)]
    shown = format_html_join("", "{}", ((part,) for part in parts))
    return format_html("<span{}>{}</span>", lang_of(text), shown) if lang_of(text) else shown


def unnoted(text):
    return MARK.sub("", str(text or ""))


def paras(text):
    """Paragraphs of plain text with their line breaks kept; of its markup only passages in the other language."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", str(text or "")) if block.strip()]
    lang = lang_of(text)
    return format_html_join(
        "", "<p{}>{}</p>", ((lang, linebreaksbr(passages(noted(block)))) for block in blocks)
    )


def words_diff(before, after):
    """The second text with the words that differ from the first marked as removed or added; its lines are kept."""
    old, new = _pieces(before, after)
    parts = []
    for act, i1, i2, j1, j2 in _opcodes(old, new):
        if act == "equal":
            parts.append(format_html("{} ", _run(new[j1:j2])))
            continue
        if i2 > i1:
            parts.append(_marked("del", _("removed:"), old[i1:i2]))
        if j2 > j1:
            parts.append(_marked("ins", _("added:"), new[j1:j2]))
    return mark_safe("".join(parts).strip())


def _pieces(before, after):
    """Both texts as words and ends of lines, as sentences where words would take too long, at last as wholes."""
    old, new = (str(text or "").replace("\r\n", "\n") for text in (before, after))
    for size in PIECES:
        pieces = size.findall(old), size.findall(new)
        if _equal_pairs(*_inner(*pieces)) <= MOST_COMPARED:
            break
    return pieces


def _equal_pairs(old, new):
    """How often a piece of the one equals a piece of the other: what comparing them costs."""
    seen = Counter(old)
    return sum(seen[piece] for piece in new)


def _ends(old, new):
    """How many pieces are equal at the beginning, and how many of the others at the end."""
    least = min(len(old), len(new))
    head = next((place for place in range(least) if old[place] != new[place]), least)
    most = least - head
    return head, next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)


def _inner(old, new):
    head, tail = _ends(old, new)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _opcodes(old, new):
    """What to do to the old pieces to get the new ones; equal beginnings and ends need no comparing."""
    head, tail = _ends(old, new)
    if head:
        yield "equal", 0, head, 0, head
    for act, *places in difflib.SequenceMatcher(None, *_inner(old, new), autojunk=False).get_opcodes():
        yield act, *(place + head for place in places)
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _run(pieces):
    return linebreaksbr(" ".join(pieces))


def _marked(element, word, pieces):
    """A run of pieces marked for the eye, and said before it to the ear in the language of the page."""
    return format_html(
        '<{}><span class="visually-hidden" lang="{}">{} </span>{}</{}> ',
        element,
        get_language(),
        word,
        _run(pieces),
        element,
    )
