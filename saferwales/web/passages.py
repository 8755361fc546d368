"""Words of the other language within a typed text, marked by whoever types them: ``[Home Office]{en}``."""

import re
from html import unescape

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

PASSAGE = re.compile(r"\[([^\[\]\n]+)\]\{(cy|en)\}")
SPAN = re.compile(r'<span lang="(cy|en)">([^<]*)</span>')


def typed(said):
    """A text with its marks (``bilingual.Marked``) as somebody would type it; what cannot be typed so loses its mark."""
    html = getattr(said, "html", "")
    if not html:
        return str(said)
    pieces = [unescape(piece) for piece in SPAN.split(html)]
    told = pieces[:1]
    for language, words, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        told += ["\n".join(_mark(line, language) for line in words.split("\n")), after]
    return "".join(told)


def _mark(words, language):
    mark = f"[{words}]{{{language}}}"
    return mark if words.strip() and PASSAGE.fullmatch(mark) else words


def split(text):
    """The text as (words, language): the words of each passage, and what stands between them in no language ("")."""
    pieces = PASSAGE.split(text)
    for between, words, language in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        if between:
            yield between, ""
        if words:
            yield words, language


def passages(text):
    """A text as HTML in which passages of the other language are marked for the ear; all else stays as it was."""
    return mark_safe(PASSAGE.sub(r'<span lang="\2">\1</span>', str(conditional_escape(text))))
