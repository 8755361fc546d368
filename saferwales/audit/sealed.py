"""What a sealed payload says, read by the database itself: a search can find nothing else than what is sealed.

A payload is never written anew, so it speaks of the fields that its kind of record had when it was sealed.
"""

import json

from django.db import models
from django.utils.deconstruct import deconstructible


@deconstructible(path="saferwales.audit.sealed.SealedKind")
class SealedKind(models.Func):
    """The kind of entry that a payload names; empty where the payload names none.

    PostgreSQL looks for the text and SQLite checks before it reads, so that a payload which somebody damaged can
    still be stored and found out.
    """

    arity = 1
    output_field = models.CharField()

    def as_sqlite(self, compiler, connection, **context):
        read = "json_extract(%(expressions)s, '$.entry_kind')"
        template = f"CASE WHEN json_valid(%(expressions)s) THEN {read} END"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        template = """left(split_part(split_part(%(expressions)s, '"entry_kind":"', 2), '"', 1), 20)"""
        return super().as_sql(compiler, connection, template=template, **context)


def read(payload, model=None):
    """The facts of a payload, each by the name that its field has now; none where somebody damaged it."""
    try:
        facts = json.loads(payload)
    except ValueError:
        return {}
    if not isinstance(facts, dict):
        return {}
    now_called = getattr(model, "renamed", {})
    return {now_called.get(name, name): fact for name, fact in facts.items()}
