"""The register before boards: what an agenda is about and a decision decides, linked in both directions."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from boards import actions_meetings
from boards.models import AgendaItem, Decision, Region
from objectives import actions
from objectives.models import AgendaSubject, DecisionSubject, HandoverItem
from saferwales.audit import writing
from tests import builders
from tests.builders import ACTOR, enter
from workstreams.models import RegionalReturn

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


class World:
    """A programme that offers two of its three objectives to a board, which keeps a region's return, and meets."""

    def __init__(self):
        self.stream = builders.make_workstream()
        self.programme = self.stream.programme
        self.board = builders.make_board(name_en="Receiving Board")
        self.chair = builders.make_chair(self.board, self.programme)
        self.manager = builders.make_user("Mair", self.programme, "manager")
        self.offered, self.second, self.kept = (builders.make_objective(self.stream) for _number in range(3))
        self.handover = actions.offer(
            programme=self.programme,
            by=self.manager,
            receiver=self.board,
            title_en="Outstanding work",
            asked_on=date(2026, 3, 2),
            reason="The programme ends",
            objectives=[self.offered, self.second],
            duties=[("keep the table", "")],
        )
        region = enter(Region, slug="gwent", name_en="Gwent")
        self.owed = enter(
            RegionalReturn,
            programme=self.programme,
            region=region,
            custodian=self.board,
            quarter_on=date(2026, 1, 1),
            label_en="Spring quarter",
        )
        self.meeting = builders.make_meeting(self.board, DAY)

    def address(self, more):
        return f"/en/boards/{self.board.slug}/{more}"

    def pages(self):
        """The pages of the objective, the handover and the return."""
        owed = reverse("workstreams:return", args=[self.programme.slug, self.owed.pk])
        return self.offered.get_absolute_url(), self.handover.get_absolute_url(), owed


@pytest.fixture
def world():
    return World()


def subjects(part):
    return [one.what for one in part.subjects.filter(archived=False)]


class TestAgenda:
    def test_items_are_built_from_the_register_and_stand_on_its_pages(self, world, client):
        client.force_login(world.chair)
        address = world.address(f"meetings/{world.meeting.pk}/agenda/new/")
        page = client.get(address).content.decode()
        assert str(world.offered) in page and str(world.kept) not in page
        nothing = client.post(address, {"text_en": "Kept words"})
        assert nothing.status_code == 422 and "Kept words" in nothing.content.decode()
        assert client.post(address, {"title_en": "Any other business"}).status_code == 302
        assert client.post(address, {"objectives": [world.offered.pk]}).status_code == 302
        more = {"title_en": "Handing over", "handovers": [world.handover.pk], "returns": [world.owed.pk]}
        assert client.post(address, more).status_code == 302
        plain, named, both = AgendaItem.objects.all()
        assert (plain.order, named.order, both.order) == (1, 2, 3)
        assert named.title_en == world.offered.label_en and subjects(named) == [world.offered]
        assert subjects(both) == [world.handover, world.owed] and subjects(plain) == []
        there = world.meeting.get_absolute_url()
        page = client.get(there).content.decode()
        for own in world.pages():
            assert f'href="{own}"' in page
            shown = client.get(own).content.decode()
            assert "Receiving Board, 1 April 2026" in shown and f'href="{there}#item-' in shown

    def test_what_it_is_about_is_chosen_anew(self, world, client):
        given = {"meeting": world.meeting, "by": ACTOR, "title_en": "A"}
        item = actions.put_on_agenda(subjects=[world.offered, world.handover], **given)
        client.force_login(world.chair)
        address = world.address(f"agenda/{item.pk}/register/")
        form = client.get(address).context["form"]
        assert form["objectives"].value() == [str(world.offered.pk)]
        sent = {"objectives": [world.second.pk], "handovers": [world.handover.pk]}
        assert client.post(address, sent).status_code == 302
        assert set(subjects(item)) == {world.second, world.handover}
        assert client.post(address, {}).status_code == 302
        assert subjects(item) == [] and AgendaSubject.objects.count() == 3, "taken off, never deleted"

    def test_only_the_boards_own_business_is_brought_before_it(self, world, client):
        client.force_login(world.chair)
        address = world.address(f"meetings/{world.meeting.pk}/agenda/new/")
        foreign = builders.make_objective()
        for objective in (world.kept, foreign):
            sent = {"title_en": "A", "objectives": [objective.pk]}
            assert client.post(address, sent).status_code == 422
        with pytest.raises(ValidationError, match="neither governed by this board nor offered"):
            actions.put_on_agenda(meeting=world.meeting, by=ACTOR, title_en="A", subjects=[world.kept])
        with pytest.raises(PermissionDenied):
            actions.put_on_agenda(meeting=world.meeting, by=world.chair, title_en="A", subjects=[foreign])
        assert not AgendaItem.objects.exists(), "an item without its subject is not left behind"

    def test_what_came_to_nothing_is_no_longer_its_business(self, world):
        items = list(world.handover.items.filter(objective=world.offered))
        actions.withdraw_items(
            handover=world.handover, items=items, by=world.manager, withdrawn_on=DAY, reason="Done"
        )
        with pytest.raises(ValidationError, match="nor offered"):
            actions.put_on_agenda(meeting=world.meeting, by=ACTOR, title_en="A", subjects=[world.offered])

    def test_a_closed_programme_is_only_read_but_what_was_accepted_goes_on(self, world):
        item = world.handover.items.get(objective=world.offered)
        actions.answer_item(item=item, by=world.chair, answer="accepted", answered_on=DAY)
        closed = {"by": ACTOR, "reason": "It ended", "effective_on": DAY, "state": "closed"}
        writing.amend(world.programme, **closed)
        given = {"meeting": world.meeting, "by": world.chair, "title_en": "A"}
        with pytest.raises(ValidationError, match="programme that is closed"):
            actions.put_on_agenda(subjects=[world.second], **given)
        assert subjects(actions.put_on_agenda(subjects=[world.offered], **given)) == [world.offered]

    def test_others_choice_of_what_one_does_not_see_stays(self, world, client):
        other = builders.make_workstream()
        theirs = builders.make_objective(other, governing_body=world.board, governance_basis="existing_named")
        item = actions.put_on_agenda(meeting=world.meeting, by=ACTOR, title_en="A", subjects=[theirs])
        client.force_login(world.chair)
        address = world.address(f"agenda/{item.pk}/register/")
        assert str(theirs) not in client.get(address).content.decode()
        assert client.post(address, {"objectives": [world.offered.pk]}).status_code == 302
        assert set(subjects(item)) == {theirs, world.offered}
        page = client.get(world.meeting.get_absolute_url()).content.decode()
        assert world.offered.label_en in page and theirs.get_absolute_url() not in page


