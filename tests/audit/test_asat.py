"""The record at one moment, in both of its times: what was true on a day, and what was known at a moment."""

from datetime import date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from boards.models import Board
from objectives import actions
from objectives.models import Objective
from saferwales.audit import writing
from saferwales.audit.asat import Reading, remembering
from tests.builders import ACTOR, make_board, make_objective, make_workstream

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(datetime(2026, 3, 2, 9))


def at(moment):
    """Whatever is written inside is recorded at the moment."""
    return mock.patch("django.utils.timezone.now", return_value=moment)


def told(objective, **moment):
    """The position of the objective as the reading has it, by each of the two ways of reading."""
    reading = Reading(**moment).load(Objective.objects.filter(pk=objective.pk))
    row = reading.get(Objective, objective.pk)
    listed = list(Reading(**moment).of(Objective).filter(id=objective.pk))
    assert len(listed) <= 1, "one record, one row"
    assert (row and row.position_en) == (listed[0].position_en if listed else None)
    return row and row.position_en


def state(objective, words, *, on, recorded):
    with at(recorded):
        actions.change_status(
            objective=objective, by=ACTOR, effective_on=on, reason="reported", position_en=words
        )


@pytest.fixture
def objective():
    with at(MONDAY):
        return make_objective(position_en="first")


def test_a_fact_recorded_late_was_true_earlier_and_known_later(objective):
    late = MONDAY + timedelta(days=30)
    state(objective, "second", on=date(2026, 3, 10), recorded=late)
    assert told(objective, on=date(2026, 3, 9)) == "first"
    assert told(objective, on=date(2026, 3, 10)) == "second"
    assert told(objective, known_at=late - timedelta(seconds=1)) == "first"
    assert told(objective, known_at=late) == "second"
    assert told(objective, on=date(2026, 3, 10), known_at=late - timedelta(seconds=1)) == "first"
    assert told(objective) == "second"


def test_nothing_was_there_before_it_was_true_or_known(objective):
    assert told(objective, on=date(2025, 12, 31)) is None
    assert told(objective, known_at=MONDAY - timedelta(seconds=1)) is None


def test_a_correction_replaces_what_was_said_of_the_day_but_not_what_was_known(objective):
    state(objective, "wrong", on=date(2026, 3, 10), recorded=MONDAY + timedelta(days=8))
    wrong = objective.history.latest().history_id
    corrected = MONDAY + timedelta(days=20)
    with at(corrected):
        actions.correct_entry(
            objective=objective, entry_id=wrong, by=ACTOR, reason="misread",
            effective_on=date(2026, 3, 12), position_en="right",
        )  # fmt: skip
    assert told(objective, on=date(2026, 3, 11)) == "first"
    assert told(objective, on=date(2026, 3, 12)) == "right"
    assert told(objective, on=date(2026, 3, 11), known_at=corrected - timedelta(hours=1)) == "wrong"
    assert told(objective, known_at=corrected - timedelta(hours=1)) == "wrong"


def test_equal_moments_give_one_row_and_the_newest(objective):
    for words in ("second", "third", "fourth"):
        state(objective, words, on=date(2026, 3, 2), recorded=MONDAY)
    assert told(objective, known_at=MONDAY) == "fourth"
    assert told(objective, on=date(2026, 3, 2)) == "fourth"


def test_a_clock_set_back_does_not_bring_back_what_was_older(objective):
    state(objective, "second", on=date(2026, 3, 2), recorded=MONDAY + timedelta(hours=2))
    state(objective, "third", on=date(2026, 3, 2), recorded=MONDAY + timedelta(hours=1))
    assert told(objective, known_at=MONDAY + timedelta(hours=3)) == "third"
    assert told(objective, on=date(2026, 3, 2)) == "third"
    assert told(objective) == "third"


def test_what_is_archived_today_was_there_then():
    board = make_board(name_en="Gone")
    writing.amend(board, by=ACTOR, reason="dissolved", effective_on=date(2026, 4, 1), archived=True)
    kind = type(board)
    for day, there in ((date(2026, 3, 31), 1), (date(2026, 4, 1), 0)):
        assert len(Reading(on=day).load(kind.objects.filter(pk=board.pk)).all(kind)) == there
        assert Reading(on=day).of(kind).filter(id=board.pk).count() == there


def test_links_and_conditions_are_those_of_the_moment():
    old, new = make_board(), make_board()
    objective = make_objective(governing_body=old, governance_basis="existing_named")
    writing.amend(objective, by=ACTOR, reason="r", effective_on=date(2026, 4, 1), governing_body=new)
    own = Objective.objects.filter(pk=objective.pk)
    then, now = Reading(on=date(2026, 3, 1)), Reading()
    for reading, there, gone in ((then, old, None), (now, new, old)):
        reading.load(reading.where(Objective, governing_body=there))
        assert [row.pk for row in reading.all(Objective, governing_body_id=there.pk)] == [objective.pk]
        assert there.pk in set(reading.linked(Board, own, "governing_body").values_list("pk", flat=True))
        if gone:
            assert not list(reading.where(Objective, governing_body=gone))


def test_a_reading_of_the_past_is_one_statement(objective, django_assert_num_queries):
    for moment in (
        {"on": date(2026, 3, 2)},
        {"known_at": MONDAY},
        {"on": date(2026, 3, 2), "known_at": MONDAY},
    ):
        with django_assert_num_queries(1):
            Reading(**moment).load(Objective.objects.all())


def test_the_day_of_a_reading():
    assert Reading(on=date(2020, 6, 15)).day == date(2020, 6, 15)
    assert Reading(known_at=MONDAY).day == date(2026, 3, 2)
    assert Reading().day == timezone.localdate()


class TestRemembering:
    """Whoever makes many documents of one record asks it once."""

    def test_the_same_question_is_asked_once_and_another_one_anew(self, django_assert_num_queries):
        stream = make_workstream()
        own = type(stream).objects.filter(programme=stream.programme_id)
        with remembering(), django_assert_num_queries(3):
            first = Reading().load(own).all(type(stream))
            assert Reading().load(own).all(type(stream)) == first == [stream]
            assert Reading().load(own.filter(number=99)).all(type(stream)) == []
            assert Reading(on=date(1999, 1, 1)).load(own).all(type(stream)) == [stream]
        with django_assert_num_queries(1):
            Reading().load(own)

    def test_what_is_remembered_within_stays_known_around(self, django_assert_num_queries):
        own = type(make_workstream()).objects.all()
        with remembering(), django_assert_num_queries(1):
            with remembering():
                Reading().load(own)
            Reading().load(own)

    def test_a_question_about_nothing(self):
        stream = make_workstream()
        with remembering():
            assert Reading().load(type(stream).objects.none()).all(type(stream)) == []
            assert Reading().load(type(stream.programme).objects.none()).rows == {type(stream.programme): {}}
