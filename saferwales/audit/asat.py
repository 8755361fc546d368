"""Reading the record at one moment: a graph of records, never a single model.

``Reading()`` is today; ``Reading(on=day)`` is the record *as it stood on* that day (effective). Each ``load`` is
one statement for all the kinds of record asked for, and links the loaded records to each other, so that no page
mixes what was true then with what is true now.
"""

import json
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject


def reading(request):
    """The moment at which this request reads the record: today, unless the request carries another."""
    return getattr(request, "reading", None) or Reading()


class Reading:
    """The record at one moment. ``on`` is a calendar day, or None for the record as it stands now."""

    def __init__(self, on: date | None = None):
        self.on = on
        self.rows: dict[type[models.Model], dict[int, models.Model]] = {}

    def load(self, *querysets):
        """Read every record of the querysets at this moment, in one statement; returns self.

        A queryset names *which* records (by what links them, such as their programme); their contents are those
        of the moment. Records that did not yet exist on the day are left out.
        """
        first, *rest = [self._as_json(queryset) for queryset in querysets]
        models_by_label = {queryset.model._meta.label: queryset.model for queryset in querysets}
        for model in models_by_label.values():
            self.rows.setdefault(model, {})
        combined = first.union(*rest, all=True) if rest else first
        for label, facts in combined:
            record = _build(models_by_label[label], facts)
            self.rows[type(record)][record.pk] = record
        self._link(models_by_label.values())
        return self

    def all(self, model, *, key=None, **equal):
        """The loaded records of a model in their own order (``Meta.ordering``, or ``key``), archived ones left out."""
        found = [
            row
            for row in self.rows[model].values()
            if not row.archived and all(getattr(row, name) == value for name, value in equal.items())
        ]
        return sorted(found, key=key or _own_order(model))

    def get(self, model, pk):
        """The loaded record with that key, or None (also where pk is None)."""
        return self.rows.get(model, {}).get(pk)

    def of(self, model):
        """A queryset of the model's records at this moment, for lists that filter and page in the database."""
        if self.on is None:
            return model.objects.filter(archived=False)
        return model.history.filter(history_id__in=_entries_on(model.objects.all(), self.on), archived=False)

    def _as_json(self, queryset):
        model = queryset.model
        facts = JSONObject(**{field.attname: F(field.attname) for field in model._meta.concrete_fields})
        if self.on is not None:
            queryset = model.history.filter(history_id__in=_entries_on(queryset, self.on))
        label = Value(model._meta.label, output_field=models.CharField())
        return queryset.order_by().annotate(kind_=label, facts_=facts).values_list("kind_", "facts_")

    def _link(self, loaded):
        """Point foreign keys at the loaded records; a key whose kind was not loaded is read on demand."""
        for model in loaded:
            for field in model._meta.concrete_fields:
                others = self.rows.get(field.related_model) if field.many_to_one else None
                if not others:
                    continue
                for row in self.rows[model].values():
                    other = others.get(getattr(row, field.attname))
                    if other is not None:
                        field.set_cached_value(row, other)


def _entries_on(queryset, day):
    """The history_id of the entry of each record that was true on ``day``.

    Order is by version, never by time. An entry that a later one corrects is passed over; an entry without a day
    is true from the beginning.
    """
    history = queryset.model.history
    corrected = history.model.objects.filter(corrects=OuterRef("history_id"), id=OuterRef("id"))
    entry = (
        history.filter(Q(effective_on__lte=day) | Q(effective_on__isnull=True), ~Exists(corrected))
        .filter(id=OuterRef("pk"))
        .order_by("-version")
        .values("history_id")[:1]
    )
    return queryset.order_by().values(entry_=Subquery(entry))


def _build(model, facts):
    """A record from its JSON facts, each value turned back by its own field."""
    values = {}
    for field in model._meta.concrete_fields:
        value = facts[field.attname]
        target = field.target_field if field.many_to_one else field
        if value is None or isinstance(target, models.JSONField):
            values[field.attname] = _plain_json(value)
        else:
            values[field.attname] = target.to_python(value)
    record = model(**values)
    record._state.adding = False
    record._state.db = "default"
    return record


def _plain_json(value):
    """SQLite gives JSON inside JSON back as text."""
    return json.loads(value) if isinstance(value, str) else value


def _own_order(model):
    """A sort key by Meta.ordering, a linked record by its key so that none is read for it; empty values last."""
    fields = [model._meta.get_field(name.lstrip("-")) for name in model._meta.ordering if name != "pk"]
    names = [*(field.attname for field in fields), "pk"]

    def key(row):
        values = (getattr(row, name) for name in names)
        return tuple((value is None, value if value is not None else 0) for value in values)

    return key
