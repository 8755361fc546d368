"""Ordering a document, making it, and making it again where the worker was stopped in the middle."""

import hashlib
import logging
from datetime import timedelta
from threading import Thread

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from reports import printing
from reports.making.models import KEPT, MOST_ATTEMPTS, SILENCE, OrderState, PrintOrder
from reports.rendering import engine
from reports.rendering.engine import Busy, RenderRefused

log = logging.getLogger(__name__)
MOST_WAITING = 5  # of one person at a time
SECONDS = 1


@transaction.atomic
def order(*, report, by, ordered_from, programme=None, board=None):
    """Ask for the report of a programme or of a board as a PDF file; returns the PrintOrder, which is ready at once
    where that page was made before. Raises RenderRefused where no PDF can be made here, or too many wait already."""
    engine.check_available()
    page = printing.html_of(report)
    digest = hashlib.sha256(page.encode()).hexdigest()
    whose = {"programme": programme, "board": board}
    kept = _kept(digest, whose, by)
    if kept is not None:
        return kept
    open_ones = PrintOrder.objects.filter(ordered_by=by, state__in=(OrderState.WAITING, OrderState.MAKING))
    if open_ones.count() >= MOST_WAITING:
        raise Busy(
            _("%(count)s documents that you asked for are still being made. Fetch those first.")
            % {"count": MOST_WAITING}
        )
    made = PrintOrder.objects.create(
        **whose,
        ordered_by=by,
        title=str(report.title)[:300],
        file_name=printing.file_name(report, programme or board),
        language=report.language,
        ordered_from=ordered_from,
        page=page,
        digest=digest,
    )
    make.enqueue(str(made.pk))
    made.refresh_from_db()
    return made


def _kept(digest, whose, by):
    """The same person's order of the same page, waiting, being made or ready."""
    same = PrintOrder.objects.filter(digest=digest, **whose, ordered_by=by)
    fresh = same.filter(ordered_at__gt=timezone.now() - KEPT).exclude(state=OrderState.REFUSED)
    return fresh.defer("page").first()


class Work:
    """The making of one page in a thread that asks nothing of the database."""

    def __init__(self, order):
        self.order, self.stage, self.pdf, self.refusal = order, "", None, ""

    def note(self, stage):
        self.stage = stage[:30]

    def run(self):
        with override(self.order.language):
            try:
                self.pdf = printing.render_pdf(self.order.page, progress=self.note)
            except RenderRefused as refused:
                self.refusal = refused.messages[0]
            except Exception:
                log.exception("A document could not be made.")
                self.refusal = _("The document could not be made because of an error, which was noted.")


@task()
def make(pk):
    """Make the file of an order, saying each second how far it is. An order that is taken is left to its maker."""
    now = timezone.now()
    waiting = PrintOrder.objects.filter(pk=pk, state=OrderState.WAITING)
    if not waiting.update(state=OrderState.MAKING, seen_at=now):
        return
    work = Work(PrintOrder.objects.get(pk=pk))
    maker = Thread(target=work.run, daemon=True)
    maker.start()
    mine = PrintOrder.objects.filter(pk=pk, state=OrderState.MAKING, attempts=work.order.attempts)
    while maker.is_alive():
        maker.join(SECONDS)
        mine.update(seen_at=timezone.now(), stage=work.stage)
    end = {"state": OrderState.READY, "file": work.pdf}
    if work.pdf is None:
        end = {"state": OrderState.REFUSED, "refusal": work.refusal}
    mine.update(**end, seen_at=timezone.now())


def make_again():
    """Order anew what a worker began and never ended; give up what ended three workers. Returns how many."""
    lost = PrintOrder.objects.filter(state=OrderState.MAKING, seen_at__lt=timezone.now() - SILENCE)
    return sum(_make_again(one) for one in lost.defer("page", "file"))


@transaction.atomic
def _make_again(one):
    """Whoever changes the row first sees to it; the attempt's number shuts out a maker that only slept."""
    same = PrintOrder.objects.filter(pk=one.pk, state=OrderState.MAKING, attempts=one.attempts)
    attempts = one.attempts + 1
    with override(one.language):
        given_up = _("The document could not be made: the making of it was stopped %(count)s times.")
    if attempts >= MOST_ATTEMPTS:
        return same.update(
            state=OrderState.REFUSED, attempts=attempts, refusal=given_up % {"count": attempts}
        )
    if not same.update(state=OrderState.WAITING, attempts=attempts, stage="", seen_at=timezone.now()):
        return 0
    make.enqueue(str(one.pk))
    return 1


def clear():
    """Throw away files that nobody fetched within a day, and the queue's own notes of what is done."""
    from django_tasks_db.models import DBTaskResult

    ended = timezone.now() - KEPT
    PrintOrder.objects.filter(ordered_at__lt=ended).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=ended).delete()
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - timedelta(hours=1))
    lost.delete()
