"""Calendars at secret addresses: what they hold, who reads them, and that the secret is kept nowhere."""

import logging
import re
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import icalendar
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from boards import feeds
from boards.models import CalendarFeed, Meeting, MeetingAction, Seat
from boards.models.feed import digest_of
from objectives import actions as objective_actions
from saferwales.audit import export, writing
from saferwales.web.logs import WithoutSecrets
from tests import builders

pytestmark = pytest.mark.django_db


def meet(board, day=date(2026, 9, 24), **facts):
    return builders.enter(Meeting, board=board, held_on=day, **facts)


def sit(board, user, **facts):
    return builders.enter(Seat, board=board, user=user, post=user.name, role="member", **facts)


def fetch(client, secret, language="en"):
    return client.get(f"/{language}/boards/calendar/{secret}.ics")


def events(response):
    """The entries of a calendar by their summaries, as a calendar program reads them."""
    assert response.status_code == 200
    read = icalendar.Calendar.from_ical(response.content)
    return {str(one["SUMMARY"]): one for one in read.walk("VEVENT")}


@pytest.fixture
def board():
    return builders.make_board(name_en="Safer; Communities, Board", name_cy="Bwrdd Cymunedau Diogelach")


@pytest.fixture
def programme(board):
    return builders.make_programme(governing_board=board)


@pytest.fixture
def secretary(programme):
    return builders.make_user("Siân", programme, "secretary")


@pytest.fixture
def anybody(client):
    return client


class TestABoardsCalendar:
    def test_whoever_has_the_address_reads_its_meetings(self, anybody, board, secretary):
        meeting = meet(board)
        meet(builders.make_board())
        _feed, secret = feeds.make_feed(board=board, by=secretary)
        response = fetch(anybody, secret)
        found = events(response)
        assert list(found) == ["Safer; Communities, Board"]
        one = found["Safer; Communities, Board"]
        assert one.decoded("DTSTART") == date(2026, 9, 24)
        assert one.decoded("DTEND") == date(2026, 9, 25)
        assert one["UID"] == f"meeting-{meeting.pk}@safer-wales-governance"
        assert one.decoded("DTSTAMP") == meeting.history.get().history_date.replace(microsecond=0)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"

    def test_it_is_kept_by_no_cache_and_tells_no_other_site(self, anybody, board, secretary):
        response = fetch(anybody, feeds.make_feed(board=board, by=secretary)[1])
        assert response["Cache-Control"] == "private, no-cache"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies

    def test_the_name_is_in_the_language_of_the_address(self, anybody, board, secretary):
        meet(board)
        secret = feeds.make_feed(board=board, by=secretary)[1]
        assert list(events(fetch(anybody, secret, "cy"))) == ["Bwrdd Cymunedau Diogelach"]

    def test_a_day_that_is_not_known_exactly_is_said_in_words(self, anybody, board, secretary):
        meet(board, date(2020, 6, 1), precision="month")
        found = events(fetch(anybody, feeds.make_feed(board=board, by=secretary)[1]))
        one = found["Safer; Communities, Board (June 2020)"]
        assert one.decoded("DTSTART") == date(2020, 6, 1)
        assert one["DESCRIPTION"] == "The record does not say on which day. It says only: June 2020."

    def test_a_meeting_with_its_time_place_and_title(self, anybody, board, secretary):
        meet(board, date(2026, 7, 1), starts_at=time(14, 30), place_en="Cathays Park", title_en="Summer")
        found = events(fetch(anybody, feeds.make_feed(board=board, by=secretary)[1]))
        one = found["Safer; Communities, Board: Summer"]
        assert one.decoded("DTSTART") == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)  # summer time
        assert "DTEND" not in one and one["LOCATION"] == "Cathays Park" and one["STATUS"] == "CONFIRMED"

    def test_a_cancelled_meeting_stays_and_says_so(self, anybody, board, secretary):
        meet(board, state="cancelled")
        (one,) = events(fetch(anybody, feeds.make_feed(board=board, by=secretary)[1])).values()
        assert one["STATUS"] == "CANCELLED"

    def test_a_change_changes_the_entry_and_adds_none(self, anybody, board, secretary):
        meeting = meet(board)
        secret = feeds.make_feed(board=board, by=secretary)[1]
        before = events(fetch(anybody, secret)).popitem()[1]
        later = timezone.now() + timedelta(hours=1)
        with builders.clock(*later.timetuple()[:6]):
            writing.amend(
                meeting,
                by=builders.ACTOR,
                reason="r",
                effective_on=timezone.localdate(),
                held_on=date(2026, 10, 1),
            )
        after = events(fetch(anybody, secret)).popitem()[1]
        assert after["UID"] == before["UID"]
        assert after["SEQUENCE"] == before["SEQUENCE"] + 1
        assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
        assert after.decoded("DTSTART") == date(2026, 10, 1)

    def test_an_archived_meeting_is_gone(self, anybody, board, secretary):
        meeting = meet(board)
        writing.amend(
            meeting, by=builders.ACTOR, reason="r", effective_on=timezone.localdate(), archived=True
        )
        assert events(fetch(anybody, feeds.make_feed(board=board, by=secretary)[1])) == {}

    def test_long_texts_are_folded_and_special_letters_escaped(self, anybody, board, secretary):
        name = "ŵ, ŷ; \\ " * 24 + "end"
        today = timezone.localdate()
        writing.amend(board, by=builders.ACTOR, reason="r", effective_on=today, name_en=name)
        meet(board)
        response = fetch(anybody, feeds.make_feed(board=board, by=secretary)[1])
        assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
        assert list(events(response)) == [name]


