"""Reading the record at one moment: a graph of records, never a single model.

``Reading()`` is today. ``Reading(on=day)`` is the record *as it stood on* that day (effective), by all that is known
today; ``Reading(known_at=moment)`` is the record *as it was known at* that moment (recorded); both together are the
day as it was known at the moment. Each ``load`` is one statement for all the kinds of record asked for, and links the
loaded records to each other, so that no page mixes what was true then with what is true now.
"""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from saferwales.web.alphabet import by_name

_remembered = ContextVar("remembered", default=None)

NAMES = {"name_en", "name", "title"}
HERE = "\0"  # stands for the table in a statement that is made once


@contextmanager
def remembering():
    """Within it, what was read of a moment is not asked again: for whoever makes many documents of one record, which
    nobody changes meanwhile. Within another, both remember the same."""
    known = _remembered.get()
    before = _remembered.set({} if known is None else known)
    try:
        yield
    finally:
        _remembered.reset(before)


def reading(request):
    """The moment at which this request reads the record: today, unless the request carries another."""
    if not hasattr(request, "reading"):
        request.reading = Reading()
    return request.reading.afresh()


class Reading:
    """The record at one moment.

    ``on`` is a calendar day and ``known_at`` a moment with its time zone; None means: by what stands now.
    """

    def __init__(self, on: date | None = None, known_at: datetime | None = None):
        self.on, self.known_at = on, known_at
        self.rows: dict[type[models.Model], dict[int, models.Model]] = {}

    def afresh(self):
        """The same moment, with nothing loaded yet."""
        return Reading(self.on, self.known_at)

    @property
    def is_past(self):
        return self.on is not None or self.known_at is not None

    @property
    def day(self):
        """The day against which dates are judged: what is overdue, who holds a seat."""
        if self.on is not None:
            return self.on
        return timezone.localdate(self.known_at) if self.known_at else timezone.localdate()

    def load(self, *querysets):
        """Read every record of the querysets at this moment, in one statement; returns self.

        A queryset names *which* records (by what links them, such as their programme); their contents are those
        of the moment. Records that did not yet exist on the day are left out.
        """
        found = self._found(querysets)
        for model, records in found.items():
            self.rows.setdefault(model, {}).update(records)
        self._link(found)
        return self

    def _found(self, querysets):
        """{model: {key: record}}; the records that somebody was given for the same question, where it is remembered."""
        known = _remembered.get()
        if known is None:
            return self._ask(querysets)
        question = (self.on, self.known_at, *map(_question, querysets))
        if question not in known:
            known[question] = self._ask(querysets)
        return known[question]

    def _ask(self, querysets):
        first, *rest = [self._as_json(queryset) for queryset in querysets]
        models_by_label = {queryset.model._meta.label: queryset.model for queryset in querysets}
        found = {model: {} for model in models_by_label.values()}
        for label, facts in first.union(*rest, all=True) if rest else first:
            record = _build(models_by_label[label], facts)
            found[type(record)][record.pk] = record
        return found

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
        """A queryset of the model's records at this moment, for lists that filter and page in the database.

        In the past its rows are entries of the history: filter by ``id``, and see ``as_records``.
        """
        if not self.is_past:
            return model.objects.filter(archived=False)
        return model.history.filter(_among(self._chosen(model.objects.all())), archived=False)

    def as_records(self, model, rows):
        """Rows of ``of(model)`` as records of the model, with all that a record can say of itself."""
        if not self.is_past:
            return list(rows)
        names = [field.attname for field in model._meta.concrete_fields]
        return [_record(model, {name: getattr(row, name) for name in names}) for row in rows]

    def where(self, model, **conditions):
        """The records for which the conditions hold at this moment, or may: in the past, held at any time.

        For ``load``, whose ``all`` then says by the contents of the moment which of them belong.
        """
        if not self.is_past:
            return model.objects.filter(**conditions)
        return model.objects.filter(pk__in=model.history.filter(**conditions).values("id"))

    def linked(self, model, queryset, name):
        """The records of ``model`` that the queryset's records point to by a link, for ``load``; see ``where``."""
        if not self.is_past:
            return model.objects.filter(pk__in=queryset.order_by().values(name))
        pointing = queryset.model.history.filter(
            **{name: OuterRef("pk")}, id__in=queryset.order_by().values("pk")
        )
        return model.objects.filter(
            Exists(pointing)
        )  # asked of each: few are linked, by a history of many rows

    def entries(self, model):
        """The entries of the model's history that this reading may see: those true by the day, recorded by the moment."""
        return model.history.filter(self.seen())

    def seen(self):
        """What is true of the entries that this reading may see."""
        seen = Q()
        if self.on is not None:
            seen &= Q(effective_on__lte=self.on) | Q(effective_on__isnull=True)
        if self.known_at is not None:
            seen &= Q(history_date__lte=self.known_at)
        return seen

    def _chosen(self, queryset):
        """The history_id of the entry of each record that holds at this moment.

        Order is by version, never by time, so that equal moments and a clock set back give no duplicates and no
        older entry. An entry that another one corrects is passed over, where the reading knows of the correction; an
        entry without a day is true from the beginning.
        """
        history = queryset.model.history
        entries = history.filter(self.seen(), id=OuterRef("pk"))
        if self.on is not None:
            corrections = history.filter(corrects__isnull=False)
            if self.known_at is not None:
                corrections = corrections.filter(history_date__lte=self.known_at)
            entries = entries.exclude(history_id__in=corrections.values("corrects"))
        newest = entries.order_by("-version").values("history_id")[:1]
        return queryset.order_by().values(entry_=Subquery(newest))

    def _as_json(self, queryset):
        model = queryset.model
        if self.is_past:
            queryset = model.history.filter(_among(self._chosen(queryset)))
        label = Value(model._meta.label, output_field=models.CharField())
        return queryset.order_by().annotate(kind_=label, facts_=Facts(model)).values_list("kind_", "facts_")

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


