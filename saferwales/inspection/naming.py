"""What the records and people that entries speak of are called today, and on which page each is shown.

All of them are read together, a statement for each step along their links: an output, its objective, its programme.
"""

from functools import cache

from django.contrib.auth import get_user_model
from django.utils.functional import cached_property

from saferwales.audit.asat import Reading
from saferwales.audit.models import Record, record_models
from saferwales.web.words import word

STEPS = 4


@cache
def models_by_table():
    return {model._meta.db_table: model for model in record_models()}


def kind_label(table):
    """The kind of record in words; a table that the application no longer has, by its own name."""
    model = models_by_table().get(table)
    return word(model._meta.verbose_name) if model else table


class Names:
    """Names of records: ``ask`` for what a page needs, then read them. Nothing is read one by one.

    They are called what they are called today, or at the moment of the reading given.
    """

    def __init__(self, reading=None):
        self.reading, self.asked, self.people = reading or Reading(), {}, set()

    def ask(self, model, pk):
        """Say that the page will name the record; a link of none is nothing to name."""
        if pk is None:
            return
        if model is get_user_model():
            self.people.add(pk)
        else:
            self.asked.setdefault(model, set()).add(pk)

    def load(self):
        """Read what was asked for, and what it is linked to, so that each can say its name and its page."""
        known = {}
        for _step in range(STEPS):
            wanted = {model: pks - known.get(model, set()) for model, pks in self.asked.items()}
            wanted = {model: pks for model, pks in wanted.items() if pks}
            if not wanted:
                break
            self.reading.load(*(model.objects.filter(pk__in=pks) for model, pks in wanted.items()))
            for model, pks in wanted.items():
                known.setdefault(model, set()).update(pks)
                self._ask_links(model, pks)
        self._link()
        return self

    def _ask_links(self, model, pks):
        found = [record for pk in pks if (record := self.reading.get(model, pk))]
        for field in _links(model):
            for record in found:
                self.ask(field.related_model, getattr(record, field.attname))

    def _link(self):
        for model, records in self.reading.rows.items():
            for field in _links(model):
                for record in records.values():
                    other = self.get(field.related_model, getattr(record, field.attname))
                    if other is not None:
                        field.set_cached_value(record, other)

    @cached_property
    def _users(self):
        people = get_user_model().objects.filter(pk__in=self.people)
        return people.in_bulk() if self.people else {}

    def get(self, model, pk):
        if pk is None:
            return None
        return self._users.get(pk) if model is get_user_model() else self.reading.get(model, pk)

    def name(self, model, pk):
        """The name of the record; its kind and number where it has none or cannot be read."""
        record = self.get(model, pk)
        return (str(record) if record else "") or f"{word(model._meta.verbose_name)} {pk}"

    def url(self, model, pk):
        record = self.get(model, pk)
        return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""

    def owner(self, model, pk):
        """The name of the record with which this one is shown; empty where it stands for itself."""
        record = self.get(model, pk)
        link = getattr(model, "shown_with", "")
        return str(getattr(record, link)) if record and link else ""


def _links(model):
    """The links of a record that this application keeps itself: to other records and to users."""
    kept = (Record, get_user_model())
    return [
        one for one in model._meta.concrete_fields if one.many_to_one and issubclass(one.related_model, kept)
    ]
