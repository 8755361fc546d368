"""Which language of a text is behind the other is read from the history, at any moment, until somebody confirms it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Board
from saferwales.audit import twins, writing
from saferwales.audit.asat import Reading
from saferwales.audit.models import LanguageConfirmation
from tests import builders
from tests.builders import ACTOR
from workstreams.models import Barrier

pytestmark = pytest.mark.django_db


def make(**facts):
    return builders.enter(Barrier, **{"number": "1", "order": 1} | facts)


@pytest.fixture
def barrier():
    with builders.clock(2026, 1, 5, 9):
        programme = builders.make_programme()
        return make(programme=programme, text_en="No money", text_cy="Dim arian")


def change(record, day=6, **texts):
    with builders.clock(2026, 1, day, 9):
        record = type(record).objects.get(pk=record.pk)
        return writing.amend(record, by=ACTOR, reason="Changed", effective_on=date(2026, 1, day), **texts)


def late(record, name="text", reading=None):
    reading = reading or Reading()
    found = twins.behind(reading, {type(record): reading.of(type(record))})
    return found[type(record), name].get(record.pk, "")


def test_what_was_written_together_is_in_step(barrier):
    assert late(barrier) == ""
    change(barrier, text_en="Little money", text_cy="Ychydig arian")
    assert late(barrier) == ""


def test_the_other_is_behind_until_it_follows(barrier):
    change(barrier, text_en="Little money")
    assert late(barrier) == "cy"
    change(barrier, 7, text_cy="Ychydig arian")
    assert late(barrier) == ""
    change(barrier, 8, text_cy="Ychydig iawn o arian")
    assert late(barrier) == "en"


def test_a_translation_that_comes_later_leaves_nothing_behind():
    with builders.clock(2026, 1, 5, 9):
        made = make(programme=builders.make_programme(), text_en="No money")
    assert late(made) == ""
    change(made, text_cy="Dim arian", summary_en="None", summary_cy="Dim")
    assert late(made) == ""
    change(made, 7, summary_en="")
    assert late(made, "summary") == ""


def test_a_change_of_another_field_moves_no_language(barrier):
    change(barrier, text_en="Little money")
    change(barrier, 7, number="2")
    assert late(barrier) == "cy" and late(barrier, "summary") == ""


def test_each_moment_has_its_own_answer(barrier):
    change(barrier, text_en="Little money")
    change(barrier, 8, text_cy="Ychydig arian")
    told = [late(barrier, reading=Reading(on=date(2026, 1, day))) for day in (5, 6, 7, 8)]
    assert told == ["", "cy", "cy", ""]


def test_somebody_confirms_and_the_next_change_asks_again(barrier):
    now = change(barrier, text_en="No money at all")
    twins.confirm(now, by=ACTOR, version=now.version, reason="Read by the translator")
    assert late(barrier) == ""
    now = change(barrier, 7, text_en="No money whatever")
    assert late(barrier) == "cy"
    twins.confirm(now, by=ACTOR, version=now.version, reason="Read again")
    assert late(barrier) == "" and LanguageConfirmation.objects.get().history.count() == 2


def test_only_what_was_read_can_be_confirmed(barrier):
    change(barrier, text_en="No money at all")
    with pytest.raises(ValidationError, match="changed since you read it"):
        twins.confirm(barrier, by=ACTOR, version=1, reason="Read")
    with pytest.raises(ValidationError, match="Say how you know"):
        twins.confirm(barrier, by=ACTOR, version=2, reason=" ")


def test_the_counts_ask_the_same_at_any_number_of_records(barrier):
    change(barrier, text_en="Little money")
    reading = Reading()
    for number in range(3):
        make(programme=barrier.programme, order=number + 2, text_en="A", summary_cy="B")
    among = {Barrier: reading.of(Barrier), Board: reading.of(Board)}
    with CaptureQueriesContext(connection) as asked:
        counts = twins.counted(reading, among)
    assert len(asked) == 2
    assert counts[Barrier, "text"] == twins.Texts(4, 3, 0, 1, 0)
    assert counts[Barrier, "summary"] == twins.Texts(3, 0, 3, 0, 0)
    assert counts[Board, "purpose"].whole
