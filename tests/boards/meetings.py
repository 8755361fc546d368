"""A board that meets, and the acts by which tests carry its meetings on."""

from datetime import date, timedelta

from boards import actions_business
from boards import actions_meetings as actions
from boards.models import Seat
from tests import builders
from tests.builders import ACTOR, enter

FIRST, SECOND, THIRD = date(2026, 2, 3), date(2026, 5, 5), date(2026, 8, 4)


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


class World:
    """A board with a chair who has an account, a member, and somebody of the office."""

    def __init__(self):
        self.programme = builders.make_programme()
        self.board = builders.make_board(name_en="Community Board")
        self.chair = builders.make_chair(self.board, self.programme)
        self.chair_seat = self.board.seats.get()
        self.member = enter(Seat, board=self.board, post="Member for Gwent", role="member")
        self.secretary = builders.make_user("Sioned", self.programme, "secretary")

    def address(self, more=""):
        return f"/en/boards/{self.board.slug}/meetings/{more}"

    def plan(self, on=FIRST, **facts):
        return actions.plan_meeting(board=self.board, by=self.secretary, held_on=on, **facts)

    def hold(self, meeting, *, by=None, **more):
        there = [(self.chair_seat, "present", ""), (self.member, "apologies", "")]
        return actions.record_attendance(meeting=meeting, by=by or self.secretary, attendance=there, **more)

    def held(self, on=FIRST):
        return self.hold(self.plan(on))

    def minuted(self, upto, on=FIRST):
        """A meeting whose minutes have come that far, approved at a later one."""
        meeting = self.held(on)
        if upto == "draft":
            return meeting
        meeting = actions.circulate_minutes(
            meeting=meeting, by=self.secretary, circulated_on=on + timedelta(days=7)
        )
        if upto == "circulated":
            return meeting
        later = self.held(on + timedelta(days=90))
        meeting = actions.approve_minutes(meeting=meeting, by=self.chair, approved_at=later)
        return meeting if upto == "approved" else actions.lock_minutes(meeting=meeting, by=self.chair)


def decide(meeting, by=ACTOR, words="Agreed", **facts):
    return actions_business.record_decision(meeting=meeting, by=by, wording_en=words, **facts)


def add_item(meeting, title, by=ACTOR):
    return actions_business.add_agenda_item(meeting=meeting, by=by, title_en=title)


def titles(meeting):
    return [one.title_en for one in meeting.agenda.filter(archived=False)]
