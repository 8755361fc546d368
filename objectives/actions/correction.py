"""Correcting what was recorded: the wrong entry stays readable, and what followed is restated upon the right one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives import policies
from objectives.actions.status import lock
from objectives.models import Objective
from saferwales.audit import writing
from saferwales.audit.models import EntryKind

CORRECTABLE = (
    "delivery",
    "confidence",
    "position_en",
    "position_cy",
    "next_steps_en",
    "next_steps_cy",
    "updated_on",
)


def standing_entries(record):
    """The entries of a record that no later entry corrects, oldest first."""
    entries = list(record.history.order_by("version"))
    corrected = {entry.corrects for entry in entries if entry.corrects}
    return [entry for entry in entries if entry.history_id not in corrected]


def _find(entries, entry_id):
    for place, entry in enumerate(entries):
        if entry.history_id == entry_id:
            return place
    raise ValidationError(
        _("This entry has already been corrected. Correct the entry that replaced it."),
        code="already_corrected",
    )


def _check_order(entries, place, effective_on):
    """The corrected day must still lie between its neighbours'."""
    before = entries[place - 1].effective_on if place else None
    after = entries[place + 1].effective_on if place + 1 < len(entries) else None
    if (before and effective_on < before) or (after and effective_on > after):
        raise ValidationError(
            {"effective_on": _("The day must lie between those of the entries before and after it.")}
        )


def _differences(entry, before):
    """What the entry changed against the one before it."""
    return {
        field.attname: getattr(entry, field.attname)
        for field in Objective._meta.concrete_fields
        if field.attname not in ("id", "version")
        and (before is None or getattr(entry, field.attname) != getattr(before, field.attname))
    }


@transaction.atomic
def correct_entry(*, objective, entry_id, by, reason, effective_on, evidence="", **changes):
    """Replace one entry of an objective's history by a right one, and restate the entries that came after it.

    Each restated entry keeps its day and what it itself changed. Raises ValidationError where the entry was
    already corrected, the reason is missing, or the day leaves its place.
    """
    objective = lock(objective)
    policies.check_can_correct(by, objective)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong, and how you know.")})
    entries = standing_entries(objective)
    place = _find(entries, entry_id)
    _check_order(entries, place, effective_on)
    right = {name: value for name, value in changes.items() if name in CORRECTABLE}
    _rewind(objective, entries[place])
    _write(
        objective,
        right,
        by=by,
        reason=reason,
        effective_on=effective_on,
        evidence=evidence,
        corrects=entry_id,
        kind=EntryKind.CORRECTION,
    )
    _restate(objective, entries[place:], by)
    return objective


def _restate(objective, entries, by):
    """Write again what followed the corrected entry: each keeps its day and what it itself changed."""
    for before, entry in zip(entries, entries[1:], strict=False):
        _write(
            objective,
            _differences(entry, before),
            by=by,
            reason=entry.history_change_reason,
            effective_on=entry.effective_on,
            evidence=entry.evidence,
            corrects=entry.history_id,
            kind=EntryKind.RESTATED,
        )


def _rewind(objective, entry):
    """Bring the row back to what the entry said, keeping its place in the order of versions."""
    for field in Objective._meta.concrete_fields:
        if field.attname not in ("id", "version"):
            setattr(objective, field.attname, getattr(entry, field.attname))


def _write(objective, changes, **facts):
    for name, value in changes.items():
        setattr(objective, name, value)
    with writing.act(**facts):
        objective.full_clean()
        objective.save()
