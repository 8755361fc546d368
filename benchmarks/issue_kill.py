"""A process is killed while it issues a document, at each named point and at random moments: all of it, or nothing.

    python benchmarks/issue_kill.py [MOMENTS [WORKERS]]        (50 and 8 unless told)

Half of the documents are issued for the first time, half for the second, whose edition supersedes the first. Then
the real worker is killed while it makes real files, and followed by another. Works in a database of its own beside the one that DATABASE_URL names (without it: SQLite).
"""

import os
import random
import signal
import subprocess
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
OF_NEXT_ONES = (("end_superseded", "before"), ("end_superseded", "after"))
WORKER = (sys.executable, str(ROOT / "manage.py"), "make_documents")


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


def agreed_anew(world):
    """A document that was issued, went back to its draft, and is agreed again: to be issued a second time."""
    from reports import actions

    document, _edition = world.issued(as_at=None)
    document = actions.return_to_draft(document=document, by=world.secretary, reason="A next edition")
    return world.agree(world.review(document))


def is_whole(document, before=0):
    """Whether the document was issued wholly (True), not at all (False); None where something half is left.

    ``before`` is how many editions it had: the last of them stands until the next one does, and no longer.
    """
    from reports.models import Edition, EditionFile
    from saferwales.audit import files
    from saferwales.audit.models import Checkpoint

    document.refresh_from_db()
    editions = list(Edition.objects.filter(document=document).order_by("number"))
    standing = [one.stands for one in editions]
    if (document.state, standing) == ("agreed", [False] * (before - 1) + [True] * (before > 0)):
        return False
    kept = EditionFile.objects.filter(edition__in=editions)
    checkpoints = Checkpoint.objects.filter(purpose__in=[f"edition {one}" for one in editions])
    counts = (document.state, standing, len(kept), len(checkpoints))
    wanted = ("issued", [False] * before + [True], 2 * (before + 1), before + 1)
    follows = [one.supersedes_id for one in editions] == [None, *(one.pk for one in editions)][: before + 1]
    all_there = all(files.fetch(one.sha256) for one in kept) and all(one.content for one in editions)
    return True if counts == wanted and follows and all_there else None


def numbers_are_gapless():
    from reports.models import Edition

    numbers = sorted(Edition.objects.values_list("number", flat=True))
    return numbers == list(range(1, len(numbers) + 1))


def trials_of(moments, usual):
    """What is done to each document: (how many editions it has, where its issuing is killed)."""
    yield from ((0, {"point": point}) for point in POINTS)
    yield from ((1, {"point": point}) for point in (*POINTS, *OF_NEXT_ONES))
    yield from ((number % 2, {"after": random.uniform(0, 1.5 * usual)}) for number in range(moments))


def kill_and_issue(world, moments):
    """Returns (trials, issued when killed, left half, issued once in the end)."""
    began = time.perf_counter()
    world.issue(world.agreed(as_at=None))
    half = once = issued = 0
    trials = list(trials_of(moments, time.perf_counter() - began))
    for before, trial in trials:
        document = agreed_anew(world) if before else world.agreed(as_at=None)
        issue_and_die(world, document, **trial)
        whole = is_whole(document, before)
        half += whole is None
        issued += whole is True
        if not whole:
            world.issue(document)
        once += is_whole(document, before) is True
    return len(trials), issued, half, once


def issue_by_worker(world, place, after):
    """Let the real worker begin to issue a document, kill it so many seconds later, and let another one follow.

    Returns (whether the document is issued once, how often its issuing was begun, how long it took).
    """
    from django.test import override_settings

    from reports.making import issuing
    from reports.making.models import SILENCE, IssueOrder, OrderState

    document = world.agreed(as_at=None)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        order = issuing.order(document=document, by=world.secretary, others=["The Minister"])
    mine = IssueOrder.objects.filter(pk=order.pk)
    own = {"SAFERWALES_MODE": "demonstration", "SECRET_KEY": "x" * 60, "SAFERWALES_VAR": str(place)}
    first = subprocess.Popen(WORKER, env=os.environ | own, cwd=ROOT, start_new_session=True)
    _until(lambda: not mine.filter(state=OrderState.WAITING).exists())
    began = time.perf_counter()
    _until(lambda: time.perf_counter() - began > after or not mine.filter(state=OrderState.MAKING).exists())
    seconds = time.perf_counter() - began
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    mine.filter(state=OrderState.MAKING).update(seen_at=order.ordered_at - SILENCE)
    subprocess.run((*WORKER, "--once"), env=os.environ | own, cwd=ROOT, check=True)
    order.refresh_from_db()
    return is_whole(document) is True and order.state == OrderState.READY, order.attempts + 1, seconds


def _until(holds):
    while not holds():
        time.sleep(0.02)


def kill_workers(world, place, workers):
    """Returns (issued once, attempts). The first worker of all is left alone: it shows how long one needs."""
    for _turn in range(2):  # the fonts are made once
        _once, _attempts, usual = issue_by_worker(world, place, after=600)
    moments = [usual * number / workers for number in range(workers)]
    done = [issue_by_worker(world, place, after) for after in moments]
    return sum(is_once for is_once, *_more in done), sum(begun for _once, begun, _seconds in done)


def main(moments, workers):
    with own_database() as place:
        from django.db import connection

        from tests.audit import racing
        from tests.reports.documents import World

        world = World()
        trials, issued, half, once = kill_and_issue(world, moments)
        by_workers, attempts = kill_workers(world, place, workers)
        faults, gapless = len(racing.chain_faults()), numbers_are_gapless()
        print(
            f"{connection.vendor}: killed {trials} times, {trials - moments} of them at named points; {issued} had "
            f"issued by then, {half} left something half, {once} issued once in the end; {workers} real workers "
            f"killed, {by_workers} documents issued once by {attempts} attempts; "
            f"numbers {'gapless' if gapless else 'with gaps'}; {faults} faults in the chain"
        )
        connection.close()
    return 0 if (half, once, by_workers, gapless, faults) == (0, trials, workers, True, 0) else 1


if __name__ == "__main__":
    asked = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*asked, *(50, 8)[len(asked) :]))