class Facts(Func):
    """The fields of the model as one JSON object, also of an entry of its history. How it is said to the database is
    made once for each model: else making it takes longer than what it asks."""

    def __init__(self, model):
        self.model = model
        super().__init__("id", output_field=models.JSONField())

    def as_sql(self, compiler, connection, **context):
        sql, params = _all_fields(self.model, connection.vendor)
        alias = self.source_expressions[0].alias
        return sql.replace(HERE, compiler.quote_name_unless_alias(alias)), list(params)


@cache
def _all_fields(model, vendor):
    names = [field.attname for field in model._meta.concrete_fields]
    query = model.objects.annotate(facts_=JSONObject(**{name: F(name) for name in names})).query
    compiler = query.get_compiler(connection=connection)
    compiler.pre_sql_setup()
    sql, params = compiler.compile(query.annotations["facts_"])
    return sql.replace(f"{connection.ops.quote_name(model._meta.db_table)}.", f"{HERE}."), tuple(params)


def _question(queryset):
    """What tells one queryset from another."""
    try:
        asked = queryset.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        asked = ""
    return queryset.model._meta.label, repr(asked)


def _among(chosen):
    """The entries chosen. PostgreSQL would read the whole history to join it with them; told that they are a list, it
    looks up each."""
    if connection.vendor != "postgresql":
        return Q(history_id__in=chosen)
    return Func(
        F("history_id"),
        ArraySubquery(chosen),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )


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
    return _record(model, values)


def _record(model, values):
    record = model(**values)
    record._state.adding = False
    record._state.db = "default"
    return record


def _plain_json(value):
    """SQLite gives JSON inside JSON back as text."""
    return json.loads(value) if isinstance(value, str) else value


def _own_order(model):
    """A sort key by Meta.ordering, a linked record by its key so that none is read for it; empty values last.

    What is ordered by its name goes by the name that is printed, in the alphabet of the page's language.
    """
    fields = [model._meta.get_field(name.lstrip("-")) for name in model._meta.ordering if name != "pk"]
    names = [*(field.attname for field in fields), "pk"]

    def key(row):
        values = (by_name(row) if name in NAMES else getattr(row, name) for name in names)
        return tuple((value is None, value if value is not None else 0) for value in values)

    return key
