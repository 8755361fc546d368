"""What a sealed payload says, read by the database itself: a search can find nothing else than what is sealed."""

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
