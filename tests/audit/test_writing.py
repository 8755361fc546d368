"""The one way to write: with an actor, a reason, an entry; or not at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from boards.models import Board, Organisation
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests.builders import ACTOR, make_board

pytestmark = pytest.mark.django_db


def test_save_outside_an_act_is_refused():
    with pytest.raises(writing.UnrecordedWrite):
        Organisation(slug="a", name_en="A").save()


@pytest.mark.parametrize("way", ["update", "delete", "bulk_create", "bulk_update"])
def test_bulk_ways_are_refused(way):
    with pytest.raises(writing.UnrecordedWrite):
        getattr(Organisation.objects, way)() if way.startswith("bulk") else getattr(
            Organisation.objects.all(), way
        )()


def test_deletion_is_refused():
    board = make_board()
    with pytest.raises(ValidationError):
        board.delete()


def test_each_write_leaves_an_entry_that_names_actor_reason_and_day():
    board = make_board()
    writing.amend(
        board, by=ACTOR, reason="renamed by the minister", effective_on=date(2026, 2, 1), name_en="New"
    )
    entry = board.history.latest()
    assert (entry.actor, entry.history_change_reason, entry.effective_on, entry.name_en, entry.version) == (
        "system:tests",
        "renamed by the minister",
        date(2026, 2, 1),
        "New",
        2,
    )


def test_an_unchanged_record_gets_no_entry():
    board = make_board()
    writing.amend(board, by=ACTOR, reason="nothing", effective_on=date(2026, 2, 1), name_en=board.name_en)
    assert board.history.count() == 1


def test_a_day_before_the_last_entry_is_refused():
    board = make_board()
    writing.amend(board, by=ACTOR, reason="r", effective_on=date(2026, 2, 1), name_en="New")
    with pytest.raises(ValidationError, match="correct that entry"):
        writing.amend(board, by=ACTOR, reason="r", effective_on=date(2026, 1, 1), name_en="Older")


def test_a_broken_rule_becomes_a_sentence_and_writes_nothing():
    make_board(slug="one")
    with pytest.raises(ValidationError):
        make_board(slug="one")
    assert Board.objects.filter(slug="one").count() == 1


def test_reading_on_a_day_shows_what_was_true_then(django_assert_num_queries):
    board = make_board(name_en="Old")
    writing.amend(board, by=ACTOR, reason="r", effective_on=date(2026, 2, 1), name_en="New")
    with django_assert_num_queries(1):
        then = Reading(on=date(2026, 1, 31)).load(Board.objects.filter(pk=board.pk))
    assert then.get(Board, board.pk).name_en == "Old"
    assert Reading(on=date(2026, 2, 1)).load(Board.objects.all()).get(Board, board.pk).name_en == "New"
    assert Reading(on=date(2026, 1, 31)).of(Board).get(id=board.pk).name_en == "Old"
