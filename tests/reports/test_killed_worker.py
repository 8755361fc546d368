"""A worker process killed in the middle of a document loses nothing: the next one makes it."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from reports.making import issuing, orders, work
from reports.making.models import SILENCE, IssueOrder, OrderState, PrintOrder
from tests import builders
from tests.conftest import ROOT
from tests.databases import url_of
from tests.reports.documents import World

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LONG = "".join(f"<p>Line {number} of a long document.</p>" for number in range(20_000))


@pytest.mark.needs_pango
def test_a_killed_worker_loses_nothing(committed, kept_place, settings, monkeypatch):
    """A worker process is killed in the middle of a document; the next one makes it."""
    settings.TASKS = QUEUE
    programme = builders.make_programme()
    mair = builders.make_user("Mair", programme, "manager")
    monkeypatch.setattr("reports.printing.html_of", lambda report: LONG)
    report = SimpleNamespace(title="R", slug="r", language="en", known_at=None, as_at=builders.START)
    order = orders.order(report=report, programme=programme, by=mair, ordered_from="/en/")
    environment = os.environ | {"DATABASE_URL": url_of(committed), "SAFERWALES_VAR": str(kept_place),
                                "SAFERWALES_MODE": "demonstration", "SECRET_KEY": "x" * 60}  # fmt: skip
    command = [sys.executable, str(ROOT / "manage.py"), "make_documents"]
    killed = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    _until(lambda: PrintOrder.objects.filter(pk=order.pk, stage="layout").exists())
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    PrintOrder.objects.filter(pk=order.pk).update(
        seen_at=timezone.now() - SILENCE - timedelta(seconds=1), page="<p>Shorter, so that the test ends.</p>"
    )
    subprocess.run([*command, "--once"], env=environment, cwd=ROOT, check=True, timeout=120)
    order.refresh_from_db()
    assert order.state == OrderState.READY and order.attempts == 1
    assert bytes(order.file).startswith(b"%PDF-")


def test_a_maker_that_reads_the_record_for_long_is_not_taken_for_dead(committed, monkeypatch):
    """While a large record is checked before a document is issued, signs of life come from beside it."""
    world = World()
    order = IssueOrder.objects.create(
        document=world.start(),
        ordered_by=world.secretary,
        language="en",
        state=OrderState.MAKING,
        seen_at=timezone.now() - SILENCE - timedelta(seconds=1),
    )
    monkeypatch.setattr(work, "BEAT", 0.05)
    fresh = IssueOrder.objects.filter(pk=order.pk, seen_at__gt=timezone.now() - SILENCE)
    with work.alive(order):
        _until(fresh.exists)
    assert issuing.make_again() == 0


def test_a_maker_that_hangs_is_taken_for_dead_in_the_end(monkeypatch):
    beats = []
    monkeypatch.setattr(work, "BEAT", 0)
    monkeypatch.setattr(work, "MOST_BEATS", 3)
    monkeypatch.setattr(
        work, "mine", lambda order: SimpleNamespace(update=lambda **facts: beats.append(facts))
    )
    with work.alive(None):
        _until(lambda: len(beats) == 3)
        time.sleep(0.2)
    assert len(beats) == 3


def _until(holds, seconds=60):
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.1)
