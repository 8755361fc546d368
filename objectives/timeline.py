"""An objective's history as entries that a person can read: who, when true, when recorded, why, what changed."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from objectives.models import Objective
from saferwales.web import texts
from saferwales.web.bilingual import of_field
from saferwales.web.words import word

HIDDEN = {"id", "version", "archived", "programme_id", "claimed_by", "updated_on", "order"}
DUE = {"first_due_on", "due_on"}


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


def _shown(model_field, record, names):
    value = getattr(record, model_field.attname)
    if value in (None, ""):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return texts.day(value, record.due_precision if model_field.attname in DUE else "day")
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    return str(names.get(model_field.attname, {}).get(value, value))


def changes(model, entry, before, names):
    """What differs between two states of a record, field by field.

    ``names``: for a link's column, such as governing_body_id, the records that it may name, by key.
    """
    changes = []
    for model_field in model._meta.concrete_fields:
        name = model_field.attname
        if name in HIDDEN or getattr(entry, name) == getattr(before, name):
            continue
        changes.append(
            Change(
                word(model_field.verbose_name),
                of_field(name, _shown(model_field, before, names)),
                of_field(name, _shown(model_field, entry, names)),
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
                changes(Objective, entry, base, names) if base else [],
                corrected_by.get(entry.history_id),
                by_id.get(entry.corrects),
            )
        )
        before = entry
    return found[::-1]
