"""The closure report of a programme, filled from the record as it stood on a day."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.content import overrides
from reports.content.blocks import BLOCKS
from reports.content.notes import Note
from reports.content.record import ProgrammeRecord, Words
from reports.content.said import Said, say
from reports.content.shapes import Part, Report, Section
from reports.models import DocumentKind, DocumentState
from saferwales.web import prose
from workstreams.models import Footnote

WIDE = {"regional-returns"}
ISSUED = (DocumentState.ISSUED, DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)


def own_day(programme, known_at=None):
    """The day that the programme's closure report is written for; None where it has none of its own."""
    found = Words(programme, DocumentKind.CLOSURE_REPORT, known_at=known_at).of(DocumentKind.CLOSURE_REPORT)
    return found and found.document.as_at


def build(programme, day, language, known_at=None):
    """The report in the words that stand now, with the record's data of the day, in the language.

    ``known_at`` is the moment by whose knowledge both are read (None: today). Raises NotYet before the report's day.
    """
    with override(language):
        record = ProgrammeRecord(programme, DocumentKind.CLOSURE_REPORT, day, known_at)
        return report_of(record, language, known_at, overrides.sections(record.programme, known_at))


def report_of(record, language, known_at, more=()):
    """The record's document as a report; ``more`` are sections that follow its own. The language is in force."""
    document, stood = record.document, record.programme
    return Report(
        title=say(document, "title"),
        programme=say(stood, "name"),
        programme_full_name=say(stood, "full_name") or say(stood, "name"),
        board=Said(str(stood.governing_board or "")),
        as_at=record.day,
        known_at=known_at,
        language=language,
        is_draft=document.state not in ISSUED,
        sections=(*(section_of(one, record) for one in record.sections), *more),
        notes={one.number: Note(one.number, say(one, "text"), one.url) for one in record.all(Footnote)},
        slug=record.kind,
    )


def section_of(stored, record):
    """A stored section as it is printed: its prose, and between it the blocks of the record that it places."""
    body, heading = say(stored, "body"), say(stored, "heading")
    pieces = prose.split(body, BLOCKS)
    parts = [_part(kind, text, body.lang, record) for kind, text in pieces]
    return Section(
        key=stored.key,
        heading=heading,
        heading_lang=heading.lang,
        parts=tuple(parts) or _nothing(stored),
        is_annex=stored.is_annex,
        is_wide=any(kind == "block" and text in WIDE for kind, text in pieces),
    )


def _part(kind, text, lang, record):
    if kind == "block":
        return BLOCKS[text](record)
    return Part("prose", prose.to_html(text), lang)


def _nothing(stored):
    """A section without text says so, and why where the record knows."""
    said = [Part("remark", _("The record holds no text for this part of the report."))]
    if stored.note:
        said.append(Part("remark", stored.note, "en"))
    return tuple(said)
