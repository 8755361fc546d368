"""What the papers of a meeting read: the meeting as the request reads it, its register items as at the meeting's day."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from boards.models import (
    AgendaItem,
    Attendance,
    Board,
    Decision,
    Meeting,
    MeetingAction,
    Organisation,
    Person,
    Region,
    Seat,
)
from objectives.models import AgendaSubject, DecisionSubject, Handover, HandoverItem, Objective
from saferwales.audit.asat import Reading
from workstreams.models import Programme, RegionalReturn


class NoSuchMeeting(ValidationError):
    """The record holds no such meeting at the moment asked for."""


@dataclass(frozen=True)
class Readers:
    """Whose papers they are: the boards and the programmes that exist for whoever reads."""

    boards: object
    programmes: object

    @classmethod
    def everybody(cls):
        return cls(Board.objects.all(), Programme.objects.all())


class MeetingRecord:
    """A meeting with everything that its papers print, in two statements.

    What the board says of itself is read at the moment of the request, because minutes are written after the
    meeting. What it has before it, the register's items, is read as it stood on the day of the meeting; before that
    day comes, as it stands.
    """

    def __init__(self, board, meeting, readers, on=None, known_at=None):
        self.papers = Reading(on, known_at)
        self.papers.load(*_papers(board, meeting, readers.boards))
        self.board = self.papers.get(Board, board)
        self.meeting = self.papers.get(Meeting, meeting)
        if self.board is None or self.meeting is None or self.meeting.archived or self.board.archived:
            raise NoSuchMeeting(_("The record holds no such meeting at this moment."))
        self.known_at = known_at
        self.day = min(self.papers.day, self.meeting.held_on)
        self.register = Reading(self.day, known_at)
        self.register.load(*_register(self.register, meeting, readers.programmes))

    def agenda(self):
        return self.papers.all(AgendaItem, meeting_id=self.meeting.pk, key=lambda one: (one.order, one.pk))

    def decisions(self, item=None):
        """The decisions taken under an agenda item; under none, where no item is given."""
        found = self.papers.all(Decision, meeting_id=self.meeting.pk, key=lambda one: one.number)
        return [one for one in found if one.agenda_item_id == (item and item.pk)]

    def seats(self):
        """Who held a seat on the day of the meeting; demonstration seats name nobody."""
        return [
            one
            for one in self.papers.all(Seat, board_id=self.board.pk, key=lambda one: (one.order, one.pk))
            if one.held_on(self.meeting.held_on) and not one.is_demonstration
        ]

    def of_item(self, item):
        """The register items that stand under an agenda item, as they stood on the day of the meeting."""
        subjects = self.papers.all(AgendaSubject, agenda_item_id=item.pk, key=lambda one: one.pk)
        return [self._subject(one) for one in subjects]

    def of_decision(self, decision):
        """What the decision decides, and the answers to an offer that rest on it."""
        subjects = self.papers.all(DecisionSubject, decision_id=decision.pk, key=lambda one: one.pk)
        answers = self.register.all(HandoverItem, decision_id=decision.pk)
        return [*(self._subject(one) for one in subjects), *answers]

    def _subject(self, subject):
        """What a subject points to, or None where it was not recorded yet or is none of the reader's business."""
        name = next(one for one in subject.LINKS if getattr(subject, f"{one}_id") is not None)
        return self.register.get(subject._meta.get_field(name).related_model, getattr(subject, f"{name}_id"))

    def offers(self, objective):
        """How the objective was offered and answered, oldest first."""
        return self.register.all(HandoverItem, objective_id=objective.pk)

    def items(self, handover):
        return self.register.all(HandoverItem, handover_id=handover.pk)


def _papers(board, meeting, boards):
    """The meeting and what the board itself says of it."""
    seats = Seat.objects.filter(board=board)
    return (
        boards.filter(pk=board),
        Meeting.objects.filter(
            Q(pk=meeting) | Q(pk__in=Meeting.objects.filter(pk=meeting).values("approved_at")), board=board
        ),
        seats,
        Person.objects.filter(pk__in=seats.values("person")),
        Organisation.objects.filter(pk__in=seats.values("organisation")),
        AgendaItem.objects.filter(meeting=meeting),
        AgendaSubject.objects.filter(agenda_item__meeting=meeting),
        Attendance.objects.filter(meeting=meeting),
        Decision.objects.filter(meeting=meeting),
        DecisionSubject.objects.filter(decision__meeting=meeting),
        MeetingAction.objects.filter(meeting=meeting),
    )


def _register(reading, meeting, programmes):
    """What the agenda and the decisions point to, within the programmes that exist for the reader."""
    under = AgendaSubject.objects.filter(agenda_item__meeting=meeting)
    decided = DecisionSubject.objects.filter(decision__meeting=meeting)

    def named(name, *subjects):
        chosen = Q()
        for one in subjects:
            chosen |= Q(pk__in=one.exclude(**{name: None}).values(name))
        return chosen

    objectives = Objective.objects.filter(named("objective", under, decided), programme__in=programmes)
    offered = HandoverItem.objects.filter(
        Q(objective__in=objectives) | Q(decision__meeting=meeting) | named("handover_item", decided)
    )
    handovers = Handover.objects.filter(
        named("handover", under) | Q(pk__in=offered.values("handover")), programme__in=programmes
    )
    items = HandoverItem.objects.filter(handover__in=handovers)
    returns = RegionalReturn.objects.filter(
        named("regional_return", under, decided), programme__in=programmes
    )
    return (
        Objective.objects.filter(Q(pk__in=objectives) | Q(pk__in=items.values("objective"))),
        handovers,
        items,
        returns,
        Region.objects.filter(pk__in=returns.values("region")),
        Programme.objects.filter(pk__in=programmes),
        Board.objects.all(),
    )
