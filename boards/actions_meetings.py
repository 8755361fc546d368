"""Acts on meetings: planned, held, minuted; and how the minutes go from draft to locked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from boards import policies
from boards import policies_meetings as rules
from boards.models import Attendance, Board, Meeting, MeetingState, MinutesState, Presence
from saferwales.audit import conflict, writing


def lock_meeting(meeting, by):
    """The meeting, locked: nothing of its business changes without it, so that numbers have no gaps."""
    meeting = writing.lock(Meeting.objects.select_related("board"), pk=meeting.pk)
    rules.check_can_keep(by, meeting.board)
    return meeting


def day_of(meeting):
    """The day since which the meeting's business is true: its own; while it lies ahead, today."""
    return min(meeting.held_on, policies.today())


def not_before(record, day):
    """The day, or that of the record's last entry where it is later: a history runs forward."""
    last = getattr(record, "last_day_", None)
    return max(day, last) if last else day


def amend_from(record, *, by, day, reason="", **changes):
    return writing.amend(record, by=by, reason=reason, effective_on=not_before(record, day), **changes)


@transaction.atomic
def plan_meeting(*, board, by, held_on, reason="", **facts):
    """Plan a meeting of the board; a day that has passed is written down belatedly, and still to be minuted."""
    board = writing.lock(Board.objects, pk=board.pk)
    rules.check_can_keep(by, board)
    meeting = {"board": board, "held_on": held_on, "state": MeetingState.PLANNED, **facts}
    return writing.enter(
        Meeting, by=by, reason=reason, effective_on=min(held_on, policies.today()), **meeting
    )


@transaction.atomic
def edit_meeting(*, meeting, by, expected_version=None, reason="", **facts):
    """Change a meeting's day, time, place or title. Raises Conflict where somebody else changed it meanwhile."""
    meeting = lock_meeting(meeting, by)
    rules.check_writable(meeting)
    conflict.check_version(meeting, expected_version)
    held_on = facts.get("held_on", meeting.held_on)
    if held_on != meeting.held_on:
        _check_move(meeting, held_on, reason)
        facts["precision"] = "day"
    return amend_from(meeting, by=by, day=min(held_on, policies.today()), reason=reason, **facts)


