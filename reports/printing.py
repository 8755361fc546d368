"""Documents as files: a report of the record laid out for print."""

import re
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import override

from reports.content import annexes
from reports.content.notes import Notes
from reports.rendering.engine import render_pdf
from saferwales.web.printable import printable

LONG_ADDRESS = 300
LETTER = r"(?:&#?\w{1,8};|[^\s<>&])"
BETWEEN_TAGS = re.compile(r"(?<=>)[^<>]{40,}")
ENDLESS = re.compile(LETTER + "{40,}")
PIECE = re.compile(LETTER + "{25}")


def html_of(report):
    """The page that becomes the PDF: it names no file but our own style sheet and fonts."""
    report = annexes.bounded(report)
    with override(report.language):
        notes = Notes(getattr(report, "notes", {}), at_foot=True)
        return soften(printable(render_to_string(report.template, {"report": report, "notes": notes})))


def soften(page):
    """The page with places to break in runs of letters that no line can hold; between the tags alone."""
    return BETWEEN_TAGS.sub(lambda text: ENDLESS.sub(_parted, text[0]), page)


def _parted(run):
    """An address of a usual length is left whole, so that it can be copied; the style sheet breaks it where it must."""
    if "://" in run[0] and len(run[0]) < LONG_ADDRESS:
        return run[0]
    return PIECE.sub(lambda piece: piece[0] + "\u200b", run[0])


def pdf_of(report, **bounds):
    """The report as a tagged PDF. Raises RenderRefused with a sentence where none could be made."""
    return render_pdf(html_of(report), **bounds)


@dataclass(frozen=True)
class File:
    """A PDF file, and how many pages it has."""

    content: bytes
    pages: int


def file_of(report, progress=None, **bounds):
    """The report as a File. Raises RenderRefused with a sentence where none could be made."""
    pages = []

    def note(stage):
        word, _space, number = stage.partition(" ")
        if word == "writing":
            pages.append(int(number))
        if progress:
            progress(stage)

    content = pdf_of(report, progress=note, **bounds)
    return File(content, pages[-1] if pages else 0)


def file_name(report, owner):
    """What the file is called: after the programme or board, the report and its day."""
    known = f"-known-{localtime(report.known_at):%Y-%m-%d}" if report.known_at else ""
    return f"{owner.slug}-{report.slug}-{report.as_at.isoformat()}{known}-{report.language}.pdf"
