"""What an entry says, read from its sealed payload: who, why, since when, and each fact before and after."""

import json
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _

from saferwales.audit.chain import digest_of, facts_of, sha256
from saferwales.audit.models import Entry, EntryKind, Record
from saferwales.inspection.naming import kind_label, models_by_table
from saferwales.web import texts
from saferwales.web.bilingual import of_field
from saferwales.web.words import word

# What a payload says of the entry itself; all else it says of the record.
OWN = {field.attname for field in Entry._meta.get_fields()} | {
    "history_id", "history_date", "history_type", "history_user_id", "history_change_reason", "table", "id", "version",
}  # fmt: skip
LONG = 80


def read(entry):
    """The facts of an entry's payload, by the names they have today; none where somebody damaged it, which the
    verification reports."""
    try:
        return facts_of(models_by_table().get(entry.table, Record), entry.payload)
    except (ValueError, AttributeError):
        return {}


@dataclass(frozen=True)
class Change:
    """One fact of the record, in words. ``is_long`` asks for the whole width of the page."""

    label: str
    before: str
    after: str
    is_long: bool


class Line:
    """An entry as a list shows it."""

    def __init__(self, entry, names):
        self.entry, self.names, self.facts = entry, names, read(entry)
        self.model = models_by_table().get(entry.table)
        if self.model:
            names.ask(self.model, entry.object_pk)

    @property
    def object_kind(self):
        return kind_label(self.entry.table)

    @property
    def object_name(self):
        return self.names.name(self.model, self.entry.object_pk) if self.model else str(self.entry.object_pk)

    @property
    def object_owner(self):
        return self.names.owner(self.model, self.entry.object_pk) if self.model else ""

    @property
    def object_url(self):
        return self.names.url(self.model, self.entry.object_pk) if self.model else ""

    @property
    def actor_name(self):
        return str(self.facts.get("actor_name") or self.entry.actor)

    @property
    def effective_on(self):
        return _day(self.facts.get("effective_on"))

    @property
    def reason(self):
        return str(self.facts.get("history_change_reason") or "")

    @property
    def evidence(self):
        return str(self.facts.get("evidence") or "")

    @property
    def kind(self):
        return str(self.facts.get("entry_kind") or "")

    @property
    def kind_label(self):
        return str(dict(EntryKind.choices).get(self.kind, self.kind))

    @property
    def corrects(self):
        """The history_id of the entry that this one replaces, or None."""
        return self.facts.get("corrects")

    @property
    def payload_holds(self):
        """Whether the payload is still what was sealed."""
        return sha256(self.entry.payload) == self.entry.payload_digest

    @property
    def digest_holds(self):
        entry = self.entry
        return digest_of(entry.seq, entry.prev, entry.payload_digest) == entry.digest


def _day(value):
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def _fields(line):
    """The record's own fields by the name that payloads use."""
    hidden = {"id", "version"}
    return {one.attname: one for one in line.model._meta.concrete_fields if one.attname not in hidden}


def ask_links(line, names):
    """Ask for the names of the records that the facts point to."""
    for attname, field in _fields(line).items() if line.model else ():
        if model := _named_by(field):
            names.ask(model, _number(line.facts.get(attname)))


def _named_by(field):
    """The model of what the fact is the key of: a link, or the number of the user who did something (…_by)."""
    if field.many_to_one:
        return field.related_model
    if isinstance(field, models.BigIntegerField) and field.attname.endswith("_by"):
        return get_user_model()
    return None


def _number(value):
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def changes(line, before, names):
    """Each fact that differs from the facts before; for a first entry, each that says something."""
    fields = _fields(line) if line.model else {}
    known = [name for name in fields if name in line.facts or name in before]
    others = sorted((set(line.facts) | set(before)) - set(fields) - OWN)
    found = []
    for name in (*known, *others):
        was, now = before.get(name), line.facts.get(name)
        if was == now or (name not in before and now in (None, "", [], {}, False)):
            continue
        field = fields.get(name)
        label = _label(line.model, field) if field else name
        old, new = (of_field(name, _shown(field, value, names)) for value in (was, now))
        is_long = any(len(text) > LONG or "\n" in text for text in (old, new))
        found.append(Change(label, old, new, is_long))
    return found


def _label(model, field):
    """The field's name in words; a precision with the name of the day that it belongs to."""
    said = word(field.verbose_name)
    if not field.attname.endswith("_precision"):
        return said
    day = model._meta.get_field(f"{field.attname.removesuffix('_precision')}_on")
    return f"{word(day.verbose_name)} ({field.verbose_name})"


def _shown(field, value, names):
    """A fact as a person reads it: names for links, labels for choices, days in words."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | dict):
        return _listed(value)
    if field is None:
        return str(value)
    if (model := _named_by(field)) and _number(value) is not None:
        return names.name(model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField) and _day(value):
        return texts.day(_day(value))
    return str(value)


def _listed(value):
    """A list or a set of facts, one a line."""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_inline(one)}" for name, one in value.items())
    return "\n".join(_inline(one) for one in value)


def _inline(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
