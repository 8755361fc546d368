"""Two secretaries issue the same document at the same moment: it is issued once, and numbers have no gap.

    python benchmarks/issue_race.py [ROUNDS]        (1,000 unless told; one more round makes real PDF files)

Works in a database of its own beside the one that DATABASE_URL names (without it: SQLite).
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_database import own_database  # noqa: E402 - only now is it found

A_PROGRAMME = 10  # documents of one: before each issue all that it holds are checked


def race(world, document, **options):
    """(winners, told): how many issued the document, and how many were told that somebody else had."""
    from django.core.exceptions import ValidationError

    from reports import actions
    from tests.audit import racing

    people, won, told = (world.secretary, world.manager), [], []

    def run(place):
        try:
            won.append(actions.issue(document=document, by=people[place], **options).reference)
        except ValidationError as refused:
            told.append(refused.code)

    racing.together(2, run)
    return won, told


def _is_gapless(editions, programme):
    numbers = sorted(editions.objects.filter(programme=programme).values_list("number", flat=True))
    return numbers == list(range(1, len(numbers) + 1))


def main(rounds):
    with own_database():
        from django.db import connection

        from reports import printing
        from reports.models import Edition, EditionFile
        from tests.audit import racing
        from tests.reports.documents import World, stub
        from workstreams.models import Programme

        one, told, began = 0, 0, time.perf_counter()
        for number in range(rounds):
            if number % A_PROGRAMME == 0:
                world = World()
            won, refused = race(world, world.agreed(as_at=None), render=stub)
            one += len(won) == 1
            told += refused == ["issued"]
        seconds = time.perf_counter() - began
        won, refused = race(world, world.agreed(as_at=None), render=printing.file_of)
        real = len(won) == 1 and refused == ["issued"]
        gapless = all(_is_gapless(Edition, key) for key in Programme.objects.values_list("pk", flat=True))
        whole = EditionFile.objects.count() == 2 * (rounds + 1)
        faults = len(racing.chain_faults())
        print(
            f"{connection.vendor}: {rounds} rounds in {seconds:.0f} s, {one} with exactly one winner, {told} losers "
            f"told; with real files: {'one winner' if real else 'wrong'}; numbers {'gapless' if gapless else 'with gaps'}"
            f"; every edition {'whole' if whole else 'not whole'}; {faults} faults in the chain"
        )
        connection.close()
    return 0 if (one, told, real, gapless, whole, faults) == (rounds, rounds, True, True, True, 0) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
