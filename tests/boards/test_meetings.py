"""Meetings planned and held: the agenda, who was there, numbers without gaps, actions, and whose they are."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import actions_business
from boards import actions_meetings as actions
from boards.models import Attendance, Decision, Meeting, MeetingAction, MeetingState, Seat
from saferwales.audit.asat import Reading
from tests import builders
from tests.boards.meetings import FIRST, SECOND, THIRD, World, add_item, day, decide, titles
from tests.builders import ACTOR, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


class TestPlanningAndHolding:
    def test_planned_in_the_browser_and_held_when_the_attendance_is_recorded(self, world, client):
        client.force_login(world.secretary)
        assert client.get(world.address("plan/")).status_code == 200
        wrong = client.post(
            world.address("plan/"), {"place_en": "Cardiff", "starts_at": "25:00", **day("held_on", FIRST)}
        )
        assert wrong.status_code == 422 and "such as 14:30" in wrong.content.decode()
        assert "Cardiff" in wrong.content.decode()
        sent = {"place_en": "Cardiff", "starts_at": "14:30", "title_en": "First", **day("held_on", FIRST)}
        response = client.post(world.address("plan/"), sent)
        meeting = Meeting.objects.get()
        assert response.url == meeting.get_absolute_url()
        assert (meeting.state, meeting.starts_at, meeting.place_en) == ("planned", time(14, 30), "Cardiff")
        page = client.get(response.url).content.decode()
        assert "Record the attendance" in page and "Planned" in page and "14:30, Cardiff" in page
        address = world.address(f"{meeting.pk}/attendance/")
        assert client.get(address).status_code == 200
        there = {
            f"presence_{world.chair_seat.pk}": "present",
            f"presence_{world.member.pk}": "apologies",
            f"substitute_{world.member.pk}": "A. Deputy",
        }
        missing = client.post(address, {f"presence_{world.chair_seat.pk}": "present"})
        assert missing.status_code == 422 and not Attendance.objects.exists()
        assert client.post(address, there).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.state, meeting.minutes_state) == ("held", "draft")
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "A. Deputy" in page and "Circulate the minutes" in page
        assert Reading(on=FIRST).load(Meeting.objects.all()).get(Meeting, meeting.pk).state == "held"

    def test_who_was_there_is_said_seat_by_seat_of_the_day(self, world):
        meeting = world.plan()
        former = enter(Seat, board=world.board, post="Former", role="member", to_on=date(2020, 1, 1))
        foreign = enter(Seat, board=builders.make_board(), post="Stranger", role="member")
        for seat in (former, foreign):
            with pytest.raises(ValidationError, match="not held on the day"):
                actions.record_attendance(meeting=meeting, by=ACTOR, attendance=[(seat, "present", "")])
        with pytest.raises(ValidationError, match="not absent"):
            actions.record_attendance(
                meeting=meeting, by=ACTOR, attendance=[(world.member, "absent", "A. Deputy")]
            )
        with pytest.raises(ValidationError, match="held by somebody"):
            actions.record_attendance(meeting=meeting, by=ACTOR, attendance=[(world.member, "absent", "")])
        assert not Attendance.objects.exists() and Meeting.objects.get().state == "planned"

    def test_the_day_has_to_come_first(self, world, client):
        meeting = world.plan(timezone.localdate() + timedelta(days=3))
        with pytest.raises(ValidationError, match="has not come yet"):
            world.hold(meeting)
        client.force_login(world.secretary)
        page = client.get(world.address(f"{meeting.pk}/attendance/")).content.decode()
        assert "The day of this meeting has not come yet." in page
        step = client.get(meeting.get_absolute_url()).context["step"]
        assert step.url.endswith("agenda/new/")

    def test_two_who_record_attendance_lose_nothing(self, world, client):
        meeting = world.held()
        client.force_login(world.secretary)
        address = world.address(f"{meeting.pk}/attendance/")
        sent = {f"{one.name}": one.value() for one in client.get(address).context["form"]}
        world.hold(meeting)
        there = [(world.member, "present", "")]
        actions.record_attendance(meeting=meeting, by=world.chair, attendance=there)
        sent |= {f"presence_{world.member.pk}": "absent"}
        clash = client.post(address, sent)
        assert (
            clash.status_code == 409
            and "recorded “Present” for this seat meanwhile" in clash.content.decode()
        )
        assert Attendance.objects.get(seat=world.member).presence == "present"

    def test_a_planned_meeting_is_cancelled_for_a_reason(self, world, client):
        meeting = world.plan(timezone.localdate() + timedelta(days=3))
        client.force_login(world.chair)
        address = world.address(f"{meeting.pk}/cancel/")
        assert client.post(address, {"reason": " "}).status_code == 422
        assert client.post(address, {"reason": "Nobody can come"}).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.CANCELLED
        with pytest.raises(ValidationError, match="was cancelled"):
            add_item(meeting, "Late")
        with pytest.raises(ValidationError, match="planned can be cancelled"):
            actions.cancel_meeting(meeting=world.held(), by=ACTOR, reason="r")

    def test_moving_its_day_needs_a_reason(self, world, client):
        meeting = world.plan()
        client.force_login(world.secretary)
        address = world.address(f"{meeting.pk}/edit/")
        base = client.get(address).context["form"].initial["base"]
        sent = {"base": base, "place_en": "Newport", **day("held_on", SECOND)}
        wrong = client.post(address, sent)
        assert wrong.status_code == 422 and "Say why the day of the meeting changes" in wrong.content.decode()
        assert client.post(address, sent | {"reason": "The chair is away"}).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.held_on, meeting.place_en) == (SECOND, "Newport")

    def test_minutes_hold_a_meeting_to_its_day(self, world):
        meeting = world.minuted("circulated")
        with pytest.raises(ValidationError, match="circulated before that day"):
            actions.edit_meeting(meeting=meeting, by=ACTOR, held_on=SECOND, reason="r")
        approved = world.minuted("approved", THIRD)
        with pytest.raises(ValidationError, match="were approved here"):
            actions.edit_meeting(meeting=approved.approved_at, by=ACTOR, held_on=THIRD, reason="r")
        with pytest.raises(ValidationError, match="lies in the future"):
            later = timezone.localdate() + timedelta(days=1)
            actions.edit_meeting(meeting=world.held(SECOND), by=ACTOR, held_on=later, reason="r")


class TestAgenda:
    def test_items_are_moved_and_removed(self, world, client):
        meeting = world.plan()
        for title in ("One", "Two", "Three"):
            last = add_item(meeting, title)
        client.force_login(world.secretary)
        move = f"/en/boards/{world.board.slug}/agenda/{last.pk}/move/"
        assert client.get(move).status_code == 405
        assert client.post(move, {"direction": "up"}).url.endswith(f"#item-{last.pk}")
        assert titles(meeting) == ["One", "Three", "Two"]
        client.post(move, {"direction": "up"})
        client.post(move, {"direction": "up"})
        assert titles(meeting) == ["Three", "One", "Two"]
        client.post(move, {"direction": "down"})
        assert titles(meeting) == ["One", "Three", "Two"]
        client.post(f"/en/boards/{world.board.slug}/agenda/{last.pk}/remove/")
        assert titles(meeting) == ["One", "Two"]
        gone = client.post(move, {"direction": "up"})
        assert gone.status_code == 404

    def test_an_item_under_which_was_decided_stays(self, world, client):
        meeting = world.held()
        item = add_item(meeting, "One")
        decide(meeting, agenda_item=item)
        client.force_login(world.secretary)
        page = client.post(f"/en/boards/{world.board.slug}/agenda/{item.pk}/remove/", follow=True)
        assert "so it stays on the agenda" in page.content.decode() and titles(meeting) == ["One"]

    def test_a_minute_is_written_of_a_meeting_that_was_held(self, world, client):
        meeting = world.plan()
        item = add_item(meeting, "One")
        client.force_login(world.secretary)
        address = f"/en/boards/{world.board.slug}/agenda/{item.pk}/edit/"
        assert "minute_en" not in client.get(address).context["form"].fields
        with pytest.raises(ValidationError, match="not been held yet"):
            actions_business.edit_agenda_item(item=item, by=ACTOR, minute_en="They talked")
        world.hold(meeting)
        form = client.get(address).context["form"]
        sent = {"base": form.initial["base"], "title_en": "One", "minute_en": "They talked"}
        assert client.post(address, sent).status_code == 302
        assert "They talked" in client.get(meeting.get_absolute_url()).content.decode()

    def test_what_minutes_cannot_print_is_refused_and_kept_in_the_form(self, world, client):
        meeting = world.held()
        item = add_item(meeting, "One")
        deep = "> " * 21 + "They talked"
        with pytest.raises(ValidationError, match="Make it flatter"):
            actions_business.edit_agenda_item(item=item, by=ACTOR, minute_cy=deep)
        with pytest.raises(ValidationError, match="Make it flatter"):
            actions_business.add_agenda_item(meeting=meeting, by=ACTOR, title_en="Two", text_en=deep)
        for number in range(10):
            actions_business.add_agenda_item(
                meeting=meeting, by=ACTOR, title_en=f"Item {number}", minute_en="x" * 20_000
            )
        with pytest.raises(ValidationError, match="may hold 200 KB"):
            actions_business.edit_agenda_item(item=item, by=ACTOR, minute_en="x" * 20_000)
        actions_business.edit_agenda_item(item=item, by=ACTOR, minute_cy="x" * 20_000, text_en="x" * 20_000)
        client.force_login(world.secretary)
        address = f"/en/boards/{world.board.slug}/agenda/{item.pk}/edit/"
        form = client.get(address).context["form"]
        answer = client.post(address, {"base": form.initial["base"], "title_en": "One", "minute_en": deep})
        page = answer.content.decode()
        assert answer.status_code == 422 and "Make it flatter" in page and "They talked" in page


class TestDecisions:
    def test_numbers_have_no_gaps_and_none_is_given_twice(self, world):
        meeting, other = world.held(), world.held(SECOND)
        numbers = [decide(meeting).number, decide(other).number, decide(meeting).number]
        assert numbers == [1, 1, 2]
        with pytest.raises(ValidationError, match="this meeting's agenda"):
            decide(meeting, agenda_item=add_item(other, "Foreign"))
        assert decide(meeting).number == 3
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            enter(Decision, meeting=meeting, number=3, wording_en="Again")

    def test_nothing_is_decided_at_a_meeting_that_was_not_held(self, world):
        with pytest.raises(ValidationError, match="not been held yet"):
            decide(world.plan())
        assert not Decision.objects.exists()

    def test_its_words_change_for_a_reason_and_only_before_approval(self, world, client):
        decision = decide(world.minuted("circulated"))
        client.force_login(world.chair)
        address = f"/en/boards/{world.board.slug}/decisions/{decision.pk}/edit/"
        sent = {"base": client.get(address).context["form"].initial["base"], "wording_en": "Agreed, in part"}
        assert client.post(address, sent).status_code == 422
        assert client.post(address, sent | {"reason": "As said"}).status_code == 302
        decision.refresh_from_db()
        assert (decision.wording_en, decision.number) == ("Agreed, in part", 1)
        later = world.held(SECOND)
        actions.approve_minutes(meeting=decision.meeting, by=ACTOR, approved_at=later)
        page = client.get(address).content.decode()
        assert "The minutes are approved" in page
        sent["base"] = client.get(address).context["form"].initial["base"]
        again = client.post(address, sent | {"wording_en": "Never", "reason": "r"})
        assert again.status_code == 422 and "Put them back to draft first" in again.content.decode()
        decision.refresh_from_db()
        assert decision.wording_en == "Agreed, in part"


class TestActions:
    def test_an_action_has_an_owner_and_a_number(self, world, client):
        meeting = world.held()
        client.force_login(world.secretary)
        address = world.address(f"{meeting.pk}/actions/new/")
        nobody = client.post(address, {"words_en": "Write to the regions"})
        assert nobody.status_code == 422 and "Say who is to do it" in nobody.content.decode()
        assert "Write to the regions" in nobody.content.decode()
        both = {"words_en": "Write", "owner_seat": world.member.pk, "owner": "Clerk"}
        assert client.post(address, both).status_code == 422
        early = {"words_en": "Write", "owner": "Clerk", **day("due_on", FIRST - timedelta(days=1))}
        assert "on or after the day" in client.post(address, early).content.decode()
        assert client.post(address, both | {"owner": ""}).status_code == 302
        action = MeetingAction.objects.get()
        assert (action.number, action.owner_seat, action.state) == (1, world.member, "open")

    def test_open_actions_stand_on_the_boards_pages_overdue_in_words(self, world, client):
        meeting = world.held()
        late = {"words_en": "Count the regions", "owner": "Clerk", "due_on": SECOND}
        actions_business.add_action(meeting=meeting, by=ACTOR, **late)
        done = actions_business.add_action(meeting=meeting, by=ACTOR, words_en="Ring", owner="Clerk")
        actions_business.update_action(action=done, by=ACTOR, state="done", on=SECOND)
        client.force_login(world.secretary)
        for address in (world.address(), f"/en/boards/{world.board.slug}/"):
            page = client.get(address).content.decode()
            assert "Count the regions" in page and "Overdue" in page and "Ring" not in page
        then = client.get(world.address(), {"as_at": FIRST.isoformat()}).content.decode()
        assert "Count the regions" in then and "Overdue" not in then and "Update" not in then

    def test_its_owner_says_what_became_of_it_and_nobody_else_of_the_board(self, world, client):
        member = builders.make_user("Mel", world.programme, "board")
        seat = enter(Seat, board=world.board, user=member, post="Mel", role="member")
        meeting = world.held()
        own = actions_business.add_action(meeting=meeting, by=ACTOR, words_en="Write", owner_seat=seat)
        other = actions_business.add_action(meeting=meeting, by=ACTOR, words_en="Ring", owner="Clerk")
        client.force_login(member)
        address = f"/en/boards/{world.board.slug}/actions/"
        assert client.get(f"{address}{own.pk}/").status_code == 200
        assert client.get(f"{address}{other.pk}/").status_code == 403
        sent = {"state": "done", "seen": "open", **day("on", SECOND)}
        assert client.post(f"{address}{other.pk}/", sent).status_code == 403
        assert client.post(f"{address}{own.pk}/", sent).status_code == 302
        own.refresh_from_db()
        assert (own.state, own.done_on) == ("done", SECOND)
        again = client.post(f"{address}{own.pk}/", sent | {"state": "dropped", "reason": "r"})
        assert (
            again.status_code == 409 and "Somebody else recorded “Done” meanwhile" in again.content.decode()
        )
        reopened = {"state": "open", "seen": "done", **day("on", THIRD)}
        assert client.post(f"{address}{own.pk}/", reopened).status_code == 422
        assert client.post(f"{address}{own.pk}/", reopened | {"reason": "Not all"}).status_code == 302
        own.refresh_from_db()
        assert (own.state, own.done_on) == ("open", None)


class TestWhoKeepsThem:
    def test_the_boards_own_chair_and_the_office_do_and_nobody_else(self, world):
        meeting = world.held()
        sro = builders.make_sro(builders.make_workstream(world.programme))
        member = builders.make_user("Mel", world.programme, "board")
        enter(Seat, board=world.board, user=member, post="Mel", role="member")
        other_chair = builders.make_chair(builders.make_board(), world.programme, "Other")
        former = builders.make_user("Former", world.programme, "board")
        enter(Seat, board=world.board, user=former, post="F", role="secretary", to_on=date(2020, 1, 1))
        auditor = builders.make_user("Aud", is_auditor=True)
        for user in (sro, member, other_chair, former, auditor):
            with pytest.raises(PermissionDenied):
                add_item(meeting, "Mine", by=user)
        manager = builders.make_user("Mair", world.programme, "manager")
        keeper = builders.make_user("Clerk", world.programme, "board")
        enter(Seat, board=world.board, user=keeper, post="Clerk", role="secretary")
        for user in (world.chair, world.secretary, manager, keeper):
            add_item(meeting, "Mine", by=user)
        assert len(titles(meeting)) == 4

    def test_a_governing_boards_meetings_are_kept_by_its_own_programme(self, world):
        governing = world.programme.governing_board
        other = builders.make_user("Sec", builders.make_programme(), "secretary")
        with pytest.raises(PermissionDenied):
            actions.plan_meeting(board=governing, by=other, held_on=FIRST)
        assert actions.plan_meeting(board=governing, by=world.secretary, held_on=FIRST).pk

    def test_another_boards_meetings_items_decisions_and_actions_do_not_exist_here(self, world, client):
        meeting = builders.make_meeting(builders.make_board())
        item, decision = add_item(meeting, "A"), decide(meeting)
        action = actions_business.add_action(meeting=meeting, by=ACTOR, words_en="x", owner="y")
        client.force_login(world.secretary)
        here = f"/en/boards/{world.board.slug}/"
        steps = ("", "edit/", "cancel/", "attendance/", "circulate/", "approve/", "reopen/", "lock/", "agenda/new/",
                 "decisions/new/", "actions/new/")  # fmt: skip
        addresses = [f"meetings/{pk}/{step}" for step in steps for pk in (meeting.pk, 2**64)]
        addresses += [f"agenda/{item.pk}/{step}/" for step in ("edit", "register")]
        addresses += [f"decisions/{decision.pk}/{step}/" for step in ("edit", "register")]
        addresses += [f"actions/{action.pk}/", f"actions/{2**64}/"]
        for address in addresses:
            assert client.get(here + address).status_code == 404, address
        for address in (*addresses[2:], f"agenda/{item.pk}/move/", f"agenda/{item.pk}/remove/"):
            assert client.post(here + address, {"reason": "r"}).status_code == 404, address
        meeting.refresh_from_db()
        assert meeting.version == 1 and titles(meeting) == ["A"]

    def test_a_board_that_one_does_not_see_has_no_meetings(self, world, client):
        stranger = builders.make_programme()
        meeting = builders.make_meeting(stranger.governing_board)
        client.force_login(world.secretary)
        assert client.get(meeting.get_absolute_url()).status_code == 404
        assert client.get(f"/en/boards/{stranger.governing_board.slug}/meetings/").status_code == 404


class TestReading:
    def test_planned_come_first_and_then_the_last_that_was_held(self, world, client):
        world.held(FIRST), world.held(SECOND)
        ahead = timezone.localdate() + timedelta(days=9)
        world.plan(ahead + timedelta(days=30)), world.plan(ahead)
        client.force_login(world.chair)
        context = client.get(world.address()).context
        assert [row["meeting"].held_on for row in context["planned"]] == [ahead, ahead + timedelta(days=30)]
        assert [row["meeting"].held_on for row in context["held"]] == [SECOND, FIRST]

    def test_the_meeting_as_it_stood_on_its_day(self, world, client):
        meeting = world.minuted("approved")
        client.force_login(world.chair)
        then = client.get(meeting.get_absolute_url(), {"as_at": FIRST.isoformat()})
        assert then.context["meeting"].minutes_state == "draft" and not then.context["may_write"]
        assert then.context["attendance"] and "Approved at" not in then.content.decode()
        before = {"as_at": (FIRST - timedelta(days=1)).isoformat()}
        assert client.get(meeting.get_absolute_url(), before).status_code == 404
