"""Letters of a programme as documents: the handover letter with its table of objectives, and the reply to it.

The words are the register's; the table is the record's, as it stood on the letter's day. A letter that stands in both
languages is printed in both, Welsh first, whichever language the file is in: the file's language is that of its frame.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from boards.models import Board, Organisation, Person
from objectives.models import (
    Answer,
    Direction,
    Handover,
    HandoverItem,
    ItemKind,
    Layout,
    Letter,
    LetterItem,
    LetterParty,
    Objective,
    ObjectiveWording,
    PartySide,
)
from reports.content import letterhead
from reports.content.edition import Edition
from reports.content.said import Said, quote, say
from reports.content.shapes import Item, Part, Section
from saferwales.audit.asat import Reading
from saferwales.web import prose
from saferwales.web.bilingual import joined, marked
from saferwales.web.texts import day as day_in_words
from workstreams.models import AppointmentKind, Heading, Programme, SroAppointment, Workstream

HANDOVER_LETTER, REPLY, LETTER = "handover-letter", "reply", "letter"
LABELS = {
    HANDOVER_LETTER: gettext_lazy("Handover letter"),
    REPLY: gettext_lazy("Reply"),
    LETTER: gettext_lazy("Letter"),
}
KINDS = (HANDOVER_LETTER, REPLY)
WITHHELD = ("tel", "llinell", "phone", "ebost", "e-mail", "email")
WORDS = ("salutation", "subject", "parts", "closing", "signatories", "enclosure", "rows")


class NoSuchLetter(ValidationError):
    """The record holds no letter of the kind at the moment asked for."""


@dataclass(frozen=True)
class Row:
    """A work-stream of the enclosed table: its heading, its SRO in the letter's words, the objectives asked for."""

    heading: Said
    sro: Said
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Signatory:
    name: Said
    capacity: Said
    title: Said


@dataclass(frozen=True)
class Telling:
    """The whole letter in one language, with what it encloses."""

    language: str
    salutation: Said
    subject: Said
    parts: tuple[Part, ...]
    closing: Said
    signatories: tuple[Signatory, ...]
    enclosure: Said
    rows: tuple[Row, ...]

    @property
    def suffix(self):
        """Tells the headings of a letter's two enclosures apart."""
        return f"-{self.language}" if self.language else ""


@dataclass(frozen=True)
class LetterDocument:
    """A letter ready to be printed. ``head`` are (label, value) of the letterhead; a contact's lines are withheld.

    In a letter of both languages the words are Welsh, and ``english`` holds all of it again. ``layout`` says how they
    stand to each other; it is empty where the letter was not written here. ``overridden`` names the findings over which it
    was issued.
    """

    kind: str
    key: str
    title: Said
    programme: Said
    language: str
    as_at: date
    known_at: datetime | None
    is_draft: bool
    reference: str
    head: tuple[tuple[str, str], ...]
    addressees: tuple[Said, ...]
    salutation: Said
    subject: Said
    parts: tuple[Part, ...]
    closing: Said
    signatories: tuple[Signatory, ...]
    enclosure: Said
    rows: tuple[Row, ...]
    edition: Edition | None = None
    verify_at: str = ""
    layout: str = ""
    english: Telling | None = None
    overridden: Section | None = None

    @property
    def tellings(self):
        """The letter in each of its languages, Welsh first; in a letter of one language, that as the page frames it."""
        if self.english is None:
            return (Telling("", **{name: getattr(self, name) for name in WORDS}),)
        return Telling("cy", **{name: getattr(self, name) for name in WORDS}), self.english

    @property
    def in_columns(self):
        return self.layout == Layout.COLUMNS and self.english is not None

    @property
    def standing(self):
        """The sentences at the foot of what is written here: (language, sentence), Welsh first."""
        return letterhead.STANDING if self.layout else ()

    @property
    def template(self):
        """The page of its kind that becomes the PDF; any other letter of the register prints alike."""
        return f"reports/kinds/{self.kind}/print.html" if self.kind in KINDS else "reports/pdf/letter.html"

    @property
    def slug(self):
        """What the file is called after: the kind, or the letter's own key in the register."""
        return self.key if self.kind == LETTER else self.kind

    @property
    def kind_label(self):
        return str(LABELS[self.kind])


