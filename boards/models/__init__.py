from boards.models.board import Board, BoardRelation, Level, Region, Seat, SeatRole, Standing
from boards.models.business import ActionState, AgendaItem, Attendance, MeetingAction, Presence
from boards.models.feed import CalendarFeed
from boards.models.meeting import Decision, Meeting, MeetingState, MinutesState
from boards.models.party import Correspondence, Devolution, Organisation, Person
from boards.models.post import Post

__all__ = [
    "ActionState",
    "AgendaItem",
    "Attendance",
    "Board",
    "BoardRelation",
    "CalendarFeed",
    "Correspondence",
    "Decision",
    "Devolution",
    "Level",
    "Meeting",
    "MeetingAction",
    "MeetingState",
    "MinutesState",
    "Organisation",
    "Person",
    "Post",
    "Presence",
    "Region",
    "Seat",
    "SeatRole",
    "Standing",
]
