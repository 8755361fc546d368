"""Changing how far an objective is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives import policies
from objectives.models import Delivery, Objective
from objectives.transitions import TRANSITIONS
from saferwales.audit import conflict, writing
from saferwales.audit.models import EntryKind


def lock(objective):
    """The objective, its programme and its work-stream, locked in one statement."""
    return writing.lock(Objective.objects.select_related("programme", "workstream"), pk=objective.pk)


def _check_day(effective_on):
    if effective_on > policies.today():
        raise ValidationError(
            {"effective_on": _("The day must be today or earlier: a change is recorded once it is true.")}
        )


def _check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now can understand it.")})


def _check_transition(objective, delivery, evidence):
    """Only the table's transitions, and no claim of completion without evidence."""
    if delivery == objective.delivery:
        return
    if delivery not in TRANSITIONS[Delivery(objective.delivery)] or delivery == Delivery.COMPLETE_VERIFIED:
        raise ValidationError(
            {
                "delivery": _("An objective that is “%(before)s” cannot become “%(after)s”.")
                % {"before": objective.get_delivery_display(), "after": Delivery(delivery).label}
            }
        )
    if delivery == Delivery.COMPLETE_CLAIMED and not evidence.strip():
        raise ValidationError(
            {"evidence": _("Give the evidence of completion: what shows it, and where it is.")}
        )


@transaction.atomic
def change_status(
    *, objective, by, effective_on, reason, evidence="", delivery=None, expected_version=None, **texts
):
    """Record a new status, true since ``effective_on``; who claims completion gives evidence.

    ``texts``: position_en, position_cy, next_steps_en, next_steps_cy, confidence. Raises PermissionDenied or
    ValidationError (by field), or Conflict where the objective is not at ``expected_version``; nothing is written then.
    """
    objective = lock(objective)
    policies.check_can_change_status(by, objective)
    conflict.check_version(objective, expected_version)
    _check_reason(reason)
    _check_day(effective_on)
    changes = {name: value for name, value in texts.items() if value is not None}
    if delivery is not None:
        _check_transition(objective, delivery, evidence)
        changes["delivery"] = delivery
        changes["claimed_by"] = by.pk if delivery == Delivery.COMPLETE_CLAIMED else None
        if delivery == objective.delivery == Delivery.COMPLETE_CLAIMED:
            changes["claimed_by"] = objective.claimed_by
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        updated_on=effective_on,
        entry_kind=EntryKind.CHANGED,
        **changes,
    )


@transaction.atomic
def nothing_new(*, objective, by, effective_on=None, reason=""):
    """An update that says that nothing changed: it is an entry of its own, and the objective is no longer stale."""
    objective = lock(objective)
    policies.check_can_change_status(by, objective)
    day = effective_on or policies.today()
    _check_day(day)
    return writing.amend(
        objective,
        by=by,
        reason=reason or _("Nothing new to report"),
        effective_on=day,
        entry_kind=EntryKind.NOTHING_NEW,
        updated_on=day,
    )


@transaction.atomic
def carry_forward(*, objective, by, effective_on, reason, evidence=""):
    """An imported entry for a day of which the source states nothing new about the objective."""
    objective = lock(objective)
    policies.check_can_change_status(by, objective)
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        entry_kind=EntryKind.CARRIED,
    )


@transaction.atomic
def verify_completion(*, objective, by, effective_on, reason, evidence=""):
    """Confirm a claimed completion; never by the claimer."""
    objective = lock(objective)
    policies.check_can_verify(by, objective)
    _check_reason(reason)
    _check_day(effective_on)
    return writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        entry_kind=EntryKind.VERIFIED,
        delivery=Delivery.COMPLETE_VERIFIED,
        updated_on=effective_on,
    )
