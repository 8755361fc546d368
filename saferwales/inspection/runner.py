"""Running a verification beside the pages: one thread reads the chain, another says each second how far it is.

Two threads, because a connection of SQLite that is reading must not write: it would be refused as soon as somebody
else has written since it began. Each sign of life is one short statement, so nobody waits for it. Whatever ends the
process ends the signs, and by that the pages know that this verification will never finish.
"""

import logging
from functools import partial
from threading import Thread

from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from saferwales.audit import verify
from saferwales.inspection.models import Verification, VerificationState

log = logging.getLogger(__name__)
SECONDS = 1
MOST_PROBLEMS = 100


class Abandoned(Exception):
    """This verification was given up for dead while it slept; another may be running."""


class Run:
    """One run of the verification: what it has done, and how it ended."""

    def __init__(self, language):
        self.language = language
        self.done = self.total = 0
        self.abandoned = False
        self.result = None

    def progress(self, done, total):
        if self.abandoned:
            raise Abandoned
        self.done, self.total = done, total

    def check(self):
        """Verify, in the language of whoever began it; an error in it is logged, and leaves no result."""
        try:
            with override(self.language):
                self.result = verify.run(progress=self.progress)
        except Abandoned:
            pass
        except Exception:
            log.exception("The verification of the chain was stopped by an error.")


def start(verification):
    """Begin once the verification's own row is there for all to see."""
    transaction.on_commit(partial(_thread, watch, verification.pk, get_language()))


def _thread(work, *given):
    """A thread that ends with the process, and closes the connections that it opened."""

    def do():
        try:
            work(*given)
        finally:
            connections.close_all()

    thread = Thread(target=do, name="verification", daemon=True)
    thread.start()
    return thread


def watch(pk, language):
    """Run the verification and keep its row up to date until it ends."""
    run = Run(language)
    reader = _thread(run.check)
    while reader.is_alive():
        reader.join(SECONDS)
        run.abandoned = not _note(pk, done=run.done, total=run.total)
    _note(pk, done=run.done, total=run.total, finished_at=timezone.now(), **_ending(run.result))


def _note(pk, **what):
    """Write down a sign of life with what is known; False where the verification counts as running no more."""
    running = Verification.objects.filter(pk=pk, state=VerificationState.RUNNING)
    try:
        return bool(running.update(seen_at=timezone.now(), **what))
    except DatabaseError:
        log.exception("The progress of the verification could not be written down.")
        return True


def _ending(result):
    """What a verification's row keeps of its result."""
    if result is None:
        return {"state": VerificationState.FAILED}
    told = [{"seq": one.seq, "sentence": str(one.sentence)} for one in result.problems[:MOST_PROBLEMS]]
    return {
        "state": VerificationState.FINISHED,
        "entries": result.entries,
        "digest": result.digest,
        "found": len(result.problems),
        "problems": told,
        "notes": [*map(str, result.erasures[:MOST_PROBLEMS]), *map(str, result.remarks)],
    }
