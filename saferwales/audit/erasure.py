"""A lawful erasure of personal data: the one exception to a history that nobody can change.

It blanks named fields of one record, in the record, in its history and in the payloads of the chain, and is itself
a record with its own entry. The chain runs over the payloads' digests, so it stays whole; the erasure keeps the
SHA-256 of what remains of each payload, so that nothing else can have been changed with it.
"""

import json

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from saferwales.audit import chain, guards, writing
from saferwales.audit.models import AuditEntry, Entry, Erasure, record_models

KEPT = {"id", "version", "archived", "history_id", "history_type", "actor", "entry_kind"}


def erase(*, table, object_pk, fields, ground, by):
    """Blank the fields of one record for ever; returns the Erasure. Needs the rights of the tables' owner.

    Raises ValidationError where there is no such record, a field cannot be blank, or no ground in law is given.
    """
    if not ground.strip():
        raise ValidationError(_("Give the ground in law on which the data is erased."))
    model = _model(table)
    blanks = {name: _blank(model, name) for name in fields}
    if not blanks:
        raise ValidationError(_("Name at least one field to erase."))
    if not model.objects.filter(pk=object_pk).exists():
        raise ValidationError(
            _("There is no record %(pk)s in %(table)s.") % {"pk": object_pk, "table": table}
        )
    with transaction.atomic():
        chain.hold()
        with guards.lifted(connection):
            _blank_rows(model, object_pk, blanks)
            after = _blank_payloads(model, object_pk, blanks)
        return writing.enter(
            Erasure, by=by, reason=ground, erased_table=table, erased_pk=object_pk, fields=sorted(blanks),
            ground=ground, after=after,
        )  # fmt: skip


def _model(table):
    for model in record_models():
        if model._meta.db_table == table and model is not Erasure:
            return model
    raise ValidationError(_("There is no table of the record called %(table)s.") % {"table": table})


def _blank(model, name):
    """The value that says nothing in the field, which may also be one of the entry's own texts."""
    try:
        field = model.history.model._meta.get_field(name)
    except FieldDoesNotExist:
        raise ValidationError(
            _("%(table)s has no field called %(field)s.") % {"table": model._meta.db_table, "field": name}
        ) from None
    live = None if _is_of_the_entry(name) else model._meta.get_field(name)
    if name not in KEPT and not (live is not None and live.unique):
        if isinstance(field, models.CharField | models.TextField) and not field.choices:
            return ""
        if live is not None and live.null:
            return None
    raise ValidationError(_("The field %(field)s cannot be blank, so it cannot be erased.") % {"field": name})


def _is_of_the_entry(name):
    return name == "history_change_reason" or name in {field.name for field in Entry._meta.get_fields()}


def _blank_rows(model, object_pk, blanks):
    own = {name: value for name, value in blanks.items() if not _is_of_the_entry(name)}
    if own:
        models.QuerySet(model).filter(pk=object_pk).update(**own)
    model.history.filter(id=object_pk).update(**blanks)


def _blank_payloads(model, object_pk, blanks):
    """Blank the payloads; returns the SHA-256 of what remains of each, by the entry's number."""
    after = {}
    for entry in AuditEntry.objects.filter(table=model._meta.db_table, object_pk=object_pk).order_by("seq"):
        facts = json.loads(entry.payload)
        facts |= {_column(model, name, facts): value for name, value in blanks.items()}
        payload = chain.canonical(facts)
        AuditEntry.objects.filter(seq=entry.seq).update(payload=payload)
        after[str(entry.seq)] = chain.sha256(payload)
    return after


def _column(model, name, facts):
    """The name under which a payload holds the field: a link's is that of its key, and a renamed one's its old name."""
    if f"{name}_id" in facts:
        return f"{name}_id"
    return next((old for old in facts if model.todays_name(old, facts) == name), name)
