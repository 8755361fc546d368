"""Which boards exist for a user, and who may change them.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models import Board
from saferwales.accounts import permissions


def today():
    return timezone.localdate()


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


def check_day(day):
    """Nothing is recorded as true before its day has come."""
    if day and day > today():
        raise ValidationError(
            {"effective_on": _("The day lies in the future. Enter the day since which it is true.")},
            code="future",
        )


def check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})
