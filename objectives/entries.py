"""Entries of objectives and handover items, both kinds in one statement: who recorded what, when, why, on what evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, F, Value
from django.db.models.functions import JSONObject

from objectives.models import HandoverItem, Objective
from saferwales.audit.models import EntryKind

FACTS = {
    Objective: (
        "workstream_id",
        "delivery",
        "confidence",
        "governing_body_id",
        "governance_basis",
        "due_on",
        "due_precision",
        "updated_on",
        "archived",
    ),
    HandoverItem: ("answer", "archived"),
}
COLUMNS = (
    "history_id",
    "id",
    "version",
    "history_date",
    "actor_name",
    "effective_on",
    "history_change_reason",
    "evidence",
    "entry_kind",
    "corrects",
)


@dataclass(frozen=True)
class Entry:
    """One entry of a record's history, with the facts of it that pages compare."""

    history_id: int
    pk: int
    version: int
    recorded_at: datetime
    actor_name: str
    effective_on: date | None
    reason: str
    evidence: str
    kind: str
    corrects: int | None
    facts: dict

    @property
    def is_correction(self):
        return self.kind == EntryKind.CORRECTION

    @property
    def kind_label(self):
        return EntryKind(self.kind).label


def read(objectives, items):
    """The entries of both histories by (model, key of the record), oldest version first; one statement."""
    combined = _rows(objectives, Objective).union(_rows(items, HandoverItem), all=True)
    models = {model._meta.label: model for model in FACTS}
    found = {}
    for label, facts, *columns in combined:
        model = models[label]
        entry = Entry(*columns, facts=_facts(model, facts))
        found.setdefault((model, entry.pk), []).append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: entry.version)
    return found


def _rows(history, model):
    facts = JSONObject(**{name: F(name) for name in FACTS[model]})
    label = Value(model._meta.label, output_field=CharField())
    return history.order_by().annotate(model_=label, facts_=facts).values_list("model_", "facts_", *COLUMNS)


def _facts(model, facts):
    """The facts turned back from JSON, each by its own field."""
    found = {}
    for name in FACTS[model]:
        field = model._meta.get_field(name)
        value = facts[name]
        target = field.target_field if field.many_to_one else field
        found[name] = value if value is None else target.to_python(value)
    return found


def standing(entries):
    """The entries that no other one corrects."""
    corrected = {entry.corrects for entry in entries if entry.corrects}
    return [entry for entry in entries if entry.history_id not in corrected]


def original(entry, entries):
    """The entry that somebody wrote: one restated after a correction says again what another one said first."""
    by_id = {one.history_id: one for one in entries}
    while entry.kind == EntryKind.RESTATED and entry.corrects in by_id:
        entry = by_id[entry.corrects]
    return entry
