"""Which tables are guarded: those of the models of the record, as far as the database has them."""

from dataclasses import dataclass

ENTRIES = "audit_auditentry"
CHECKPOINTS = "audit_checkpoint"
FILES = "audit_storedfile"


@dataclass(frozen=True)
class Guarded:
    """A table of the record, the table of its history, and the columns of each."""

    live: str
    history: str
    columns: tuple[str, ...]
    history_columns: tuple[str, ...]

    @property
    def entry_columns(self):
        """What the history has beside the record's own facts: who, when, why."""
        return tuple(name for name in self.history_columns if name not in self.columns)


def guarded(connection):
    """The tables to guard. In the middle of the migrations some are not there yet, or not there any more."""
    from saferwales.audit.models import record_models

    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not {ENTRIES, CHECKPOINTS, FILES} <= there:
            return []
        pairs = [(model._meta.db_table, model.history.model._meta.db_table) for model in record_models()]
        columns = _columns(connection, cursor)
    return [
        Guarded(live, history, columns[live], columns[history])
        for live, history in sorted(pairs)
        if {live, history} <= there
    ]


def _columns(connection, cursor):
    """The columns of every table, in one statement."""
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c"
            " WHERE t.type = 'table' ORDER BY t.name, c.cid"
        )
    else:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
        )
    found = {}
    for table, column in cursor.fetchall():
        found.setdefault(table, []).append(column)
    return {table: tuple(names) for table, names in found.items()}
