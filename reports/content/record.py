"""What a programme's closure report reads of the record: all of it in one statement, at one moment."""

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
from reports.models import Document, DocumentState, Section
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


class ProgrammeRecord:
    """A programme with everything that its closure report prints, as it stood on a day.

    ``laid_down`` are the document and the sections to print; without it, those that the record held on that day.
    """

    def __init__(self, programme, kind, day, known_at=None, laid_down=None):
        self.reading = Reading(day, known_at)
        self.reading.load(*_wanted(self.reading, programme.pk, kind))
        self.day, self.kind = day, kind
        self.programme = self.reading.get(Programme, programme.pk)
        laid_down = laid_down or self._laid_down()
        if self.programme is None or (laid_down is None and _laid_down(programme, kind)):
            raise NotYet(
                _("The record holds no such report as it stood on %(day)s. Choose a later day.")
                % {"day": date_format(day, "j F Y")}
            )
        self.document, self.sections = laid_down or plan.standard(self.programme)

    def _laid_down(self):
        """(document, sections) of the first document of the kind, one that stands where there is one; else None."""
        found = self.reading.all(Document)
        standing = [
            one for one in found if one.state not in (DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)
        ]
        for document in [*standing, *found][:1]:
            return document, self.reading.all(Section, document_id=document.pk)
        return None

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


def _laid_down(programme, kind):
    """Whether the programme has such a document of its own, if not on the day asked for."""
    return Document.objects.filter(programme=programme, kind=kind, archived=False).exists()


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
