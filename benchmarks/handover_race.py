"""Two chairs answer the same item at once, one accepting and one declining it: exactly one wins, the other is told.

    python benchmarks/handover_race.py [ROUNDS]        (1,000 unless told)

Works in a database of its own beside the one that DATABASE_URL names (without it: SQLite).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_database import own_database  # noqa: E402 - only now is it found


def main(rounds):
    with own_database():
        from django.db import connection

        from tests import builders
        from tests.audit import racing

        stream, receiver = builders.make_workstream(), builders.make_board()
        people = [builders.make_chair(receiver, stream.programme, name) for name in ("Carys", "Dewi")]
        one = told = fits = 0
        for _round in range(rounds):
            objective = builders.make_objective(stream)
            decided = racing.accept_against_decline(receiver, stream.programme, objective, people)
            one += decided.winners == 1
            told += decided.told == 1
            fits += decided.governance_fits
        faults = len(racing.chain_faults())
        print(
            f"{connection.vendor}: {rounds} rounds, {one} with exactly one winner, {told} losers told, "
            f"{fits} with governance to match, {faults} faults in the chain"
        )
        connection.close()
    return 0 if (one, told, fits, faults) == (rounds, rounds, rounds, 0) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
