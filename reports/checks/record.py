"""The checks over a programme's record: its documents and letters with everything that they print of it."""

from dataclasses import replace
from functools import cache

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from boards.models import Board, Meeting, Organisation, Person, Region, Seat, SeatRole
from objectives.models import (
    Handover,
    HandoverItem,
    Letter,
    LetterItem,
    LetterParty,
    Objective,
    ObjectiveWording,
    PartySide,
    Recommendation,
    RecommendationNumber,
    RecommendationPoint,
)
from reports.checks import late, run
from reports.checks.shapes import BLOCKING, STYLE, Body, Facts, Finding, Inspected, Officer, Term, Wording
from reports.checks.texts import Texts
from reports.models import ENDED, Document, FindingOverride, Section
from reports.reconciliation.compare import Reconciliation
from reports.reconciliation.findings import BLOCKING as CONTRADICTIONS
from reports.reconciliation.typed import placing
from saferwales.audit.asat import remembering
from workstreams.models import (
    Achievement,
    Footnote,
    Heading,
    Programme,
    RegionalReturn,
    SroAppointment,
    VisionStatement,
    Workstream,
)

SURE = ("A", "B")  # found in a Welsh public source, or common in public use
CHAIRS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR)


class Checks:
    """What is to be said of a programme's documents before one is issued, with the overrides that were given."""

    def __init__(self, reading, programme):
        self.reading = _load(reading.afresh(), programme)
        self.programme = programme
        with remembering():
            self.inspected = inspect(self.reading, programme, Reconciliation(reading.afresh(), programme))
        given = {one.finding: one for one in self.reading.all(FindingOverride)}
        self.findings = [replace(one, override=given.get(one.key)) for one in run(self.inspected)]

    @property
    def documents(self):
        return self.reading.all(Document)

    @property
    def letters(self):
        return self.reading.all(Letter)

    @property
    def blocking(self):
        return [one for one in self.findings if one.blocks]

    def get(self, key):
        return next((one for one in self.findings if one.key == key), None)


def inspect(reading, programme, reconciliation=None):
    """The texts and facts of a reading; ``reconciliation`` adds what it found between the documents."""
    texts = Texts(reading, programme)
    return Inspected(
        tuple(texts.passages()),
        _facts(reading, programme, texts.printed),
        tuple(texts.twins()),
        tuple(_taken_over(one) for one in reconciliation.findings) if reconciliation else (),
        tuple(texts.pairs()),
        tuple(texts.headings()),
    )


def _taken_over(one):
    """A finding of the reconciliation in the shape of a check; its key stays its own."""
    severity = BLOCKING if one.kind in CONTRADICTIONS else STYLE
    address = one.places[0][1] if one.places else ""
    return Finding(
        one.key,
        str(one.kind.value),
        severity,
        one.subject,
        one.before,
        one.sentence,
        address=address,
        documents=one.documents,
    )


def _load(reading, programme):
    handovers = Handover.objects.filter(programme=programme)
    letters = Letter.objects.filter(programme=programme)
    objectives = Objective.objects.filter(programme=programme)
    return reading.load(
        Programme.objects.filter(pk=programme.pk),
        Document.objects.filter(programme=programme),
        Section.objects.filter(document__programme=programme),
        reading.linked(Meeting, Document.objects.filter(programme=programme), "meeting"),
        FindingOverride.objects.filter(programme=programme),
        VisionStatement.objects.filter(programme=programme),
        Workstream.objects.filter(programme=programme),
        Heading.objects.filter(workstream__programme=programme),
        SroAppointment.objects.filter(programme=programme),
        Achievement.objects.filter(workstream__programme=programme),
        Footnote.objects.filter(programme=programme),
        RegionalReturn.objects.filter(programme=programme),
        Region.objects.all(),
        Recommendation.objects.filter(programme=programme),
        RecommendationNumber.objects.filter(recommendation__programme=programme),
        RecommendationPoint.objects.filter(recommendation__programme=programme),
        objectives,
        ObjectiveWording.objects.filter(objective__programme=programme),
        HandoverItem.objects.filter(handover__in=handovers),
        letters,
        LetterItem.objects.filter(letter__in=letters),
        LetterParty.objects.filter(letter__in=letters),
        Board.objects.all(),
        Seat.objects.all(),
        Organisation.objects.all(),
        Person.objects.all(),
    )


