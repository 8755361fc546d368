"""What was given away: the objectives that other boards accepted, with what those boards have reported since."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board
from objectives import entries
from objectives.custodians import custody
from objectives.models import Basis, HandoverItem, Objective
from saferwales.audit import asat
from saferwales.web.keys import natural
from workstreams.models import Programme, SroAppointment, Workstream

SHOWN = 100


def _load(request, slug):
    """The programme with its objectives and the user's own appointments, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    objectives = Objective.objects.filter(programme__in=mine)
    reading = asat.reading(request)
    reading.load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        objectives,
        reading.linked(Board, objectives, "governing_body"),
        SroAppointment.objects.filter(programme__in=mine, user=request.user),
    )
    found = reading.all(Programme)
    if not found:
        raise Http404
    return reading, found[0]


def _own(reading):
    """The work-streams that the reader leads or led: who gave an objective away keeps watching it."""
    return {one.workstream_id for one in reading.all(SroAppointment) if one.workstream_id}


@require_safe
def watching(request, programme):
    reading, found = _load(request, programme)
    own = _own(reading)
    everything = not own or request.GET.get("all") == "1"
    rows = [
        one
        for one in reading.all(Objective, governance_basis=Basis.ACCEPTED_HANDOVER)
        if everything or one.workstream_id in own
    ]
    rows.sort(key=lambda one: natural(one.key))
    history = entries.read(
        reading.entries(Objective).filter(id__in=[one.pk for one in rows[:SHOWN]]),
        reading.entries(HandoverItem).none(),
    )
    for one in rows[:SHOWN]:
        one.custody = custody(history.get((Objective, one.pk), ()))
    context = {
        "programme": found,
        "nav": "objectives",
        "rows": rows[:SHOWN],
        "count": len(rows),
        "everything": everything,
        "has_own": bool(own),
    }
    return render(request, "objectives/watching.html", context)
