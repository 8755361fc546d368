"""Who keeps a board's meetings, and when what of a meeting may still change.

``check_*`` raises PermissionDenied (who) or ValidationError (when); ``refusal`` gives its sentence.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boards.models import MeetingState, MinutesState
from boards.policies import holds_answering_seat, today
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role

# Minutes that are still being written. Where a source does not state whether there are any, they can be begun.
WRITTEN = (MinutesState.NOT_STATED, MinutesState.DRAFT)
SETTLED = {
    MinutesState.APPROVED: _(
        "The minutes are approved, so nothing of this meeting can be edited. Put them back to draft first, with a "
        "reason."
    ),
    MinutesState.LOCKED: _("The minutes are locked, so nothing of this meeting can be changed."),
}


def _is_office(user, programmes):
    """Whether the user keeps boards for a programme: one that the board governs, or any where it governs none."""
    office = KEEPERS | {Role.SECRETARY}
    if not programmes:
        return bool(office & user.roles_in())
    return any(office & user.roles_in(one) for one in programmes)


def _refuse():
    raise PermissionDenied(permissions.REFUSALS["meeting.edit"])


def check_can_keep(user, board):
    """Programme managers and board secretaries keep meetings, as do the board's own chair and secretary."""
    permissions.require(user, "meeting.edit")
    if getattr(user, "is_system", False):
        return
    office = _is_office(user, board.programmes.filter(archived=False))
    if not office and not holds_answering_seat(user, board.pk):
        _refuse()


def check_loaded(user, board, programmes, seats):
    """``check_can_keep`` by what a page has read: the programmes that the board governs, and its seats."""
    permissions.require(user, "meeting.edit")
    user.loaded_seats = [seat for seat in seats if seat.user_id == user.pk]
    governed = [one for one in programmes if one.governing_board_id == board.pk]
    if not _is_office(user, governed) and not holds_answering_seat(user, board.pk):
        _refuse()


def check_can_update(user, action):
    """Whoever keeps the meetings says what became of an action, and so does whoever holds the seat that owes it."""
    seat = action.owner_seat
    if seat is not None and seat.user_id == user.pk and user.pk and seat.held_on(today()):
        permissions.require(user, "record.read")
        return
    check_can_keep(user, action.meeting.board)


def check_writable(meeting):
    """A cancelled meeting stands still, and so does one whose minutes are approved or locked."""
    if meeting.state == MeetingState.CANCELLED:
        raise ValidationError(_("This meeting was cancelled, so nothing of it can be changed."))
    if meeting.minutes_state in SETTLED:
        raise ValidationError(SETTLED[MinutesState(meeting.minutes_state)], code="settled")


def check_held(meeting):
    """Decisions, actions and minutes are of meetings that took place."""
    if meeting.state != MeetingState.HELD:
        raise ValidationError(
            _("This meeting has not been held yet. Record the attendance first: that says it was."),
            code="held",
        )


def check_can_write_minutes(meeting):
    check_writable(meeting)
    check_held(meeting)


def check_can_circulate(meeting, attended):
    """Minutes go out once the meeting was held and the record says who was there."""
    check_can_write_minutes(meeting)
    if meeting.minutes_state not in WRITTEN:
        raise ValidationError(_("The minutes are circulated already."), code="circulated")
    if not attended:
        raise ValidationError(
            _("Record the attendance before the minutes are circulated: they say who was there."),
            code="attendance",
        )


def check_can_approve(meeting):
    if meeting.minutes_state != MinutesState.CIRCULATED:
        raise ValidationError(
            _("Only minutes that are circulated and not yet approved can be approved."), code="not_circulated"
        )


def approves(later, meeting):
    """Whether the minutes may be approved there: at a later meeting of the same board, after they went out."""
    return (
        later.board_id == meeting.board_id
        and later.state == MeetingState.HELD
        and later.held_on > meeting.held_on
        and (meeting.circulated_on is None or later.held_on >= meeting.circulated_on)
    )


def check_can_lock(meeting):
    if meeting.minutes_state != MinutesState.APPROVED:
        raise ValidationError(_("Only approved minutes can be locked."), code="not_approved")


def check_can_reopen(meeting):
    """What is circulated or approved goes back to draft for a correction; what is locked never does."""
    if meeting.minutes_state == MinutesState.LOCKED:
        raise ValidationError(SETTLED[MinutesState.LOCKED], code="settled")
    if meeting.minutes_state not in (MinutesState.CIRCULATED, MinutesState.APPROVED):
        raise ValidationError(_("The minutes are a draft already."), code="draft")


def refusal(check, *args):
    """The sentence with which a check refuses, or "" where it lets pass."""
    try:
        check(*args)
    except PermissionDenied as refused:
        return str(refused)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
