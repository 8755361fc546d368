"""Who governs an objective: it moves only when a receiver accepts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives import policies
from objectives.actions.status import _check_day, _check_reason, lock
from objectives.models import Basis
from saferwales.audit import conflict, writing

EXISTING = (Basis.EXISTING_UNNAMED, Basis.EXISTING_NAMED)


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
def name_arrangements(
    *,
    objective,
    by,
    effective_on,
    reason,
    governing_body_id,
    evidence,
    governance_words="",
    expected_version=None,
):
    """Name the body by which existing arrangements govern an objective, with where that is written.

    Only where existing arrangements are said to govern it already: anything else moves by a handover alone. Raises
    Conflict where the objective is not at ``expected_version``.
    """
    objective = lock(objective)
    policies.check_can_keep(by, "objective.edit", objective.programme)
    conflict.check_version(objective, expected_version)
    _check_reason(reason)
    _check_day(effective_on)
    _check_arrangements(objective, governing_body_id, evidence)
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        governing_body_id=governing_body_id,
        governance_basis=Basis.EXISTING_NAMED,
        governance_words=governance_words,
    )


def _check_arrangements(objective, governing_body_id, evidence):
    if objective.governance_basis not in EXISTING:
        raise ValidationError(
            _(
                "No existing arrangements govern this objective. Offer it to a board, which accepts or declines."
            ),
            code="not_existing",
        )
    if governing_body_id is None or governing_body_id == objective.programme.governing_board_id:
        raise ValidationError({"governing_body_id": _("Choose a body other than the programme's own board.")})
    if not evidence.strip():
        raise ValidationError(
            {"evidence": _("Say where it is written that this body governs the objective.")}
        )
