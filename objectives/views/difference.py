"""Two pages for whoever must account for a change: what moved between two days, and what was learned of a day later."""

from datetime import datetime, time, timedelta

from django.db.models import Min, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from boards.models import Board, Decision, Meeting, Organisation
from objectives import entries
from objectives.difference import Difference
from objectives.forms_days import DaysForm
from objectives.learned import Learned, replaced
from objectives.models import Handover, HandoverItem, Letter, Objective
from saferwales.audit import asat
from saferwales.audit.asat import Reading
from saferwales.audit.moment import query_of
from saferwales.web import csv, pages
from saferwales.web.bilingual import within
from workstreams.models import Programme, Workstream

COLUMNS = (
    (
        gettext_lazy("Work-stream"),
        lambda move: (
            move.workstream
            and within("%(number)s. %(name)s", number=move.workstream.number, name=move.workstream)
        ),
    ),
    (gettext_lazy("Key"), lambda move: move.objective.key if move.objective else ""),
    (gettext_lazy("Short name"), lambda move: move.objective.label if move.objective else move.duty),
    (gettext_lazy("What moved"), lambda move: move.heading),
    (gettext_lazy("In words"), lambda move: move.moved.sentence),
    (gettext_lazy("Before"), lambda move: move.moved.before),
    (gettext_lazy("After"), lambda move: move.moved.after),
    (gettext_lazy("True since"), lambda move: move.entry and move.entry.effective_on),
    (gettext_lazy("Recorded"), lambda move: move.entry and _clock(move.entry.recorded_at)),
    (gettext_lazy("Recorded by"), lambda move: move.entry and move.entry.actor_name),
    (gettext_lazy("Reason"), lambda move: move.entry and move.entry.reason),
    (gettext_lazy("Evidence"), lambda move: move.entry and move.entry.evidence),
    (gettext_lazy("Kind of entry"), lambda move: move.entry and move.entry.kind_label),
)


def _clock(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _names(request, slug, *more):
    """The programme, and the names of what entries point to, in one statement. 404 where it is not the user's."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    names = asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Board.objects.all(),
        *(queryset(mine) for queryset in more),
    )
    found = names.all(Programme)
    if not found:
        raise Http404
    return names, found[0]


def _read(programme, on, known_at):
    """What is compared of a programme, at one moment, in one statement."""
    return Reading(on, known_at).load(
        Workstream.objects.filter(programme=programme),
        Objective.objects.filter(programme=programme),
        Handover.objects.filter(programme=programme),
        HandoverItem.objects.filter(handover__programme=programme),
        Board.objects.all(),
    )


def _entries(programme, known_at, window):
    """The entries in the window (a function of the model), known at the moment."""
    known = Reading(known_at=known_at)
    return entries.read(
        known.entries(Objective).filter(window(Objective), programme=programme),
        known.entries(HandoverItem).filter(window(HandoverItem), handover__programme=programme),
    )


def _moment(on, known_at):
    """A reading as it stands in an address."""
    return urlencode(query_of(Reading(on, known_at)))


def _beginning(names, programme):
    """The first day of which an entry tells, and the first moment at which one was recorded."""
    known = Reading(known_at=names.known_at).entries(Objective).filter(programme=programme)
    return known.aggregate(day=Min("effective_on"), moment=Min("history_date"))


def _difference_form(request, names, programme):
    def first_day():
        return min(_beginning(names, programme)["day"] or names.day, names.day)

    days = {"from": (_("From"), first_day), "to": (_("To"), lambda: names.day)}
    return DaysForm(request.GET, latest=names.day, workstreams=names.all(Workstream), days=days)


def _compare(names, programme, start, end):
    """The difference between two days, by all that the request's reading knows."""
    before, after = (_read(programme, day, names.known_at) for day in (start, end))

    def between(model):
        dated = Q(effective_on__gt=start, effective_on__lte=end)
        return dated | Q(effective_on__isnull=True) | Q(corrects__isnull=False)

    return Difference(before, after, _entries(programme, names.known_at, between), names)


def _difference(request, programme):
    """The page's facts; those of an invalid form say only what to change."""
    names, found = _names(request, programme)
    form = _difference_form(request, names, found)
    context = {"programme": found, "nav": "programme", "form": form, "whole": None}
    if not form.is_valid():
        return None, context
    start, end, stream = (form.cleaned_data[name] for name in ("from", "to", "workstream"))
    difference = _compare(names, found, start, end)
    parts = [difference.part(stream)] if stream else difference.parts()
    return difference, context | {
        "start": start,
        "end": end,
        "start_moment": _moment(start, names.known_at),
        "end_moment": _moment(end, names.known_at),
        "stream": stream,
        "whole": difference.part(stream),
        "parts": parts,
        "duties": [] if stream else difference.duties,
    }


@require_safe
def difference(request, programme):
    _found, context = _difference(request, programme)
    status = 200 if context["whole"] else 422
    return render(request, "objectives/difference.html", context, status=status)


@require_safe
def difference_csv(request, programme):
    """Every single move of what the page shows, one a row."""
    found, context = _difference(request, programme)
    if found is None:
        return render(request, "objectives/difference.html", context, status=422)
    name = f"difference-{context['programme'].slug}-{context['start']:%Y-%m-%d}-{context['end']:%Y-%m-%d}"
    rows = ([read(move) or "" for _heading, read in COLUMNS] for move in context["whole"].moves)
    return csv.response(name, [heading for heading, _read in COLUMNS], rows)


def _learned_names(request, slug):
    """What a handover item ever rested on has names, too."""

    def decisions(mine):
        items = HandoverItem.history.filter(handover__programme__in=mine)
        return Decision.objects.filter(pk__in=items.values("decision"))

    return _names(
        request,
        slug,
        lambda mine: Organisation.objects.all(),
        lambda mine: Handover.objects.filter(programme__in=mine),
        lambda mine: Letter.objects.filter(programme__in=mine),
        decisions,
        lambda mine: Meeting.objects.filter(pk__in=decisions(mine).values("meeting")),
    )


def _learn(names, programme, day):
    """The two readings of the day, and what was recorded between the one and the other."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    then_known = min(end, names.known_at) if names.known_at else end
    then, now = (_read(programme, day, known) for known in (then_known, names.known_at))

    def since(model):
        told = now.entries(model).values("history_id")
        of_the_day = Q(effective_on__lte=day) | Q(effective_on__isnull=True) | Q(corrects__in=told)
        return Q(history_date__gt=then_known) & of_the_day

    return Learned(then, now, _entries(programme, names.known_at, since), names)


@require_safe
def learned(request, programme):
    names, found = _learned_names(request, programme)
    days = {"day": (_("Which day?"), lambda: names.day - timedelta(days=1))}
    form = DaysForm(request.GET, latest=names.day, workstreams=names.all(Workstream), days=days)
    context = {"programme": found, "nav": "programme", "form": form, "page": None}
    if not form.is_valid():
        return render(request, "objectives/learned.html", context, status=422)
    day, stream = form.cleaned_data["day"], form.cleaned_data["workstream"]
    compared = _learn(names, found, day)
    known_then = bool(compared.then.all(Objective))
    context |= {
        "day": day,
        "then_moment": _moment(day, compared.then.known_at),
        "now_moment": _moment(day, names.known_at),
        "stream": stream,
        "known_then": known_then,
        "objectives_now": len(compared.now.all(Objective)),
        "beginning": None if known_then else _beginning(names, found),
        "page": pages.cut_list(request, compared.in_workstream(stream) if known_then else []),
        "replaced": replaced(compared.entries),
    }
    return render(request, "objectives/learned.html", context)
