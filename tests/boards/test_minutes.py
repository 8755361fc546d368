"""Minutes from draft to locked: circulated, approved at a later meeting, corrected for a reason, never after."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import actions_business, minutes
from boards import actions_meetings as actions
from boards.models import AgendaItem, Attendance, Decision, Meeting, MeetingAction, MinutesState
from tests import builders
from tests.boards.meetings import FIRST, SECOND, THIRD, World, add_item, day, decide
from tests.builders import ACTOR, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


class TestMinutes:
    def test_from_draft_to_locked_in_the_browser(self, world, client):
        client.force_login(world.chair)
        meeting = world.held()
        later = world.plan(SECOND)

        def step():
            return client.get(meeting.get_absolute_url()).context["step"]

        assert step().label == "Circulate the minutes"
        address = world.address(f"{meeting.pk}/circulate/")
        early = client.post(address, day("circulated_on", FIRST - timedelta(days=1)))
        assert early.status_code == 422 and "on or after the day of the meeting" in early.content.decode()
        future = client.post(address, day("circulated_on", timezone.localdate() + timedelta(days=1)))
        assert future.status_code == 422 and "lies in the future" in future.content.decode()
        assert client.post(address, day("circulated_on", FIRST + timedelta(days=7))).status_code == 302
        assert "once the record says it was held" in step().refusal
        world.hold(later)
        assert step().label == "Approve the minutes" and not step().refusal
        address = world.address(f"{meeting.pk}/approve/")
        assert client.post(address, {"approved_at": meeting.pk}).status_code == 422
        assert client.post(address, {"approved_at": later.pk}).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.minutes_state, meeting.approved_at, meeting.approved_on) == (
            "approved", later, SECOND,
        )  # fmt: skip
        assert "Minutes approved here" in client.get(later.get_absolute_url()).content.decode()
        address = world.address(f"{meeting.pk}/lock/")
        assert "never change again" in client.get(address).content.decode()
        assert client.post(address).status_code == 302
        meeting.refresh_from_db()
        assert meeting.minutes_state == MinutesState.LOCKED and step() is None

    def test_they_go_out_only_with_the_attendance_of_a_meeting_that_was_held(self, world):
        with pytest.raises(ValidationError, match="not been held yet"):
            actions.circulate_minutes(meeting=world.plan(), by=ACTOR, circulated_on=FIRST)
        imported = builders.make_meeting(world.board, SECOND, minutes_state="not_stated")
        with pytest.raises(ValidationError, match="Record the attendance before"):
            actions.circulate_minutes(meeting=imported, by=ACTOR, circulated_on=SECOND)
        world.hold(imported)
        actions.circulate_minutes(meeting=imported, by=ACTOR, circulated_on=SECOND)
        assert Meeting.objects.get(pk=imported.pk).minutes_state == "circulated"

    def test_they_are_approved_at_a_later_meeting_of_the_same_board(self, world):
        meeting = world.minuted("circulated", SECOND)
        wrong = (
            meeting,
            world.held(FIRST),
            world.plan(THIRD),
            builders.make_meeting(builders.make_board(), THIRD),
            world.held(SECOND + timedelta(days=3)),
        )
        for other in wrong:
            with pytest.raises(ValidationError, match="later meeting of the same board"):
                actions.approve_minutes(meeting=meeting, by=ACTOR, approved_at=other)
        with pytest.raises(ValidationError, match="circulated and not yet approved"):
            actions.approve_minutes(meeting=wrong[1], by=ACTOR, approved_at=meeting)
        with pytest.raises(ValidationError, match="Only approved minutes"):
            actions.lock_minutes(meeting=meeting, by=ACTOR)

    @pytest.mark.parametrize("upto", ["approved", "locked"])
    def test_nothing_of_settled_minutes_changes(self, world, upto):
        meeting = world.held()
        item, decision = add_item(meeting, "One"), decide(meeting)
        action = actions_business.add_action(meeting=meeting, by=ACTOR, words_en="Write", owner="Clerk")
        actions.circulate_minutes(meeting=meeting, by=ACTOR, circulated_on=FIRST)
        actions.approve_minutes(meeting=meeting, by=ACTOR, approved_at=world.held(SECOND))
        if upto == "locked":
            meeting = actions.lock_minutes(meeting=meeting, by=ACTOR)
        before = [model.history.count() for model in (Meeting, AgendaItem, Attendance, Decision)]
        sentence = f"The minutes are {upto}"
        for act in (
            lambda: actions.edit_meeting(meeting=meeting, by=ACTOR, place_en="Elsewhere"),
            lambda: world.hold(meeting),
            lambda: add_item(meeting, "Two"),
            lambda: actions_business.edit_agenda_item(item=item, by=ACTOR, minute_en="Else"),
            lambda: actions_business.move_agenda_item(item=item, by=ACTOR, up=True),
            lambda: actions_business.remove_agenda_item(item=item, by=ACTOR),
            lambda: decide(meeting),
            lambda: actions_business.edit_decision(decision=decision, by=ACTOR, reason="r", wording_en="x"),
            lambda: actions_business.add_action(meeting=meeting, by=ACTOR, words_en="x", owner="y"),
        ):
            with pytest.raises(ValidationError, match=sentence):
                act()
        assert [model.history.count() for model in (Meeting, AgendaItem, Attendance, Decision)] == before
        actions_business.update_action(action=action, by=ACTOR, state="done", on=SECOND)
        assert MeetingAction.objects.get().state == "done", "what becomes of actions goes on being recorded"

    def test_a_correction_puts_them_back_to_draft_for_a_reason_before_they_are_locked(self, world, client):
        meeting = world.minuted("approved")
        client.force_login(world.secretary)
        address = world.address(f"{meeting.pk}/reopen/")
        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "A name is wrong"}).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.minutes_state, meeting.circulated_on, meeting.approved_at) == ("draft", None, None)
        last = meeting.history.order_by("-version").first()
        assert last.history_change_reason == "A name is wrong"
        decide(meeting)
        again = client.post(address, {"reason": "Once more"})
        assert again.status_code == 422 and "a draft already" in again.content.decode()
        locked = world.minuted("locked", THIRD)
        refused = client.post(world.address(f"{locked.pk}/reopen/"), {"reason": "r"})
        assert refused.status_code == 422 and "The minutes are locked" in refused.content.decode()
        page = client.get(locked.get_absolute_url())
        assert not page.context["may_write"] and not page.context["may_reopen"]

    def test_the_database_itself_knows_no_minutes_of_a_meeting_not_held(self, world):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            enter(Meeting, board=world.board, held_on=FIRST, state="planned", minutes_state="circulated")

    def test_the_next_step_of_each_state(self, world):
        cancelled = builders.make_meeting(world.board, state="cancelled")
        assert minutes.next_step(cancelled, attended=False, meetings=[], day=FIRST) is None
        held = builders.make_meeting(world.board)
        step = minutes.next_step(held, attended=False, meetings=[], day=FIRST)
        assert step.label == "Record the attendance"
