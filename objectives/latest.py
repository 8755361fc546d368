"""What changed lately, over the histories of objectives and of what was offered for handover."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from objectives.models import Answer, Delivery, HandoverItem, Objective

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


def _entries(history, what, objective, state):
    return history.order_by().annotate(
        reason_=Cast(F("history_change_reason"), CharField()),
        objective_=F(objective),
        state_=Cast(F(state), CharField()),
        what_=Value(what, output_field=CharField()),
    ).values_list(*FIELDS)


def changes(objectives, limit=10, workstream=None):
    """The newest entries about the objectives (a dictionary by key), in one statement."""
    if workstream is not None:
        own = Objective.history.filter(workstream=workstream)
        items = HandoverItem.history.filter(objective__workstream=workstream)
    else:
        programmes = {one.programme_id for one in objectives.values()}
        own = Objective.history.filter(programme__in=programmes)
        items = HandoverItem.history.filter(handover__programme__in=programmes, objective__isnull=False)
    rows = _entries(own, "objective", "id", "delivery").union(
        _entries(items, "item", "objective_id", "answer"), all=True
    )
    found = rows.order_by("-history_date", "objective_")[: limit * 2]
    return [
        row for row in (_readable(dict(zip(FIELDS, one, strict=True)), objectives) for one in found) if row
    ][:limit]


def _readable(row, objectives):
    row["objective"] = objectives.get(row["objective_"])
    labels = Delivery if row["what_"] == "objective" else Answer
    row["state"] = labels(row["state_"]).label
    return row if row["objective"] else None
