"""The closure pack: the covering report with what it encloses, in one file, as the programme's end is reported.

Document 1 are the recommendations, Document 2 the closure report, Documents 3 and 4 the letter by which the programme
handed over and the reply to it. The reports are the record's as it stood on the day asked for; a letter is printed as
the record stood on the letter's own day, for it does not change after it was sent.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.content import closure_report, letters
from reports.content.blocks import BLOCKS
from reports.content.edition import Edition
from reports.content.record import NotYet, ProgrammeRecord
from reports.content.said import Said, say
from reports.content.shapes import Section
from reports.models import DocumentKind


@dataclass(frozen=True)
class Enclosed:
    """One document of the pack. ``label`` is what its annexes are named with: "Document 2, Annex A"."""

    key: str
    label: Said
    title: Said
    sections: tuple[Section, ...] = ()
    letter: letters.LetterDocument | None = None
    lacking: str = ""

    @property
    def chapters(self):
        return tuple(section for section in self.sections if not section.is_annex)

    @property
    def annexes(self):
        return tuple(section for section in self.sections if section.is_annex)


@dataclass(frozen=True)
class ClosurePack:
    title: Said
    programme: Said
    programme_full_name: Said
    board: Said
    as_at: date
    known_at: datetime | None
    language: str
    is_draft: bool
    parts: tuple[Enclosed, ...]
    notes: dict = field(default_factory=dict)
    edition: Edition | None = None

    template = "reports/kinds/closure-pack/print.html"
    slug = "closure-pack"


def build(programme, day, language, known_at=None):
    """The pack on the day, by what was known at a moment (None: today), in the language.

    Raises NotYet where the record holds no closure report for that day; of the rest, what lacks is said in its place.
    """
    with override(language):
        report = closure_report.build(programme, day, language, known_at)
        covering = _covering_record(programme, day, known_at)
        parts = (
            *_covering_parts(covering, programme, day, known_at),
            _enclosed(2, report.title, sections=report.sections),
            _letter(3, programme, letters.HANDOVER_LETTER, language, known_at),
            _letter(4, programme, letters.REPLY, language, known_at),
        )
        return ClosurePack(
            title=Said(_("Closure pack")),
            programme=report.programme,
            programme_full_name=report.programme_full_name,
            board=report.board,
            as_at=day,
            known_at=known_at,
            language=language,
            is_draft=report.is_draft or (covering is not None and _is_draft(covering)),
            parts=parts,
            notes=report.notes,
        )


def _covering_record(programme, day, known_at):
    """What the covering report prints; None where the programme has none on the day."""
    try:
        record = ProgrammeRecord(programme, DocumentKind.COVERING_REPORT, day, known_at)
    except NotYet:
        return None
    return record if record.document.pk else None


def _is_draft(record):
    return record.document.state not in closure_report.ISSUED


def _covering_parts(record, programme, day, known_at):
    """The covering report, and Document 1, which is the first of its annexes where it has laid one down."""
    if record is None:
        closure = ProgrammeRecord(programme, DocumentKind.CLOSURE_REPORT, day, known_at)
        return (_enclosed(1, Said(_("Recommendations")), sections=(_recommendations(closure),)),)
    sections = [closure_report.section_of(one, record) for one in record.sections]
    chapters = tuple(one for one in sections if not one.is_annex)
    title = say(record.document, "title")
    covering = Enclosed("covering", Said(_("Covering report")), title, _with_keys(chapters, "covering"))
    annexes = [one for one in sections if one.is_annex]
    if not annexes:
        return covering, _enclosed(1, Said(_("Recommendations")), sections=(_recommendations(record),))
    first = annexes[0]
    heading = Said(first.heading, first.heading_lang)
    return covering, _enclosed(1, heading, sections=(replace(first, heading=Said(""), is_annex=False),))


def _recommendations(record):
    """Document 1 of a programme that has laid down no words for it."""
    return Section("recommendations", Said(""), "", (BLOCKS["recommendations"](record),))


def _enclosed(number, title, **content):
    """A numbered document; its number stands before its title, unless the title begins with it."""
    label = _("Document %(number)s") % {"number": number}
    if not title.casefold().startswith(label.casefold()):
        title = Said(_("%(label)s: %(title)s") % {"label": label, "title": title}, title.lang)
    key = f"document-{number}"
    content["sections"] = _with_keys(content.get("sections", ()), key)
    return Enclosed(key, Said(label), title, **content)


def _with_keys(sections, prefix):
    """Two documents may each have an "introduction"; a place in the file has one name."""
    return tuple(replace(one, key=f"{prefix}-{one.key}") for one in sections)


def _letter(number, programme, kind, language, known_at):
    try:
        letter = letters.build(programme, kind, language, known_at=known_at)
    except letters.NoSuchLetter as none:
        return _enclosed(number, Said(str(letters.LABELS[kind])), lacking=none.messages[0])
    return _enclosed(number, letter.title, letter=letter)