def build(programme, kind, language, *, key=None, day=None, known_at=None):
    """The letter of the kind (or the one with the key), from the record as it stood on its day.

    Raises NoSuchLetter where the record holds none.
    """
    with override(language):
        found = _Record(programme, kind, key, day, known_at)
        letter = found.letter
        both = len(letter.languages) == 2
        spoken = "cy" if "cy" in letter.languages else "en"
        return LetterDocument(
            kind=kind,
            key=letter.key,
            title=say(letter, "title"),
            programme=say(found.programme, "name"),
            language=language,
            as_at=found.day,
            known_at=known_at,
            is_draft=letter.is_draft or letter.dated_on is None,
            reference=letter.reference or letter.our_reference,
            head=tuple(_head(letter, found)),
            addressees=tuple(quote(line) for line in _addressees(found)),
            layout=letter.layout,
            english=Telling("en", **_words(found, "en", alone=False)) if both else None,
            **_words(found, spoken, alone=not both),
        )


def _words(found, language, *, alone):
    """The letter's words in a language. What stands alone is framed by the page, and says where it differs from it."""
    letter = found.letter
    with nullcontext() if alone else override(language):
        body = _written(letter, "body", language)
        return {
            "salutation": _written(letter, "salutation", language),
            "subject": _written(letter, "subject", language),
            "parts": (Part("prose", prose.to_html(body), body.lang),),
            "closing": _written(letter, "closing", language),
            "signatories": tuple(_signatories(found)),
            "enclosure": _enclosure(found),
            "rows": tuple(_rows(found)),
        }


def _written(letter, name, language):
    """A text of the letter in the language; one that stands in the other alone, in that."""
    if not getattr(letter, f"{name}_{language}"):
        language = "en" if language == "cy" else "cy"
    text = getattr(letter, f"{name}_{language}")
    return Said(text, language if text and language != (get_language() or "en")[:2] else "")


class _Record:
    """What a letter prints, read at one moment: first which letter it is, then all that belongs to it."""

    def __init__(self, programme, kind, key, day, known_at):
        letters, handovers = _register_of(programme)
        chosen = _choose(Reading(day, known_at).load(letters, handovers), kind, key)
        self.day = day or chosen.dated_on or timezone.localdate()
        parties = LetterParty.objects.filter(letter=chosen.pk)
        items = HandoverItem.objects.filter(handover__letter=chosen.pk)
        self.reading = Reading(self.day, known_at)
        self.reading.load(
            Programme.objects.filter(pk=programme.pk),
            letters.filter(pk=chosen.pk),
            parties,
            LetterItem.objects.filter(letter=chosen.pk),
            Person.objects.filter(pk__in=parties.values("person")),
            Organisation.objects.filter(pk__in=parties.values("organisation")),
            Board.objects.filter(Q(pk__in=parties.values("board")) | Q(pk__in=handovers.values("receiver"))),
            handovers.filter(letter=chosen.pk),
            items,
            Objective.objects.filter(pk__in=items.values("objective")),
            ObjectiveWording.objects.filter(objective__in=items.values("objective")),
            Workstream.objects.filter(programme=programme),
            Heading.objects.filter(workstream__programme=programme),
            SroAppointment.objects.filter(programme=programme),
        )
        self.letter, self.programme = (
            self.reading.get(Letter, chosen.pk),
            self.reading.get(Programme, programme.pk),
        )
        if self.letter is None or self.programme is None:
            raise NoSuchLetter(_("The record holds no such letter at this moment."))

    def parties(self, side):
        return [one for one in self.reading.all(LetterParty, key=lambda one: one.order) if one.side == side]

    @property
    def wording(self):
        """The document in whose words the letter's table states the objectives: that of the letter's own day."""
        own = [
            one.document
            for one in self.reading.all(ObjectiveWording)
            if one.stated_on == self.letter.dated_on
        ]
        return max(set(own), key=own.count) if own else ""


def _register_of(programme):
    return Letter.objects.filter(programme=programme), Handover.objects.filter(programme=programme)


def key_of(programme, kind):
    """The key of the letter that the kind names at this moment; empty where the register holds none."""
    try:
        return _choose(Reading(None).load(*_register_of(programme)), kind, None).key
    except NoSuchLetter:
        return ""


