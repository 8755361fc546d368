"""Two secretaries issue one document at once, and a process is killed while it issues: once, whole, without gaps."""

import pytest

from benchmarks.issue_kill import OF_NEXT_ONES, POINTS, agreed_anew, is_whole, issue_and_die
from benchmarks.issue_race import race
from reports.models import Edition, EditionFile
from saferwales.audit import verify
from tests.audit import racing
from tests.reports.documents import World, stub

ROUNDS = 6  # benchmarks/issue_race.py has as many as one likes


def test_one_wins_and_the_other_is_told(committed):
    world = World()
    for _round in range(ROUNDS):
        won, told = race(world, world.agreed(as_at=None), render=stub)
        assert (len(won), told) == (1, ["issued"])
    numbers = sorted(Edition.objects.values_list("number", flat=True))
    assert numbers == list(range(1, ROUNDS + 1)) and EditionFile.objects.count() == 2 * ROUNDS
    assert racing.chain_faults() == [] and verify.run().problems == []


def test_two_documents_at_once_get_two_numbers(committed):
    world = World()
    for _round in range(ROUNDS):
        pair = [world.agreed(as_at=None) for _document in range(2)]
        racing.together(2, lambda place, pair=pair: world.issue(pair[place]))
    numbers = Edition.objects.filter(programme=world.programme).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 2 * ROUNDS + 1))


@pytest.mark.parametrize("point", POINTS, ids=" ".join)
def test_killed_at_a_named_point_nothing_is_half(committed, point):
    world = World()
    document = world.agreed(as_at=None)
    issue_and_die(world, document, point=point)
    assert is_whole(document) is (point == ("_write", "after"))
    if point != ("_write", "after"):
        assert world.issue(document)
    assert is_whole(document) and verify.run().problems == []


@pytest.mark.parametrize(
    "point", [*OF_NEXT_ONES, ("_enter_file", "after"), ("_write", "after")], ids=" ".join
)
def test_killed_while_an_edition_supersedes_another_one_of_them_stands(committed, point):
    world = World()
    document = agreed_anew(world)
    issue_and_die(world, document, point=point)
    assert is_whole(document, before=1) is (point == ("_write", "after"))
    if point != ("_write", "after"):
        assert world.issue(document).supersedes
    assert is_whole(document, before=1) and verify.run().problems == []


def test_killed_at_random_moments_nothing_is_half(committed):
    world = World()
    for moment in range(6):
        document = world.agreed(as_at=None)
        issue_and_die(world, document, after=moment * 0.03)
        if not is_whole(document):
            assert is_whole(document) is False
            world.issue(document)
        assert is_whole(document)
    numbers = Edition.objects.filter(programme=world.programme).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, 7)) and racing.chain_faults() == []
