"""What changed lately, over the histories of objectives and of what was offered for handover."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from objectives.models import Answer, Delivery, HandoverItem, Objective
from saferwales.audit.models import EntryKind

READ = 60
SHOWN = 8
FIELDS = (
    "history_date",
    "actor_name",
    "effective_on",
    "reason_",
    "objective_",
    "state_",
    "what_",
    "entry_kind",
)


@dataclass
class Change:
    """What one person recorded on one day, for one reason and as true since one day: one act, many objectives."""

    recorded_at: datetime
    actor_name: str
    effective_on: date | None
    reason: str
    is_correction: bool
    objectives: list = field(default_factory=list)
    states: list = field(default_factory=list)

    def add(self, objective, state):
        if objective not in self.objectives:
            self.objectives.append(objective)
        if state not in self.states:
            self.states.append(state)


def _entries(history, what, objective, state):
    return (
        history.order_by()
        .annotate(
            reason_=Cast(F("history_change_reason"), CharField()),
            objective_=F(objective),
            state_=Cast(F(state), CharField()),
            what_=Value(what, output_field=CharField()),
        )
        .values_list(*FIELDS)
    )


def _histories(reading, objectives, workstream):
    if workstream is not None:
        items = reading.entries(HandoverItem).filter(objective__workstream=workstream)
        return reading.entries(Objective).filter(workstream=workstream), items
    programmes = {one.programme_id for one in objectives.values()}
    items = reading.entries(HandoverItem).filter(handover__programme__in=programmes, objective__isnull=False)
    return reading.entries(Objective).filter(programme__in=programmes), items


def changes(reading, objectives, workstream=None):
    """The newest acts on the objectives (a dictionary by key) that the reading may see, by the moment recorded."""
    own, items = _histories(reading, objectives, workstream)
    own = own.exclude(entry_kind=EntryKind.RESTATED)
    rows = _entries(own, "objective", "id", "delivery").union(
        _entries(items, "item", "objective_id", "answer"), all=True
    )
    return _acts(rows.order_by("-history_date", "objective_")[:READ], objectives)


def corrections(reading, objectives):
    """The newest corrections of what had been recorded about the objectives, in one statement."""
    own, _items = _histories(reading, objectives, None)
    rows = _entries(own.filter(entry_kind=EntryKind.CORRECTION), "objective", "id", "delivery")
    return _acts(rows.order_by("-history_date", "objective_")[:READ], objectives)


def _acts(rows, objectives):
    acts = {}
    for row in (dict(zip(FIELDS, one, strict=True)) for one in rows):
        if row["objective_"] not in objectives:
            continue
        correction = row["entry_kind"] == EntryKind.CORRECTION
        facts = (row["actor_name"], row["effective_on"], row["reason_"], correction)
        act = acts.setdefault((row["history_date"].date(), *facts), Change(row["history_date"], *facts))
        labels = Delivery if row["what_"] == "objective" else Answer
        act.add(objectives[row["objective_"]], (row["state_"], labels(row["state_"]).label))
    shown = list(acts.values())[:SHOWN]
    for act in shown:
        act.objectives.sort(key=_by_number)
    return shown


def _by_number(objective):
    """2.10 after 2.9."""
    return [part.zfill(6) for part in objective.key.split(".")]
