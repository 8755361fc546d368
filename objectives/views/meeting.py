"""One meeting: its agenda with what of the register it is about, who was there, what was decided, who does what."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import minutes, policies
from boards import policies_meetings as rules
from boards.models import (
    AgendaItem,
    Attendance,
    Board,
    Decision,
    Meeting,
    MeetingAction,
    Presence,
    Region,
    Seat,
)
from boards.views.meetings import in_order, people_of, with_lateness
from objectives.entries import standing
from objectives.models import AgendaSubject, Answer, DecisionSubject, Handover, HandoverItem, Objective
from saferwales.audit import asat
from workstreams.models import Programme, RegionalReturn


def _within(mine, *links):
    """Links to register items of the user's programmes: what lies outside them does not exist."""
    found = Q()
    for link in links:
        found |= Q(**{f"{link}__in": mine})
    return found


def _register(mine, board, agenda, decisions):
    """The register items on the agenda, those decided, and those whose answers rest on the decisions."""
    listed = AgendaSubject.objects.filter(
        _within(mine, "objective__programme", "handover__programme", "regional_return__programme"),
        agenda_item__in=agenda,
    )
    paths = (
        "objective__programme",
        "handover_item__handover__programme",
        "regional_return__programme",
        "programme",
    )
    decided = DecisionSubject.objects.filter(_within(mine, *paths), decision__in=decisions)
    rested = HandoverItem.history.filter(decision__in=decisions)
    items = HandoverItem.objects.filter(
        Q(pk__in=decided.values("handover_item")) | Q(pk__in=rested.values("id")),
        handover__programme__in=mine,
    )
    named = Q()
    for rows in (listed, decided, items):
        named |= Q(pk__in=rows.values("objective"))
    returns = RegionalReturn.objects.filter(
        Q(pk__in=listed.values("regional_return")) | Q(pk__in=decided.values("regional_return"))
    )
    between = Q(giver__in=board) | Q(receiver__in=board)
    return (
        listed,
        decided,
        items,
        Objective.objects.filter(named),
        Handover.objects.filter(between, programme__in=mine),
        returns,
        Region.objects.filter(returns__in=returns).distinct(),
    )


def _agreed(mine, decisions):
    """The documents that the decisions agreed, read upward through the decision's own links."""
    links = Decision._meta.get_field("documents").related_model
    found = links.objects.filter(decision__in=decisions, document__programme__in=mine)
    documents = links._meta.get_field("document").related_model
    return found, documents.objects.filter(decisions__in=found)


def _load(request, slug, pk):
    """The meeting and all that its page shows, in one statement."""
    if pk >= 2**63:
        raise Http404
    reading = asat.reading(request)
    board = policies.visible_boards(request.user).filter(slug=slug)
    one = Meeting.objects.filter(board__in=board, pk=pk)
    mine = Programme.objects.for_user(request.user)
    agenda = AgendaItem.objects.filter(meeting__in=one)
    decisions = Decision.objects.filter(meeting__in=one)
    seats = Seat.objects.filter(board__in=board)
    reading.load(
        board,
        Meeting.objects.filter(board__in=board),
        agenda,
        Attendance.objects.filter(meeting__in=one),
        decisions,
        MeetingAction.objects.filter(meeting__in=one),
        seats,
        *people_of(seats),
        mine,
        *_register(mine, board, agenda, decisions),
        *_agreed(mine, decisions),
    )
    found = reading.get(Meeting, pk)
    if found is None or found.archived or not reading.all(Board):
        raise Http404
    return reading, found


def _answers(reading):
    """What the answers that rest, or rested, on each decision said: by decision, the item and its answer then."""
    items = reading.rows[HandoverItem]
    if not items:
        return {}
    found = {}
    for entry in standing(reading.entries(HandoverItem).filter(id__in=items).order_by("id", "version")):
        if entry.decision_id:
            found.setdefault(entry.decision_id, {})[entry.id] = entry.answer
    return found


def _decisions(reading):
    """Each decision with what it decides; the answers that rest on it are among that, and nothing twice."""
    answers, found = _answers(reading), []
    links = Decision._meta.get_field("documents").related_model
    for decision in reading.all(Decision):
        said = answers.get(decision.pk, {})
        linked = [one.what for one in reading.all(DecisionSubject, decision_id=decision.pk)]
        rested = [one for one in reading.all(HandoverItem) if one.pk in said]
        agreed = [one.document for one in reading.all(links, decision_id=decision.pk)]
        found.append({"decision": decision, "subjects": _rows([*linked, *rested], said), "documents": agreed})
    return found


def _rows(records, said):
    """Each record once, with the word for its kind, by which the page draws it; an item with its answer then."""
    kept = {(one._meta.model_name, one.pk): one for one in records}
    return [
        {"kind": kind, "record": record, "answer": kind == "handoveritem" and _answer(record, said)}
        for (kind, _pk), record in kept.items()
    ]


def _answer(item, said):
    return Answer(said.get(item.pk, item.answer))


def _agenda(reading):
    return [
        {
            "item": item,
            "number": number,
            "subjects": _rows((one.what for one in reading.all(AgendaSubject, agenda_item_id=item.pk)), {}),
            "decisions": reading.all(Decision, agenda_item_id=item.pk),
        }
        for number, item in enumerate(reading.all(AgendaItem), 1)
    ]


def _attendance(reading):
    """Who was there, who sent apologies and who was absent, the chair first."""
    lines = {one.seat_id: one for one in reading.all(Attendance)}
    seats = in_order(seat for seat in reading.all(Seat) if seat.pk in lines)
    groups = [
        {"label": presence.label, "lines": [lines[s.pk] for s in seats if lines[s.pk].presence == presence]}
        for presence in Presence
    ]
    return [group for group in groups if group["lines"]]


@require_safe
def meeting(request, slug, pk):
    reading, one = _load(request, slug, pk)
    groups = _attendance(reading)
    keeps = rules.refusal(
        rules.check_loaded, request.user, one.board, reading.all(Programme), reading.all(Seat)
    )
    context = {
        "nav": "boards",
        "board": one.board,
        "meeting": one,
        "agenda": _agenda(reading),
        "attendance": groups,
        "decisions": _decisions(reading),
        "actions": with_lateness(reading, request.user),
        "approved_here": [m for m in reading.all(Meeting) if m.approved_at_id == one.pk],
        "keep_refusal": keeps,
        "may_write": not keeps and not rules.refusal(rules.check_writable, one),
        "may_minute": not keeps and not rules.refusal(rules.check_can_write_minutes, one),
        "may_reopen": not keeps and not rules.refusal(rules.check_can_reopen, one),
        "step": minutes.next_step(one, attended=bool(groups), meetings=reading.all(Meeting), day=reading.day),
    }
    return render(request, "objectives/meeting.html", context)