class TestOnesOwnCalendar:
    def test_the_meetings_of_the_boards_one_sits_on(self, anybody, board, programme):
        ann = builders.make_user("Ann", programme, "board")
        sit(board, ann)
        ended = builders.make_board(name_en="Ended")
        sit(ended, ann, to_on=date(2026, 1, 31))
        for one in (board, ended, builders.make_board()):
            meet(one)
        assert list(events(fetch(anybody, feeds.make_feed(by=ann)[1]))) == ["Safer; Communities, Board"]

    def test_the_actions_that_are_due_from_ones_seat(self, anybody, board, programme):
        ann = builders.make_user("Ann", programme, "board")
        mine, other = sit(board, ann), sit(board, builders.make_user("Bob", programme, "board"))
        meeting = meet(board)
        day = date(2026, 12, 1)
        for number, facts in enumerate(
            ({"owner_seat": mine, "due_on": day}, {"owner_seat": mine}, {"owner_seat": other, "due_on": day},
             {"owner": "Ann", "due_on": day}, {"owner_seat": mine, "due_on": day, "state": "dropped"}), 1
        ):  # fmt: skip
            builders.enter(MeetingAction, meeting=meeting, number=number, words_en=f"Do {number}.", **facts)
        found = events(fetch(anybody, feeds.make_feed(by=ann)[1]))
        assert set(found) == {"Safer; Communities, Board", "Action due: Do 1."}
        assert found["Action due: Do 1."].decoded("DTSTART") == day

    def test_what_is_due_of_the_open_objectives_of_ones_work_stream(self, anybody, programme):
        stream = builders.make_workstream(programme)
        sro = builders.make_sro(stream)
        due = builders.make_objective(stream, label_en="Network", key="1.1", due_on=date(2027, 3, 31))
        builders.make_objective(stream)
        builders.make_objective(builders.make_workstream(programme), due_on=date(2027, 3, 31))
        over = builders.make_objective(stream, due_on=date(2027, 3, 31))
        objective_actions.change_status(
            objective=over, by=sro, delivery="discontinued", reason="r", effective_on=timezone.localdate()
        )
        found = events(fetch(anybody, feeds.make_feed(by=sro)[1]))
        assert list(found) == ["Due: 1.1 Network"]
        one = found["Due: 1.1 Network"]
        assert one.decoded("DTSTART") == date(2027, 3, 31)
        assert str(one["URL"]).endswith(due.get_absolute_url())

    def test_what_is_due_in_a_programme_without_a_role_there_stays_unknown(self, anybody, programme):
        stream = builders.make_workstream(programme)
        sro = builders.make_sro(stream)
        builders.make_objective(stream, due_on=date(2027, 3, 31))
        elsewhere = builders.make_workstream()
        builders.make_objective(elsewhere, due_on=date(2027, 3, 31))
        builders.enter(
            type(sro.appointments.get()), programme=elsewhere.programme, workstream=elsewhere, user=sro
        )
        assert len(events(fetch(anybody, feeds.make_feed(by=sro)[1]))) == 1

    def test_a_board_of_anothers_programme_stays_unknown(self, anybody, board, programme):
        ann = builders.make_user("Ann", builders.make_programme(), "board")
        sit(board, ann)
        meet(board)
        assert events(fetch(anybody, feeds.make_feed(by=ann)[1])) == {}


