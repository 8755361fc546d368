"""Pages that show a programme's record: the list of programmes, events and barriers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board
from saferwales.accounts import permissions
from saferwales.audit import asat
from saferwales.audit.days import Precision
from workstreams.models import Barrier, BarrierResponse, Event, Programme
from workstreams.views.base import get_programme


@require_safe
def programmes(request):
    mine = Programme.objects.for_user(request.user)
    reading = asat.reading(request)
    reading.load(mine, reading.linked(Board, mine, "governing_board"))
    context = {
        "programmes": reading.all(Programme),
        "nav": "programmes",
        "may_create": permissions.may(request.user, "programme.create"),
    }
    return render(request, "workstreams/programmes.html", context)


def _until(event):
    """The end of an event's span, where its precision does not already say it."""
    spans = (Precision.FINANCIAL_YEAR, Precision.SEASON, Precision.RECURRING)
    return None if event.precision in spans or event.until == event.on else event.until


@require_safe
def timeline(request, programme):
    programme = get_programme(request, programme)
    reading = asat.reading(request).load(Event.objects.filter(programme=programme))
    events = reading.all(Event)
    for one in events:
        one.ends, one.recurs = _until(one), one.precision == Precision.RECURRING
    context = {"programme": programme, "nav": "programme", "events": events}
    return render(request, "workstreams/timeline.html", context)


@require_safe
def barriers(request, programme):
    programme = get_programme(request, programme)
    reading = asat.reading(request).load(
        Barrier.objects.filter(programme=programme),
        BarrierResponse.objects.filter(barrier__programme=programme),
    )
    found = reading.all(Barrier)
    for one in found:
        one.answers = reading.all(BarrierResponse, barrier_id=one.pk)
    context = {"programme": programme, "nav": "programme", "barriers": found}
    return render(request, "workstreams/barriers.html", context)
