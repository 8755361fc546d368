"""The start page: what waits for me, the programme at a glance, what changed lately."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board, Region, Seat
from objectives import latest, policies, summary, waiting
from objectives.models import Handover, HandoverItem, Objective
from saferwales.accounts.permissions import Role
from saferwales.audit import asat
from workstreams.models import Programme, ProgrammeState, RegionalReturn, SroAppointment, Workstream


def _load(request):
    mine = Programme.objects.for_user(request.user)
    return asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Objective.objects.filter(programme__in=mine),
        Handover.objects.filter(programme__in=mine),
        HandoverItem.objects.filter(handover__programme__in=mine),
        RegionalReturn.objects.filter(programme__in=mine),
        Region.objects.all(),
        Board.objects.filter(archived=False),
        SroAppointment.objects.filter(user=request.user),
        Seat.objects.filter(user=request.user),
    )


@require_safe
def home(request):
    reading, day = _load(request), policies.today()
    programmes = sorted(
        reading.all(Programme), key=lambda one: list(ProgrammeState).index(ProgrammeState(one.state))
    )
    asked = request.GET.get("programme")
    chosen = next((one for one in programmes if one.slug == asked), programmes[0] if programmes else None)
    tasks, objectives = [], []
    if chosen:
        tasks = waiting.tasks(reading, chosen, request.user.roles_in(chosen), day)
        objectives = [row for row in reading.all(Objective) if row.programme_id == chosen.pk]
    context = {
        "programme": chosen,
        "nav": "home",
        "tasks": tasks,
        "others": [one for one in programmes if one is not chosen],
        "deliveries": summary.by_delivery(objectives, chosen),
        "governances": summary.by_governance(objectives, chosen),
        "changes": latest.changes({row.pk: row for row in objectives}) if objectives else [],
        "roles": [str(role.label) for role in Role if role in request.user.roles_in(chosen)]
        if chosen
        else [],
    }
    return render(request, "home/home.html", context)
