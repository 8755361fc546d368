"""The papers of a meeting: the agenda pack before it, the minutes after it, in the parts that all documents print."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from boards.models import Attendance, MeetingAction, MeetingState, MinutesState, Presence, SeatRole
from reports.content import register_items
from reports.content.edition import Edition
from reports.content.meeting_record import MeetingRecord, Readers
from reports.content.said import Said, quote, say
from reports.content.shapes import Group, Item, Part, Section, Table
from saferwales.web import prose, quotations
from saferwales.web.texts import day as day_in_words

AGENDA, MINUTES = "agenda", "minutes"
KINDS = (AGENDA, MINUTES)
DRAFTS = (MinutesState.DRAFT, MinutesState.CIRCULATED)
LABELS = {AGENDA: gettext_lazy("Agenda"), MINUTES: gettext_lazy("Minutes")}


@dataclass(frozen=True)
class Paper:
    """A paper ready to be printed. ``head`` are (label, value); ``standing`` says how far the minutes are."""

    kind: str
    board: Said
    title: Said
    held_on: date
    language: str
    as_at: date
    known_at: datetime | None
    is_draft: bool
    standing: tuple[str, ...]
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    edition: Edition | None = None
    verify_at: str = ""

    @property
    def template(self):
        """The page that becomes the PDF: minutes are a kind of document, and agenda packs are none."""
        return "reports/kinds/minutes/print.html" if self.kind == MINUTES else "reports/pdf/meeting.html"

    @property
    def slug(self):
        """What the file is called after: the kind and the day of the meeting."""
        return f"{self.kind}-{self.held_on.isoformat()}"

    @property
    def kind_label(self):
        return str(LABELS[self.kind])


def build(board, meeting, kind, language, *, readers=None, on=None, known_at=None):
    """The agenda pack or the minutes of a board's meeting, each named by its key.

    Raises NoSuchMeeting where the record holds none.
    """
    with override(language):
        record = MeetingRecord(board, meeting, readers or Readers.everybody(), on, known_at)
        minutes = kind == MINUTES
        return Paper(
            kind=kind,
            board=say(record.board, "name"),
            title=_title(record.meeting, kind),
            held_on=record.meeting.held_on,
            language=language,
            as_at=record.day,
            known_at=known_at,
            is_draft=minutes and record.meeting.minutes_state in DRAFTS,
            standing=tuple(_minutes_standing(record) if minutes else _agenda_standing(record)),
            head=tuple(_head(record)),
            sections=tuple(_minutes(record) if minutes else _agenda(record)),
        )


def _title(meeting, kind):
    label, own = LABELS[kind], say(meeting, "title")
    if not own:
        return Said(label)
    return Said(f"{label}: {own}", own.lang)


def _head(record):
    meeting = record.meeting
    yield _("Date"), day_in_words(meeting.held_on, meeting.precision)
    if meeting.starts_at:
        yield _("Time"), time_format(meeting.starts_at, "H:i")
    yield _("Place"), say(meeting, "place") or _("Not stated")
    if meeting.state != MeetingState.HELD:
        yield _("State"), str(meeting.get_state_display())


def _agenda_standing(record):
    """What the reader must know before reading: from which day's record the items are."""
    if record.meeting.state == MeetingState.CANCELLED:
        yield _("This meeting was cancelled.")
    yield _("Every item of the register is printed as it stood on %(day)s.") % {
        "day": day_in_words(record.day)
    }


def _minutes_standing(record):
    """How far the minutes are, in a sentence that claims no more than the record holds."""
    meeting = record.meeting
    if meeting.state == MeetingState.CANCELLED:
        yield _("This meeting was cancelled.")
    elif meeting.state == MeetingState.PLANNED:
        yield _("This meeting has not been held yet.")
    else:
        yield _minutes_state(meeting)
    if meeting.minutes_state == MinutesState.LOCKED:
        yield _("They are locked and change no more.")


def _minutes_state(meeting):
    if meeting.minutes_state == MinutesState.NOT_STATED:
        return _("The record does not say whether minutes were written or approved.")
    if meeting.minutes_state == MinutesState.DRAFT:
        return _("Draft minutes, not yet circulated or approved.")
    if meeting.minutes_state == MinutesState.CIRCULATED:
        return _("Circulated on %(day)s, not yet approved.") % {"day": _stated(meeting.circulated_on)}
    later = meeting.approved_at
    if later is not None:
        return _("Approved at the meeting of %(day)s.") % {
            "day": day_in_words(later.held_on, later.precision)
        }
    return _("Approved on %(day)s.") % {"day": _stated(meeting.approved_on)}


def _stated(day):
    return day_in_words(day) or _("a day that is not stated")


def _section(key, heading, *parts):
    heading = heading if isinstance(heading, Said) else Said(heading)
    return Section(key, heading, heading.lang, tuple(parts))


def _numbered(record):
    """The agenda's items with the numbers under which papers print them."""
    return tuple(enumerate(record.agenda(), 1))


def _heading(number, item):
    title = say(item, "title")
    return Said(f"{number}. {title}", title.lang)


