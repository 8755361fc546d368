"""The making of an order: taken by one maker, watched while it lasts, and done again where the maker was stopped."""

import logging
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import Error, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.making.models import MOST_ATTEMPTS, SILENCE, OrderState
from reports.rendering.engine import RenderRefused

log = logging.getLogger(__name__)
SECONDS = 1
BEAT = 5  # seconds between two signs of life of a maker that reads the record
MOST_BEATS = 120  # a maker that has read for so long hangs, and another one is to try


def take(model, pk):
    """The order, which is now this maker's; None where another one has it."""
    waiting = model.objects.filter(pk=pk, state=OrderState.WAITING)
    if not waiting.update(state=OrderState.MAKING, seen_at=timezone.now()):
        return None
    return model.objects.select_related("ordered_by").get(pk=pk)


def mine(order):
    """The order, as long as it is this maker's: one that was taken for dead has nothing to say any more."""
    return type(order).objects.filter(pk=order.pk, state=OrderState.MAKING, attempts=order.attempts)


def unforeseen():
    log.exception("A document could not be made.")
    return _("The document could not be made because of an error, which was noted.")


@contextmanager
def alive(order):
    """Signs of life while the maker reads and checks the record, which lasts as long as the record is large."""
    stopped = Event()
    beating = Thread(target=_beat, args=(order, stopped), daemon=True)
    beating.start()
    try:
        yield
    finally:
        stopped.set()
        beating.join(SECONDS)


def _beat(order, stopped):
    """In a thread with a connection of its own; while somebody else writes, the next beat will do."""
    try:
        for _turn in range(MOST_BEATS):
            if stopped.wait(BEAT):
                return
            with suppress(Error):
                mine(order).update(seen_at=timezone.now())
    finally:
        connections.close_all()


class Work:
    """The making of one file in a thread that asks nothing of the database: ``act`` is called with ``progress``."""

    def __init__(self, order, act):
        self.order, self.act = order, act
        self.stage, self.made, self.refusal = "", None, ""

    def note(self, stage):
        self.stage = stage[:30]

    def run(self):
        with override(self.order.language):
            try:
                self.made = self.act(progress=self.note)
            except RenderRefused as refused:
                self.refusal = refused.messages[0]
            except Exception:
                self.refusal = unforeseen()

    def watch(self):
        """Let it be made, saying each second how far it is."""
        maker = Thread(target=self.run, daemon=True)
        maker.start()
        while True:
            maker.join(SECONDS)
            mine(self.order).update(seen_at=timezone.now(), stage=self.stage)
            if not maker.is_alive():
                return


def again(model, task):
    """Order anew what a worker began and never ended; give up what ended three workers. Returns how many."""
    lost = model.objects.filter(state=OrderState.MAKING, seen_at__lt=timezone.now() - SILENCE)
    facts = lost.only("pk", "attempts", "language")
    return sum(_again(one, task) for one in facts)


@transaction.atomic
def _again(one, task):
    """Whoever changes the row first sees to it; the attempt's number shuts out a maker that only slept."""
    same, attempts = mine(one), one.attempts + 1
    with override(one.language):
        given_up = _("The document could not be made: the making of it was stopped %(count)s times.")
    if attempts >= MOST_ATTEMPTS:
        return same.update(
            state=OrderState.REFUSED, attempts=attempts, refusal=given_up % {"count": attempts}
        )
    if not same.update(state=OrderState.WAITING, attempts=attempts, stage="", seen_at=timezone.now()):
        return 0
    task.enqueue(str(one.pk))
    return 1
