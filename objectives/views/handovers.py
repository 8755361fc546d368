"""Handovers: what one board asked another to govern, and what the other said, item by item."""

from collections import Counter

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import decided
from boards.models import Board
from objectives import business, policies, policies_handover, policies_letters
from objectives.answers import ACCEPTANCES, OPEN, SETTLED
from objectives.models import (
    AgendaSubject,
    Answer,
    DecisionSubject,
    Handover,
    HandoverItem,
    Letter,
    Objective,
)
from saferwales.accounts import permissions
from saferwales.audit import asat
from saferwales.web import pages
from workstreams.models import Programme


def _load(request, programme, **which):
    """The handovers with everything their answers rest on, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    handovers = Handover.objects.filter(programme__in=mine, **which)
    items = HandoverItem.objects.filter(handover__in=handovers)
    reading = asat.reading(request)
    *found, boards = decided.sources(
        DecisionSubject.objects.filter(handover_item__in=items),
        AgendaSubject.objects.filter(handover__in=handovers),
        business.rested_on(items),
    )
    return reading.load(
        mine,
        handovers,
        items,
        Objective.objects.filter(pk__in=items.values("objective")),
        Letter.objects.filter(programme__in=mine),
        *found,
        Board.objects.filter(
            Q(pk__in=handovers.values("giver"))
            | Q(pk__in=handovers.values("receiver"))
            | Q(pk__in=boards.values("pk"))
        ),
    )


def _counts(items):
    """How many items stand at each answer, in the order of the answers; those never asked for apart."""
    asked = Counter(item.answer for item in items if item.asked)
    return {
        "asked": sum(asked.values()),
        "answers": [
            {"answer": one.value, "label": one.label, "count": asked[one]} for one in Answer if asked[one]
        ],
        "never_asked": [item for item in items if not item.asked],
    }


def _row(handover, items):
    own = [item for item in items if item.handover_id == handover.pk]
    return {"handover": handover, "items": own, **_counts(own)}


def _read(request, programme, **which):
    reading = _load(request, programme, **which)
    found = reading.all(Programme)
    if not found:
        raise Http404
    return reading, found[0], [_row(one, reading.all(HandoverItem)) for one in reading.all(Handover)]


@require_safe
def listing(request, programme):
    _reading, found, rows = _read(request, programme)
    refusal = policies.refusal(policies.check_can_keep, request.user, "handover.offer", found)
    context = {"programme": found, "nav": "letters", "rows": rows, "offer_refusal": refusal}
    return render(request, "objectives/handovers.html", context)


def _entries(reading, items):
    """Every entry of the items, oldest first."""
    return list(
        reading.entries(HandoverItem).filter(id__in=[item.pk for item in items]).order_by("id", "version")
    )


def _steps(entries):
    """What was asked and answered on which day, over all items together; an entry that was corrected is left out."""
    corrected = {entry.corrects for entry in entries if entry.corrects}
    steps, last = {}, {}
    for entry in entries:
        offered_unasked = entry.answer == Answer.AWAITING and not entry.asked
        if entry.history_id in corrected or offered_unasked or last.get(entry.id) == entry.answer:
            continue
        last[entry.id] = entry.answer
        step = {"on": entry.effective_on, "answer": entry.answer, "asked": entry.asked, "words": entry.words}
        kept = steps.setdefault(
            tuple(step.values()), step | {"label": Answer(entry.answer).label, "count": 0}
        )
        kept["count"] += 1
    return sorted(steps.values(), key=lambda step: (step["on"] is not None, step["on"] or 0))


def _refusals(user, programme, row):
    """Why the user may not answer or take back, or "" where it is allowed; nothing is left to do once all is settled."""
    one = row["handover"]
    offers = permissions.may(user, "handover.offer", programme)
    edits = not policies.refusal(policies_letters.check_can_edit, user, programme)
    replies = one.letter and not policies.refusal(
        policies_letters.check_can_reply, user, programme, one.letter
    )
    return {
        "may_draft_letter": edits and one.letter is None,
        "may_draft_reply": replies and not one.letter.is_draft,
        "open_answers": OPEN,
        "accepted_answers": ACCEPTANCES,
        "gives_up": not programme.read_only
        and not policies.refusal(policies_handover.check_can_give_up, user, programme),
        "is_open": any(item.answer not in SETTLED and not item.discontinued_on for item in row["items"]),
        "answer_refusal": policies.refusal(policies_handover.check_can_answer, user, one),
        "withdraw_refusal": "" if offers else permissions.refusal_of(user, "handover.offer"),
    }


@require_safe
def handover(request, programme, pk):
    if pk >= 2**63:
        raise Http404
    reading, found, rows = _read(request, programme, pk=pk)
    if not rows:
        raise Http404
    entries = _entries(reading, rows[0]["items"])
    context = {
        "programme": found,
        "nav": "letters",
        "row": rows[0],
        "page": pages.cut_list(request, rows[0]["items"]),
        "handover": rows[0]["handover"],
        "business": business.brought(reading, request.user, entries),
        "steps": _steps(entries),
        **_refusals(request.user, found, rows[0]),
    }
    return render(request, "objectives/handover.html", context)
