"""Where a record of the register came before boards: the decisions on it, and the agendas on which it stands.

The rows that link the two live in the apps above, which hand them in; what they all have is ``decision`` or
``agenda_item``.
"""

from django.db.models import Q

from boards import policies
from boards.models import AgendaItem, Board, Decision, Meeting, MeetingState


def sources(decided, listed, resting=None):
    """What ``links`` reads, for ``load``: from the links handed in, and the decisions on which answers rest."""
    wanted = Q(pk__in=decided.values("decision"))
    if resting is not None:
        wanted |= Q(pk__in=resting.values("pk"))
    decisions = Decision.objects.filter(wanted)
    items = AgendaItem.objects.filter(pk__in=listed.values("agenda_item"))
    meetings = Meeting.objects.filter(
        Q(pk__in=decisions.values("meeting")) | Q(pk__in=items.values("meeting"))
    )
    boards = Board.objects.filter(pk__in=meetings.values("board"))
    return decided, listed, decisions, items, meetings, boards


def links(reading, user, decided, listed, resting=()):
    """The decisions on the record and the agendas on which it stands, in the order of the meetings.

    ``decided`` and ``listed`` are the links as read; ``resting`` are the keys of decisions on which answers rest. A
    board that does not exist for the user is named, and not linked.
    """
    wanted = {one.decision_id for one in decided} | set(resting)
    decisions = [one for one in reading.all(Decision) if one.pk in wanted]
    items = {one.agenda_item_id for one in listed}
    agenda = [one for one in reading.all(AgendaItem) if one.pk in items]
    agenda = [one for one in agenda if one.meeting.state != MeetingState.CANCELLED]
    boards = {one.meeting.board_id for one in (*decisions, *agenda)}
    known = policies.visible_boards(user).filter(pk__in=boards) if boards else ()
    visible = {board.pk for board in known}
    return {
        "decisions": [(one, one.meeting.board_id in visible) for one in sorted(decisions, key=_by_day)],
        "agenda": [(one, one.meeting.board_id in visible) for one in sorted(agenda, key=_by_day)],
    }


def _by_day(part):
    return part.meeting.held_on, part.meeting_id, part.pk
