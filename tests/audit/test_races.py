"""Many people writing at once: nothing acknowledged is lost, nobody is told that the database is locked.

The full figure (50 writers, 2,000 writes, 50 editors) is printed by benchmarks/audit.py.
"""

import pytest
from django.template import Template

from boards.actions_business import record_decision
from objectives.models import Objective
from tests import builders
from tests.audit import racing

WRITERS, EACH = 10, 20
EDITORS = 15


def test_no_contended_write_is_lost(committed):
    objective = builders.make_objective(delivery="in_progress")
    race = racing.contended_writes(objective, WRITERS, EACH)
    assert race.refused == []
    assert len(race.kept) == WRITERS * EACH
    assert racing.lost(objective, race) == []
    versions = list(objective.history.order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, WRITERS * EACH + 2))
    assert racing.chain_faults() == []


@pytest.fixture
def pages_unwatched(monkeypatch):
    """Pages as the site renders them: watched, each of the test clients would be handed every other's pages."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


def test_the_words_of_many_editors_at_once_are_all_kept(committed, pages_unwatched):
    objective = builders.make_objective(delivery="in_progress", position_en="What was written before")
    race = racing.contended_editors(objective, EDITORS)
    assert race.refused == []
    written = Objective.objects.get(pk=objective.pk).position_en.split("\n")
    assert sorted(line.strip() for line in written[1:]) == sorted(race.kept)
    added = objective.history.filter(version__gt=1).values_list("history_change_reason", flat=True)
    assert sorted(added) == sorted(race.kept) and len(race.kept) == EDITORS
    assert racing.chain_faults() == []


def test_two_records_in_one_transaction_never_wait_for_each_other(committed):
    """The chain's lock is taken first; taken after a row's, two such writers would each hold what the other needs."""
    pair = [builders.make_objective(delivery="in_progress") for _one in range(2)]
    assert racing.crossing_writes(pair, writers=8, each=5) == []
    assert [one.history.count() for one in pair] == [1 + 8 * 5] * 2
    assert racing.chain_faults() == []


def test_of_accepting_and_declining_exactly_one_wins_and_the_other_is_told(committed):
    stream, receiver = builders.make_workstream(), builders.make_board()
    people = [builders.make_chair(receiver, stream.programme, name) for name in ("Carys", "Dewi")]
    for _round in range(15):
        objective = builders.make_objective(stream)
        decided = racing.accept_against_decline(receiver, stream.programme, objective, people)
        assert (decided.winners, decided.told, decided.governance_fits) == (1, 1, True)
    assert racing.chain_faults() == []


def test_decisions_recorded_at_the_same_moment_are_numbered_without_gaps(committed):
    meeting = builders.make_meeting(builders.make_board())
    facts = {"meeting": meeting, "by": builders.ACTOR}
    racing.together(8, lambda place: record_decision(wording_en=f"Decision of {place}", **facts))
    assert list(meeting.decisions.values_list("number", flat=True)) == list(range(1, 9))
    assert racing.chain_faults() == []
