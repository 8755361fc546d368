"""Who may offer work to another board, and who answers for the receiving one.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when), like objectives.policies.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boards.models import SeatRole, Standing
from objectives import policies
from objectives.policies import refusal
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role

__all__ = ["check_can_answer", "check_can_offer", "holds_answering_seat", "refusal"]
ANSWERING_SEATS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR, SeatRole.SECRETARY)


def check_can_offer(user, programme, objectives, duties):
    """A programme manager offers anything; an SRO the objectives of the own work-streams."""
    permissions.require(user, "handover.offer", programme)
    policies.check_programme_open(programme)
    if _is_system(user) or KEEPERS & user.roles_in(programme):
        return
    own = all(policies.is_own_workstream(user, one.workstream) for one in objectives)
    if duties or not own:
        raise PermissionDenied(
            _(
                "You can offer the objectives of your own work-streams. Ask the programme manager for anything else."
            )
        )


def operates(board, day):
    """Whether the board can take work on the day: only an operating board governs."""
    if board.standing in (Standing.PROPOSED, Standing.SHADOW):
        return False
    return board.founded_on is None or board.founded_on <= day


def holds_answering_seat(user, board):
    """Whether the user chairs the board, or keeps its minutes, today."""
    seats = board.seats.filter(user=user, archived=False, role__in=ANSWERING_SEATS)
    return any(seat.held_on(policies.today()) for seat in seats)


def is_foreign(user, handover):
    """Whether the item is another board's business for somebody who only sits on boards: it does not exist then."""
    roles = user.roles_in(handover.programme)
    office = (KEEPERS | {Role.SECRETARY}) & roles
    return Role.BOARD in roles and not office and not holds_answering_seat(user, handover.receiver)


def check_can_answer(user, handover):
    """The receiving board's chair or secretary answers; the programme office records what that board has said."""
    permissions.require(user, "handover.answer", handover.programme)
    policies.check_programme_open(handover.programme)
    office = (
        (KEEPERS | {Role.SECRETARY}) & user.roles_in(handover.programme) if not _is_system(user) else True
    )
    if not office and not holds_answering_seat(user, handover.receiver):
        raise PermissionDenied(permissions.refusal_of(user, "handover.answer"))


def check_rests(user, handover, rests):
    """Who does not sit on the receiving board records only what a letter or a decision of it says."""
    if rests is None and not _is_system(user) and not holds_answering_seat(user, handover.receiver):
        sentence = _(
            "You do not sit on the receiving board, so an answer that you record must rest on a letter or a decision "
            "of that board. Choose one."
        )
        raise ValidationError({"letter": sentence})


def _is_system(user):
    return getattr(user, "is_system", False)
