"""What the audit trail costs and bears, on this machine and the database of DATABASE_URL (without it: SQLite).

    python benchmarks/audit.py [PART …]        parts: writes texts verify asat list ratio; without any: all

Works in a database of its own beside the one named, which is gone afterwards. Each line prints a figure, its target,
and OK or ABOVE; the exit status is 1 where one is above. Timings on a shared machine vary by half.
"""

import json
import logging
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_database import own_database  # noqa: E402 - only now is it found

WRITERS, EACH, EDITORS = 50, 40, 50
BLOCKS, BLOCK = 12, 25
ENTRIES = 1_000_000
OBJECTIVES, VERSIONS = 20_000, 50
AS_AT_MS = {"postgresql": 300, "sqlite": 500}
# A small process between: what a child of this large one has used would be counted with what this one holds.
WATCH = """
import json, os, subprocess, sys
child = subprocess.Popen([sys.executable, *sys.argv[1:]])
_pid, status, used = os.wait4(child.pid, 0)
print(json.dumps([status, used.ru_maxrss, used.ru_utime + used.ru_stime]))
"""
kept = []


def show(what, figure, target="", holds=True):
    """Print a figure beside its target."""
    kept.append(holds)
    verdict = ("OK" if holds else "ABOVE") if target else ""
    print(f"{what:<58}{figure:>28}   {target:<18}{verdict}".rstrip(), flush=True)


def _percentile(values, part):
    return sorted(values)[min(int(len(values) * part), len(values) - 1)]


def writes(place):
    """50 people change the status of one objective 40 times each, all at once."""
    from tests import builders
    from tests.audit import racing

    objective = builders.make_objective(delivery="in_progress")
    began = time.perf_counter()
    race = racing.contended_writes(objective, WRITERS, EACH)
    took = time.perf_counter() - began
    lost, locked = len(racing.lost(objective, race)), race.locked
    asked = WRITERS * EACH
    show(
        f"contended writes by {WRITERS}: acknowledged",
        f"{len(race.kept):,} of {asked:,}",
        f"{asked:,}",
        len(race.kept) == asked,
    )
    show("  lost", f"{lost}", "0", lost == 0)
    show('  "database is locked"', f"{locked}", "0", locked == 0)
    faults = racing.chain_faults()
    show("  faults in the chain afterwards", f"{len(faults)}", "0", not faults)
    show("  rate", f"{len(race.kept) / took:.0f} a second")
    p50, p99 = (_percentile(race.seconds, part) for part in (0.5, 0.99))
    show("  one write, waiting included: p50, p99", f"{p50:.2f} s, {p99:.2f} s")


def texts(place):
    """50 people edit one text at once in the status form."""
    from objectives.models import Objective
    from tests import builders
    from tests.audit import racing

    objective = builders.make_objective(delivery="in_progress", position_en="What was written before")
    race = racing.contended_editors(objective, EDITORS)
    last = Objective.objects.get(pk=objective.pk).position_en
    reasons = set(objective.history.values_list("history_change_reason", flat=True))
    found = sum(line in last and line in reasons for line in race.kept)
    show(f"texts of {EDITORS} editors at once kept", f"{found} of {EDITORS}", f"{EDITORS}", found == EDITORS)
    show("  conflicts shown on the way", f"{race.conflicts:,}")


def ratio(place):
    """A save with history, guards and chain against the same save with simple_history alone; blocks A B A B …"""
    from django.db import connection
    from simple_history.signals import post_create_historical_record as saved

    from saferwales.audit import guards, writing
    from tests import builders

    objective = builders.make_objective(delivery="in_progress")
    seconds = {"whole": [], "alone": []}
    _block(objective, BLOCK)  # warms up
    for _round in range(BLOCKS):
        seconds["whole"] += _block(objective, BLOCK)
        guards.drop(connection)
        saved.disconnect(dispatch_uid="audit_seal")
        seconds["alone"] += _block(objective, BLOCK)
        writing.connect()
        guards.install(connection)
    whole, alone = (statistics.median(found) * 1000 for found in (seconds["whole"], seconds["alone"]))
    show(f"one save with simple_history alone, median of {BLOCKS * BLOCK}", f"{alone:.2f} ms")
    show("one save with history, guards and chain", f"{whole:.2f} ms")
    show("  ratio", f"{whole / alone:.2f}", "<= 2.2", whole / alone <= 2.2)


def _block(objective, number):
    from saferwales.audit import writing
    from tests import builders

    found = []
    for turn in range(number):
        began = time.perf_counter()
        with writing.act(by=builders.ACTOR, reason="measured", effective_on=builders.START):
            objective.position_en = f"Position {turn} of this block"
            objective.save()
        found.append(time.perf_counter() - began)
    return found


def verify(place):
    """A million entries of the mix that the programme of fixtures/ has, verified by the file that needs no application."""
    from django.core.management import call_command

    call_command("load_programme", verbosity=0)
    export = place / "export.jsonl"
    _write_export(export, ENTRIES)
    script = ROOT / "saferwales" / "audit" / "offline_verify.py"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(script), str(export)], capture_output=True, text=True
    )
    took = time.perf_counter() - began
    status, peak, processor = json.loads(done.stdout.splitlines()[-1])
    peak /= 1024 if sys.platform != "darwin" else 1024**2
    whole = status == 0
    size = export.stat().st_size / 1024**2
    export.unlink()
    show(f"{ENTRIES:,} entries ({size:,.0f} MiB) hold", "yes" if whole else "no", "yes", whole)
    show("  verified by offline_verify.py in", f"{took:.1f} s", "< 30 s", took < 30)
    show("  processor time of it", f"{processor:.1f} s")
    show("  peak memory", f"{peak:.0f} MiB", "< 100 MiB", peak < 100)


