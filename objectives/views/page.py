"""One objective: everything the record says of it."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import decided
from boards.models import Board, Organisation, Person
from objectives import business, custody, policies, timeline
from objectives.actions.governance import EXISTING
from objectives.models import (
    AgendaSubject,
    DecisionSubject,
    Handover,
    HandoverItem,
    Objective,
    ObjectiveWording,
    Output,
    Recommendation,
    RecommendationLink,
    RecommendationNumber,
    RecommendationPoint,
)
from objectives.staleness import is_overdue, is_stale
from objectives.views.base import attach_appointments
from saferwales.audit import asat, twins
from workstreams.models import Programme, SroAppointment, Workstream

SHOWN_ENTRIES = 50


def _load(request, programme, key):
    """The objective and all that belongs to it, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    one = Objective.objects.filter(programme__in=mine, key=key)
    items = HandoverItem.objects.filter(objective__in=one)
    reading = asat.reading(request)
    reading.load(
        mine,
        one,
        Workstream.objects.filter(programme__in=mine),
        SroAppointment.objects.filter(programme__in=mine),
        Person.objects.filter(appointments__programme__in=mine).distinct(),
        ObjectiveWording.objects.filter(objective__in=one),
        Output.objects.filter(objective__in=one),
        RecommendationLink.objects.filter(objective__in=one),
        Recommendation.objects.filter(programme__in=mine),
        RecommendationNumber.objects.filter(recommendation__programme__in=mine),
        RecommendationPoint.objects.filter(recommendation__programme__in=mine),
        items,
        Handover.objects.filter(programme__in=mine),
        Board.objects.all(),
        reading.linked(Organisation, one, "delivering_body"),
        *decided.sources(
            DecisionSubject.objects.filter(Q(objective__in=one) | Q(handover_item__in=items)),
            AgendaSubject.objects.filter(objective__in=one),
            business.rested_on(items),
        )[:-1],
    )
    found = reading.all(Objective)
    if not found:
        raise Http404
    return reading, found[0]


def _names(reading):
    """The records that the links of an entry may name."""
    return {
        "governing_body_id": reading.rows[Board],
        "workstream_id": reading.rows[Workstream],
        "supporting_workstream_id": reading.rows[Workstream],
        "delivering_body_id": reading.rows[Organisation],
    }


def _moves(entries):
    """How often and why the due date moved, oldest first."""
    moves, last = [], None
    for entry in sorted(entries, key=lambda one: one.version):
        if entry.due_on != last:
            moves.append(entry)
        last = entry.due_on
    return {"moves": moves, "times_moved": max(0, len([one for one in moves if one.due_on]) - 1)}


def _wordings(reading):
    found = reading.all(ObjectiveWording)
    differ = len(found) == 2 and found[0].text_en != found[1].text_en
    return found, differ


@require_safe
def objective(request, programme, key):
    reading, one = _load(request, programme, key)
    attach_appointments(reading, one.programme, [one.workstream])
    entries = list(reading.entries(Objective).filter(id=one.pk).order_by("-version"))
    items = reading.rows[HandoverItem]
    item_entries = list(reading.entries(HandoverItem).filter(id__in=items).order_by("version"))
    names = reading.rows[Board]
    wordings, wordings_differ = _wordings(reading)
    lines = timeline.lines(entries, _names(reading))
    day = reading.day
    user, refusals = request.user, _refusals(request.user, one)
    mends = not refusals["status_refusal"] or not refusals["keep_refusal"]
    context = {
        "programme": one.programme,
        "nav": "objectives",
        "objective": one,
        "sros": [a for a in one.workstream.loaded_appointments if a.held_on(day) and not a.is_demonstration],
        "wordings": wordings,
        "wordings_differ": wordings_differ,
        "outputs": reading.all(Output),
        "links": _links(reading),
        "items": reading.all(HandoverItem),
        "business": business.brought(reading, user, item_entries),
        "custody": custody.steps(entries, item_entries, items, names),
        "lines": lines[:SHOWN_ENTRIES],
        "older_lines": lines[SHOWN_ENTRIES:],
        **_moves(entries),
        "stale": is_stale(one, one.programme, day),
        "overdue": is_overdue(one, one.programme, day),
        "behind": twins.late(reading, one) if mends else [],
        **refusals,
    }
    return render(request, "objectives/objective.html", context)


def _refusals(user, one):
    """Why the user may not act on the objective, or "" where it is allowed."""
    return {
        "status_refusal": policies.refusal(policies.check_can_change_status, user, one),
        "correct_refusal": policies.refusal(policies.check_can_correct, user, one),
        "verify_refusal": policies.refusal(policies.check_can_verify, user, one),
        "existing_bases": EXISTING,
        "keep_refusal": policies.refusal(policies.check_can_keep, user, "objective.edit", one.programme),
    }


def _links(reading):
    numbers = reading.all(RecommendationNumber)
    return [
        {
            "link": link,
            "recommendation": link.recommendation,
            "point": reading.get(RecommendationPoint, link.point_id),
            "numbers": [n for n in numbers if n.recommendation_id == link.recommendation_id],
        }
        for link in reading.all(RecommendationLink)
    ]
