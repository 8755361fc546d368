"""The chain: one line of entries over the whole record, each sealed by the digest of the one before.

An entry stands for one history row. Its payload is the row as canonical JSON; the chain runs over the payload's
SHA-256 and not the payload itself, so that a lawful erasure can blank a payload and leave the chain whole.
"""

import hashlib
import heapq
import json
from datetime import UTC, datetime
from itertools import islice

from django.db import connection, transaction

SCHEME = "saferwales-audit-1"
GENESIS = "0" * 64
LOCK = 0x5AFE2


def plain(value):
    """The value as JSON holds it: moments in UTC to the microsecond, days and anything else as text."""
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def canonical(facts):
    """One text for equal facts: sorted names, no spaces, letters as they are."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def payload_of(row):
    """A history row as canonical JSON, with the name of the table that it is the history of."""
    facts = {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}
    return canonical({"table": row.instance_type._meta.db_table, **facts})


def facts_of(model, payload):
    """What a payload says, by the names that its facts have today. Raises ValueError where it says nothing."""
    facts = json.loads(payload)
    return {model.todays_name(name, facts): value for name, value in facts.items()}


def digest_of(seq, prev, payload_digest):
    """SHA-256 over the scheme, the number, the digest before and the payload's digest; hex."""
    return sha256(f"{SCHEME}\n{seq}\n{prev}\n{payload_digest}\n")


def hold():
    """Take the chain's lock before any row's: taken later, two writers of two records could wait for each other.

    SQLite's transactions take the one write lock when they begin.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head():
    """(number, digest) of the newest entry; (0, GENESIS) where there is none."""
    from saferwales.audit.models import AuditEntry

    return AuditEntry.objects.order_by("-seq").values_list("seq", "digest").first() or (0, GENESIS)


def entry_for(row):
    """The entry that a saved history row calls for, not yet linked into the chain."""
    from saferwales.audit.models import AuditEntry

    payload = payload_of(row)
    return AuditEntry(
        table=row.instance_type._meta.db_table,
        object_pk=row.id,
        version=row.version,
        kind=row.history_type,
        history_id=row.history_id,
        actor=row.actor,
        recorded_at=row.history_date,
        payload=payload,
        payload_digest=sha256(payload),
    )


def append(entries):
    """Link the entries after the head and store them, in the transaction of the writes that they stand for."""
    from saferwales.audit.models import AuditEntry

    if not connection.in_atomic_block:
        raise RuntimeError("An entry of the chain is written in the transaction of its record.")
    if connection.vendor == "postgresql":
        for entry in entries:  # numbered and linked by the table's trigger: no statement to ask for the head
            entry.seq, entry.prev, entry.digest = 0, "", ""
    else:
        _link(entries, *head())
    AuditEntry.objects.bulk_create(entries)


def _link(entries, seq, prev):
    for entry in entries:
        seq += 1
        entry.seq, entry.prev = seq, prev
        entry.digest = prev = digest_of(seq, prev, entry.payload_digest)


def begin(models):
    """Seal the history that an older version of the application recorded without a chain, in the order recorded."""
    from saferwales.audit.models import AuditEntry

    if AuditEntry.objects.exists():
        return
    lines = [model.history.order_by("history_date", "history_id").iterator() for model in models]
    rows = heapq.merge(*lines, key=lambda row: (row.history_date, row.history_id))
    while batch := [entry_for(row) for row in islice(rows, 500)]:
        with transaction.atomic():
            hold()
            append(batch)
