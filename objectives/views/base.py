"""Loading what a page is about, through the user: what is outside one's roles does not exist."""

from django.http import Http404

from objectives.models import Objective
from saferwales.audit import asat
from workstreams.models import Programme, SroAppointment, Workstream


def get_objective(request, programme, key):
    """The objective with its programme, work-stream and appointments, in one statement."""
    found = Objective.objects.filter(
        programme__slug=programme, programme__in=Programme.objects.for_user(request.user)
    )
    one = found.filter(key=key, archived=False)
    reading = asat.reading(request).load(
        one,
        Programme.objects.filter(objectives__in=one),
        Workstream.objects.filter(objectives__in=one),
        SroAppointment.objects.filter(programme__objectives__in=one),
    )
    objectives = reading.all(Objective)
    if not objectives:
        raise Http404
    attach_appointments(reading, objectives[0].programme, [objectives[0].workstream])
    return objectives[0]


def attach_appointments(reading, programme, workstreams):
    """Give the programme and the work-streams the appointments that were read with them."""
    held = reading.all(SroAppointment)
    programme.loaded_appointments = [one for one in held if one.workstream_id is None]
    for workstream in workstreams:
        workstream.loaded_appointments = [one for one in held if one.workstream_id == workstream.pk]
