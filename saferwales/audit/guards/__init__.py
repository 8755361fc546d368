"""What the database itself refuses: a change without its history, and any change of the history.

The guards are triggers, made for every model of the record from the models themselves. They are lifted for
migrations, because SQLite remakes tables and forgets their triggers, and put back after them.
"""

from contextlib import contextmanager

from django.db import connections, transaction

from saferwales.audit import chain
from saferwales.audit.guards import postgres, sqlite
from saferwales.audit.guards.tables import guarded

_KINDS = {"sqlite": sqlite, "postgresql": postgres}
FIRST = ("audit", "0001_chain")


def install(connection):
    """Put every guard in place; those that stand already are made anew. Needs the rights of the tables' owner."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _KINDS[connection.vendor].drop(cursor)
        for statement in _KINDS[connection.vendor].statements(cursor, guarded(connection)):
            cursor.execute(statement)


def drop(connection):
    """Take every guard away. Needs the rights of the tables' owner."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        _KINDS[connection.vendor].drop(cursor)


def missing(connection):
    """The names of the guards that are not there, are switched off, or say something else than they should."""
    with connection.cursor() as cursor:
        return _KINDS[connection.vendor].missing(cursor, guarded(connection))


@contextmanager
def lifted(connection):
    """Without guards until the block ends, in one transaction: nobody else ever sees the record unguarded."""
    with transaction.atomic(using=connection.alias):
        drop(connection)
        yield
        install(connection)


def lift_for_migration(sender, using, plan=(), **kwargs):
    """Before migrations that change something; the tables are about to be remade."""
    if plan:
        drop(connections[using])


def stand_after_migration(sender, using, plan=(), **kwargs):
    """After all migrations: Django sends the signal once for each app, and the last one's is the time."""
    from django.apps import apps

    from saferwales.audit.models import record_models

    with_models = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender is not with_models[-1] or not (plan or missing(connections[using])):
        return
    install(connections[using])
    if any((migration.app_label, migration.name) == FIRST and not back for migration, back in plan):
        chain.begin(record_models())
