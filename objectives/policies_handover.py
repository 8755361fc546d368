"""Who may offer work to another board, and who answers for the receiving one.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when), like objectives.policies.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boards.models import Standing
from boards.policies import holds_answering_seat
from objectives import policies
from objectives.policies import refusal
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role

__all__ = ["check_can_answer", "check_can_offer", "holds_answering_seat", "refusal"]


def check_can_offer(user, programme, workstreams):
    """A programme manager offers anything; an SRO what belongs to the own work-streams.

    ``workstreams`` are those of the objectives and duties; None stands for a duty of no work-stream.
    """
    permissions.require(user, "handover.offer", programme)
    policies.check_programme_open(programme)
    if _is_system(user) or KEEPERS & user.roles_in(programme):
        return
    if not all(one is not None and policies.is_own_workstream(user, one) for one in workstreams):
        raise PermissionDenied(
            _(
                "You can offer the objectives and duties of your own work-streams. Ask the programme manager for "
                "anything else."
            )
        )


def check_can_give_up(user, programme):
    """Duties belong to no work-stream, so the programme manager alone says that one is not to be fulfilled any more."""
    permissions.require(user, "handover.offer", programme)
    if not _is_system(user) and not KEEPERS & user.roles_in(programme):
        raise PermissionDenied(_("Only a programme manager of this programme can discontinue a duty."))


def operates(board, day):
    """Whether the board can take work on the day: only an operating board governs."""
    if board.standing in (Standing.PROPOSED, Standing.SHADOW):
        return False
    return board.founded_on is None or board.founded_on <= day


def is_foreign(user, handover):
    """Whether the item is another board's business for somebody who only sits on boards: it does not exist then."""
    roles = user.roles_in(handover.programme)
    office = (KEEPERS | {Role.SECRETARY}) & roles
    return Role.BOARD in roles and not office and not holds_answering_seat(user, handover.receiver_id)


def check_can_answer(user, handover):
    """The receiving board's chair or secretary answers; the programme office records what that board has said."""
    permissions.require(user, "handover.answer", handover.programme)
    policies.check_programme_open(handover.programme)
    office = (
        (KEEPERS | {Role.SECRETARY}) & user.roles_in(handover.programme) if not _is_system(user) else True
    )
    if not office and not holds_answering_seat(user, handover.receiver_id):
        raise PermissionDenied(permissions.refusal_of(user, "handover.answer"))


def check_rests(user, handover, rests):
    """Who does not sit on the receiving board records only what a letter or a decision of it says."""
    if rests is None and not _is_system(user) and not holds_answering_seat(user, handover.receiver_id):
        sentence = _(
            "You do not sit on the receiving board, so an answer that you record must rest on a letter or a decision "
            "of that board. Choose one."
        )
        raise ValidationError({"letter": sentence})


def _is_system(user):
    return getattr(user, "is_system", False)
