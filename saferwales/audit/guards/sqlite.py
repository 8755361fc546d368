"""The guards on SQLite, which has no trigger at commit: a change leaves a debt, and an unpaid debt stops the commit.

The debt is a row whose deferred foreign key points to the entry of the chain that the change calls for; the entry's
arrival takes the row away again, so that the table stays empty.
"""

from saferwales.audit.chain import GENESIS
from saferwales.audit.guards.tables import CHECKPOINTS, ENTRIES, FILES

PREFIX = "guard_"
DEBTS = "audit_debt"
DEBT_TABLE = (
    f'CREATE TABLE {DEBTS} ("table" TEXT NOT NULL, object_pk INTEGER NOT NULL, version INTEGER NOT NULL,'
    ' PRIMARY KEY ("table", object_pk, version),'
    f' FOREIGN KEY ("table", object_pk, version) REFERENCES {ENTRIES} ("table", object_pk, version)'
    " DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID"
)


def drop(cursor):
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute(f"DROP TABLE IF EXISTS {DEBTS}")


def statements(cursor, tables):
    """All that makes the guards: the table of debts and the triggers."""
    if not tables:
        return []
    return [DEBT_TABLE, *_triggers(cursor, tables).values()]


def missing(cursor, tables):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR name = %s", [DEBTS])
    there = dict(cursor.fetchall())
    wanted = {DEBTS: DEBT_TABLE, **_triggers(cursor, tables)} if tables else {}
    return sorted(name for name, text in wanted.items() if there.get(name) != text)


def _trigger(table, what, moment, when, sentence=None, does=None):
    """(name, text) of one trigger: it refuses with the sentence, or does something."""
    name = f"{PREFIX}{table}_{what}"
    body = does or f"SELECT RAISE(ABORT, '{table}: {sentence}')"
    condition = f" WHEN {when}" if when else ""
    return name, f'CREATE TRIGGER "{name}" {moment} ON "{table}"{condition} BEGIN {body}; END'


def _triggers(cursor, tables):
    made = [
        *_append_only(cursor, ENTRIES, "seq"),
        *_append_only(cursor, CHECKPOINTS, "id"),
        *_append_only(cursor, FILES, "sha256"),
        *_entries(tables),
    ]
    made += _debts()
    for one in tables:
        made += [*_append_only(cursor, one.history, "history_id"), *_live(cursor, one), *_history(one)]
    return dict(made)


def _append_only(cursor, table, key):
    """No change, no deletion; REPLACE deletes without firing a trigger of deletion, so it is met on its way in."""
    yield _trigger(table, "update", "BEFORE UPDATE", None, "entries are only added, never changed")
    yield _trigger(table, "delete", "BEFORE DELETE", None, "entries are only added, never deleted")
    yield _trigger(
        table,
        "replace",
        "BEFORE INSERT",
        _taken(cursor, table, key),
        "an entry with this key is there already",
    )


def _taken(cursor, table, key):
    """Whether another row has the new row's key or one of its unique values, also under a condition."""
    cursor.execute(
        "SELECT l.name, l.partial, group_concat(quote(i.name)), m.sql FROM pragma_index_list(%s) l,"
        " pragma_index_info(l.name) i LEFT JOIN sqlite_master m ON m.name = l.name"
        ' WHERE l."unique" GROUP BY l.name ORDER BY l.name',
        [table],
    )
    found = [f'EXISTS (SELECT 1 FROM "{table}" o WHERE o."{key}" = NEW."{key}")']
    indexes = cursor.fetchall()
    for _name, partial, names, text in indexes:
        columns = [name.strip("'") for name in names.split(",")]
        equal = " AND ".join(f'o."{name}" = NEW."{name}"' for name in columns)
        condition = ""
        if partial:  # the rule holds among rows that meet its condition; the new row must meet it too
            holds = text.partition(" WHERE ")[2]
            condition = f" AND ({holds}) AND EXISTS (SELECT 1 FROM ({_new_row(cursor, table)}) WHERE {holds})"
        found.append(
            f'EXISTS (SELECT 1 FROM "{table}" o WHERE {equal} AND o."{key}" <> NEW."{key}"{condition})'
        )
    return " OR ".join(found)


