"""The minutes of a meeting, from the record of the meeting."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.models import Board
from reports.content import meetings
from reports.content.meeting_record import Readers
from reports.kinds import Kind
from workstreams.models import Programme


def build(document, sections, day, language, known_at):
    """Items of other programmes are not printed: not every reader of this programme may know of them."""
    if document.meeting_id is None:
        raise ValidationError(_("This document names no meeting. Choose one on its page."))
    readers = Readers(Board.objects.all(), Programme.objects.filter(pk=document.programme_id))
    return meetings.build(
        document.meeting.board_id,
        document.meeting_id,
        meetings.MINUTES,
        language,
        readers=readers,
        known_at=known_at,
    )


KIND = Kind(
    key=meetings.MINUTES,
    label=gettext_lazy("Minutes"),
    letters="MI",
    build=build,
    about="meeting",
    needs_decision=False,
    while_draft=gettext_lazy("The board has not approved these minutes yet. Record their approval first."),
)