class TestDecisions:
    def test_a_decision_and_what_it_decides_point_to_each_other(self, world, client):
        item = actions.put_on_agenda(
            meeting=world.meeting, by=ACTOR, title_en="Handing over", subjects=[world.offered]
        )
        client.force_login(world.chair)
        address = world.address(f"meetings/{world.meeting.pk}/decisions/new/")
        form = client.get(address, {"item": item.pk}).context["form"]
        assert form["objectives"].value() == [str(world.offered.pk)]
        duty = world.handover.items.get(objective=None)
        sent = {"wording_en": "The board takes it on.", "agenda_item": item.pk, "objectives": [world.offered.pk],
                "handover_items": [duty.pk], "returns": [world.owed.pk]}  # fmt: skip
        assert client.post(address, sent | {"wording_en": ""}).status_code == 422
        assert client.post(address, sent).status_code == 302
        decision = Decision.objects.get()
        assert set(subjects(decision)) == {world.offered, duty, world.owed} and decision.agenda_item == item
        page = client.get(world.meeting.get_absolute_url()).content.decode()
        for own in world.pages():
            assert f'href="{own}"' in page
            shown = client.get(own).content.decode()
            assert (
                "Decision 1 of Receiving Board, 1 April 2026" in shown and "The board takes it on." in shown
            )
            assert f'href="{world.meeting.get_absolute_url()}#decision-1"' in shown

    def test_an_answer_that_rests_on_a_decision_is_what_it_decides_and_stored_once(self, world, client):
        decision = actions.decide(meeting=world.meeting, by=ACTOR, wording_en="Agreed", subjects=[])
        item = world.handover.items.get(objective=world.offered)
        actions.answer_item(item=item, by=world.chair, answer="agreed", answered_on=DAY, decision=decision)
        client.force_login(world.chair)
        found = client.get(world.meeting.get_absolute_url()).context["decisions"][0]["subjects"]
        assert [one["record"].pk for one in found] == [item.pk]
        actions.choose_decision_subjects(decision=decision, by=ACTOR, subjects=[item], among=[item])
        again = client.get(world.meeting.get_absolute_url()).context["decisions"][0]["subjects"]
        assert [one["record"].pk for one in again] == [item.pk], "linked twice, shown once"
        page = client.get(world.offered.get_absolute_url()).content.decode()
        assert page.count("Decision 1 of Receiving Board") == 1
        before = client.get(world.offered.get_absolute_url(), {"as_at": "2026-03-20"}).content.decode()
        assert "Decision 1 of" not in before and "No decision on it is recorded." in before

    def test_an_answer_that_rested_on_a_decision_stays_what_it_decided(self, world, client):
        decision = actions.decide(meeting=world.meeting, by=ACTOR, wording_en="Agreed", subjects=[])
        item = world.handover.items.get(objective=world.offered)
        given = {"item": item, "by": world.chair, "answered_on": DAY}
        actions.answer_item(answer="agreed", decision=decision, **given)
        actions.answer_item(answer="accepted", words="Content", **given)
        assert HandoverItem.objects.get(pk=item.pk).decision is None
        client.force_login(world.chair)
        page = client.get(world.meeting.get_absolute_url())
        [subject] = page.context["decisions"][0]["subjects"]
        assert subject["record"].pk == item.pk and "Agreed by the board" in page.content.decode()
        for own in world.pages()[:2]:
            assert "Decision 1 of Receiving Board" in client.get(own).content.decode()

    def test_what_it_decides_is_fixed_with_the_minutes(self, world, client):
        decision = actions.decide(meeting=world.meeting, by=ACTOR, wording_en="Agreed", subjects=[])
        actions_meetings.record_attendance(
            meeting=world.meeting, by=ACTOR, attendance=[(world.board.seats.get(), "present", "")]
        )
        actions_meetings.circulate_minutes(meeting=world.meeting, by=ACTOR, circulated_on=DAY)
        later = builders.make_meeting(world.board, date(2026, 6, 1))
        actions_meetings.approve_minutes(meeting=world.meeting, by=ACTOR, approved_at=later)
        client.force_login(world.chair)
        address = world.address(f"decisions/{decision.pk}/register/")
        assert "The minutes are approved" in client.get(address).content.decode()
        refused = client.post(address, {"objectives": [world.offered.pk]})
        assert refused.status_code == 422 and not DecisionSubject.objects.exists()
        locked = actions_meetings.lock_minutes(meeting=world.meeting, by=ACTOR)
        with pytest.raises(ValidationError, match="minutes are locked"):
            actions.decide(meeting=locked, by=ACTOR, wording_en="More", subjects=[world.offered])
        item = world.handover.items.get(objective=world.offered)
        actions.answer_item(item=item, by=world.chair, answer="agreed", answered_on=DAY, decision=decision)
        assert HandoverItem.objects.get(pk=item.pk).decision == decision, (
            "an answer may rest on locked minutes"
        )

    def test_a_link_names_one_thing(self, world):
        decision = actions.decide(meeting=world.meeting, by=ACTOR, wording_en="Agreed", subjects=[])
        for links in ({}, {"objective": world.offered, "programme": world.programme}):
            with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
                enter(DecisionSubject, decision=decision, **links)
        item = actions.put_on_agenda(meeting=world.meeting, by=ACTOR, title_en="A")
        for links in ({}, {"objective": world.offered, "handover": world.handover}):
            with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
                enter(AgendaSubject, agenda_item=item, **links)

    def test_a_programme_is_decided_by_the_board_that_governs_it(self, world, client):
        meeting = builders.make_meeting(world.programme.governing_board, DAY)
        given = {"by": ACTOR, "wording_en": "Closed", "subjects": [world.programme, world.kept]}
        decision = actions.decide(meeting=meeting, **given)
        assert set(subjects(decision)) == {world.programme, world.kept}
        client.force_login(world.manager)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert f"Programme: {world.programme}" in page
        with pytest.raises(ValidationError, match="neither governed"):
            actions.decide(meeting=world.meeting, **given)
        assert Decision.objects.count() == 1, "a decision without what it decides is not left behind"