def _prose(text):
    """A text that somebody typed, if any."""
    return (Part("prose", prose.to_html(text), text.lang),) if text.strip() else ()


def _agenda(record):
    numbered = _numbered(record)
    yield _section("members", _("Members"), _members(record))
    contents = tuple(
        (f"item-{number}", _heading(number, item), quote(item.presenter)) for number, item in numbered
    )
    yield _section(
        "agenda",
        _("Agenda"),
        Part("contents", contents) if contents else _remark(_("No agenda is recorded.")),
    )
    for number, item in numbered:
        presented = _("Presented by: %(who)s") % {"who": item.presenter} if item.presenter else ""
        parts = [_remark(presented)] if presented else []
        parts += _prose(say(item, "text"))
        for found in record.of_item(item):
            parts += register_items.parts(found, record)
        yield _section(
            f"item-{number}", _heading(number, item), *parts or [_remark(_("No paper is attached."))]
        )


def _remark(text):
    return Part("remark", text)


def _members(record):
    """Who held a seat on the day of the meeting."""
    rows = tuple((_holder(one), (str(one.get_role_display()),)) for one in record.seats())
    if not rows:
        return _remark(_("No seat is recorded for the day of the meeting."))
    return Part("table", Table(_("Who sits on the board"), _("Member"), (_("Role"),), rows, _("Not stated")))


def _holder(seat):
    """The seat by its holder's name, with the title that documents print."""
    name, title = str(seat), seat.title_as_printed
    if not title:
        return quote(name)
    return quote(title if name in title else f"{name}, {title}")


def _minutes(record):
    if record.meeting.words:
        words = record.meeting.words
        quoted = Group(Said(record.meeting.source or _("As written")), (Item(quote(words)),))
        attested = Part("groups", (quoted,), caption=quotations.caption(words))
        yield _section("attested", _("What a document says of the meeting"), attested)
    yield _section("attendance", _("Attendance"), _attendance(record))
    for number, item in _numbered(record):
        parts = [*_prose(say(item, "minute")), *_decided(record, record.decisions(item))]
        yield _section(
            f"item-{number}", _heading(number, item), *parts or [_remark(_("Nothing is minuted."))]
        )
    apart = record.decisions()
    if apart:
        heading = _("Other decisions") if record.agenda() else _("Decisions")
        yield _section("decisions", heading, Part("numbered", tuple(_decision(record, one) for one in apart)))
    yield _section("actions", _("Actions"), _actions(record))


def _attendance(record):
    """Present, apologies and absent by seat; a substitute is present in the place of a holder who sent apologies."""
    taken = record.papers.all(
        Attendance, meeting_id=record.meeting.pk, key=lambda one: (one.seat.order, one.seat_id)
    )
    here = [_present(one) for one in taken if one.presence == Presence.PRESENT or one.substitute]
    away = [one for one in taken if one.presence != Presence.PRESENT]
    said = (
        (_("Present"), here),
        (_("Apologies"), [Item(_holder(one.seat)) for one in away if one.presence == Presence.APOLOGIES]),
        (_("Absent"), [Item(_holder(one.seat)) for one in away if one.presence == Presence.ABSENT]),
    )
    if not taken:
        return _remark(_("No attendance is recorded."))
    return Part("groups", tuple(Group(Said(heading), tuple(items)) for heading, items in said if items))


def _present(one):
    if not one.substitute:
        return Item(_holder(one.seat), remark=_role(one.seat))
    facts = {"substitute": one.substitute, "holder": one.seat}
    return Item(_("%(substitute)s, in place of %(holder)s") % facts)


def _role(seat):
    """A role that the reader of minutes looks for; a member is just a name."""
    return "" if seat.role == SeatRole.MEMBER else f"({seat.get_role_display()})"


def _decided(record, decisions):
    if decisions:
        items = tuple(_decision(record, one) for one in decisions)
        yield Part("groups", (Group(Said(_("Decisions")), items),))


def _decision(record, one):
    """The decision in its words under its number, and below what it decides."""
    concerned = tuple(Item(register_items.decided(found)) for found in record.of_decision(one))
    return Item(say(one, "wording"), concerned, number=str(one.number))


def _actions(record):
    found = record.papers.all(MeetingAction, meeting_id=record.meeting.pk, key=lambda one: one.number)
    if not found:
        return _remark(_("No action is recorded."))
    columns = (_("Owner"), _("Due"), _("State"))
    rows = tuple((_to_do(one), _action(one, record)) for one in found)
    return Part("table", Table(_("Who is to do what"), _("Action"), columns, rows, _("Not stated")))


def _to_do(action):
    words = say(action, "words")
    return Said(f"{action.number}. {words}", words.lang)


def _action(one, record):
    state = str(one.get_state_display())
    if one.done_on:
        state = _("Done on %(day)s") % {"day": day_in_words(one.done_on)}
    elif one.overdue_on(record.papers.day):
        state = _("Open, overdue")
    owner = str(one.owner_seat) if one.owner_seat_id else one.owner
    return quote(owner), day_in_words(one.due_on), state