class TestTheSecret:
    def test_only_its_digest_is_kept_and_the_export_tells_nothing(self, board, secretary):
        feed, secret = feeds.make_feed(board=board, by=secretary)
        assert re.fullmatch(r"[\w-]{43}", secret)
        assert feed.digest == digest_of(secret)
        assert secret not in "".join(export.lines())
        kept = {str(value) for value in CalendarFeed.history.values_list().get()}
        assert secret not in "\n".join(kept)

    def test_it_is_shown_once(self, client, board, secretary):
        client.force_login(secretary)
        address = reverse("boards:board_feed", args=[board.slug])
        shown = client.post(address)
        secret = re.search(r"/en/boards/calendar/([\w-]{43})\.ics", shown.content.decode())[1]
        assert "no-store" in shown["Cache-Control"]
        assert fetch(client, secret).status_code == 200
        again = client.get(address).content.decode()
        assert secret not in again and "Siân made it on" in again
        assert all(secret not in str(value) for value in client.session.values())

    @pytest.mark.parametrize("act", ["make", "revoke"])
    def test_replaced_or_revoked_it_is_as_unknown_as_any_other(
        self, anybody, board, secretary, act, django_assert_num_queries
    ):
        _feed, secret = feeds.make_feed(board=board, by=secretary)
        (feeds.make_feed if act == "make" else feeds.revoke_feed)(board=board, by=secretary)
        answers = []
        for asked in (secret, secret[:-1], "x" * 43, "ŵ"):
            with django_assert_num_queries(1):
                response = fetch(anybody, asked)
            answers.append((response.status_code, response.content.replace(asked.encode(), b"")))
        assert {status for status, _body in answers} == {404}
        assert answers[0] == answers[2]
        assert CalendarFeed.objects.filter(revoked_on=None).count() == (act == "make")

    def test_it_ends_with_its_makers_right_to_read(self, anybody, board, programme, secretary):
        _feed, secret = feeds.make_feed(board=board, by=secretary)
        membership = secretary.memberships.get()
        writing.amend(
            membership, by=builders.ACTOR, reason="r", effective_on=timezone.localdate(), archived=True
        )
        assert fetch(anybody, secret).status_code == 404
        other = builders.make_user("Non", programme, "secretary")
        anybody.force_login(other)
        page = anybody.get(reverse("boards:board_feed", args=[board.slug])).content.decode()
        assert "answers no more, because Siân may no longer read this calendar" in page

    def test_it_ends_with_its_makers_account(self, anybody, board, secretary):
        _feed, secret = feeds.make_feed(by=secretary)
        secretary.is_active = False
        secretary.save()
        assert fetch(anybody, secret).status_code == 404

    @pytest.mark.parametrize("logger", ["django.request", "django.server", "anything.else"])
    def test_no_log_shows_it(self, logger):
        record = logging.LogRecord(
            logger, logging.WARNING, "", 1, "%s: %s", ("Not Found", "/en/boards/calendar/abc-_9.ics"), None
        )
        WithoutSecrets().filter(record)
        assert record.getMessage() == "Not Found: /en/boards/calendar/….ics"

    def test_every_handler_leaves_it_out(self, settings):
        assert all("without_secrets" in one["filters"] for one in settings.LOGGING["handlers"].values())


class TestKeepingTheAddress:
    def test_only_the_boards_keepers_make_or_revoke_its_address(self, board, programme):
        chair = builders.make_chair(board, programme)
        for act in (feeds.make_feed, feeds.revoke_feed):
            with pytest.raises(PermissionDenied, match="Only a programme manager, a board secretary"):
                act(board=board, by=chair)
            elsewhere = builders.make_user("Else", builders.make_programme(), "secretary")
            with pytest.raises(PermissionDenied, match="of a programme that this board governs"):
                act(board=board, by=elsewhere)
        assert not CalendarFeed.objects.exists()

    def test_one_without_a_role_has_no_calendar(self, client):
        client.force_login(builders.make_user("Out"))
        response = client.post(reverse("boards:own_feed"))
        assert response.status_code == 403
        assert "You have no role in a programme yet" in response.content.decode()
        assert "calendar" not in client.get(reverse("accounts:profile")).content.decode()

    def test_two_persons_have_an_address_each_and_the_board_one(self, board, programme, secretary):
        other = builders.make_user("Non", programme, "secretary")
        for who in (secretary, other):
            feeds.make_feed(by=who)
            feeds.make_feed(board=board, by=who)
        standing = CalendarFeed.objects.filter(revoked_on=None)
        assert sorted((one.holder.name, bool(one.board)) for one in standing) == [
            ("Non", False), ("Non", True), ("Siân", False),
        ]  # fmt: skip

    def test_it_is_revoked_from_the_page(self, client, board, secretary):
        client.force_login(secretary)
        _feed, secret = feeds.make_feed(board=board, by=secretary)
        response = client.post(reverse("boards:revoke_board_feed", args=[board.slug]), follow=True)
        assert "The address is revoked." in response.content.decode()
        assert fetch(client, secret).status_code == 404
        again = client.post(reverse("boards:revoke_board_feed", args=[board.slug]))
        assert again.status_code == 422 and "There is no address to revoke." in again.content.decode()
        with pytest.raises(ValidationError, match="no address to revoke"):
            feeds.revoke_feed(by=secretary)

    def test_it_is_reached_from_the_profile_and_the_boards_page(self, client, board, programme, secretary):
        client.force_login(secretary)
        assert reverse("boards:own_feed") in client.get(reverse("accounts:profile")).content.decode()
        page = board.get_absolute_url()
        keep = reverse("boards:board_feed", args=[board.slug])
        assert keep in client.get(page).content.decode()
        client.force_login(builders.make_chair(board, programme))
        assert keep not in client.get(page).content.decode()

    def test_making_and_revoking_are_entries_of_the_chain(self, board, secretary):
        feeds.make_feed(board=board, by=secretary)
        feeds.revoke_feed(board=board, by=secretary)
        entries = CalendarFeed.objects.get().history.order_by("version")
        assert [(one.actor_name, one.history_change_reason) for one in entries] == [
            ("Siân", "Made to be read by a calendar program."), ("Siân", "Revoked."),
        ]  # fmt: skip
        call_command("audit_verify", stdout=StringIO())
