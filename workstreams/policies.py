"""When a programme's plan may be kept: by its managers, while it is open; and who answers for a regional return."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boards.models import Seat, SeatRole
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role

ANSWERING = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR, SeatRole.MEMBER)


def check_programme_open(programme):
    """A closed programme is read-only."""
    if programme.read_only:
        raise ValidationError(
            _("This programme is closed, so its record can be read but not changed."), code="read_only"
        )


def check_can_keep(user, permission, programme):
    """Programmes, work-streams, appointments and memberships are the programme manager's to keep."""
    permissions.require(user, permission, programme)
    check_programme_open(programme)


def custodian_seats(user):
    """The seats by which the user may answer for what a board keeps: as its chair or member."""
    return Seat.objects.filter(user_id=user.pk, role__in=ANSWERING, archived=False)


def may_fill(user, one, programme, boards):
    """Whether the user may fill in the return; ``boards`` are the keys of those where a seat is held today."""
    if not permissions.may(user, "return.edit", programme):
        return False
    everywhere = KEEPERS | {Role.SECRETARY}
    if getattr(user, "is_system", False) or everywhere & user.roles_in(programme):
        return True
    return one.custodian_id in boards


def check_can_fill(user, one, day):
    """A return is filled in by a chair or member of its custodian, a secretary or a manager."""
    seats = [] if getattr(user, "is_system", False) else custodian_seats(user)
    boards = {seat.board_id for seat in seats if seat.held_on(day)}
    if not may_fill(user, one, one.programme, boards):
        raise PermissionDenied(permissions.refusal_of(user, "return.edit"))
