"""A process is killed while it issues a document, at each named point and at random moments: all of it, or nothing.

    python benchmarks/issue_kill.py [MOMENTS]        (50 unless told)

Works in a database of its own beside the one that DATABASE_URL names (without it: SQLite).
"""

import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_database import own_database  # noqa: E402 - only now is it found

POINTS = tuple(
    (name, when)
    for name in ("freeze", "_write", "take", "_enter", "_enter_file", "enter_recipients", "amend")
    for when in ("before", "after")
)


def _arm(name, when):
    """Let this process die at the named step of issuing."""
    from reports.actions import issuing

    where = {"take": issuing.checkpoints, "amend": issuing.writing}.get(name, issuing)
    step = getattr(where, name)

    def deadly(*args, **options):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        made = step(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)
        return made

    setattr(where, name, deadly)


def issue_and_die(world, document, *, point=None, after=None):
    """Issue the document in a process that is killed at the point, or so many seconds after it began."""
    from django.db import connections

    own = connections["default"]
    own.close()  # the child opens its own; one shared with it would be ended by its death
    child = os.fork()
    if child == 0:
        try:
            connections["default"] = own  # beside an event loop, Django looks elsewhere for it after a fork
            if point:
                _arm(*point)
            world.issue(document)
        except BaseException:  # said here, for whoever waits sees only that nothing was issued
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def is_whole(document):
    """Whether the document was issued wholly (True), not at all (False); None where something half is left."""
    from reports.models import Edition, EditionFile
    from saferwales.audit import files
    from saferwales.audit.models import Checkpoint

    document.refresh_from_db()
    editions = list(Edition.objects.filter(document=document))
    if document.state == "agreed" and not editions:
        return False
    kept = EditionFile.objects.filter(edition__in=editions)
    checkpoints = Checkpoint.objects.filter(purpose__in=[f"edition {one}" for one in editions])
    counts = (len(editions), len(kept), len(checkpoints), document.state)
    all_there = all(files.fetch(one.sha256) for one in kept) and all(one.content for one in editions)
    return True if counts == (1, 2, 1, "issued") and all_there else None


def numbers_are_gapless():
    from reports.models import Edition

    numbers = sorted(Edition.objects.values_list("number", flat=True))
    return numbers == list(range(1, len(numbers) + 1))


def main(moments):
    with own_database():
        from django.db import connection

        from tests.audit import racing
        from tests.reports.documents import World

        world = World()
        began = time.perf_counter()
        world.issue(world.agreed(as_at=None))
        usual = time.perf_counter() - began
        half = once = issued = 0
        trials = [{"point": point} for point in POINTS]
        trials += [{"after": random.uniform(0, 1.5 * usual)} for _moment in range(moments)]
        for trial in trials:
            document = world.agreed(as_at=None)
            issue_and_die(world, document, **trial)
            whole = is_whole(document)
            half += whole is None
            issued += whole is True
            if not whole:
                world.issue(document)
            once += is_whole(document) is True
        faults = len(racing.chain_faults())
        gapless = numbers_are_gapless()
        print(
            f"{connection.vendor}: killed {len(trials)} times, {len(POINTS)} of them at named points; {issued} had "
            f"issued by then, {half} left something half, {once} issued once in the end; numbers "
            f"{'gapless' if gapless else 'with gaps'}; {faults} faults in the chain"
        )
        connection.close()
    return 0 if (half, once, gapless, faults) == (0, len(trials), True, 0) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
