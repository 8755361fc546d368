"""How long the audit pages take on a chain of many entries, on this machine.

    python benchmarks/audit_pages.py [ENTRIES]        (1,000,000 unless told)

Fills the empty database that DATABASE_URL names, or a file of its own in a temporary folder, asks for each page five
times as an auditor, and has the chain verified from the page while others read and write. The filled entries have no
history rows, which the verification reports. The budget, in medians of one run: each search that an index answers in
order takes at most 3 times as long as the newest entries, any other at most 12 times, whatever the number of entries.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IN_ORDER, OTHER = 3, 12
START = datetime(2016, 1, 4, 9, tzinfo=UTC)
PEOPLE, OBJECTIVES = 40, 400


def fill(entries):
    """A programme, its people, and a chain of so many entries of its objectives and board."""
    from django.db import connection, transaction

    from saferwales.audit import guards
    from saferwales.audit.models import AuditEntry
    from tests import builders

    stream = builders.make_workstream()
    made = builders.make_many_objectives(stream, OBJECTIVES)
    people = [builders.make_user(f"Official {number}") for number in range(PEOPLE)]
    rare = builders.make_user("Rhiannon Rare")
    rows = list(AuditEntry.objects.order_by("seq"))
    board = next(one for one in rows if one.table == "boards_board")
    objective = next(one for one in rows if one.table == "objectives_objective")
    with transaction.atomic():
        guards.drop(connection)
        AuditEntry.objects.bulk_create(
            _entries(rows[-1], objective, board, made, people, rare, entries), batch_size=2000
        )
    guards.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _entries(last, objective, board, made, people, rare, number):
    """Objectives change, by each official in turn; of the board and by one official there are few, long ago."""
    from saferwales.audit import chain
    from saferwales.audit.models import AuditEntry

    digest, step = last.digest, timedelta(days=3650) / number
    for seq in range(last.seq + 1, number + 1):
        is_rare = 1000 < seq < 1040
        like, pk = (board, board.object_pk) if is_rare else (objective, made[seq % OBJECTIVES].pk)
        actor = f"user:{(rare if is_rare else people[seq // OBJECTIVES % PEOPLE]).pk}"
        kind = "verified" if is_rare else "changed"
        payload = like.payload.replace('"entry_kind":"created"', f'"entry_kind":"{kind}"')
        sealed, previous = chain.sha256(payload), digest
        digest = chain.digest_of(seq, previous, sealed)
        yield AuditEntry(
            seq=seq, table=like.table, object_pk=pk, version=seq, kind="~", history_id=seq, actor=actor,
            recorded_at=START + step * seq, payload=payload, payload_digest=sealed, prev=previous, digest=digest,
        )  # fmt: skip


def pages(entries):
    """(name, budget, query) of each page asked for."""
    narrow = "since_0=4&since_1=1&since_2=2016&until_0=9&until_1=1&until_2=2016"
    wide = "since_0=1&since_1=1&since_2=2016&until_0=1&until_1=1&until_2=2021"
    return (
        ("newest", IN_ORDER, ""),
        ("in the middle", IN_ORDER, f"before={entries // 2}"),
        ("oldest", IN_ORDER, "after=0"),
        ("common kind of record", IN_ORDER, "kind=objectives_objective"),
        ("rare kind of record, long ago", IN_ORDER, "kind=boards_board"),
        ("common actor", IN_ORDER, "actor=Official 39"),
        ("rare actor, long ago", IN_ORDER, "actor=Rhiannon"),
        ("forty actors", IN_ORDER, "actor=Official"),
        ("rare kind of entry, long ago", IN_ORDER, "entry=verified"),
        ("one record", IN_ORDER, "record=m.17&kind=objectives_objective"),
        ("one week ten years ago", IN_ORDER, narrow),
        ("five years, long ago", OTHER, wide),
        ("five years, its second page", IN_ORDER, f"{wide}&before={entries * 45 // 100}"),
        ("one actor in five years", OTHER, f"{wide}&actor=Official 7"),
        ("common kind and rare actor", OTHER, "kind=objectives_objective&actor=Rhiannon"),
        ("two that never meet", OTHER, f"kind=boards_board&actor=Official&{wide}"),
    )


def measure(entries):
    from django.test import Client

    from tests import builders

    client = Client()
    client.force_login(builders.make_user("Aud", is_auditor=True))
    kept, newest = True, None
    for name, budget, query in pages(entries):
        took = []
        for _round in range(5):
            began = time.perf_counter()
            response = client.get(f"/en/audit/?{query}")
            took.append(1000 * (time.perf_counter() - began))
            assert response.status_code == 200, response.status_code
        usual = sorted(took)[2]
        newest = newest or usual
        kept &= usual <= budget * newest
        print(
            f"{name:32} {usual:7.0f} ms (median) {max(took):7.0f} ms (worst) {usual / newest:5.1f} of {budget}"
        )
    return kept


def verify_meanwhile():
    """Have the chain verified from the page, and ask for the newest entries until it has ended."""
    from django.test import Client

    from saferwales.inspection.models import Verification
    from tests import builders

    client = Client()
    client.force_login(builders.make_user("Aud", is_auditor=True))
    began, took = time.perf_counter(), []
    client.post("/en/audit/verification/new/")
    while Verification.objects.get().state == "running":
        asked = time.perf_counter()
        assert client.get("/en/audit/").status_code == 200
        took.append(1000 * (time.perf_counter() - asked))
        builders.make_board()  # somebody writes, too
        time.sleep(0.5)
    ended = Verification.objects.get()
    print(
        f"verified from the page: {ended.state}, {ended.entries} entries in {time.perf_counter() - began:.0f} s"
    )
    print(f"newest, meanwhile: {sorted(took)[len(took) // 2]:.0f} ms (median), {max(took):.0f} ms (worst)")
    return ended.state == "finished"


def main(entries):
    with tempfile.TemporaryDirectory() as place:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{place}/bench.sqlite3")
        os.environ.update(SAFERWALES_MODE="test", SAFERWALES_VAR=place)
        os.environ["DJANGO_SETTINGS_MODULE"] = "saferwales.settings"
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        fill(entries)
        print(f"{entries} entries, filled in {time.perf_counter() - began:.0f} s")
        kept = measure(entries)
        kept &= verify_meanwhile()
    print("within the budget" if kept else "OVER the budget")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
