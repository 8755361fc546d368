"""How long the closure report takes, and how much memory its process needs, on this machine.

    python benchmarks/closure_report.py [ROUNDS]

Uses a database of its own in a temporary folder, loads the programme of fixtures/, and makes the report of
15 June 2020 in a fresh child process each time, as the site does. The budget: 6 s and 300 MB.
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 6, 300


def measure(rounds):
    from reports import printing
    from reports.content.closure_report import build
    from workstreams.models import Programme

    programme = Programme.objects.get()
    printing.pdf_of(build(programme, date(2020, 6, 15), "en"))  # makes the fonts, once for a machine
    found, before = [], _processor()
    for _round in range(rounds):
        began = time.perf_counter()
        report = build(programme, date(2020, 6, 15), "en")
        read = time.perf_counter()
        made = printing.pdf_of(report)
        found.append((read - began, time.perf_counter() - began, len(made)))
    return found, (_processor() - before) / rounds


def _processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(found, processor):
    whole = [total for _read, total, _size in found]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )
    print(f"rounds                 {len(found)}")
    print(
        f"reading the record     {statistics.median(read for read, _total, _size in found):6.2f} s (median)"
    )
    print(f"whole report           {statistics.median(whole):6.2f} s (median), {max(whole):.2f} s (worst)")
    print(f"processor time, child  {processor:6.2f} s (mean)")
    print(f"peak memory, child     {peak:6.0f} MB")
    print(f"size of the file       {found[-1][2] / 1024:6.0f} KB")
    return max(whole) <= SECONDS and peak <= MEGABYTES


def main(rounds):
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(
            SAFERWALES_MODE="test", SAFERWALES_VAR=place, DATABASE_URL=f"sqlite:///{place}/bench.sqlite3"
        )
        os.environ["DJANGO_SETTINGS_MODULE"] = "saferwales.settings"
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_programme", verbosity=0)
        kept = show(*measure(rounds))
    print("within the budget" if kept else f"OVER the budget of {SECONDS} s and {MEGABYTES} MB")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