def _write_export(path, number):
    from saferwales.audit import chain
    from saferwales.audit.offline_verify import FACTS

    prev = chain.GENESIS
    with path.open("w", encoding="utf-8") as file:
        file.write(" " * 500 + "\n")  # the header's place: its digest is known at the end
        for seq, facts in enumerate(islice(_entries(), number), start=1):
            digest = chain.digest_of(seq, prev, facts["payload_digest"])
            entry = facts | {"seq": seq, "prev": prev, "digest": digest}
            line = {name: entry[name] for name in FACTS}
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            prev = digest
        header = {
            "scheme": chain.SCHEME, "kind": "export", "first": 1, "last": number, "count": number, "head": number,
            "prev": chain.GENESIS, "digest": prev, "exported_at": chain.plain(datetime.now(UTC)), "checkpoints": [],
        }  # fmt: skip
        file.seek(0)
        file.write(json.dumps(header))


def _entries():
    """The programme's own entries, over and over, each time of other records."""
    from saferwales.audit import chain
    from saferwales.audit.models import AuditEntry

    names = ("table", "object_pk", "version", "kind", "history_id", "actor", "recorded_at", "payload")
    rows = [
        dict(zip(names, row, strict=True)) for row in AuditEntry.objects.order_by("seq").values_list(*names)
    ]
    payloads = [json.loads(row["payload"]) for row in rows]
    turn = 0
    while True:
        for row, payload in zip(rows, payloads, strict=True):
            keys = {"object_pk": row["object_pk"] + turn, "history_id": row["history_id"] + turn}
            text = chain.canonical(payload | {"id": keys["object_pk"], "history_id": keys["history_id"]})
            moment = chain.plain(row["recorded_at"])
            yield row | keys | {"payload": text, "payload_digest": chain.sha256(text), "recorded_at": moment}
        turn += 1_000_000


def _long_histories():
    """20,000 objectives with 50 entries each; made once for the parts that read them."""
    from benchmarks import filling
    from objectives.models import Objective
    from tests import builders

    found = Objective.objects.filter(key="b.1").first()
    if found is None:
        found = builders.make_objective(
            key="b.0", delivery="in_progress", position_en="Position of version 1"
        )
        began = time.perf_counter()
        filling.long_histories(found, OBJECTIVES, VERSIONS)
        rows = Objective.history.filter(programme=found.programme).count()
        show(
            f"{OBJECTIVES:,} objectives, {rows:,} history rows made in",
            f"{time.perf_counter() - began:.0f} s",
        )
    return found.programme, filling.effective_day(31) + timedelta(days=2)


def _median_ms(read, rounds=5):
    found = []
    for _round in range(rounds):
        began = time.perf_counter()
        read()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def asat(place):
    """20,000 objectives as they stood, as they were known, and both, the way the pages read them."""
    from django.db import connection

    from objectives.models import Objective
    from saferwales.audit.asat import Reading

    programme, day = _long_histories()
    known = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    limit = AS_AT_MS[connection.vendor]
    moments = {
        "today": {},
        "on a day": {"on": day},
        "known at": {"known_at": known},
        "both": {"on": day, "known_at": known},
    }
    for name, moment in moments.items():
        reading = Reading(**moment)
        for what, read in _reads(reading, Objective, programme).items():
            took = _median_ms(read)
            target = f"< {limit} ms" if reading.is_past else ""
            show(f"as at, {name}: {what}", f"{took:.0f} ms", target, not target or took < limit)
        own = Objective.objects.filter(programme=programme)
        took = _median_ms(lambda own=own, reading=reading: reading.afresh().load(own), rounds=1)
        show(f"as at, {name}: all {OBJECTIVES:,} as objects of Python", f"{took:.0f} ms")


def _reads(reading, model, programme):
    from django.db.models import Count

    def own():
        return reading.of(model).filter(programme=programme)

    return {
        "counting all": lambda: own().count(),
        "by delivery and basis": lambda: list(
            own().order_by().values_list("delivery", "governance_basis").annotate(Count("pk"))
        ),
        "first page of all, in order": lambda: list(own().order_by("order", "key")[:50]),
        "key and state of all": lambda: list(own().order_by().values_list("id", "delivery", "governance_basis")),
    }  # fmt: skip


def listed(place):
    """The objective list as at a day against today's: its statements."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests import builders

    programme, day = _long_histories()
    client = Client()
    client.force_login(builders.make_user("Reader", programme, "manager"))
    address = reverse("objectives:list", args=(programme.slug,))
    counts = {}
    for name, query in (("today", {}), ("as at a day", {"as_at": day.isoformat()})):
        client.get(address, query)
        with CaptureQueriesContext(connection) as caught:
            began = time.perf_counter()
            answer = client.get(address, query)
            took = time.perf_counter() - began
        assert answer.status_code == 200, answer.status_code
        counts[name] = len(caught)
        show(f"objective list, {name}: statements; time", f"{len(caught)}; {took * 1000:.0f} ms")
    more = counts["as at a day"] - counts["today"]
    show("  more statements than today's", f"{more}", "<= 3", more <= 3)


# In this order, whatever the order asked for: the later ones leave history without entries, which the first ones mind.
PARTS = {"writes": writes, "texts": texts, "verify": verify, "asat": asat, "list": listed, "ratio": ratio}


def main(asked):
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        sys.exit(f"There is no part {', '.join(unknown)}. The parts are: {', '.join(PARTS)}.")
    with own_database() as place:
        from django.db import connection

        print(f"{connection.vendor}, {os.cpu_count()} processors")
        logging.getLogger("django.request").setLevel(
            logging.ERROR
        )  # a thousand conflicts are what is asked for
        for name, part in PARTS.items():
            if name in asked or not asked:
                part(place)
        connection.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
