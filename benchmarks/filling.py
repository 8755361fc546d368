"""Many objectives with long histories, made by set-based SQL with the guards dropped: to measure reading, not writing."""

from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from saferwales.audit import guards

FIRST_DAY = date(2015, 1, 5)
STEP = timedelta(days=28)
DAYS_LATER = 3  # each change is recorded this many days after it was true


def long_histories(template, objectives, versions):
    """``objectives`` copies of a made objective of one version, itself included, each with ``versions`` entries.

    The rows lie in the order in which years of work would have written them: by day first, by objective second.
    """
    model = type(template)
    with transaction.atomic():
        guards.drop(connection)
        with connection.cursor() as cursor:
            _records(cursor, model, template.pk, objectives)
            _histories(cursor, template, versions)
    connection.close()
    guards.install(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what autovacuum has done in a database that grew in years
            cursor.execute(f'VACUUM ANALYZE "{model._meta.db_table}", "{model.history.model._meta.db_table}"')
        else:
            cursor.execute("ANALYZE")


def effective_day(version):
    return FIRST_DAY + STEP * version


def _columns(model):
    return [field.column for field in model._meta.concrete_fields]


def _insert(model, values):
    """INSERT … SELECT of every column, each as it is in the row ``t`` unless ``values`` says otherwise."""
    names = [name for name in _columns(model) if values.get(name, "") is not None]
    quoted = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join(values.get(name, f't."{name}"') for name in names)
    return f'INSERT INTO "{model._meta.db_table}" ({quoted}) SELECT {chosen}'


def _records(cursor, model, pk, number):
    table = model._meta.db_table
    first = _insert(model, {"id": None, "key": "'b.' || n.i", '"order"': "n.i", "order": "n.i"})
    cursor.execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) {first}"
        f' FROM "{table}" t CROSS JOIN n WHERE t.id = %s ORDER BY n.i'
        if connection.vendor == "postgresql"
        else f'{first} FROM "{table}" t CROSS JOIN (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n'
        f" WHERE i < %s) SELECT i FROM n) n WHERE t.id = %s ORDER BY n.i",
        [number - 1, pk],
    )


def _histories(cursor, template, versions):
    model, pk, own = type(template), template.pk, template.programme_id
    history = model.history.model
    live = _columns(model)
    _steps(cursor, versions)
    states = "CASE s.version %% 3 WHEN 0 THEN 'in_progress' WHEN 1 THEN 'open' ELSE 'paused' END"
    values = {name: f'o."{name}"' for name in live} | {
        "history_id": None,
        "version": "s.version",
        "delivery": states,
        "position_en": "'Position of version ' || s.version",
        "history_date": "s.recorded",
        "effective_on": "s.day",
        "updated_on": "s.day",
        "history_type": "CASE s.version WHEN 1 THEN '+' ELSE '~' END",
        "entry_kind": "CASE s.version WHEN 1 THEN 'created' ELSE 'changed' END",
    }
    cursor.execute(
        f'{_insert(history, values)} FROM (SELECT * FROM "{history._meta.db_table}" WHERE id = %s) t'
        f' CROSS JOIN steps s CROSS JOIN "{model._meta.db_table}" o WHERE o.programme_id = %s'
        " AND (o.id <> %s OR s.version > 1) ORDER BY s.version, o.id",
        [pk, own, pk],
    )
    cursor.execute(
        f'UPDATE "{model._meta.db_table}" SET version = %s, delivery = %s, position_en = %s, updated_on = %s'
        " WHERE programme_id = %s",
        [
            versions,
            {0: "in_progress", 1: "open", 2: "paused"}[versions % 3],
            f"Position of version {versions}",
            effective_day(versions).isoformat(),
            own,
        ],
    )
    cursor.execute("DROP TABLE steps")


def _steps(cursor, versions):
    """A version, the day since when it is true and the moment at which it was recorded, a row each."""
    cursor.execute(
        f"CREATE TEMPORARY TABLE steps (version integer, day {_type('date')}, recorded {_type('timestamptz')})"
    )
    for version in range(1, versions + 1):
        day = effective_day(version)
        recorded = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=DAYS_LATER)
        moment = connection.ops.adapt_datetimefield_value(recorded)
        cursor.execute("INSERT INTO steps VALUES (%s, %s, %s)", [version, day.isoformat(), moment])


def _type(name):
    return name if connection.vendor == "postgresql" else "text"