def _new_row(cursor, table):
    """The new row under its columns' plain names, so that a condition can be asked of it."""
    cursor.execute("SELECT name FROM pragma_table_info(%s) ORDER BY cid", [table])
    return "SELECT " + ", ".join(f'NEW."{name}" AS "{name}"' for (name,) in cursor.fetchall())


def _owe(table):
    return f"INSERT OR IGNORE INTO {DEBTS} (\"table\", object_pk, version) VALUES ('{table}', NEW.id, NEW.version)"


def _live(cursor, one):
    """A record comes in at version 1, moves on one version at a time, is never deleted, and owes an entry each time."""
    live = one.live
    others = _taken(cursor, live, "id")
    elsewhere = others.partition(" OR ")[2]
    yield _trigger(live, "first", "BEFORE INSERT", "NEW.version IS NOT 1", "a record begins at version 1")
    yield _trigger(live, "replace", "BEFORE INSERT", others, "a record with this key is there already")
    yield _trigger(
        live,
        "bump",
        "BEFORE UPDATE",
        "NEW.version IS NOT OLD.version + 1 OR NEW.id IS NOT OLD.id",
        "the version must rise by one",
    )
    if elsewhere:
        yield _trigger(live, "displace", "BEFORE UPDATE", elsewhere, "another record has this value already")
    yield _trigger(live, "delete", "BEFORE DELETE", None, "a record is archived, never deleted")
    yield _trigger(live, "owe_insert", "AFTER INSERT", None, does=_owe(live))
    yield _trigger(live, "owe_update", "AFTER UPDATE", None, does=_owe(live))


def _history(one):
    """A history row is a true copy of the record at that moment, names its actor, and owes an entry."""
    same = " AND ".join(f'o."{name}" IS NEW."{name}"' for name in one.columns)
    kind = "CASE NEW.version WHEN 1 THEN '+' ELSE '~' END"
    yield _trigger(
        one.history,
        "copy",
        "BEFORE INSERT",
        f'NOT EXISTS (SELECT 1 FROM "{one.live}" o WHERE {same}) OR NEW.history_type IS NOT {kind}',
        "not a true copy of the record",
    )
    yield _trigger(
        one.history, "actor", "BEFORE INSERT", "trim(NEW.actor) = ''", "every entry names its actor"
    )
    yield _trigger(one.history, "owe", "AFTER INSERT", None, does=_owe(one.live))


def _entries(tables):
    """An entry stands for a history row that is there, and follows the last entry."""
    rows = " ".join(
        f"WHEN '{one.live}' THEN EXISTS (SELECT 1 FROM \"{one.history}\" h WHERE h.history_id = NEW.history_id"
        " AND h.id = NEW.object_pk AND h.version = NEW.version AND h.history_type = NEW.kind"
        " AND h.actor = NEW.actor)"
        for one in tables
    )
    yield _trigger(
        ENTRIES,
        "row",
        "BEFORE INSERT",
        f'NOT CASE NEW."table" {rows} ELSE 0 END',
        "there is no such history row",
    )
    last = f"(SELECT digest FROM {ENTRIES} ORDER BY seq DESC LIMIT 1)"
    yield _trigger(
        ENTRIES,
        "link",
        "BEFORE INSERT",
        f"NEW.seq IS NOT coalesce((SELECT max(seq) FROM {ENTRIES}), 0) + 1"
        f" OR NEW.prev IS NOT coalesce({last}, '{GENESIS}')",
        "the entry does not follow the last one",
    )
    paid = '"table" = NEW."table" AND object_pk = NEW.object_pk AND version = NEW.version'
    yield _trigger(ENTRIES, "pay", "AFTER INSERT", None, does=f"DELETE FROM {DEBTS} WHERE {paid}")


def _debts():
    """A debt goes only when its entry is there."""
    unpaid = (
        f'NOT EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e."table" = OLD."table" AND e.object_pk = OLD.object_pk'
        " AND e.version = OLD.version)"
    )
    yield _trigger(DEBTS, "unpaid", "BEFORE DELETE", unpaid, "the entry that is owed is not there")
    yield _trigger(DEBTS, "update", "BEFORE UPDATE", None, "what is owed does not change")
