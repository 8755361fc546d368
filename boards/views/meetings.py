"""A board's meetings: the list, planning one, who was there, and the way of its minutes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards import actions_meetings as actions
from boards import policies
from boards import policies_meetings as rules
from boards.forms_meetings import (
    ApproveForm,
    AttendanceForm,
    CirculateForm,
    ConfirmForm,
    MeetingForm,
    ReasonForm,
)
from boards.models import (
    ActionState,
    Board,
    Decision,
    Meeting,
    MeetingAction,
    MeetingState,
    Organisation,
    Person,
    Seat,
    SeatRole,
)
from boards.views.acting import act
from boards.views.base import get_board, get_meeting, upper
from boards.views.edit import show_form
from saferwales.audit import asat, editing
from saferwales.web.bilingual import within
from saferwales.web.texts import day as in_words

RANK = {role: place for place, role in enumerate(SeatRole.values)}


def in_order(seats):
    """Seats as minutes list them: the chair first."""
    return sorted(seats, key=lambda seat: (RANK[seat.role], seat.order, seat.pk))


def with_lateness(reading, user):
    """The actions as read; each knows whether it is overdue, and whether the user's own seat owes it."""
    found = reading.all(MeetingAction)
    for one in found:
        one.overdue = one.overdue_on(reading.day)
        seat = one.owner_seat
        one.own = seat is not None and seat.user_id == user.pk and seat.held_on(reading.day)
        one.own = one.own and not reading.is_past
    return found


def open_actions(reading, user):
    """The board's open actions, what is due first coming first."""
    found = [one for one in with_lateness(reading, user) if one.state == ActionState.OPEN]
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or 0, one.pk))


def people_of(seats):
    """Who holds the seats, for ``load``."""
    return (
        Person.objects.filter(pk__in=seats.values("person")),
        Organisation.objects.filter(pk__in=seats.values("organisation")),
    )


def _load(request, slug):
    """The board with its meetings, decisions and actions, in one statement."""
    one = policies.visible_boards(request.user).filter(slug=slug)
    meetings, seats = Meeting.objects.filter(board__in=one), Seat.objects.filter(board__in=one)
    reading = asat.reading(request).load(
        one,
        meetings,
        Decision.objects.filter(meeting__in=meetings),
        MeetingAction.objects.filter(meeting__in=meetings),
        seats,
        *people_of(seats),
        upper("programmes").objects.for_user(request.user),
    )
    found = [board for board in reading.all(Board) if board.slug == slug]
    if not found:
        raise Http404
    return reading, found[0]


def _row(meeting, decisions):
    number = sum(one.meeting_id == meeting.pk for one in decisions)
    return {"meeting": meeting, "decisions": number, "has_minutes": meeting.state == MeetingState.HELD}


@require_safe
def meetings(request, slug):
    """The planned meetings first, the next one coming first; then those held, the last one first."""
    reading, board = _load(request, slug)
    rows = [_row(one, reading.all(Decision)) for one in reading.all(Meeting)]
    planned = [row for row in rows if row["meeting"].state == MeetingState.PLANNED]
    programmes, seats = reading.all(upper("programmes")), reading.all(Seat)
    context = {
        "nav": "boards",
        "board": board,
        "planned": planned,
        "held": [row for row in reversed(rows) if row not in planned],
        "actions": open_actions(reading, request.user),
        "keep_refusal": rules.refusal(rules.check_loaded, request.user, board, programmes, seats),
    }
    return render(request, "boards/meetings.html", context)


def _back(board):
    return reverse("boards:meetings", args=[board.slug])


@require_http_methods(["GET", "POST"])
def plan(request, slug):
    board = get_board(request, slug)
    rules.check_can_keep(request.user, board)
    form = MeetingForm(request.POST or None, planning=True)
    says = {
        "heading": within(_("Plan a meeting: %(board)s"), board=board),
        "submit": _("Plan the meeting"),
        "board": board,
        "back": _back(board),
        "back_label": _("Meetings"),
    }
    if request.method == "GET" or not form.is_valid():
        return show_form(request, form, 422 if request.method == "POST" else 200, **says)
    made = actions.plan_meeting(board=board, by=request.user, **form.facts)
    messages.success(request, _("The meeting is planned. Put on its agenda what the board is to talk about."))
    return redirect(made)


def _of(meeting):
    """The board and the day, for headings."""
    return {"board": meeting.board, "on": in_words(meeting.held_on, meeting.precision)}


def _begin(request, slug, pk):
    board = get_board(request, slug)
    meeting = get_meeting(board, pk)
    rules.check_can_keep(request.user, board)
    return board, meeting


