"""Handing over, seen from both sides: a board that does not operate yet, what is added, what waits for whom."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from boards.actions import edit_board
from objectives import actions
from objectives.models import Basis, HandoverItem
from tests import builders
from tests.objectives.test_handing_over import World, day, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


class TestABoardThatDoesNotOperateYet:
    @pytest.fixture(
        params=[{"standing": "shadow"}, {"standing": "proposed"}, {"founded_on": date(2026, 7, 1)}]
    )
    def young(self, request, world):
        world.receiver = builders.make_board(**request.param)
        world.chair = builders.make_chair(world.receiver, world.programme)
        return world

    def test_it_accepts_on_condition_only_and_governs_nothing_yet(self, young):
        item = young.offer().items.first()
        with pytest.raises(ValidationError, match="does not operate yet"):
            say(item, young.chair, "accepted")
        for until in (None, date(2026, 4, 2)):
            with pytest.raises(ValidationError, match="later day by which"):
                say(item, young.chair, "accepted_conditional", conditional_until=until)
        with pytest.raises(ValidationError, match="Only an acceptance on condition"):
            say(item, young.chair, "under_discussion", conditional_until=date(2026, 5, 1))
        say(item, young.chair, "accepted_conditional", conditional_until=date(2026, 5, 1))
        young.objectives[0].refresh_from_db()
        assert young.objectives[0].governance_basis == Basis.PROGRAMME_BOARD

    def test_once_it_operates_it_takes_the_objective(self, world):
        board = builders.make_board(standing="shadow")
        chair = builders.make_chair(board, world.programme)
        item = world.offer(receiver=board).items.first()
        say(item, chair, "accepted_conditional", conditional_until=date(2026, 5, 1))
        edit_board(
            board=board,
            by=builders.ACTOR,
            effective_on=date(2026, 4, 10),
            reason="Begun",
            standing="operating",
        )
        actions.answer_item(item=item, by=chair, answer="accepted", answered_on=date(2026, 4, 11))
        world.objectives[0].refresh_from_db()
        assert world.objectives[0].governing_body == board
        assert HandoverItem.objects.get(pk=item.pk).conditional_until is None

    def test_past_the_day_the_item_is_on_the_givers_list_again(self, young, client):
        item = young.offer().items.first()
        say(item, young.chair, "accepted_conditional", conditional_until=date(2026, 5, 1))
        assert not item.lapsed(date(2026, 5, 1))
        client.force_login(young.manager)
        for as_at, said in (("2026-05-01", False), ("2026-05-02", True)):
            page = client.get(reverse("web:home"), {"as_at": as_at}).content.decode()
            assert ("past its day" in page) is said, as_at
        actions.withdraw_items(
            handover=item.handover,
            items=[item],
            by=young.manager,
            withdrawn_on=date(2026, 5, 2),
            reason="Too late",
        )
        again = young.offer(receiver=builders.make_board(), objectives=[young.objectives[0]])
        assert again.items.count() == 1


class TestAskingForMore:
    def test_what_is_added_stands_beside_what_was_asked(self, world, client):
        handover = world.offer(objectives=world.objectives[:1])
        say(handover.items.first(), world.chair, "accepted")
        client.force_login(world.manager)
        address = world.address("add_items", handover.pk)
        assert client.get(address).status_code == 200
        sent = {"objectives": [world.objectives[1].pk], "duties_en": "meet yearly", "reason": "Left out"}
        early = client.post(address, sent | day("asked_on", date(2026, 3, 1)))
        assert early.status_code == 422 and "meet yearly" in early.content.decode()
        assert client.post(address, sent | day("asked_on", date(2026, 4, 3))).status_code == 302
        assert list(handover.items.values_list("order", "answer")) == [
            (1, "accepted"), (2, "awaiting"), (3, "awaiting")
        ]  # fmt: skip
        taken = client.post(address, sent | {"duties_en": ""} | day("asked_on", date(2026, 4, 3)))
        assert taken.status_code == 422, "an objective is offered once"


class TestWhatWaits:
    def test_each_side_finds_its_own_on_the_first_page(self, world, client):
        world.offer()
        stranger = builders.make_chair(builders.make_board(), world.programme, "Foreign")
        secretary = builders.make_user("Sec", world.programme, "secretary")
        sentences = {
            world.chair: f"{world.receiver}: 3 items offered have no final answer",
            secretary: "3 handover items have no final answer",
            world.sro: "3 items that you offered have no final answer",
            world.manager: "3 items that were offered have no final answer",
        }
        for user, sentence in sentences.items():
            client.force_login(user)
            assert sentence in client.get(reverse("web:home")).content.decode()
        client.force_login(stranger)
        assert "no final answer" not in client.get(reverse("web:home")).content.decode()

    def test_a_boards_page_lists_what_it_is_asked_and_what_it_gave(self, world, client):
        handover = world.offer(duties=[("keep the table", "")])
        say(handover.items.first(), world.chair, "accepted")
        client.force_login(world.chair)
        for board in (world.receiver, world.programme.governing_board):
            page = client.get(board.get_absolute_url()).content.decode()
            assert "keep the table" in page and str(world.objectives[1]) in page
            assert "Awaiting an answer" in page and "Accepted" in page

    def test_the_objective_shows_both_ends_of_the_transfer(self, world, client):
        item = world.offer().items.first()
        say(item, world.chair, "accepted", decision=world.decision(), words="Content to take it")
        client.force_login(world.sro)
        page = client.get(world.objectives[0].get_absolute_url()).content.decode()
        rows = re.findall(r"<tr><td.*?</tr>", page, re.S)
        governed = [row for row in rows if "Governed" in row]
        assert str(world.programme.governing_board) in governed[0] and str(world.receiver) in governed[-1]
        assert "2 April 2026" in governed[0] and "2 April 2026" in governed[-1], "until, and from"
        for name in ("Delivering body", "Overseeing board", "Supporting work-stream"):
            assert f"<dt>{name}</dt>" in page
