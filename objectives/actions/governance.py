"""Who governs an objective: it moves only when a receiver accepts."""

from django.db import transaction

from objectives import policies
from objectives.actions.status import lock
from objectives.models import Answer, Basis, HandoverItem, Objective
from saferwales.accounts import permissions
from saferwales.audit import writing

ACCEPTANCES = (Answer.ACCEPTED, Answer.ACCEPTED_RESERVED)


@transaction.atomic
def note_governance(
    *, objective, by, effective_on, reason, governing_body, governance_basis, governance_words="", evidence=""
):
    """Record who governs an objective under arrangements that need no handover."""
    objective = lock(objective)
    policies.check_can_keep(by, "objective.edit", objective.programme)
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        governing_body=governing_body,
        governance_basis=governance_basis,
        governance_words=governance_words,
    )


@transaction.atomic
def answer_item(
    *, item, by, answered_on, answer, words="", decision=None, letter=None, reason="", evidence=""
):
    """Record the receiving board's answer to one item; an acceptance moves the objective's governance with it."""
    item = writing.lock(HandoverItem.objects, pk=item.pk)
    permissions.require(by, "objective.edit", item.handover.programme)
    policies.check_programme_open(item.handover.programme)
    writing.amend(
        item,
        by=by,
        reason=reason or words,
        effective_on=answered_on,
        evidence=evidence,
        answer=answer,
        answered_on=answered_on,
        words=words,
        decision=decision,
        letter=letter,
    )
    if answer in ACCEPTANCES and item.objective_id:
        objective = writing.lock(Objective.objects, pk=item.objective_id)
        writing.amend(
            objective,
            by=by,
            reason=reason or words,
            effective_on=answered_on,
            evidence=evidence,
            governing_body=item.handover.receiver,
            governance_basis=Basis.ACCEPTED_HANDOVER,
            governance_words=words,
        )
    return item