@cache
def _glossary():
    """The office's glossary, a file of the product: its terms, and the acronyms that every reader knows."""
    facts = yaml.safe_load((settings.BASE_DIR / "fixtures" / "glossary.yaml").read_text(encoding="utf-8"))
    return tuple(_terms(facts["terms"])), frozenset(facts["familiar"])


def _terms(rows):
    """A rendering that a translator has still to see is asked of nobody."""
    for one in rows:
        lists = {name: tuple(one.get(name, ())) for name in ("avoid", "cy", "avoid_cy")}
        yield Term(one["use"], asked=one["certainty"] in SURE, **lists)


def _facts(reading, programme, printed):
    numbers, (terms, familiar) = _numbers(reading), _glossary()
    own = (reading.get(Programme, programme.pk) or programme).facts.get("glossary", ())
    return Facts(
        dated=_dated(reading),
        people=tuple(_officers(reading)),
        boards=tuple(_boards(reading)),
        organisations=tuple(
            Body(one.name_en, tuple(one.aliases), one.acronym) for one in reading.all(Organisation)
        ),
        wordings=tuple(_wordings(reading)),
        numbers=numbers,
        positions=tuple(
            Wording(str(one.workstream), one.document, str(one.position)) for one in reading.all(Heading)
        ),
        terms=(*terms, *_terms(own)),
        familiar=familiar,
        totals=_totals(reading),
        asked=sum(1 for one in reading.all(HandoverItem) if one.asked and one.objective_id),
        late=tuple(_late(reading, programme)),
        addressees=_addressees(reading),
        footnotes=frozenset(one.number for one in reading.all(Footnote)),
        labels=frozenset(one.document.replace("-", " ") for one in numbers),
        behind=tuple(late.behind(reading, programme, printed)),
    )


def _dated(reading):
    dated = {one.key: one.as_at for one in reading.all(Document) if one.as_at}
    return dated | {one.key: one.dated_on for one in reading.all(Letter) if one.dated_on}


def _officers(reading):
    for one in reading.all(Person):
        spellings = (_words(each, "text") for each in one.spellings)
        titles = (_words(each, "title") for each in one.posts)
        yield Officer(one.name, tuple(filter(None, spellings)), tuple(filter(None, titles)))


def _words(kept, key):
    """Spellings and posts are kept as text, or with the place where they stand."""
    return kept.get(key, "") if isinstance(kept, dict) else str(kept)


def _boards(reading):
    chairs = {}
    for seat in reading.all(Seat):
        if seat.role in CHAIRS and seat.person_id:
            chairs.setdefault(seat.board_id, set()).add(seat.person.name)
    for one in reading.all(Board):
        own = frozenset(chairs.get(one.pk, ()))
        yield Body(one.name_en, tuple(one.aliases), one.acronym, one.founded_on, own)


def _wordings(reading):
    """Objectives are left to the reconciliation."""
    for one in reading.all(Heading):
        yield Wording(one.workstream.principle_en, one.document, one.text_en.lstrip("0123456789. "))
    for one in reading.all(VisionStatement):
        name = _("Statement %(number)s of the vision") % {"number": one.number}
        yield Wording(name, one.document, one.text_en)


def _numbers(reading):
    return tuple(
        Wording(one.recommendation.key, one.document, one.number) for one in reading.all(RecommendationNumber)
    )


def _totals(reading):
    counted = {"work-streams": Workstream, "principles": Workstream, "recommendations": Recommendation}
    return {noun: total for noun, model in counted.items() if (total := len(reading.all(model)))}


def _late(reading, programme):
    """The quarters that had begun by the day of a document that prints them, and of which nothing was received."""
    standing = [one for one in reading.all(Section) if one.document.state not in ENDED]
    printing = {one.key: one.as_at or reading.day for one in placing(standing, "regional-returns")}
    address = reverse("workstreams:regions", args=[programme.slug])
    for one in reading.all(RegionalReturn):
        documents = frozenset(key for key, day in printing.items() if one.quarter_on <= day)
        if documents and not one.position_en.strip():
            yield one.region.name_en, one.label_en, address, documents


def _addressees(reading):
    readers = {}
    for one in reading.all(LetterParty, side=PartySide.TO):
        if one.person_id:
            readers.setdefault(one.letter.key, set()).add(one.person.name)
    return readers
