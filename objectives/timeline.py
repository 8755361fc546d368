"""An objective's history as entries that a person can read: who, when true, when recorded, why, what changed."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from objectives.models import Objective

HIDDEN = {"id", "version", "archived", "programme_id", "claimed_by", "updated_on", "order"}


@dataclass
class Change:
    label: str
    before: str
    after: str


@dataclass
class Line:
    """One entry. ``corrected_by`` names the later entry that replaces it, where there is one."""

    entry: object
    changes: list = field(default_factory=list)
    corrected_by: object = None
    corrects: object = None


def _shown(model_field, value, boards):
    if value in (None, ""):
        return _("nothing")
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    if model_field.many_to_one:
        return str(boards.get(value, value))
    return str(value)


def _changes(entry, before, names):
    changes = []
    for model_field in Objective._meta.concrete_fields:
        name = model_field.attname
        if name in HIDDEN or getattr(entry, name) == getattr(before, name):
            continue
        changes.append(
            Change(
                capfirst(str(model_field.verbose_name)),
                _shown(model_field, getattr(before, name), names),
                _shown(model_field, getattr(entry, name), names),
            )
        )
    return changes


def lines(entries, names):
    """The entries, newest first; each is compared with the one that stood when it was written."""
    by_id = {entry.history_id: entry for entry in entries}
    corrected_by = {entry.corrects: entry for entry in entries if entry.corrects}
    found, before = [], None
    for entry in sorted(entries, key=lambda one: one.version):
        base = by_id.get(entry.corrects, before) if entry.corrects else before
        found.append(
            Line(
                entry,
                _changes(entry, base, names) if base else [],
                corrected_by.get(entry.history_id),
                by_id.get(entry.corrects),
            )
        )
        before = entry
    return found[::-1]
