"""Calendars in the form that calendar programs read (RFC 5545): a board's meetings, and what is due from a person.

Each entry is known by its record, so that a change of the record changes the entry and never adds a second one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boards import policies
from boards.models import ActionState, Meeting, MeetingAction, MeetingState, Seat
from boards.views.base import upper
from saferwales.audit.days import Precision
from saferwales.web.bilingual import unmarked
from saferwales.web.texts import day as day_in_words

PRODUCT = "-//Safer Wales Governance//Calendar//{language}"
HOST = "safer-wales-governance"
FRESH_FOR = timedelta(hours=6)


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar. A ``start`` without a time is a whole day; ``precision`` says how exactly it is known."""

    record: object
    summary: str
    start: date | datetime
    precision: str = Precision.DAY
    place: str = ""
    cancelled: bool = False

    @property
    def uid(self):
        return f"{self.record._meta.model_name}-{self.record.pk}@{HOST}"

    @property
    def is_whole_day(self):
        return not isinstance(self.start, datetime)

    @property
    def period(self):
        """The month, season or year in words, where no more than that is known."""
        exact = self.precision in ("", Precision.DAY)
        return "" if exact else day_in_words(self.start, self.precision)


def text_of(name, entries, absolute):
    """The calendar as a file. ``absolute`` makes the whole address of a page from its path."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT.format(language=(get_language() or "en").upper()))
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FRESH_FOR, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, absolute))
    return calendar.to_ical()


def _event(entry, absolute):
    event = icalendar.Event()
    recorded = entry.record.recorded_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("dtstamp", recorded)
    event.add("last-modified", recorded)
    event.add("sequence", entry.record.version)
    if entry.is_whole_day:
        event.add("dtstart", entry.start)
        event.add("dtend", entry.start + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", entry.start.astimezone(UTC))
    event.add("summary", f"{entry.summary} ({entry.period})" if entry.period else entry.summary)
    if entry.period:
        sentence = _("The record does not say on which day. It says only: %(period)s.")
        event.add("description", sentence % {"period": entry.period})
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if path := entry.record.get_absolute_url():
        event.add("url", absolute(path))
    return event


def _dated(queryset):
    """The records that stand, each with the moment at which its present version was written down."""
    own = queryset.model.history.filter(id=OuterRef("pk"), version=OuterRef("version"))
    return queryset.filter(archived=False).annotate(recorded_at=Subquery(own.values("history_date")[:1]))


def meetings(boards):
    """The meetings of the boards, whatever came of them."""
    found = _dated(Meeting.objects.filter(board__in=boards)).select_related("board")
    return [_meeting(one) for one in found.order_by("held_on", "pk")]


def _meeting(meeting):
    start = meeting.held_on
    if meeting.starts_at and meeting.precision in ("", Precision.DAY):
        start = timezone.make_aware(datetime.combine(start, meeting.starts_at))
    cancelled = meeting.state == MeetingState.CANCELLED
    named = {"board": meeting.board, "title": meeting.title}
    summary = _("%(board)s: %(title)s") % named if meeting.title else str(meeting.board)
    return Entry(meeting, summary, start, meeting.precision, unmarked(meeting.place), cancelled)


def seated_on(user):
    """The boards that exist for the user and on which the user holds a seat today."""
    seats = Seat.objects.filter(user=user, archived=False)
    held = [one.board_id for one in seats if one.held_on(policies.today())]
    return policies.visible_boards(user).filter(pk__in=held, archived=False)


def owed(user):
    """The days on which open actions are due from the seats that the user holds today."""
    today = policies.today()
    boards = policies.visible_boards(user)
    found = _dated(
        MeetingAction.objects.filter(
            owner_seat__user=user, state=ActionState.OPEN, due_on__isnull=False, meeting__board__in=boards
        )
    )
    return [
        Entry(one, _("Action due: %(what)s") % {"what": one.words}, one.due_on)
        for one in found.select_related("owner_seat", "meeting__board").order_by("due_on", "pk")
        if one.owner_seat.held_on(today)
    ]


def due(user):
    """The days on which open objectives of the user's own work-streams are due."""
    today = policies.today()
    appointments = user.appointments.filter(archived=False, workstream__isnull=False)
    own = [one.workstream_id for one in appointments if one.held_on(today)]
    mine = upper("programmes").objects.for_user(user)
    found = _dated(
        upper("objectives").objects.filter(workstream__in=own, programme__in=mine, due_on__isnull=False)
    )
    return [
        Entry(one, _("Due: %(what)s") % {"what": one}, one.due_on, one.due_precision)
        for one in found.select_related("programme").order_by("due_on", "pk")
        if one.is_open
    ]


def of_feed(feed):
    """The name of the feed's calendar, and its entries."""
    if feed.board_id:
        return str(feed.board), meetings([feed.board])
    mine = feed.holder
    return _("Meetings and due dates of %(name)s") % {"name": mine.name}, [
        *meetings(seated_on(mine)),
        *owed(mine),
        *due(mine),
    ]
