"""A blanket answer that is killed in the middle leaves all of it or nothing."""

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.db import connections

from objectives import actions
from objectives.models import Answer, HandoverItem, Objective
from tests import builders
from tests.audit.racing import chain_faults
from tests.conftest import ROOT
from tests.databases import url_of

ITEMS = 40
ACT = """
import sys, time
import django
django.setup()
from datetime import date
from django.contrib.auth import get_user_model
from objectives import actions
from objectives.actions import handover as acts
from objectives.models import Handover
step = acts.answer_item
def slowly(**given):
    print("answered", flush=True)
    time.sleep(0.02)
    return step(**given)
acts.answer_item = slowly
handover = Handover.objects.get()
actions.answer_items(handover=handover, items=list(handover.items.all()), by=get_user_model().objects.get(),
                     answer="accepted", answered_on=date(2026, 4, 2), words="Content")
print("done", flush=True)
"""


def _offered():
    stream = builders.make_workstream()
    receiver = builders.make_board()
    builders.make_chair(receiver, stream.programme)
    return actions.offer(
        programme=stream.programme, by=builders.ACTOR, receiver=receiver, title_en="Offer", reason="r",
        asked_on=date(2026, 3, 2), objectives=[builders.make_objective(stream) for _number in range(ITEMS)],
    )  # fmt: skip


def _killed_after(answers, name):
    environment = os.environ | {"DATABASE_URL": url_of(name), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", ACT], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    for _number in range(answers):
        if process.stdout.readline().strip() == "done":
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    time.sleep(0.2)  # PostgreSQL notices that its client has gone


@pytest.mark.parametrize("answers", [1, 20, ITEMS, ITEMS + 1])
def test_all_or_nothing(committed, answers):
    for connection in connections.all():
        connection.ensure_connection()
    if not HandoverItem.objects.exists():
        _offered()
    connections["default"].close()
    _killed_after(answers, committed)
    given = set(HandoverItem.objects.values_list("answer", flat=True))
    basis = set(Objective.objects.values_list("governance_basis", flat=True))
    assert (given, basis) in (
        ({Answer.AWAITING}, {"programme_board"}),
        ({Answer.ACCEPTED}, {"accepted_handover"}),
    )
    assert chain_faults() == []
    if answers > ITEMS:
        assert given == {Answer.ACCEPTED}