def _choose(register, kind, key):
    """The letter asked for: by its key, else the one by which the programme handed over, or what answers it."""
    letters = register.all(Letter)
    if key:
        chosen = [one for one in letters if one.key == key]
    else:
        asked = {one.letter_id for one in register.all(Handover)}
        chosen = [one for one in letters if one.pk in asked and one.direction == Direction.SENT]
        if kind == REPLY:
            sent = {one.pk for one in chosen}
            chosen = [one for one in letters if one.in_reply_to_id in sent]
    if not chosen:
        raise NoSuchLetter(_("The record holds no such letter at this moment."))
    return chosen[0]


def _head(letter, found):
    """The letterhead's labels as the letter prints them, each with what belongs to it."""
    contacts = found.parties(PartySide.CONTACT)
    for label in letter.letterhead or ([letterhead.DATE] if letter.dated_on else []):
        written = label.casefold()
        if "dyddiad" in written or "date" in written:
            value = _in_its_languages(letter, _day_of)
        elif any(word in written for word in WITHHELD):
            value = _in_its_languages(letter, lambda _letter: _("Not printed here"))
        else:
            value = "; ".join(str(one) for one in contacts)
        if value:
            yield letterhead.in_both(label), value
    if letter.reference or letter.our_reference:
        yield letterhead.in_both(letterhead.REFERENCE), letter.reference or letter.our_reference


def _in_its_languages(letter, tell):
    """What is said of a letter of both languages is said in both, as its labels are."""
    if len(letter.languages) < 2:
        return tell(letter)
    said = []
    for language in letter.languages:
        with override(language):
            said.append((tell(letter), language))
    return joined(" / ", (marked(text, language) for text, language in said))


def _day_of(letter):
    return day_in_words(letter.dated_on, letter.precision) if letter.dated_on else _("Not dated yet")


def _addressees(found):
    """Who the letter is to, in its own words; who is known only from elsewhere is not printed."""
    for one in found.parties(PartySide.TO):
        if one.name_as_printed:
            yield from filter(None, (one.name_as_printed, one.title_as_printed))


def _signatories(found):
    for one in found.parties(PartySide.FROM):
        if one.person_id:
            yield Signatory(
                quote(one.name_as_printed or str(one.person)),
                quote(one.capacity),
                quote(one.title_as_printed),
            )


def _enclosure(found):
    """What the letter calls its table of objectives; empty where it encloses none."""
    if not _asked(found):
        return Said("")
    called = found.reading.all(LetterItem, kind=ItemKind.ENCLOSURE)
    titled = [one for one in called if one.words.casefold().startswith(("appendix", "atodiad"))]
    if not titled:
        return Said(_("Appendix A: objectives to be carried forward"))
    is_welsh = (get_language() or "").startswith("cy")
    return Said(titled[0].label_cy) if is_welsh and titled[0].label_cy else quote(titled[0].words)


def _asked(found):
    items = found.reading.all(HandoverItem)
    return [one for one in items if one.objective_id and one.asked and one.answer != Answer.WITHDRAWN]


def _rows(found):
    document = found.wording
    words = {one.objective_id: one for one in found.reading.all(ObjectiveWording, document=document)}
    headings = {one.workstream_id: one for one in found.reading.all(Heading, document=document)}
    for workstream in found.reading.all(Workstream, key=lambda one: one.number):
        own = [one for one in _asked(found) if one.objective.workstream_id == workstream.pk]
        if own:
            told = (words.get(one.objective_id, one.objective) for one in own)
            heading = headings.get(workstream.pk)
            yield Row(
                say(heading, "text") if heading else say(workstream, "principle"),
                _sro(found, workstream, document),
                tuple(Item(say(one, "text")) for one in told),
            )


def _sro(found, workstream, document):
    """The work-stream's SRO on the letter's day, in the letter's words where it has its own."""
    held = [
        one
        for one in found.reading.all(SroAppointment, workstream_id=workstream.pk, kind=AppointmentKind.SRO)
        if one.held_on(found.day) and not one.is_demonstration
    ]
    printed = [one.lines_as_printed[document] for one in held if one.lines_as_printed.get(document)]
    if printed:
        return quote("; ".join(printed))
    if not held:
        return Said(_("No SRO was in post on this day."))
    return Said(_("SRO: %(names)s") % {"names": "; ".join(str(one) for one in held)})
