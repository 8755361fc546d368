"""What of the register may be brought before a board, and where it was."""

from django.db.models import Q

from boards import decided
from boards.models import Decision, Region
from objectives.entries import standing
from objectives.models import AgendaSubject, DecisionSubject, Handover, HandoverItem, Objective
from objectives.policies_business import BACK, goes_on, programme_of
from saferwales.audit.asat import Reading
from saferwales.web.keys import natural
from workstreams.models import Programme, RegionalReturn


def to_choose(user, board):
    """The register items that are the board's business, by kind, in one statement; what is closed is left out."""
    mine = Programme.objects.for_user(user)
    handovers = Handover.objects.filter(Q(giver=board) | Q(receiver=board), programme__in=mine)
    items = HandoverItem.objects.filter(handover__in=handovers)
    objectives = Objective.objects.filter(
        Q(governing_body=board) | Q(pk__in=items.values("objective")), programme__in=mine
    )
    returns = RegionalReturn.objects.filter(
        Q(custodian=board) | Q(programme__governing_board=board), programme__in=mine
    )
    reading = Reading().load(
        mine, handovers, items, objectives, returns, Region.objects.filter(returns__in=returns).distinct()
    )
    offered = {
        one.objective_id
        for one in reading.all(HandoverItem)
        if one.handover.receiver_id == board.pk and one.answer not in BACK
    }
    found = {
        "objectives": [
            one for one in reading.all(Objective) if one.governing_body_id == board.pk or one.pk in offered
        ],
        "handovers": reading.all(Handover),
        "handover_items": reading.all(HandoverItem),
        "returns": reading.all(RegionalReturn),
        "programmes": [one for one in reading.all(Programme) if one.governing_board_id == board.pk],
    }
    found["objectives"].sort(key=lambda one: (one.programme_id, natural(one.key)))
    return {
        kind: [one for one in records if not programme_of(one).read_only or goes_on(one)]
        for kind, records in found.items()
    }


def rested_on(items):
    """The decisions on which an answer to one of the items ever rested, for ``load``: a later answer rests elsewhere."""
    entries = HandoverItem.history.filter(id__in=items.values("pk"), decision__isnull=False)
    return Decision.objects.filter(pk__in=entries.values("decision"))


def brought(reading, user, item_entries):
    """The decisions and agendas that a page has read, those on which an answer of the entries rested among them."""
    resting = [entry.decision_id for entry in standing(item_entries) if entry.decision_id]
    links = reading.all(DecisionSubject), reading.all(AgendaSubject)
    return decided.links(reading, user, *links, resting)
