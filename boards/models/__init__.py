from boards.models.board import Board, BoardRelation, Level, Region, Seat, SeatRole, Standing
from boards.models.meeting import Decision, Meeting, MinutesState
from boards.models.party import Devolution, Organisation, Person
from boards.models.post import Post

__all__ = [
    "Board",
    "BoardRelation",
    "Decision",
    "Devolution",
    "Level",
    "Meeting",
    "MinutesState",
    "Organisation",
    "Person",
    "Post",
    "Region",
    "Seat",
    "SeatRole",
    "Standing",
]
