"""The programme at a glance, and a work-stream's dashboard: the SRO's own page."""

from django.http import Http404
from django.shortcuts import render

from boards.models import Board, Organisation, Person
from objectives import latest, policies, summary
from objectives.models import Objective, Output
from objectives.staleness import is_overdue, is_stale
from objectives.views.base import attach_appointments
from saferwales.accounts import permissions
from saferwales.audit import asat
from workstreams.models import (
    Achievement,
    AppointmentKind,
    Footnote,
    Programme,
    SroAppointment,
    VisionStatement,
    Workstream,
)


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


def programme(request, programme):
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    reading = asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Objective.objects.filter(programme__in=mine),
        VisionStatement.objects.filter(programme__in=mine),
        Board.objects.filter(archived=False),
        *_people(mine),
    )
    found = reading.all(Programme)
    if not found:
        raise Http404
    one, day = found[0], policies.today()
    streams = reading.all(Workstream)
    attach_appointments(reading, one, streams)
    objectives = reading.all(Objective)
    for stream in streams:
        own = [row for row in objectives if row.workstream_id == stream.pk]
        stream.count, stream.sros = len(own), holders(stream.loaded_appointments, day)
        stream.attention = sum(is_stale(row, one, day) or is_overdue(row, one, day) for row in own)
        stream.ungoverned = sum(row.ungoverned for row in own)
    statements = reading.all(VisionStatement)
    documents = sorted({row.document for row in statements})
    context = {
        "programme": one,
        "nav": "programme",
        "streams": streams,
        "sros": holders(one.loaded_appointments, day),
        "deliveries": summary.by_delivery(objectives, one),
        "governances": summary.by_governance(objectives, one),
        "vision": [row for row in statements if row.document == documents[-1]] if documents else [],
        "changes": latest.changes(reading.rows[Objective]),
        "may_edit": permissions.may(request.user, "programme.edit", one) and not one.read_only,
    }
    return render(request, "workstreams/programme.html", context)


def _missing(objective, names):
    """What a work-stream's page must say is missing from an objective, in words."""
    return [
        name
        for name, present in (
            ("position", objective.position_en or objective.position_cy),
            ("due", objective.due_on),
            ("update", objective.updated_on),
            ("governance", not objective.ungoverned),
        )
        if not present
    ]


def workstream(request, programme, number):
    if number > 32767:
        raise Http404
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    stream = Workstream.objects.filter(programme__in=mine, number=number, archived=False)
    own = Objective.objects.filter(workstream__in=stream)
    reading = asat.reading(request).load(
        mine,
        stream,
        own,
        Output.objects.filter(objective__in=own),
        Achievement.objects.filter(workstream__in=stream),
        Footnote.objects.filter(programme__in=mine),
        Board.objects.filter(pk__in=own.values("governing_body")),
        *_people(mine),
    )
    found = reading.all(Workstream)
    if not found:
        raise Http404
    one, day = found[0], policies.today()
    attach_appointments(reading, one.programme, [one])
    rows = reading.all(Objective)
    for row in rows:
        row.stale, row.overdue = is_stale(row, one.programme, day), is_overdue(row, one.programme, day)
        row.missing = _missing(row, reading)
        row.refusal = policies.refusal(policies.check_can_change_status, request.user, row)
    achievements = reading.all(Achievement)
    texts = " ".join(row.text_en for row in achievements)
    context = {
        "programme": one.programme,
        "nav": "programme",
        "stream": one,
        "sros": holders(one.loaded_appointments, day),
        "objectives": rows,
        "without_position": [row for row in rows if "position" in row.missing],
        "without_due": [row for row in rows if "due" in row.missing],
        "ungoverned": [row for row in rows if "governance" in row.missing],
        "outputs": reading.all(Output),
        "achievements": achievements,
        "footnotes": [note for note in reading.all(Footnote) if f"[^{note.number}]" in texts],
        "deliveries": summary.by_delivery(rows),
        "governances": summary.by_governance(rows),
        "changes": latest.changes(reading.rows[Objective], workstream=one),
        "may_edit": permissions.may(request.user, "workstream.edit", one.programme)
        and not one.programme.read_only,
    }
    return render(request, "workstreams/workstream.html", context)