def _check_move(meeting, held_on, reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the day of the meeting changes.")})
    if meeting.state == MeetingState.HELD:
        policies.check_day(held_on, "held_on")
    if meeting.circulated_on and held_on > meeting.circulated_on:
        raise ValidationError({"held_on": _("The minutes were circulated before that day.")})
    if any(held_on <= earlier.held_on for earlier in meeting.approves.all()):
        raise ValidationError({"held_on": _("Minutes of a meeting on or after that day were approved here.")})


@transaction.atomic
def cancel_meeting(*, meeting, by, reason):
    """Cancel a planned meeting; it stays in the record with its reason."""
    meeting = lock_meeting(meeting, by)
    policies.check_reason(reason)
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(_("Only a meeting that is planned can be cancelled."), code="not_planned")
    return amend_from(meeting, by=by, day=day_of(meeting), reason=reason, state=MeetingState.CANCELLED)


@transaction.atomic
def record_attendance(*, meeting, by, attendance, versions=None):
    """Record who was there, seat by seat; a planned meeting is thereby held, and its minutes are a draft.

    ``attendance`` are (seat, presence, substitute). ``versions`` says from which version of each seat's line it was
    filled: one that somebody else changed meanwhile is refused beside its seat, and nothing is written.
    """
    meeting = lock_meeting(meeting, by)
    rules.check_writable(meeting)
    if meeting.held_on > policies.today():
        raise ValidationError(_("The day of this meeting has not come yet."), code="future")
    _check_seats(meeting, attendance)
    kept = {one.seat_id: one for one in meeting.attendance.filter(archived=False)}
    _check_versions(kept, attendance, versions)
    for seat, presence, substitute in attendance:
        facts = {"presence": presence, "substitute": substitute}
        how = {"by": by, "reason": "", "effective_on": day_of(meeting)}
        if seat.pk not in kept:
            writing.enter(Attendance, **how, meeting=meeting, seat=seat, **facts)
        else:
            line = writing.lock(Attendance.objects, pk=kept[seat.pk].pk)
            amend_from(line, by=by, day=day_of(meeting), **facts)
    if meeting.state == MeetingState.PLANNED:
        held = {"state": MeetingState.HELD, "minutes_state": MinutesState.DRAFT}
        amend_from(meeting, by=by, day=meeting.held_on, reason=_("The attendance is recorded"), **held)
    return meeting


def _check_seats(meeting, attendance):
    """Seats of the board, held on the day, of which somebody was there; an absent one has no substitute."""
    wrong = {}
    for seat, presence, substitute in attendance:
        if seat.board_id != meeting.board_id or not seat.held_on(meeting.held_on):
            wrong[f"presence_{seat.pk}"] = _("This seat was not held on the day of the meeting.")
        if presence == Presence.ABSENT and substitute:
            wrong[f"substitute_{seat.pk}"] = _(
                "A seat with a substitute was not absent. Choose apologies, or remove the substitute."
            )
    if wrong:
        raise ValidationError(wrong)
    if not any(presence == Presence.PRESENT or substitute for _seat, presence, substitute in attendance):
        raise ValidationError(_("A meeting was held by somebody. Record who was present."), code="nobody")


def _check_versions(kept, attendance, versions):
    if versions is None:
        return
    wrong = {}
    for seat, presence, substitute in attendance:
        line = kept.get(seat.pk)
        changed = line is not None and line.version != versions.get(seat.pk, 0)
        if changed and (line.presence, line.substitute) != (presence, substitute):
            wrong[f"presence_{seat.pk}"] = _(
                "Somebody else recorded “%(presence)s” for this seat meanwhile. Check, then save again."
            ) % {"presence": line.get_presence_display()}
    if wrong:
        refused = ValidationError(wrong)
        refused.meanwhile = True
        raise refused


@transaction.atomic
def circulate_minutes(*, meeting, by, circulated_on):
    """Send the minutes round: from then on members have them in hand."""
    meeting = lock_meeting(meeting, by)
    rules.check_can_circulate(meeting, meeting.attendance.filter(archived=False).exists())
    policies.check_day(circulated_on, "circulated_on")
    if circulated_on < meeting.held_on:
        raise ValidationError(
            {"circulated_on": _("Minutes are circulated on or after the day of the meeting.")}
        )
    changes = {"minutes_state": MinutesState.CIRCULATED, "circulated_on": circulated_on}
    return amend_from(meeting, by=by, day=circulated_on, reason=_("The minutes are circulated"), **changes)


@transaction.atomic
def approve_minutes(*, meeting, by, approved_at):
    """Record that a later meeting of the same board approved the minutes, on its day."""
    meeting = lock_meeting(meeting, by)
    rules.check_can_approve(meeting)
    later = Meeting.objects.get(pk=approved_at.pk)
    if not rules.approves(later, meeting):
        raise ValidationError(
            {
                "approved_at": _(
                    "Choose a later meeting of the same board that was held after the minutes went out."
                )
            }
        )
    changes = {"minutes_state": MinutesState.APPROVED, "approved_at": later, "approved_on": later.held_on}
    return amend_from(meeting, by=by, day=later.held_on, reason=_("The minutes are approved"), **changes)


@transaction.atomic
def reopen_minutes(*, meeting, by, reason):
    """Put the minutes back to draft for a correction, with its reason; they go out and are approved anew."""
    meeting = lock_meeting(meeting, by)
    policies.check_reason(reason)
    rules.check_can_reopen(meeting)
    changes = {"circulated_on": None, "approved_on": None, "approved_at": None}
    draft = {"minutes_state": MinutesState.DRAFT, **changes}
    return amend_from(meeting, by=by, day=policies.today(), reason=reason, **draft)


@transaction.atomic
def lock_minutes(*, meeting, by):
    """Lock approved minutes for good: nothing of the meeting changes any more but the state of its actions."""
    meeting = lock_meeting(meeting, by)
    rules.check_can_lock(meeting)
    changes = {"minutes_state": MinutesState.LOCKED}
    return amend_from(meeting, by=by, day=policies.today(), reason=_("The minutes are locked"), **changes)
