"""What a meeting waits for: the one next step on its way from planned to locked minutes."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from boards import policies_meetings as rules
from boards.models import MeetingState, MinutesState


@dataclass(frozen=True)
class Step:
    """The next step, and the sentence that says why it cannot be taken yet, or ""."""

    label: str
    url: str
    refusal: str = ""


def next_step(meeting, *, attended, meetings, day):
    """The step that the meeting waits for, or None; ``meetings`` are all those of its board."""

    def to(name):
        return reverse(name, args=[meeting.board.slug, meeting.pk])

    if meeting.state == MeetingState.CANCELLED or meeting.minutes_state == MinutesState.LOCKED:
        return None
    if meeting.state == MeetingState.PLANNED and day < meeting.held_on:
        return Step(_("Add an agenda item"), to("business:new_agenda_item"))
    if meeting.state == MeetingState.PLANNED or (not attended and meeting.minutes_state in rules.WRITTEN):
        return Step(_("Record the attendance"), to("boards:attendance"))
    if meeting.minutes_state in rules.WRITTEN:
        return Step(_("Circulate the minutes"), to("boards:circulate_minutes"))
    if meeting.minutes_state == MinutesState.CIRCULATED:
        later = any(rules.approves(one, meeting) for one in meetings)
        waits = "" if later else _("They are approved at the next meeting, once the record says it was held.")
        return Step(_("Approve the minutes"), to("boards:approve_minutes"), waits)
    return Step(_("Lock the minutes"), to("boards:lock_minutes"))
