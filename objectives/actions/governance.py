"""Who governs an objective: it moves only when a receiver accepts."""

from django.db import transaction

from objectives import policies
from objectives.actions.status import lock
from saferwales.audit import writing


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
