"""Verifying from the page: one at a time, its progress seen, its result kept, and a dead one known to be dead."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from saferwales.audit import chain, guards, verify
from saferwales.audit.models import AuditEntry
from saferwales.audit.offline_verify import Problem
from saferwales.inspection import runner
from saferwales.inspection.models import SILENCE, Verification, VerificationState
from tests import builders

HTMX = {"HX-Request": "true"}


def shown(client, **options):
    return " ".join(client.get(reverse("audit:verification"), **options).content.decode().split())


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(runner, "SECONDS", 0.01)


def test_pressing_the_button_begins_one_and_a_second_press_none(auditor):
    for _time in range(2):
        assert auditor.post(reverse("audit:verify")).url == reverse("audit:verification")
    assert Verification.objects.count() == 1
    page = shown(auditor)
    assert "A verification is running already." in page
    assert "Olwen Auditor began it" in page and "Verify now" not in page


def test_while_one_runs_the_page_asks_again_and_afterwards_no_more(auditor):
    run = Verification.objects.begin(auditor.user)
    Verification.objects.filter(pk=run.pk).update(done=250_000, total=1_000_000)
    fragment = shown(auditor, headers=HTMX)
    assert "<html" not in fragment and 'hx-trigger="every 2s"' in fragment
    assert "25%: 250000 of 1000000 rows" in fragment and 'value="25"' in fragment
    Verification.objects.filter(pk=run.pk).update(
        state=VerificationState.FINISHED, entries=1_000_000, digest="a" * 64, finished_at=timezone.now()
    )
    fragment = shown(auditor, headers=HTMX)
    assert "hx-trigger" not in fragment and "Verify now" in fragment
    assert "found no problem in 1000000 entries" in fragment and "a" * 64 in fragment
    assert "Begun by Olwen Auditor" in fragment
    assert "found no problem" in " ".join(auditor.get(reverse("audit:list")).content.decode().split())


def test_a_silent_one_is_called_stopped_and_gives_way(auditor):
    dead = Verification.objects.begin(auditor.user)
    Verification.objects.filter(pk=dead.pk).update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
    page = shown(auditor)
    assert "was stopped before its end" in page and "Verify now" in page
    assert Verification.objects.begin(auditor.user) is not None
    dead.refresh_from_db()
    assert dead.state == VerificationState.LOST


def test_one_that_was_given_up_stops_and_keeps_no_result(auditor, quick, monkeypatch):
    given_up = Verification.objects.begin(auditor.user)
    Verification.objects.filter(pk=given_up.pk).update(state=VerificationState.LOST)
    asked = []

    def endless(progress):
        while True:
            asked.append(1)
            progress(len(asked), 0)
            time.sleep(0.001)

    monkeypatch.setattr(verify, "run", endless)
    runner.watch(given_up.pk, "en")
    given_up.refresh_from_db()
    assert given_up.state == VerificationState.LOST and given_up.done == 0


def test_problems_are_listed_with_the_way_to_each_entry(auditor, quick, monkeypatch):
    wrong = Problem("payload", 2, "Entry 2: <b>changed</b>")
    found = verify.Result(3, "b" * 64, [wrong] * 150, ["entry 9: erased"], ["The clock was set back."])
    monkeypatch.setattr(verify, "run", lambda progress: found)
    run = Verification.objects.begin(auditor.user)
    runner.watch(run.pk, "en")
    page = shown(auditor)
    assert "The last verification found 150 problems." in page
    link = f'<a href="{reverse("audit:entry", args=[2])}">Entry 2: &lt;b&gt;changed&lt;/b&gt;</a>'
    assert page.count(link) == runner.MOST_PROBLEMS
    assert "These are the first 100." in page
    assert "entry 9: erased" in page and "The clock was set back." in page


@pytest.mark.expects_log_errors
def test_an_error_says_nothing_about_the_chain(auditor, quick, monkeypatch):
    def fail(progress):
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(verify, "run", fail)
    run = Verification.objects.begin(auditor.user)
    runner.watch(run.pk, "en")
    run.refresh_from_db()
    assert run.state == VerificationState.FAILED
    page = shown(auditor)
    assert "says nothing about the chain" in page and "found no problem" not in page


def test_in_the_past_nothing_is_begun(auditor):
    refused = auditor.post(reverse("audit:verify") + "?known_at=2020-01-01")
    assert refused.status_code == 403
    assert not Verification.objects.exists()


def _verified(client, meanwhile=lambda: None):
    """Press the button, and look at the page until the verification has ended; returns its row."""
    client.post(reverse("audit:verify"))
    until = time.monotonic() + 30
    while time.monotonic() < until and "hx-trigger" in shown(client, headers=HTMX):
        meanwhile()
        time.sleep(0.02)
    return Verification.objects.first()


def test_a_verification_runs_to_its_end_beside_the_pages_and_finds_what_is_wrong(committed, quick):
    with translation.override("en"):
        for _number in range(5):
            builders.make_board()
        client = Client()
        client.force_login(builders.make_user("Aud", is_auditor=True))
        ended = _verified(client, builders.make_board)
        assert ended.state == VerificationState.FINISHED
        assert ended.found == 0 and 5 <= ended.entries <= chain.head()[0] and len(ended.digest) == 64
        with guards.lifted(connection):
            AuditEntry.objects.filter(seq=3).update(actor="user:1")
        assert _verified(client).problems[0]["seq"] == 3
        assert reverse("audit:entry", args=[3]) in shown(client)
