"""The guards on PostgreSQL: functions with a pinned search path, and constraint triggers that look at commit.

The path is pinned because a temporary table of the same name would otherwise be found first, and a guard would look
there instead.
"""

from saferwales.audit.chain import GENESIS, LOCK, SCHEME
from saferwales.audit.guards.tables import CHECKPOINTS, ENTRIES, FILES

PREFIX = "guard_"

FUNCTIONS = {
    "forbid": """
BEGIN
  RAISE EXCEPTION '%: entries are only added, records archived; % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END""",
    "bump": """
BEGIN
  IF NEW.version IS DISTINCT FROM (CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.version + 1 END)
     OR (TG_OP = 'UPDATE' AND NEW.id <> OLD.id) THEN
    RAISE EXCEPTION '%: the version must begin at 1 and rise by one', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END""",
    # Arguments: the history's table, the columns that only the history has.
    "need": f"""
DECLARE found boolean; facts jsonb := to_jsonb(NEW);
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I h JOIN {ENTRIES} e ON e."table" = $1 AND e.object_pk = h.id
      AND e.version = h.version AND e.history_id = h.history_id AND e.kind = h.history_type
      WHERE h.id = $2 AND h.version = $3 AND to_jsonb(h) - $4 = $5)', TG_ARGV[0])
    INTO found USING TG_TABLE_NAME::text, NEW.id, NEW.version, TG_ARGV[1]::text[], facts;
  IF NOT found THEN
    RAISE EXCEPTION '%: record % has no true history row and entry for version %', TG_TABLE_NAME, NEW.id, NEW.version
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END""",
    # Arguments: the record's table, the columns that only the history has.
    "copy": """
DECLARE found boolean;
BEGIN
  IF btrim(NEW.actor) = '' THEN
    RAISE EXCEPTION '%: every entry names its actor', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I o WHERE o.id = $1 AND to_jsonb(o) = $2)', TG_ARGV[0])
    INTO found USING NEW.id, to_jsonb(NEW) - TG_ARGV[1]::text[];
  IF NOT found OR NEW.history_type <> (CASE NEW.version WHEN 1 THEN '+' ELSE '~' END) THEN
    RAISE EXCEPTION '%: not a true copy of the record', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END""",
    # Argument: the record's table.
    "entered": f"""
BEGIN
  IF NOT EXISTS (SELECT 1 FROM {ENTRIES} e WHERE e."table" = TG_ARGV[0] AND e.object_pk = NEW.id
      AND e.version = NEW.version AND e.kind = NEW.history_type AND e.history_id = NEW.history_id) THEN
    RAISE EXCEPTION '%: a history row has no entry in the chain', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END""",
    # The chain's own trigger numbers, links and seals what comes in. Argument: pairs of record and history tables.
    "link": f"""
DECLARE last record; found boolean; history text := TG_ARGV[0]::jsonb ->> NEW."table";
BEGIN
  PERFORM pg_advisory_xact_lock({LOCK});
  IF history IS NOT NULL THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I h WHERE h.history_id = $1 AND h.id = $2 AND h.version = $3
      AND h.history_type = $4 AND h.actor = $5)', history)
      INTO found USING NEW.history_id, NEW.object_pk, NEW.version, NEW.kind, NEW.actor;
  END IF;
  IF found IS NOT TRUE THEN
    RAISE EXCEPTION 'entry for % %: there is no such history row', NEW."table", NEW.object_pk
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT seq, digest INTO last FROM {ENTRIES} ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.prev := coalesce(last.digest, '{GENESIS}');
  NEW.payload_digest := encode(sha256(convert_to(NEW.payload, 'UTF8')), 'hex');
  NEW.digest := encode(sha256(convert_to('{SCHEME}' || E'\\n' || NEW.seq || E'\\n' || NEW.prev || E'\\n'
    || NEW.payload_digest || E'\\n', 'UTF8')), 'hex');
  RETURN NEW;
END""",
}


def drop(cursor):
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the commit is looked at now
    cursor.execute(
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND t.tgname LIKE %s AND c.relnamespace = current_schema()::regnamespace",
        [f"{PREFIX}%"],
    )
    for trigger, table in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{trigger}" ON "{table}"')
    for name in FUNCTIONS:
        cursor.execute(f"DROP FUNCTION IF EXISTS {PREFIX}{name}()")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def statements(cursor, tables):
    """All that makes the guards: the functions, and the triggers that call them."""
    if not tables:
        return []
    cursor.execute("SELECT quote_ident(current_schema())")
    path = f"pg_catalog, {cursor.fetchone()[0]}, pg_temp"
    functions = [
        f"CREATE FUNCTION {PREFIX}{name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {path} AS $guard${body}$guard$"
        for name, body in FUNCTIONS.items()
    ]
    return [*functions, *_triggers(tables).values()]


def missing(cursor, tables):
    cursor.execute(
        "SELECT c.relname || '.' || t.tgname, t.tgenabled IN ('O', 'A') AND p.prosrc = ANY(%s) AND"
        " p.proconfig[1] = 'search_path=pg_catalog, ' || quote_ident(current_schema()) || ', pg_temp'"
        " AND t.tgdeferrable = t.tginitdeferred"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace",
        [list(FUNCTIONS.values())],
    )
    sound = {name for name, holds in cursor.fetchall() if holds}
    return sorted(f"{table}.{name}" for table, name in _triggers(tables) if f"{table}.{name}" not in sound)


def _trigger(table, what, moment, function, *arguments, at_commit=False):
    """((table, name), text) of one trigger."""
    name = f"{PREFIX}{what}"
    given = ", ".join("'" + argument.replace("'", "''") + "'" for argument in arguments)
    kind = "CONSTRAINT TRIGGER" if at_commit else "TRIGGER"
    deferred = " DEFERRABLE INITIALLY DEFERRED" if at_commit else ""
    level = "STATEMENT" if "TRUNCATE" in moment else "ROW"
    text = (
        f'CREATE {kind} {name} {moment} ON "{table}"{deferred} FOR EACH {level}'
        f" EXECUTE FUNCTION {PREFIX}{function}({given})"
    )
    return (table, name), text


def _triggers(tables):
    if not tables:
        return {}
    pairs = "{" + ", ".join(f'"{one.live}": "{one.history}"' for one in tables) + "}"
    made = [*_append_only(ENTRIES), *_append_only(CHECKPOINTS), *_append_only(FILES)]
    made.append(_trigger(ENTRIES, "link", "BEFORE INSERT", "link", pairs))
    for one in tables:
        extra = "{" + ",".join(one.entry_columns) + "}"
        made += _append_only(one.history)
        made += [
            _trigger(one.live, "bump", "BEFORE INSERT OR UPDATE", "bump"),
            _trigger(one.live, "delete", "BEFORE DELETE", "forbid"),
            _trigger(one.live, "truncate", "BEFORE TRUNCATE", "forbid"),
            _trigger(one.live, "need", "AFTER INSERT OR UPDATE", "need", one.history, extra, at_commit=True),
            _trigger(one.history, "copy", "BEFORE INSERT", "copy", one.live, extra),
            _trigger(one.history, "entered", "AFTER INSERT", "entered", one.live, at_commit=True),
        ]
    return dict(made)


def _append_only(table):
    """No change, no deletion, no emptying."""
    yield _trigger(table, "change", "BEFORE UPDATE OR DELETE", "forbid")
    yield _trigger(table, "truncate", "BEFORE TRUNCATE", "forbid")
