"""Handing over: offered by the giver, answered item by item by the receiver, and governed by it only then."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from boards.models import Decision, Meeting
from objectives import actions
from objectives.answers import FOLLOWS, diagram
from objectives.models import Answer, Basis, Handover, HandoverItem
from tests import builders
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def day(name, on=None):
    on = on or timezone.localdate()
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


class World:
    def __init__(self):
        self.stream = builders.make_workstream()
        self.programme = self.stream.programme
        self.receiver = builders.make_board()
        self.objectives = [builders.make_objective(self.stream) for _number in range(3)]
        self.chair = builders.make_chair(self.receiver, self.programme)
        self.manager = builders.make_user("Mair", self.programme, "manager")
        self.sro = builders.make_sro(self.stream)

    def offer(self, **facts):
        given = {
            "programme": self.programme, "by": self.manager, "receiver": self.receiver, "title_en": "Outstanding",
            "asked_on": date(2026, 3, 2), "reason": "The programme ends", "objectives": self.objectives, **facts,
        }  # fmt: skip
        return actions.offer(**given)

    def decision(self, board=None):
        meeting = builders.enter(Meeting, board=board or self.receiver, held_on=date(2026, 4, 1))
        return builders.enter(Decision, meeting=meeting, number=1, wording_en="Agreed")

    def address(self, name, *args):
        return reverse(f"objectives:{name}", args=[self.programme.slug, *args])


@pytest.fixture
def world():
    return World()


def say(item, by, answer, **facts):
    return actions.answer_item(item=item, by=by, answer=answer, answered_on=date(2026, 4, 2), **facts)


class TestOffering:
    def test_objectives_and_duties_in_words_are_offered_together(self, world):
        made = world.offer(duties=[("keep the table up to date", "cadw'r tabl yn gyfredol")])
        assert [(one.order, one.answer) for one in made.items.all()] == [
            (n, "awaiting") for n in (1, 2, 3, 4)
        ]
        assert made.items.last().duty_cy == "cadw'r tabl yn gyfredol"
        world.objectives[0].refresh_from_db()
        assert world.objectives[0].governance_basis == Basis.PROGRAMME_BOARD, "asking moves nothing"

    def test_an_objective_is_offered_to_one_body_at_a_time(self, world):
        made = world.offer()
        with pytest.raises(ValidationError, match="offered or accepted already"):
            world.offer(receiver=builders.make_board())
        for item in made.items.all():
            say(item, world.chair, "declined", reason="Not our work")
        assert world.offer(receiver=builders.make_board()).items.count() == 3

    @pytest.mark.parametrize(
        ("facts", "sentence"),
        [
            ({"objectives": []}, "at least one objective"),
            ({"reason": " "}, "Say why"),
            ({"asked_on": date(2199, 1, 1)}, "lies in the future"),
        ],
    )
    def test_what_is_no_offer_is_refused_whole(self, world, facts, sentence):
        with pytest.raises(ValidationError, match=sentence):
            world.offer(**facts)
        assert not Handover.objects.exists()

    def test_not_to_the_giver_itself(self, world):
        with pytest.raises(ValidationError, match="other than the one"):
            world.offer(receiver=world.programme.governing_board)

    def test_an_sro_offers_the_own_objectives_only(self, world):
        assert world.offer(by=world.sro).items.count() == 3
        foreign = builders.make_objective(builders.make_workstream(world.programme))
        with pytest.raises(PermissionDenied, match="your own work-streams"):
            world.offer(by=world.sro, objectives=[foreign])
        with pytest.raises(PermissionDenied, match="your own work-streams"):
            world.offer(by=world.sro, objectives=[], duties=[("x", "")])

    def test_an_sro_offers_duties_of_the_own_work_stream_and_takes_them_back(self, world):
        duties = {"objectives": [], "duties": [("Keep the table", "")]}
        handover = world.offer(by=world.sro, duties_workstream=world.stream, **duties)
        item = handover.items.get()
        assert item.of_workstream == world.stream
        other = builders.make_workstream(world.programme)
        with pytest.raises(PermissionDenied, match="your own work-streams"):
            world.offer(by=world.sro, duties_workstream=other, **duties)
        with pytest.raises(ValidationError, match="of this programme"):
            world.offer(duties_workstream=builders.make_workstream(), **duties)
        actions.withdraw_items(
            handover=handover, items=[item], by=world.sro, withdrawn_on=date(2026, 3, 3), reason="Mistake"
        )
        item.refresh_from_db()
        assert item.answer == Answer.WITHDRAWN

    def test_the_sros_form_offers_the_own_work_streams_for_duties(self, world, client):
        builders.make_workstream(world.programme)
        client.force_login(world.sro)
        form = client.get(world.address("offer")).context["form"]
        keys = [key for key, _label in form.fields["duties_workstream"].choices if key]
        assert keys == [str(world.stream.pk)]
        sent = {"receiver": world.receiver.pk, "title_en": "Offer", "reason": "r", "duties_en": "Keep the table",
                "duties_workstream": world.stream.pk, **day("asked_on")}  # fmt: skip
        page = client.post(world.address("offer"), sent, follow=True).content.decode()
        assert "Keep the table" in page and str(world.stream) in page


class TestAnswering:
    def test_governance_moves_only_on_acceptance(self, world):
        first, second, third = world.offer().items.all()
        say(first, world.chair, "agreed", decision=world.decision())
        say(second, world.chair, "under_discussion")
        say(third, world.chair, "accepted", words="Content to take it")
        basis = [
            one.refresh_from_db() or (one.governance_basis, one.governing_body_id) for one in world.objectives
        ]
        old = (Basis.PROGRAMME_BOARD, world.programme.governing_board_id)
        assert basis == [old, old, (Basis.ACCEPTED_HANDOVER, world.receiver.pk)]
        say(first, world.chair, "accepted_reserved", words="Until the review")
        world.objectives[0].refresh_from_db()
        assert world.objectives[0].governing_body == world.receiver

    @pytest.mark.parametrize(
        ("answer", "facts", "sentence"),
        [
            ("accepted_reserved", {}, "reservation"),
            ("declined", {}, "why the board declines"),
            ("agreed", {}, "at which meeting"),
        ],
    )
    def test_each_answer_says_what_it_must(self, world, answer, facts, sentence):
        item = world.offer().items.first()
        with pytest.raises(ValidationError, match=sentence):
            say(item, world.chair, answer, **facts)
        assert HandoverItem.objects.get(pk=item.pk).answer == "awaiting"

    def test_a_decision_of_another_board_is_none(self, world):
        item = world.offer().items.first()
        with pytest.raises(ValidationError, match="decision of the receiving board"):
            say(item, world.chair, "agreed", decision=world.decision(builders.make_board()))

    @pytest.mark.parametrize("before", FOLLOWS)
    @pytest.mark.parametrize("after", [one for one in Answer if one != Answer.WITHDRAWN])
    def test_only_answers_of_the_table_follow(self, world, before, after):
        handover = builders.enter(
            Handover,
            programme=world.programme,
            giver=world.programme.governing_board,
            receiver=world.receiver,
            title_en="H",
        )
        on = None if before == Answer.AWAITING else date(2026, 3, 3)
        until = date(2026, 5, 1) if before == Answer.ACCEPTED_CONDITIONAL else None
        item = builders.enter(
            HandoverItem,
            handover=handover,
            duty_en="d",
            answer=before,
            answered_on=on,
            conditional_until=until,
        )
        facts = {"words": "w", "reason": "r", "decision": world.decision()}
        if after == Answer.ACCEPTED_CONDITIONAL:
            facts["conditional_until"] = date(2026, 6, 1)
        if after in FOLLOWS[before]:
            assert say(item, world.chair, after, **facts).answer == after
        else:
            with pytest.raises(ValidationError, match="already stands at"):
                say(item, world.chair, after, **facts)

    def test_the_page_shows_the_table_as_it_is(self):
        page = (ROOT / "docs" / "handover.md").read_text(encoding="utf-8")
        assert f"```mermaid\n{diagram()}\n```" in page
        assert set(FOLLOWS) == set(Answer)

    def test_the_second_to_answer_is_told_who_was_first(self, world):
        item = world.offer().items.first()
        say(item, world.chair, "accepted")
        other = builders.make_chair(world.receiver, world.programme, "Dewi")
        with pytest.raises(ValidationError, match="recorded by Carys"):
            say(item, other, "declined", reason="No")
        assert item.history.count() == 2

    def test_an_answer_to_what_changed_meanwhile_is_not_recorded(self, world, client):
        """The table allows the second answer; whoever gave it had not read the first."""
        handover = world.offer()
        item = handover.items.first()
        client.force_login(world.chair)
        address = world.address("answer", handover.pk)
        seen = client.get(address).context["form"]["seen"].value()
        say(item, builders.make_chair(world.receiver, world.programme, "Dewi"), "under_discussion")
        sent = {
            "items": [item.pk],
            "answer": "accepted",
            "words": "Content",
            **day("answered_on"),
            "seen": seen,
        }
        refused = client.post(address, sent)
        page = refused.content.decode()
        assert refused.status_code == 409 and "recorded by Dewi" in page and "Under discussion" in page
        form = refused.context["form"]
        assert form["words"].value() == "Content"
        assert client.post(address, sent | {"seen": form["seen"].value()}).status_code == 302
        assert client.post(address, sent | {"seen": "forged"}).status_code == 422

    def test_a_chair_answers_for_the_own_board_only(self, world):
        item = world.offer().items.first()
        foreign = builders.make_chair(builders.make_board(), world.programme, "Foreign")
        with pytest.raises(PermissionDenied, match="receiving board's chair or secretary"):
            say(item, foreign, "accepted")

    def test_the_programme_office_records_only_what_the_board_has_said(self, world):
        item = world.offer().items.first()
        with pytest.raises(ValidationError, match="must rest on a letter or a decision"):
            say(item, world.manager, "accepted")
        assert say(item, world.manager, "accepted", decision=world.decision()).answer == "accepted"

    def test_a_blanket_answer_is_all_or_nothing(self, world, monkeypatch):
        handover = world.offer()
        items = list(handover.items.all())
        real, calls = actions.handover.answer_item, []

        def breaks_at_the_third(**facts):
            calls.append(facts)
            if len(calls) == 3:
                raise RuntimeError("the power went")
            return real(**facts)

        monkeypatch.setattr(actions.handover, "answer_item", breaks_at_the_third)
        given = {"handover": handover, "items": items, "by": world.chair, "answer": "accepted",
                 "answered_on": date(2026, 4, 2)}  # fmt: skip
        with pytest.raises(RuntimeError):
            actions.answer_items(**given)
        assert set(handover.items.values_list("answer", flat=True)) == {"awaiting"}
        world.objectives[0].refresh_from_db()
        assert world.objectives[0].governance_basis == Basis.PROGRAMME_BOARD
        monkeypatch.undo()
        actions.answer_items(**given)
        assert [item.history.count() for item in items] == [2, 2, 2], "each item has its own entry"


class TestTakingBack:
    def test_the_giver_takes_back_what_is_not_settled(self, world):
        handover = world.offer()
        first, second, _third = handover.items.all()
        say(first, world.chair, "accepted")
        given = {
            "handover": handover,
            "by": world.manager,
            "withdrawn_on": date(2026, 4, 3),
            "reason": "Done already",
        }
        actions.withdraw_items(items=[second], **given)
        assert HandoverItem.objects.get(pk=second.pk).answer == "withdrawn"
        with pytest.raises(ValidationError, match="already stands at"):
            actions.withdraw_items(items=[first], **given)
        assert HandoverItem.objects.get(pk=first.pk).answer == "accepted"


class TestPages:
    def test_the_story_offer_answer_and_custody(self, world, client):
        client.force_login(world.manager)
        address = world.address("offer")
        assert client.get(address).status_code == 200
        sent = {"receiver": world.receiver.pk, "title_en": "Outstanding work", "reason": "The programme ends",
                "objectives": [one.pk for one in world.objectives[:2]], "duties_en": "keep the table\n\nmeet yearly",
                **day("asked_on")}  # fmt: skip
        wrong = client.post(address, sent | {"duties_cy": "cadw'r tabl"})
        assert wrong.status_code == 422 and "as many duties in Welsh" in wrong.content.decode()
        assert "Outstanding work" in wrong.content.decode()
        response = client.post(address, sent)
        handover = Handover.objects.get()
        assert response.url == handover.get_absolute_url() and handover.items.count() == 4
        client.force_login(world.chair)
        assert "Record an answer" in client.get(handover.get_absolute_url()).content.decode()
        items = list(handover.items.all())
        address = world.address("answer", handover.pk)
        assert client.get(address, {"item": items[0].pk}).context["form"].initial["items"] == [
            str(items[0].pk)
        ]
        answer = {
            "items": [one.pk for one in items[:2]],
            "answer": "accepted",
            "words": "Content",
            **day("answered_on"),
        }
        assert client.post(address, answer).status_code == 302
        page = client.get(world.objectives[0].get_absolute_url()).content.decode()
        assert str(world.receiver) in page
        again = client.post(address, answer | {"answer": "declined", "reason": "Changed our minds"})
        assert again.status_code == 409 and "Changed our minds" in again.content.decode()

    def test_items_of_another_handover_do_not_exist_here(self, world, client):
        mine = world.offer(objectives=world.objectives[:1])
        other_board = builders.make_board()
        foreign = world.offer(objectives=world.objectives[1:], receiver=other_board)
        client.force_login(world.chair)
        sent = {"items": [foreign.items.first().pk], "answer": "accepted", **day("answered_on")}
        assert client.post(world.address("answer", mine.pk), sent).status_code == 404
        assert client.post(world.address("answer", mine.pk), sent | {"items": ["x"]}).status_code == 404
        assert client.post(world.address("answer", foreign.pk), sent).status_code == 404
        assert client.get(world.address("answer", foreign.pk)).status_code == 404
        stranger = builders.make_programme()
        address = reverse("objectives:answer", args=[stranger.slug, mine.pk])
        client.force_login(builders.make_user("Out", stranger, "manager"))
        assert client.post(address, sent).status_code == 404
        assert client.post(reverse("objectives:answer", args=[stranger.slug, 2**64]), sent).status_code == 404
        assert set(HandoverItem.objects.values_list("answer", flat=True)) == {"awaiting"}

    def test_items_are_taken_back_by_their_giver(self, world, client):
        handover = world.offer()
        client.force_login(world.manager)
        address = world.address("withdraw_items", handover.pk)
        assert client.get(address).status_code == 200
        sent = {"items": [handover.items.first().pk], **day("withdrawn_on")}
        assert client.post(address, sent).status_code == 422
        assert client.post(address, sent | {"reason": "Done already"}).status_code == 302
        assert handover.items.first().answer == "withdrawn"
