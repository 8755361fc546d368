"""Keeping the plan: objectives, their due dates and the recommendations that they advance."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives import policies
from objectives.actions.status import lock
from objectives.models import Basis, Objective, RecommendationLink
from saferwales.audit import conflict, writing
from workstreams.models import Programme


def _check_workstream(programme, workstream):
    if workstream.programme_id != programme.pk:
        raise ValidationError({"workstream": _("Choose a work-stream of this programme.")})


@transaction.atomic
def create_objective(*, programme, by, effective_on, reason, **facts):
    """Add an objective; until it is handed over, the programme's board governs it, or nobody where there is none."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "objective.create", programme)
    _check_workstream(programme, facts["workstream"])
    if "governance_basis" not in facts:
        board = programme.governing_board
        facts |= {"governing_body": board, "governance_basis": Basis.PROGRAMME_BOARD if board else Basis.NONE}
    if facts.get("due_on"):
        facts["first_due_on"] = facts["due_on"]
    return writing.enter(
        Objective, by=by, reason=reason, effective_on=effective_on, programme=programme, **facts
    )


@transaction.atomic
def edit_objective(*, objective, by, effective_on, reason, expected_version=None, **facts):
    """Change what an objective is; its status, due date and governing body have acts of their own."""
    objective = lock(objective)
    policies.check_can_keep(by, "objective.edit", objective.programme)
    conflict.check_version(objective, expected_version)
    if "workstream" in facts:
        _check_workstream(objective.programme, facts["workstream"])
    return writing.amend(objective, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def set_due(
    *,
    objective,
    by,
    due_on,
    reason,
    effective_on=None,
    precision="day",
    slippage_cause="",
    expected_version=None,
):
    """Set or move the due date, with the reason; the first one set is kept for ever."""
    objective = lock(objective)
    policies.check_can_keep(by, "objective.set_due", objective.programme)
    conflict.check_version(objective, expected_version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the date is set or moved.")})
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on or policies.today(),
        due_on=due_on,
        first_due_on=objective.first_due_on or due_on,
        due_precision=precision,
        slippage_cause=slippage_cause,
    )


@transaction.atomic
def link_recommendation(
    *, objective, recommendation, by, reason, point=None, judgement_en="", judgement_cy="", effective_on=None
):
    """Record the judgement that the objective advances the recommendation, or one point of it."""
    objective = lock(objective)
    policies.check_can_keep(by, "objective.link", objective.programme)
    if recommendation.programme_id != objective.programme_id:
        raise ValidationError({"recommendation": _("Choose a recommendation of this programme.")})
    if point is not None and point.recommendation_id != recommendation.pk:
        raise ValidationError({"point": _("Choose a point of that recommendation.")})
    same = RecommendationLink.objects.filter(objective=objective, recommendation=recommendation, point=point)
    kept = writing.lock_any(same)
    facts = {"judgement_en": judgement_en, "judgement_cy": judgement_cy}
    if kept is None:
        return writing.enter(
            RecommendationLink,
            by=by,
            reason=reason,
            effective_on=effective_on or policies.today(),
            objective=objective,
            recommendation=recommendation,
            point=point,
            **facts,
        )
    return writing.amend(
        kept, by=by, reason=reason, effective_on=effective_on or policies.today(), archived=False, **facts
    )


@transaction.atomic
def unlink_recommendation(*, link, by, reason):
    """Withdraw the judgement; the link stays readable in the history."""
    link = writing.lock(RecommendationLink.objects, pk=link.pk)
    if not reason.strip():
        raise ValidationError(_("Say why the link is withdrawn."))
    policies.check_can_keep(by, "objective.link", link.objective.programme)
    return writing.amend(link, by=by, reason=reason, effective_on=policies.today(), archived=True)
