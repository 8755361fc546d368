"""Which boards exist for a user, and who may change them.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models import Board, SeatRole
from saferwales.accounts import permissions

ANSWERING_SEATS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR, SeatRole.SECRETARY)


def today():
    return timezone.localdate()


def holds_answering_seat(user, board_id):
    """Whether the user chairs the board, or keeps its minutes, today; a page that loaded the seats is not asked again."""
    seats = getattr(user, "loaded_seats", None)
    if seats is None:
        seats = user.seats.filter(board=board_id, archived=False)
    return any(
        seat.board_id == board_id and seat.role in ANSWERING_SEATS and seat.held_on(today()) for seat in seats
    )


def visible_boards(user):
    """The boards that exist for the user: those of no programme, and those governing a programme one has a role in."""
    found = Board.objects.all()
    if user.reads_everything:
        return found
    mine = [programme for programme, _role in user.held]
    if not mine:
        return found.none()
    governing = Board.objects.filter(programmes__isnull=False).values("pk")
    own = Board.objects.filter(programmes__in=mine).values("pk")
    return found.filter(~Q(pk__in=governing) | Q(pk__in=own))


def check_can_edit(user, board=None):
    """Programme managers and secretaries keep boards; a board that governs programmes, those of its programmes."""
    permissions.require(user, "board.edit")
    programmes = list(board.programmes.filter(archived=False)) if board is not None else []
    if programmes and not any(permissions.may(user, "board.edit", one) for one in programmes):
        raise PermissionDenied(
            _(
                "Only a programme manager or secretary of a programme that this board governs can edit the board."
            )
        )


def check_can_keep_feed(user, board=None):
    """Secretaries make and revoke the address of a board's calendar; everybody with a role makes one's own."""
    if board is None:
        permissions.require(user, "calendar.own")
        return
    permissions.require(user, "calendar.board")
    programmes = list(board.programmes.filter(archived=False))
    if programmes and not any(permissions.may(user, "calendar.board", one) for one in programmes):
        raise PermissionDenied(
            _(
                "Only a programme manager or secretary of a programme that this board governs can make or revoke "
                "the address of its calendar."
            )
        )


def may_read_feed(user):
    """Whether the user has any role left by which to read the record."""
    return permissions.may(user, "record.read")


def check_day(day, name="effective_on"):
    """Nothing is recorded as true before its day has come; the refusal stands beside the field of that name."""
    if day and day > today():
        raise ValidationError(
            {name: _("The day lies in the future. Enter the day since which it is true.")}, code="future"
        )


def check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})
