"""Searching the chain: the form, what it asks for, and one page of entries by number, so that no page costs more.

Pages are cut by the number of an entry and never by counting off what comes before: the last page of a million
entries costs what the first one costs.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import reduce
from operator import and_, or_

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import BadRequest, ValidationError
from django.db import connection, models
from django.db.models import F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.audit.models import AuditEntry, EntryKind
from saferwales.audit.sealed import SealedKind
from saferwales.inspection.naming import kind_label, models_by_table
from saferwales.web.alphabet import by_name
from saferwales.web.forms import DayField
from saferwales.web.pages import PAGE_SIZE

MOST_RECORDS = 200
NEAR = 5_000
LARGEST = 2**63 - 1
# The fields by which people call a record: some must be given whole, of others a part will do.
WHOLE = {"key", "slug", "number", "reference", "acronym"}
PART = {"name", "label", "title", "heading", "principle", "post", "name_as_printed", "title_as_printed"}


class SearchForm(forms.Form):
    """What an auditor looks for, as it stands in the address."""

    record = forms.CharField(
        label=_("Record"),
        help_text=_("Its key or number, part of its name as it is called today, or # and its own number."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    actor = forms.CharField(
        label=_("Recorded by"), help_text=_("Part of the name."), max_length=200, required=False
    )
    entry = forms.ChoiceField(label=_("Kind of entry"), required=False)
    since = DayField(label=_("Recorded from"), required=False)
    until = DayField(label=_("Recorded until"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        kinds = sorted(
            ((kind_label(table), table) for table in models_by_table()), key=lambda one: by_name(one[0])
        )
        self.fields["kind"].choices = [("", _("All kinds")), *((table, label) for label, table in kinds)]
        self.fields["entry"].choices = [("", _("All entries")), *EntryKind.choices]

    def clean(self):
        facts = super().clean()
        if facts.get("since") and facts.get("until") and facts["until"] < facts["since"]:
            self.add_error("until", _("Enter a day that is not earlier than the first one."))
        if facts.get("record") and "kind" not in self.errors:
            self.records = find_records(facts["record"], facts.get("kind"))
            if len(self.records) > MOST_RECORDS:
                self.add_error(
                    "record",
                    ValidationError(
                        _(
                            "More than %(most)s records match. Choose a kind of record, or type more of the name."
                        ),
                        params={"most": MOST_RECORDS},
                    ),
                )
        return facts


def find_records(text, table):
    """(table, key) of the records called so; at most one more than MOST_RECORDS. One statement.

    ``#17`` means the record that the database numbers 17, whatever it is called, also where it is there no more.
    """
    found = models_by_table()
    asked = {table: found[table]} if table else found
    if text.startswith("#") and (pk := _whole_number(text[1:])) is not None:
        return {(name, pk) for name in asked}
    parts = []
    for name, model in asked.items():
        condition = reduce(and_, (_called(model, word) for word in text.split()[:8]), Q())
        label = Value(name, output_field=models.CharField())
        parts.append(model.objects.filter(condition).order_by().annotate(of_=label).values_list("of_", "pk"))
    return set(parts[0].union(*parts[1:])[: MOST_RECORDS + 1])


def _whole_number(text):
    """The number in the text, or None where there is none that the database could hold."""
    if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST:
        return int(text)
    return None


def _called(model, word):
    """The condition that the word is part of what the record is called; none can hold where it has no name."""
    conditions = [Q(pk__in=[])]
    for one in model._meta.concrete_fields:
        base = one.name.removesuffix("_en").removesuffix("_cy")
        if isinstance(one, models.CharField) and base in WHOLE:
            conditions.append(Q(**{f"{one.name}__iexact": word}))
        elif isinstance(one, models.CharField) and base in PART:
            conditions.append(Q(**{f"{one.name}__icontains": word}))
        elif isinstance(one, models.IntegerField) and base in WHOLE and _whole_number(word) is not None:
            conditions.append(Q(**{one.name: _whole_number(word)}))
    return reduce(or_, conditions)


def find_actors(text):
    """The actors who recorded anything and are called so today."""
    wanted = text.casefold()
    actors = _all_actors()
    pks = [int(actor[5:]) for actor in actors if actor.startswith("user:") and actor[5:].isdecimal()]
    people = get_user_model().objects.filter(pk__in=pks)
    names = {f"user:{pk}": name for pk, name in people.values_list("pk", "name")}
    return [one for one in actors if wanted in names.get(one, one).casefold() or wanted == one.casefold()]


def _all_actors():
    """Every actor of the chain: one step along the index for each, however many entries they wrote."""
    table = AuditEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE one(actor) AS (SELECT min(actor) FROM {table} UNION ALL"
            f" SELECT (SELECT min(actor) FROM {table} WHERE actor > one.actor) FROM one WHERE actor IS NOT NULL)"
            " SELECT actor FROM one WHERE actor IS NOT NULL"
        )
        return [actor for (actor,) in cursor.fetchall()]


@dataclass
class Search:
    """The entries that a checked form asks for. ``scattered``: no index has them in the order of their numbers."""

    condition: Q = field(default_factory=Q)
    scattered: bool = False
    is_narrowed: bool = False

    @classmethod
    def of(cls, form):
        facts, found = form.cleaned_data, cls()
        if facts["record"]:
            found._records(form.records)
        elif facts["kind"]:
            found._narrow(Q(table=facts["kind"]))
        if facts["actor"]:
            actors = find_actors(facts["actor"])
            found._narrow(Q(actor__in=actors), scattered=len(actors) > 1)
        if facts["entry"]:
            found._narrow(Q(kind_=facts["entry"]))
        if facts["since"]:
            found._narrow(Q(recorded_at__gte=_midnight(facts["since"])), scattered=True)
        if facts["until"]:
            found._narrow(Q(recorded_at__lt=_midnight(facts["until"] + timedelta(1))), scattered=True)
        return found

    def _narrow(self, condition, scattered=False):
        self.condition &= condition
        self.scattered |= scattered
        self.is_narrowed = True

    def _records(self, records):
        pks = {}
        for table, pk in records:
            pks.setdefault(table, []).append(pk)
        chosen = reduce(
            or_, (Q(table=table, object_pk__in=found) for table, found in pks.items()), Q(pk__in=[])
        )
        self._narrow(chosen, scattered=True)

    def entries(self):
        return AuditEntry.objects.annotate(kind_=SealedKind("payload")).filter(self.condition)

    def older(self, than=None, most=PAGE_SIZE + 1):
        """The newest matching entries (older than the number given), newest first."""
        return self._cut("-seq", "seq__lt", than, most)

    def newer(self, than, most=PAGE_SIZE + 1):
        """The oldest matching entries newer than the number given, oldest first."""
        return self._cut("seq", "seq__gt", than, most)

    def _cut(self, order, beyond, mark, most):
        """Entries in order beyond the mark.

        Where no index has the matches in order, the nearest entries are looked through first: matches that are
        common are found there, and matches that are rare are few enough to be sorted.
        """
        found = self.entries()
        if mark is not None:
            found = found.filter(**{beyond: mark})
        if not self.scattered:
            return list(found.order_by(order)[:most])
        near = list(self._near(found, beyond, mark).order_by(order)[:most])
        if len(near) == most:
            return near
        numbers = found.annotate(place=F("seq") + 0).order_by(order.replace("seq", "place"))
        chosen = list(numbers.values_list("seq", flat=True)[:most])
        return list(AuditEntry.objects.filter(seq__in=chosen).order_by(order))

    def _near(self, found, beyond, mark):
        if beyond == "seq__gt":
            return found.filter(seq__lte=mark + NEAR)
        last = AuditEntry.objects.aggregate(last=models.Max("seq"))["last"] or 0 if mark is None else mark
        return found.filter(seq__gte=last - NEAR)


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def mark_of(request, name):
    """The number of an entry that the address names, or None. Raises BadRequest where it is no number."""
    asked = request.GET.get(name)
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise BadRequest(_("The number of an entry in the address must be a whole number."))
    return int(asked)


@dataclass(frozen=True)
class Page:
    """One page of entries, newest first, and the numbers at which its neighbours begin; None where there is none."""

    entries: list
    older_than: int | None
    newer_than: int | None

    @property
    def last(self):
        return self.entries[-1]


def cut(request, search):
    """The page of entries that the request asks for: the newest, those before a number, or those after one."""
    before, after = mark_of(request, "before"), mark_of(request, "after")
    if after is not None and before is None:
        found = search.newer(after)
        rows, more = found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE
        older = rows[-1].seq if rows else after + 1
        return Page(rows, older if after else None, rows[0].seq if more else None)
    found = search.older(before)
    rows, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    newer = None if before is None else rows[0].seq if rows else max(0, before - 1)
    return Page(rows, rows[-1].seq if more else None, newer)
