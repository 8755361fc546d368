"""The list of a programme's objectives, and the same list as a file."""

from dataclasses import replace

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boards.models import Board, Organisation, Person
from objectives import policies
from objectives.filters import ObjectiveFilter
from objectives.models import Objective, Recommendation
from objectives.staleness import is_overdue, is_stale
from saferwales.audit import asat
from saferwales.web import csv, pages
from saferwales.web.alphabet import by_name
from saferwales.web.bilingual import within
from workstreams.models import SroAppointment, Workstream
from workstreams.views.base import get_programme

COLUMNS = (
    (_("Key"), lambda row: row.key),
    (_("Short name"), lambda row: row.label),
    (_("Objective"), lambda row: row.text),
    (_("Work-stream"), lambda row: row.stream),
    (_("Supporting work-stream"), lambda row: row.support),
    (_("Delivering body"), lambda row: row.deliverer or row.delivering_words),
    (_("Delivery"), lambda row: row.get_delivery_display()),
    (_("Governing body"), lambda row: row.body),
    (_("Basis of governance"), lambda row: row.get_governance_basis_display()),
    (_("Current position"), lambda row: row.position),
    (_("Next steps"), lambda row: row.next_steps),
    (_("Due date"), lambda row: row.due_on),
    (_("Last update"), lambda row: row.updated_on),
)


def _options(reading):
    """The choices of the filters that depend on the programme."""
    workstreams = reading.all(Workstream)
    owners = {}
    for held in reading.all(SroAppointment):
        if held.person and held.workstream:
            owners.setdefault(held.person.name, set()).add(str(held.workstream.number))
    return {
        "workstream": [
            (str(one.number), within("%(number)s. %(name)s", number=one.number, name=one))
            for one in workstreams
        ],
        "body": [*((str(one.pk), str(one)) for one in reading.all(Board)), ("none", _("No body named"))],
        "recommendation": [
            (one.key, within("%(key)s: %(name)s", key=one.key, name=one))
            for one in reading.all(Recommendation)
        ],
        "owner": [
            (",".join(sorted(numbers)), name)
            for name, numbers in sorted(owners.items(), key=lambda one: by_name(one[0]))
        ],
    }


def _filtered(request, programme):
    appointments = SroAppointment.objects.filter(programme=programme)
    reading = asat.reading(request)
    own = Objective.objects.filter(programme=programme)
    reading.load(
        Workstream.objects.filter(programme=programme),
        reading.linked(Board, own, "governing_body"),
        reading.linked(Organisation, own, "delivering_body"),
        Recommendation.objects.filter(programme=programme),
        appointments,
        Person.objects.filter(pk__in=appointments.values("person")),
    )
    listed = ObjectiveFilter(
        request.GET,
        queryset=reading.of(Objective).filter(programme=programme),
        programme=programme,
        reading=reading,
        options=_options(reading),
    )
    return reading, listed


def _join(reading, rows, programme):
    """Give each row its work-stream and governing body from what was read already."""
    day = reading.day
    rows = reading.as_records(Objective, rows)
    for row in rows:
        row.stream = reading.get(Workstream, row.workstream_id)
        row.body = reading.get(Board, row.governing_body_id)
        row.deliverer = reading.get(Organisation, row.delivering_body_id)
        row.support = reading.get(Workstream, row.supporting_workstream_id) or row.stream
        row.stale, row.overdue = is_stale(row, programme, day), is_overdue(row, programme, day)
    return rows


@require_safe
def objectives(request, programme):
    programme = get_programme(request, programme)
    reading, listed = _filtered(request, programme)
    if not listed.is_valid():
        context = {"programme": programme, "nav": "objectives", "listed": listed, "page": None}
        return render(request, "objectives/list.html", context, status=400)
    page = pages.cut(request, listed.ordered(listed.qs), counted=listed.qs.order_by())
    page = replace(page, rows=_join(reading, page.rows, programme))
    context = {
        "programme": programme,
        "nav": "objectives",
        "listed": listed,
        "page": page,
        "keep_refusal": policies.refusal(
            policies.check_can_keep, request.user, "objective.create", programme
        ),
    }
    return pages.render_page_or_fragment(request, "objectives/list.html", "objectives/_results.html", context)


@require_safe
def objectives_csv(request, programme):
    """Exactly what the list shows, all its pages."""
    programme = get_programme(request, programme)
    reading, listed = _filtered(request, programme)
    if not listed.is_valid():
        context = {"programme": programme, "nav": "objectives", "listed": listed, "page": None}
        return render(request, "objectives/list.html", context, status=400)
    found = _join(reading, list(listed.ordered(listed.qs)), programme)
    rows = ([read(row) for _heading, read in COLUMNS] for row in found)
    headings = [heading for heading, _read in COLUMNS]
    return csv.response(f"objectives-{programme.slug}", headings, rows)
