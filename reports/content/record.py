"""What a programme's closure report reads of the record: all of it in one statement, at one moment."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from boards.models import Board, Region, Seat
from objectives.models import (
    Objective,
    ObjectiveWording,
    Output,
    Recommendation,
    RecommendationNumber,
    RecommendationPoint,
)
from reports.content import plan
from reports.models import ENDED, Document, Edition, EditionState, Section
from saferwales.audit.asat import Reading
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


class NotYet(ValidationError):
    """The record holds no such document for the day asked for."""

    @classmethod
    def on(cls, day):
        return cls(
            _("The record holds no such report as it stood on %(day)s. Choose a later day.")
            % {"day": date_format(day, "j F Y")}
        )


@dataclass(frozen=True)
class LaidDown:
    """What a programme laid down for a kind: the document that speaks for it, its sections, its standing edition."""

    document: Document
    sections: list
    edition: Edition | None

    @property
    def own_day(self):
        return self.edition.as_at if self.edition else self.document.as_at


class Words:
    """The documents of some kinds in the words that stand now, or did at a moment, with the editions that stand."""

    def __init__(self, programme, *kinds, known_at=None):
        own = Document.objects.filter(programme=programme.pk, kind__in=kinds)
        self.reading = Reading(None, known_at).load(
            own,
            Section.objects.filter(document__in=own),
            Edition.objects.filter(programme=programme.pk, kind__in=kinds),
        )

    def editions(self, kind):
        """Those that stand, the last one first."""
        return self.reading.all(Edition, key=lambda one: -one.number, kind=kind, state=EditionState.ISSUED)

    def of(self, kind, **about):
        """What is laid down for the kind (about something), or None. A document of which an edition stands speaks first, and one that
        was superseded or withdrawn last."""
        standing = {one.document_id: one for one in reversed(self.editions(kind))}
        documents = self.reading.all(Document, kind=kind, **about)
        if not documents:
            return None
        chosen = min(documents, key=lambda one: _rank(one, standing.get(one.pk)))
        return LaidDown(chosen, self.reading.all(Section, document_id=chosen.pk), standing.get(chosen.pk))


def _rank(document, edition):
    return document.state in ENDED, -(edition.number if edition else 0), document.pk


class ProgrammeRecord:
    """A programme with everything that its closure report prints, as it stood on a day.

    ``words`` are the document and the sections to print; without it, those that the programme laid down, which speak
    of no day before the document's own: as they stood on the day, or as they stand where they were begun afterwards.
    """

    def __init__(self, programme, kind, day, known_at=None, words=None, laid_down=None):
        self.reading = Reading(day, known_at)
        self.reading.load(*_wanted(self.reading, programme.pk, kind))
        self.day, self.kind = day, kind
        self.programme = self.reading.get(Programme, programme.pk)
        if words is None and laid_down is None:
            laid_down = Words(programme, kind, known_at=known_at).of(kind)
        if laid_down:
            check_day(laid_down.document.as_at, day)
            words = self._stood(laid_down)
        if self.programme is None:
            raise NotYet.on(day)
        self.document, self.sections = words or plan.standard(self.programme)

    def _stood(self, laid_down):
        """No page that is read as at a day says what was written later."""
        document = self.reading.get(Document, laid_down.document.pk)
        if document is None:
            return laid_down.document, laid_down.sections
        return document, self.reading.all(Section, document_id=document.pk)

    def all(self, model, **options):
        return self.reading.all(model, **options)

    def gathered(self, model, name, **options):
        """The records of a model in lists by the key of what they belong to."""
        lists = {}
        for row in self.reading.all(model, **options):
            lists.setdefault(getattr(row, f"{name}_id"), []).append(row)
        return lists

    def headings(self, document):
        """The words under which a document prints each work-stream, in that document's order."""
        return self.reading.all(Heading, document=document)


def check_day(own, day):
    """Raise NotYet where a document's own day had not come."""
    if own and own > day:
        raise NotYet.on(day)


def _wanted(reading, programme, kind):
    """The records, named by what links them to the programme."""
    own = Programme.objects.filter(pk=programme)
    return (
        own,
        Document.objects.filter(programme=programme, kind=kind),
        Section.objects.filter(document__programme=programme, document__kind=kind),
        VisionStatement.objects.filter(programme=programme),
        Workstream.objects.filter(programme=programme),
        Heading.objects.filter(workstream__programme=programme),
        SroAppointment.objects.filter(programme=programme),
        Achievement.objects.filter(workstream__programme=programme),
        Footnote.objects.filter(programme=programme),
        Objective.objects.filter(programme=programme),
        ObjectiveWording.objects.filter(objective__programme=programme),
        Output.objects.filter(objective__programme=programme),
        Recommendation.objects.filter(programme=programme),
        RecommendationNumber.objects.filter(recommendation__programme=programme),
        RecommendationPoint.objects.filter(recommendation__programme=programme),
        RegionalReturn.objects.filter(programme=programme),
        Region.objects.all(),
        Board.objects.all(),
        Seat.objects.filter(board__in=reading.linked(Board, own, "governing_board")),
    )
