"""Agenda packs and minutes: what they say of each item and of themselves, on the web and in the file."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.models import Attendance, Decision, Meeting, MeetingAction, Seat
from objectives.models import DecisionSubject
from reports import printing
from reports.content import meetings
from reports.content.meeting_record import NoSuchMeeting
from saferwales.audit import writing
from tests import builders
from tests.builders import enter

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 24)
NEXT = date(2026, 11, 12)


def flat(paper):
    """All that the paper says, as the template prints it."""
    return printing.html_of(paper)


def change(record, day=DAY, **facts):
    record = type(record).objects.get(pk=record.pk)
    return writing.amend(record, by=builders.ACTOR, reason="r", effective_on=day, **facts)


def seat(board, name, **facts):
    return enter(Seat, board=board, post=name, **{"role": "member", "order": 1, **facts})


class TestTheAgendaPack:
    def test_it_says_when_where_and_who_sits_on_the_board(self, board, meeting):
        seat(board, "Alun Jones", role="chair")
        seat(board, "Gone Before", to_on=date(2026, 1, 31))
        seat(board, "Demonstration", is_demonstration=True)
        paper = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en")
        assert dict(paper.head) == {"Date": "24 September 2026", "Time": "14:00", "Place": "Cathays Park"}
        assert paper.title == "Agenda: Autumn meeting" and paper.board == "Safer Communities Board"
        (members,) = paper.sections[0].parts
        assert members.content.rows == (("Alun Jones", ("Chair",)),)
        assert not paper.is_draft

    def test_items_are_numbered_and_listed_first(self, board, meeting, pack):
        paper = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en")
        assert [one.heading for one in paper.sections] == [
            "Members", "Agenda", "1. Handover", "2. The network", "3. Returns", "4. Any other business",
        ]  # fmt: skip
        html = flat(paper)
        assert '<a href="#item-1">1. Handover</a>' in html and "Presented by: The chair" in html
        assert "<strong>answered</strong>" in html and "No paper is attached." in html

    def test_an_objective_is_printed_with_both_axes_and_what_was_answered(
        self, board, meeting, pack, offered, objective
    ):
        change(offered[1], answer="agreed", answered_on=DAY)
        (table,) = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en").sections[3].parts
        rows = {label: cells[0] for label, cells in table.content.rows}
        assert table.content.caption == "1.1 Network"
        assert table.content.columns == ("As at 24 September 2026",)
        assert rows["Objective"] == "Set up the network."
        assert rows["How far it is"] == "Open, nothing further stated."
        assert rows["Who governs it"] == f"{objective.governing_body} (Programme board)"
        assert rows["Due"] == "31 March 2027"
        assert rows["Offers and answers"] == (
            "Offered to the Safer Communities Board on 15 September 2026. Answer: Agreed by the board on "
            "24 September 2026."
        )

    def test_a_handover_is_printed_item_by_item_and_claims_no_more(self, board, meeting, pack):
        *said, table = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en").sections[2].parts[2:]
        assert "has accepted 0 of the 2 items asked of it." in said[0].content
        assert "Not answered yet: 1.1 Network; Keep Annex E." in said[1].content
        assert [(str(name), cells[0]) for name, cells in table.content.rows] == [
            ("1.1 Network", "Awaiting an answer"), ("Keep Annex E", "Awaiting an answer"),
        ]  # fmt: skip

    def test_a_return_without_an_owner_says_so(self, board, meeting, pack):
        (table,) = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en").sections[4].parts
        rows = {label: cells[0] for label, cells in table.content.rows}
        assert table.content.caption == "Regional return: Gwent, July to September"
        assert rows["State"] == "Received" and rows["Action owner"] == "Action without an owner"

    def test_items_stand_as_on_the_day_of_the_meeting_not_as_later(self, board, meeting, pack, objective):
        change(objective, NEXT, delivery="paused", updated_on=NEXT)
        page = flat(meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en"))
        assert "as it stood on 24 September 2026" in page and "Paused" not in page
        change(meeting, timezone.localdate(), held_on=NEXT)
        assert "Paused, last updated on 12 November 2026." in flat(
            meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en")
        )

    def test_before_a_meeting_its_items_stand_as_today(self, board, pack, meeting):
        change(meeting, timezone.localdate(), held_on=date(2030, 1, 15), state="planned")
        paper = meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en")
        assert paper.as_at == timezone.localdate() and ("State", "Planned") in paper.head

    def test_a_cancelled_meeting_says_so(self, board, meeting):
        change(meeting, timezone.localdate(), state="cancelled")
        for kind in meetings.KINDS:
            assert (
                meetings.build(board.pk, meeting.pk, kind, "en").standing[0] == "This meeting was cancelled."
            )

    def test_what_is_of_no_business_of_the_reader_is_not_told(self, client, board, meeting, pack):
        client.force_login(builders.make_user("Elsewhere", builders.make_programme(), "board"))
        page = client.get(reverse("reports:agenda", args=[board.slug, meeting.pk])).content.decode()
        assert "or of a programme in which you have no role" in page
        assert "Network" not in page and "Gwent" not in page and "Annex E" not in page

    def test_two_statements_whatever_the_number_of_items(
        self, board, meeting, pack, django_assert_num_queries
    ):
        for kind in meetings.KINDS:
            with django_assert_num_queries(2):
                flat(meetings.build(board.pk, meeting.pk, kind, "en"))


class TestTheMinutes:
    def _said(self, board, meeting):
        paper = meetings.build(board.pk, meeting.pk, meetings.MINUTES, "en")
        return {one.heading: one.parts for one in paper.sections}

    def test_who_was_there_who_sent_apologies_and_who_stood_in(self, board, meeting):
        seats = [seat(board, name, order=place) for place, name in enumerate(("Ann", "Bob", "Cai", "Dai"))]
        for one, facts in zip(
            seats, ({"presence": "present"}, {"presence": "apologies", "substitute": "Eve"},
                    {"presence": "absent"}, {"presence": "present", "substitute": "Fay"}), strict=True
        ):  # fmt: skip
            enter(Attendance, meeting=meeting, seat=one, **facts)
        (part,) = self._said(board, meeting)["Attendance"]
        assert [(group.heading, [str(one.text) for one in group.items]) for group in part.content] == [
            ("Present", ["Ann", "Eve, in place of Bob", "Fay, in place of Dai"]),
            ("Apologies", ["Bob"]),
            ("Absent", ["Cai"]),
        ]

    def test_under_each_item_its_minute_and_its_decisions_with_what_they_decide(
        self, board, meeting, pack, offered, objective
    ):
        change(pack["network"], minute_en="The board discussed it.")
        one = enter(
            Decision, meeting=meeting, agenda_item=pack["network"], number=1, wording_en="To pause it."
        )
        enter(DecisionSubject, decision=one, objective=objective)
        two = enter(Decision, meeting=meeting, agenda_item=pack["network"], number=2, wording_en="To agree.")
        change(offered[1], answer="agreed", answered_on=DAY, decision=two)
        enter(Decision, meeting=meeting, number=3, wording_en="To meet again.")
        said = self._said(board, meeting)
        minute, decided = said["2. The network"]
        assert "<p>The board discussed it.</p>" in minute.content
        items = decided.content[0].items
        assert [(one.number, str(one.text)) for one in items] == [("1", "To pause it."), ("2", "To agree.")]
        assert [[str(sub.text) for sub in one.items] for one in items] == [
            ["1.1 Network"], ["1.1 Network: Agreed by the board"],
        ]  # fmt: skip
        assert said["Other decisions"][0].content[0].text == "To meet again."
        assert said["1. Handover"][0].content == "Nothing is minuted."

    def test_actions_have_an_owner_a_day_and_a_state(self, board, meeting):
        held = seat(board, "Ann")
        enter(
            MeetingAction,
            meeting=meeting,
            number=1,
            words_en="Write.",
            owner_seat=held,
            due_on=date(2026, 10, 1),
        )
        enter(
            MeetingAction,
            meeting=meeting,
            number=2,
            words_en="Ask.",
            owner="The clerk",
            state="done",
            done_on=NEXT,
        )
        (part,) = self._said(board, meeting)["Actions"]
        assert [(str(words), *map(str, cells)) for words, cells in part.content.rows] == [
            ("1. Write.", "Ann", "1 October 2026", "Open, overdue"),
            ("2. Ask.", "The clerk", "", "Done on 12 November 2026"),
        ]

    @pytest.mark.parametrize(
        ("facts", "draft", "sentence"),
        [
            ({"minutes_state": "not_stated"}, False, "does not say whether minutes were written or approved"),
            ({}, True, "Draft minutes, not yet circulated or approved."),
            ({"minutes_state": "circulated", "circulated_on": date(2026, 10, 1)}, True,
             "Circulated on 1 October 2026, not yet approved."),
            ({"minutes_state": "approved", "approved_on": NEXT, "later": True}, False,
             "Approved at the meeting of 12 November 2026."),
            ({"minutes_state": "locked", "approved_on": NEXT, "later": True}, False,
             "Approved at the meeting of 12 November 2026. They are locked and change no more."),
        ],
    )  # fmt: skip
    def test_they_say_how_far_they_are(self, board, meeting, facts, draft, sentence):
        facts = dict(facts)
        if facts.pop("later", False):
            facts["approved_at"] = enter(Meeting, board=board, held_on=NEXT)
        if facts:
            change(meeting, timezone.localdate(), **facts)
        paper = meetings.build(board.pk, meeting.pk, meetings.MINUTES, "en")
        assert sentence in " ".join(paper.standing) and paper.is_draft == draft
        assert ("DRAFT" in flat(paper)) == draft

    def test_an_imported_meeting_quotes_what_attests_it(self, programme):
        attested = Meeting.objects.exclude(words="").first()
        paper = meetings.build(attested.board_id, attested.pk, meetings.MINUTES, "en")
        assert paper.sections[0].parts[0].content[0].items[0].text == attested.words


class TestAtAMoment:
    def test_minutes_of_a_moment_know_nothing_of_later(self, board, meeting, pack):
        before = timezone.now()
        change(pack["network"], minute_en="Said later.")
        now = meetings.build(board.pk, meeting.pk, meetings.MINUTES, "en")
        then = meetings.build(board.pk, meeting.pk, meetings.MINUTES, "en", known_at=before)
        assert "Said later." in flat(now) and "Said later." not in flat(then)

    def test_before_it_was_recorded_there_is_none(self, board):
        meeting = enter(Meeting, board=board, held_on=DAY, effective_on=date(2026, 9, 1))
        with pytest.raises(NoSuchMeeting):
            meetings.build(board.pk, meeting.pk, meetings.AGENDA, "en", on=date(2026, 8, 1))

    def test_another_boards_meeting_is_none_of_this_one(self, meeting):
        with pytest.raises(NoSuchMeeting):
            meetings.build(builders.make_board().pk, meeting.pk, meetings.AGENDA, "en")


class TestInWelsh:
    def test_what_has_no_welsh_is_marked_as_english(self, board, meeting, pack):
        html = flat(meetings.build(board.pk, meeting.pk, meetings.AGENDA, "cy"))
        assert '<html lang="cy">' in html and "Bwrdd Cymunedau Diogelach" in html
        assert '<caption lang="en">1.1 Network</caption>' in html
        assert '<h2 id="item-2" lang="en">2. The network</h2>' in html
