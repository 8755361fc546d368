"""The closure pack: the covering report with what it encloses, in one file, as the programme's end is reported.

Document 1 are the recommendations, Document 2 the closure report, Documents 3 and 4 the letter by which the programme
handed over and the reply to it. What was issued is enclosed as it was issued, from the frozen content of the edition
that stands. Of what was not, the words are those that stand now, and the data the record's on the document's own day;
a letter is printed as the record stood on the letter's own day, for it does not change after it was sent.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from reports.content import closure_report, letters, overrides, revived
from reports.content.blocks import BLOCKS
from reports.content.edition import Edition
from reports.content.record import NotYet, ProgrammeRecord, Words, check_day
from reports.content.said import Said
from reports.content.shapes import Report, Section
from reports.models import DocumentKind
from saferwales.web import texts

ENCLOSED = (DocumentKind.COVERING_REPORT, DocumentKind.CLOSURE_REPORT, letters.HANDOVER_LETTER, letters.REPLY)
OVERRIDDEN = "overridden-findings"


@dataclass(frozen=True)
class Enclosed:
    """One document of the pack. ``label`` is what its annexes are named with: "Document 2, Annex A".

    ``standing`` says under which reference it was issued, or as at which day it is printed.
    """

    key: str
    label: Said
    title: Said
    sections: tuple[Section, ...] = ()
    letter: letters.LetterDocument | None = None
    lacking: str = ""
    standing: str = ""

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
    verify_at: str = ""

    template = "reports/kinds/closure-pack/print.html"
    slug = "closure-pack"

    @property
    def missing(self):
        """The names of what the pack lacks, or holds as a draft letter: without them it is not issued."""
        lacking = [one for one in self.parts if one.lacking or (one.letter and one.letter.is_draft)]
        names = [str(one.title) for one in lacking]
        if all(one.key != "covering" for one in self.parts):
            names.insert(0, _("Covering report"))
        return names


@dataclass(frozen=True)
class Source:
    """A report that the pack encloses. ``standing`` is what the pack says of it."""

    report: Report
    standing: str
    is_issued: bool


def own_day(programme, known_at=None):
    """The day on which all that the pack encloses has come; None where nothing has a day of its own."""
    words = Words(programme, *ENCLOSED, known_at=known_at)
    found = [words.of(kind) for kind in (DocumentKind.COVERING_REPORT, DocumentKind.CLOSURE_REPORT)]
    return max((one.own_day for one in found if one and one.own_day), default=None)


def build(programme, day, language, known_at=None):
    """The pack on the day, by what was known at a moment (None: today), in the language.

    Raises NotYet where the record holds no closure report for that day; of the rest, what lacks is said in its place.
    """
    with override(language):
        words = Words(programme, *ENCLOSED, known_at=known_at)
        asked = {"programme": programme, "day": day, "language": language, "known_at": known_at}
        closure = _source(words, DocumentKind.CLOSURE_REPORT, **asked)
        covering = _covering_source(words, asked)
        report = closure.report
        notes = covering.report.notes if covering else {}
        return ClosurePack(
            title=Said(_("Closure pack")),
            programme=report.programme,
            programme_full_name=report.programme_full_name,
            board=report.board,
            as_at=day,
            known_at=known_at,
            language=language,
            is_draft=not all(one.is_issued for one in (closure, covering) if one),
            parts=(
                *_covering_parts(covering, asked),
                _enclosed(2, report.title, sections=report.sections, standing=closure.standing),
                _letter(3, letters.HANDOVER_LETTER, words, asked),
                _letter(4, letters.REPLY, words, asked),
            ),
            notes=notes | report.notes,
        )


def unissued(programme):
    """The keys of the documents and letters that the pack would print in the words that stand now.

    What is enclosed as it was issued was inspected then, and nothing that stands now is printed of it.
    """
    words = Words(programme, *ENCLOSED)
    for kind in (DocumentKind.COVERING_REPORT, DocumentKind.CLOSURE_REPORT):
        found = words.of(kind)
        if found and not found.edition:
            yield found.document.key
    for kind in letters.KINDS:
        key = letters.key_of(programme, kind)
        if key not in {one.document.letter.key for one in words.editions(kind) if one.document.letter_id}:
            yield key


def _source(words, kind, programme, day, language, known_at):
    """The document of the kind: as it was issued where an edition stands, else as it would print on its own day."""
    found = words.of(kind)
    if found:
        check_day(found.own_day, day)
    if found and found.edition:
        return _as_issued(found.edition, language)
    own_day = (found and found.own_day) or day
    record = ProgrammeRecord(programme, kind, own_day, known_at, laid_down=found)
    more = overrides.sections(record.programme, known_at) if kind == DocumentKind.CLOSURE_REPORT else ()
    standing = _("As the record stood on %(day)s.") % {"day": texts.day(own_day)} if own_day != day else ""
    return Source(closure_report.report_of(record, language, known_at, more), standing, False)


def _as_issued(edition, language):
    (report,) = (one for one in revived.reports_of(edition) if one.language == language)
    return Source(report, _standing(edition), True)


def _standing(edition):
    facts = {"reference": edition.reference, "day": texts.day(edition.issued_on)}
    return _("Enclosed as it was issued on %(day)s under the reference %(reference)s.") % facts


def _covering_source(words, asked):
    """The covering report; None where the programme has none on the day."""
    if words.of(DocumentKind.COVERING_REPORT) is None:
        return None
    try:
        return _source(words, DocumentKind.COVERING_REPORT, **asked)
    except NotYet:
        return None


def _covering_parts(covering, asked):
    """The covering report, and Document 1, which is the first of its annexes where it has laid one down."""
    if covering is None:
        return (_recommendations(asked),)
    own = covering.report.sections
    first = next((one for one in own if one.is_annex and one.key != OVERRIDDEN), None)
    rest = tuple(one for one in own if one is not first)
    label = Said(_("Covering report"))
    part = Enclosed("covering", label, covering.report.title, _with_keys(rest, "covering"), standing=covering.standing)  # fmt: skip
    if first is None:
        return part, _recommendations(asked)
    heading = Said(first.heading, first.heading_lang)
    return part, _enclosed(1, heading, sections=(replace(first, heading=Said(""), is_annex=False),))


def _recommendations(asked):
    """Document 1 of a programme that has laid down no words for it."""
    kind, no_words = DocumentKind.COVERING_REPORT, (None, ())
    record = ProgrammeRecord(asked["programme"], kind, asked["day"], asked["known_at"], words=no_words)
    section = Section("recommendations", Said(""), "", (BLOCKS["recommendations"](record),))
    return _enclosed(1, Said(_("Recommendations")), sections=(section,))


def _enclosed(number, title, **content):
    """A numbered document; its number stands before its title, unless the title begins with it in its own language."""
    label = _("Document %(number)s") % {"number": number}
    with override(title.lang or get_language()):
        own = _("Document %(number)s") % {"number": number}
    if not title.casefold().startswith(own.casefold()):
        title = Said(_("%(label)s: %(title)s") % {"label": label, "title": title}, title.lang)
    key = f"document-{number}"
    content["sections"] = _with_keys(content.get("sections", ()), key)
    return Enclosed(key, Said(label), title, **content)


def _with_keys(sections, prefix):
    """Two documents may each have an "introduction"; a place in the file has one name."""
    return tuple(replace(one, key=f"{prefix}-{one.key}") for one in sections)


def _letter(number, kind, words, asked):
    """The register's letter, as it was issued where an edition of it stands."""
    programme, language, known_at = asked["programme"], asked["language"], asked["known_at"]
    try:
        letter = letters.build(programme, kind, language, known_at=known_at)
    except letters.NoSuchLetter as none:
        return _enclosed(number, Said(str(letters.LABELS[kind])), lacking=none.messages[0])
    for edition in words.editions(kind):
        issued = _as_issued(edition, language)
        if issued.report.key == letter.key:
            return _enclosed(number, issued.report.title, letter=issued.report, standing=issued.standing)
    return _enclosed(number, letter.title, letter=letter)
