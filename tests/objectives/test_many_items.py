"""A handover of many items: its pages ask as much as those of a short one, and one tick answers all of it."""

import re
import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.models import Decision, Meeting
from objectives.models import Answer, Handover, HandoverItem
from saferwales.web.pages import PAGE_SIZE
from tests import builders

pytestmark = pytest.mark.django_db
ON_TOP = 2  # the session, and the user with the roles
COUNTS = {"handover": 2, "answer": 2, "withdraw_items": 1, "add_items": 2, "offer": 2}
MANY = 120


class World:
    def __init__(self, number):
        self.stream = builders.make_workstream()
        self.programme = self.stream.programme
        self.receiver = builders.make_board()
        self.chair = builders.make_chair(self.receiver, self.programme)
        self.sro = builders.make_sro(self.stream)
        self.handover = builders.enter(
            Handover, programme=self.programme, giver=self.programme.governing_board, receiver=self.receiver,
            asked_on=date(2026, 3, 2), title_en="Outstanding",
        )  # fmt: skip
        for order, objective in enumerate(builders.make_many_objectives(self.stream, number), 1):
            builders.enter(HandoverItem, handover=self.handover, order=order, objective=objective)
        meeting = builders.enter(Meeting, board=self.receiver, held_on=date(2026, 4, 1))
        self.decision = builders.enter(Decision, meeting=meeting, number=1, wording_en="Agreed")

    def address(self, name):
        args = [] if name == "offer" else [self.handover.pk]
        return reverse(f"objectives:{name}", args=[self.programme.slug, *args])

    def answers(self):
        return list(self.handover.items.values_list("answer", flat=True))


def answer_of(client, address, **facts):
    drawn = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', drawn)[1]
    on = timezone.localdate()
    day = {"answered_on_0": on.day, "answered_on_1": on.month, "answered_on_2": on.year}
    return client.post(address, {"seen": seen, **day, **facts})


@pytest.mark.parametrize("number", [26, 260])
def test_each_page_asks_exactly_so_much(client, number):
    world, found = World(number), {}
    for name in COUNTS:
        client.force_login(world.chair if name == "answer" else world.sro)
        client.get(reverse("boards:list"))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(world.address(name)).status_code == 200
        found[name] = len(asked) - ON_TOP
    print(found)
    assert found == COUNTS


def test_items_come_a_page_at_a_time_and_the_one_followed_from_a_link_comes_first(client):
    world = World(MANY)
    client.force_login(world.chair)
    last = world.handover.items.last()
    text = client.get(world.address("answer"), {"item": last.pk}).content.decode()
    assert text.count('name="items"') == PAGE_SIZE and f'value="{last.pk}"' in text
    assert f"All open items: {MANY}" in text and "page=2" in text
    assert (
        client.get(world.address("handover")).content.decode().count('data-label="Resting on"') == PAGE_SIZE
    )


def test_one_tick_answers_all_of_them_or_none(client, figure):
    world = World(MANY)
    client.force_login(world.chair)
    address = world.address("answer")
    refused = answer_of(client, address, everything="on", answer="accepted_reserved")
    assert refused.status_code == 422 and set(world.answers()) == {Answer.AWAITING}
    began = time.perf_counter()
    done = answer_of(client, address, everything="on", answer="accepted", words="Content")
    figure(f"{MANY} items answered in {time.perf_counter() - began:.1f} s")
    assert done.status_code == 302 and world.answers() == [Answer.ACCEPTED] * MANY


def test_all_of_them_are_those_that_were_there_when_the_form_was_drawn(client):
    world = World(MANY)
    client.force_login(world.chair)
    address = world.address("answer")
    text = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', text)[1]
    later = builders.enter(HandoverItem, handover=world.handover, order=MANY + 1, duty_en="Keep the table")
    on = timezone.localdate()
    day = {"answered_on_0": on.day, "answered_on_1": on.month, "answered_on_2": on.year}
    sent = {"seen": seen, "everything": "on", "answer": "accepted", "words": "Content", **day}
    assert client.post(address, sent).status_code == 302
    later.refresh_from_db()
    assert later.answer == Answer.AWAITING and world.answers().count(Answer.ACCEPTED) == MANY


def test_nothing_ticked_is_said_at_the_items(client):
    world = World(MANY)
    client.force_login(world.chair)
    refused = answer_of(client, world.address("answer"), answer="accepted", words="Content")
    assert refused.status_code == 422
    assert "Tick at least one item, or all of them." in refused.content.decode()


@pytest.mark.expects_log_errors
def test_more_than_a_form_carries_is_refused_in_words(client):
    world = World(1)
    client.force_login(world.chair)
    sent = client.post(world.address("answer"), {"items": [str(number) for number in range(3_001)]})
    assert sent.status_code == 400 and "tick fewer" in sent.content.decode()