@require_http_methods(["GET", "POST"])
def edit(request, slug, pk):
    board, meeting = _begin(request, slug, pk)
    says = {
        "heading": within(_("Edit the meeting of %(board)s, %(on)s"), **_of(meeting)),
        "submit": _("Save the meeting"),
        "refusal": rules.refusal(rules.check_writable, meeting),
        "back": meeting.get_absolute_url(),
        "back_label": _("The meeting"),
    }

    def done():
        messages.success(request, _("The meeting is saved."))
        return redirect(meeting)

    return editing.edit(
        request,
        meeting,
        make=lambda data, _record, **more: MeetingForm(data, **more),
        names=MeetingForm.KEPT,
        write=lambda form, version: actions.edit_meeting(
            meeting=meeting, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: show_form(request, form, status, board=board, **says, **more),
        done=done,
    )


@require_http_methods(["GET", "POST"])
def cancel(request, slug, pk):
    board, meeting = _begin(request, slug, pk)
    return act(
        request,
        ReasonForm(request.POST or None),
        lambda form: actions.cancel_meeting(meeting=meeting, by=request.user, **form.cleaned_data),
        board=board,
        to=meeting.get_absolute_url(),
        said=_("The meeting is cancelled."),
        heading=within(_("Cancel the meeting of %(board)s, %(on)s"), **_of(meeting)),
        submit=_("Cancel the meeting"),
    )


def _seats(meeting):
    """The seats held on the day of the meeting."""
    found = meeting.board.seats.filter(archived=False).select_related("person", "organisation")
    return in_order(seat for seat in found if seat.held_on(meeting.held_on))


@require_http_methods(["GET", "POST"])
def attendance(request, slug, pk):
    """Who was there, seat by seat. Where somebody else was first, what now stands is said beside the seat."""
    board, meeting = _begin(request, slug, pk)
    seats = _seats(meeting)
    kept = {one.seat_id: one for one in meeting.attendance.filter(archived=False)}

    def write(form):
        actions.record_attendance(
            meeting=meeting, by=request.user, attendance=form.attendance, versions=form.versions
        )

    return act(
        request,
        AttendanceForm(request.POST or None, seats=seats, kept=kept),
        write,
        board=board,
        to=meeting.get_absolute_url(),
        said=_("The attendance is recorded."),
        heading=within(_("Attendance: %(board)s, %(on)s"), **_of(meeting)),
        submit=_("Record the attendance"),
        refusal=_attendance_refusal(meeting, seats),
        lead=_(
            "Every seat that was held on the day. Where somebody stood in for the holder of a seat, write the name as "
            "printed."
        ),
        beside=True,
    )


def _attendance_refusal(meeting, seats):
    if meeting.held_on > policies.today():
        return _("The day of this meeting has not come yet.")
    if not seats:
        return _("No seat of the board was held on that day. Add the seats on the board's page first.")
    return rules.refusal(rules.check_writable, meeting)


def _minutes(request, slug, pk, make, write, check, **says):
    """A step of the minutes: the form that ``make(meeting)`` gives, its act, and why it may not happen now."""
    board, meeting = _begin(request, slug, pk)
    says = {name: within(text, **_of(meeting)) if name == "heading" else text for name, text in says.items()}
    return act(
        request,
        make(request.POST if request.method == "POST" else None, meeting),
        lambda form: write(meeting=meeting, by=request.user, **form.cleaned_data),
        board=board,
        to=meeting.get_absolute_url(),
        refusal=rules.refusal(check, meeting),
        **says,
    )


def _attended(meeting):
    rules.check_can_circulate(meeting, meeting.attendance.filter(archived=False).exists())


@require_http_methods(["GET", "POST"])
def circulate(request, slug, pk):
    return _minutes(
        request,
        slug,
        pk,
        lambda data, _meeting: CirculateForm(data),
        actions.circulate_minutes,
        _attended,
        heading=_("Circulate the minutes of %(board)s, %(on)s"),
        submit=_("Record that they are circulated"),
        said=_("The minutes are circulated. The board approves them at a later meeting."),
    )


def _approve_form(data, meeting):
    later = [one for one in meeting.board.meetings.filter(archived=False) if rules.approves(one, meeting)]
    return ApproveForm(data, meetings=later)


@require_http_methods(["GET", "POST"])
def approve(request, slug, pk):
    return _minutes(
        request,
        slug,
        pk,
        _approve_form,
        actions.approve_minutes,
        rules.check_can_approve,
        heading=_("Approve the minutes of %(board)s, %(on)s"),
        submit=_("Record the approval"),
        said=_("The minutes are approved. Nothing of the meeting can be edited now."),
        lead=_(
            "Minutes are approved at a later meeting of the same board that was held after they went out."
        ),
    )


@require_http_methods(["GET", "POST"])
def reopen(request, slug, pk):
    return _minutes(
        request,
        slug,
        pk,
        lambda data, _meeting: ReasonForm(data),
        actions.reopen_minutes,
        rules.check_can_reopen,
        heading=_("Put the minutes of %(board)s, %(on)s, back to draft"),
        submit=_("Put them back to draft"),
        said=_("The minutes are a draft again. They are circulated and approved anew."),
    )


@require_http_methods(["GET", "POST"])
def lock(request, slug, pk):
    return _minutes(
        request,
        slug,
        pk,
        lambda data, _meeting: ConfirmForm(data),
        actions.lock_minutes,
        rules.check_can_lock,
        heading=_("Lock the minutes of %(board)s, %(on)s"),
        submit=_("Lock the minutes for good"),
        said=_("The minutes are locked."),
        lead=_(
            "Once locked, the agenda, the attendance, the decisions and the minutes never change again. What becomes "
            "of the actions is still recorded."
        ),
    )
