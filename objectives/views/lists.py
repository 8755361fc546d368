"""The list of a programme's objectives, and the same list as a file."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from boards.models import Board, Person
from objectives import policies
from objectives.filters import ObjectiveFilter
from objectives.models import Objective, Recommendation
from objectives.staleness import is_overdue, is_stale
from objectives.views.base import get_programme
from saferwales.audit import asat
from saferwales.web import csv, pages
from workstreams.models import SroAppointment, Workstream


def _options(reading):
    """The choices of the filters that depend on the programme."""
    workstreams = reading.all(Workstream)
    owners = {}
    for held in reading.all(SroAppointment):
        if held.person and held.workstream:
            owners.setdefault(held.person.name, set()).add(str(held.workstream.number))
    return {
        "workstream": [(str(one.number), f"{one.number}. {one}") for one in workstreams],
        "body": [*((str(one.pk), str(one)) for one in reading.all(Board)), ("none", _("No body named"))],
        "recommendation": [(one.key, f"{one.key}: {one}") for one in reading.all(Recommendation)],
        "owner": [(",".join(sorted(numbers)), name) for name, numbers in sorted(owners.items())],
    }


def _filtered(request, programme):
    appointments = SroAppointment.objects.filter(programme=programme)
    reading = asat.reading(request).load(
        Workstream.objects.filter(programme=programme),
        Board.objects.filter(pk__in=Objective.objects.filter(programme=programme).values("governing_body")),
        Recommendation.objects.filter(programme=programme),
        appointments,
        Person.objects.filter(pk__in=appointments.values("person")),
    )
    listed = ObjectiveFilter(
        request.GET,
        queryset=reading.of(Objective).filter(programme=programme),
        programme=programme,
        day=policies.today(),
        options=_options(reading),
    )
    return reading, listed


def _join(reading, rows, programme):
    """Give each row its work-stream and governing body from what was read already."""
    day = policies.today()
    for row in rows:
        row.stream = reading.get(Workstream, row.workstream_id)
        row.body = reading.get(Board, row.governing_body_id)
        row.stale, row.overdue = is_stale(row, programme, day), is_overdue(row, programme, day)
    return rows


def objectives(request, programme):
    programme = get_programme(request, programme)
    reading, listed = _filtered(request, programme)
    if not listed.is_valid():
        context = {"programme": programme, "nav": "objectives", "listed": listed, "page": None}
        return render(request, "objectives/list.html", context, status=400)
    page = pages.cut(request, listed.ordered(listed.qs), counted=listed.qs.order_by())
    _join(reading, page.rows, programme)
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


def objectives_csv(request, programme):
    """Exactly what the list shows, all its pages."""
    programme = get_programme(request, programme)
    reading, listed = _filtered(request, programme)
    if not listed.is_valid():
        context = {"programme": programme, "nav": "objectives", "listed": listed, "page": None}
        return render(request, "objectives/list.html", context, status=400)
    headings = [
        _("Key"),
        _("Short name"),
        _("Objective"),
        _("Work-stream"),
        _("Delivery"),
        _("Governing body"),
        _("Basis of governance"),
        _("Current position"),
        _("Next steps"),
        _("Due date"),
        _("Last update"),
    ]
    rows = (
        [
            row.key,
            row.label_en,
            row.text_en,
            str(row.stream),
            row.get_delivery_display(),
            str(row.body or ""),
            row.get_governance_basis_display(),
            row.position_en,
            row.next_steps_en,
            row.due_on,
            row.updated_on,
        ]
        for row in _join(reading, list(listed.ordered(listed.qs)), programme)
    )
    return csv.response(f"objectives-{programme.slug}", headings, rows)
