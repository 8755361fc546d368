"""The programme at a glance, and a work-stream's dashboard: the SRO's own page."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boards.models import Board, Organisation, Person, Seat
from objectives import latest, policies, summary
from objectives.models import Basis, Objective, Output
from objectives.staleness import is_overdue, is_stale
from objectives.views.base import attach_appointments
from saferwales.accounts import permissions
from saferwales.audit import asat, twins
from saferwales.audit.days import one_year_after
from workstreams.models import (
    Achievement,
    AppointmentKind,
    Footnote,
    Programme,
    ProgrammeState,
    SroAppointment,
    SroReport,
    SroReportKind,
    VisionStatement,
    Workstream,
)

SHOWN = 50


def _people(mine):
    appointments = SroAppointment.objects.filter(programme__in=mine)
    return (
        appointments,
        Person.objects.filter(pk__in=appointments.values("person")),
        Organisation.objects.filter(pk__in=appointments.values("organisation")),
    )


def holders(appointments, day):
    """Who holds the appointments on the day, demonstration ones left out; SROs before deputies."""
    held = [one for one in appointments if one.held_on(day) and not one.is_demonstration]
    return sorted(held, key=lambda one: one.kind != AppointmentKind.SRO)


def _count(stream, own, programme, day):
    """What the programme's page says of a work-stream."""
    stream.count, stream.sros = len(own), holders(stream.loaded_appointments, day)
    stream.attention = sum(is_stale(row, programme, day) or is_overdue(row, programme, day) for row in own)
    stream.ungoverned = sum(row.ungoverned for row in own)


@require_safe
def programme(request, programme):
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    reading = asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Objective.objects.filter(programme__in=mine),
        VisionStatement.objects.filter(programme__in=mine),
        Board.objects.all(),
        *_people(mine),
    )
    found = reading.all(Programme)
    if not found:
        raise Http404
    one, day = found[0], reading.day
    streams = reading.all(Workstream)
    attach_appointments(reading, one, streams)
    objectives = reading.all(Objective)
    for stream in streams:
        _count(stream, [row for row in objectives if row.workstream_id == stream.pk], one, day)
    statements = reading.all(VisionStatement)
    documents = sorted({row.document for row in statements})
    context = {
        "programme": one,
        "nav": "programme",
        "streams": streams,
        "sros": holders(one.loaded_appointments, day),
        "deliveries": summary.by_delivery(objectives, one),
        "governances": summary.by_governance(objectives, one),
        "where_due": one_year_after(one.closed_on) if one.closed_on else None,
        "reporting_open": one.reporting_open_on(day),
        "vision": [row for row in statements if row.document == documents[-1]] if documents else [],
        "changes": latest.changes(reading, reading.rows[Objective]),
        **_may(reading, request.user, one),
    }
    return render(request, "workstreams/programme.html", context)


def _may(reading, user, programme):
    """What the user may keep: the plan while it is open, and after closing the roles of those who report on."""
    keeps = permissions.may(user, "programme.edit", programme)
    closed = programme.state == ProgrammeState.CLOSED
    may_edit = keeps and not programme.read_only
    behind = twins.late(reading, programme) if may_edit else []
    return {"may_edit": may_edit, "may_give_roles": keeps and closed, "behind": behind}


def _load_workstream(request, programme, number):
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    stream = Workstream.objects.filter(programme__in=mine, number=number)
    reading = asat.reading(request)
    own = reading.where(Objective, workstream__in=stream)
    reading.load(
        mine,
        stream,
        own,
        Output.objects.filter(objective__in=own),
        Achievement.objects.filter(workstream__in=stream),
        SroReport.objects.filter(workstream__in=stream),
        Footnote.objects.filter(programme__in=mine),
        reading.linked(Board, own, "governing_body"),
        Seat.objects.filter(user=request.user),
        *_people(mine),
    )
    request.user.loaded_seats = reading.all(Seat)
    found = reading.all(Workstream)
    if not found:
        raise Http404
    attach_appointments(reading, found[0].programme, found)
    return reading, found[0]


def _objectives(reading, stream, user, day):
    rows = reading.all(Objective, workstream_id=stream.pk)
    for row in rows:
        row.stale, row.overdue = is_stale(row, stream.programme, day), is_overdue(row, stream.programme, day)
    for row in rows[:SHOWN]:
        row.refusal = policies.refusal(policies.check_can_change_status, user, row)
    return rows


def _missing(rows):
    """What the record does not say of open objectives: (sentence, objectives), only where there is something."""
    gaps = (
        (_("No current position:"), lambda row: not (row.position_en or row.position_cy)),
        (_("No update yet:"), lambda row: row.updated_on is None),
        (_("No owner, nobody is named who delivers it:"), _unowned),
        (_("No due date:"), lambda row: row.due_on is None),
        (
            _("Governed by a body that is not named:"),
            lambda row: row.governance_basis == Basis.EXISTING_UNNAMED,
        ),
    )
    found = [(sentence, [row for row in rows if row.is_open and lacks(row)]) for sentence, lacks in gaps]
    return [(sentence, lacking) for sentence, lacking in found if lacking]


def _unowned(row):
    return row.delivering_body_id is None and not row.delivering_words


@require_safe
def workstream(request, programme, number):
    if number > 32767:
        raise Http404
    reading, stream = _load_workstream(request, programme, number)
    day = reading.day
    rows = _objectives(reading, stream, request.user, day)
    achievements = reading.all(Achievement)
    texts = " ".join(row.text_en for row in achievements)
    may_edit = permissions.may(request.user, "workstream.edit", stream.programme)
    may_edit = may_edit and not stream.programme.read_only
    context = {
        "programme": stream.programme,
        "nav": "programme",
        "stream": stream,
        "sros": holders(stream.loaded_appointments, day),
        "objectives": rows[:SHOWN],
        "count": len(rows),
        "missing": _missing(rows),
        "ungoverned": [row for row in rows if row.ungoverned],
        "outputs": reading.all(Output),
        "achievements": achievements,
        "closing_statement": next(iter(reading.all(SroReport, kind=SroReportKind.CLOSING)), None),
        "footnotes": [note for note in reading.all(Footnote) if f"[^{note.number}]" in texts],
        "deliveries": summary.by_delivery(rows),
        "governances": summary.by_governance(rows),
        "changes": latest.changes(reading, {row.pk: row for row in rows}, workstream=stream),
        "may_edit": may_edit,
        "behind": twins.late(reading, stream) if may_edit else [],
    }
    return render(request, "workstreams/workstream.html", context)