class TestVisibility:
    def test_a_board_of_another_programme_is_named_and_not_linked(self, world, client):
        stranger = builders.make_programme()
        board = stranger.governing_board
        handover = actions.offer(
            programme=world.programme, by=world.manager, receiver=board, title_en="Elsewhere", asked_on=DAY,
            reason="r", objectives=[world.kept],
        )  # fmt: skip
        meeting = builders.make_meeting(board, date(2026, 5, 1))
        actions.decide(
            meeting=meeting, by=ACTOR, wording_en="Taken", subjects=[world.kept, *handover.items.all()]
        )
        client.force_login(world.manager)
        page = client.get(world.kept.get_absolute_url()).content.decode()
        assert f"Decision 1 of {board}, 1 May 2026" in page and meeting.get_absolute_url() not in page
        assert client.get(meeting.get_absolute_url()).status_code == 404
        theirs = builders.make_user("Ian", stranger, "manager")
        client.force_login(theirs)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "Taken" in page and world.kept.label_en not in page and "Elsewhere" not in page

    def test_a_cancelled_meeting_puts_nothing_on_an_agenda(self, world, client):
        planned = builders.make_meeting(
            world.board, date(2026, 5, 1), state="planned", minutes_state="not_stated"
        )
        actions.put_on_agenda(meeting=planned, by=ACTOR, title_en="Soon", subjects=[world.offered])
        client.force_login(world.manager)
        assert "Soon" in client.get(world.offered.get_absolute_url()).content.decode()
        actions_meetings.cancel_meeting(meeting=planned, by=ACTOR, reason="Nobody can come")
        assert "Soon" not in client.get(world.offered.get_absolute_url()).content.decode()
