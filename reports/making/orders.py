"""Ordering a document as a PDF file, and making it."""

import hashlib
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from reports import printing
from reports.making import work
from reports.making.models import KEPT, IssueOrder, OrderState, PrintOrder
from reports.rendering import engine
from reports.rendering.engine import Busy
from workstreams.models import Programme

MOST_WAITING = 5  # of one person at a time


@transaction.atomic
def order(*, report, by, ordered_from, programme=None, board=None, head=""):
    """Ask for the report of a programme or of a board as a PDF file; returns the PrintOrder, which is ready at once
    where that page was made before. Raises RenderRefused where no PDF can be made here, or too many wait already."""
    engine.check_available()
    page = printing.html_of(report)
    digest = hashlib.sha256(page.encode()).hexdigest()
    whose = {"programme": programme, "board": board}
    kept = _kept(digest, whose, by)
    if kept is not None:
        if head and kept.head != head:
            PrintOrder.objects.filter(pk=kept.pk).update(head=head)
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
        title_language=getattr(report.title, "lang", "") or report.language,
        file_name=printing.file_name(report, programme or board),
        language=report.language,
        ordered_from=ordered_from,
        page=page,
        digest=digest,
        head=head,
    )
    make.enqueue(str(made.pk))
    made.refresh_from_db()
    return made


def same(*, by, programme, ordered_from, head):
    """The person's order of the same address since when nothing was written, or None; found before the page is read.

    ``programme`` is named as in addresses. A page may print the day on which it is read, so only today's orders serve.
    """
    mine = Programme.objects.for_user(by).filter(slug=programme)
    found = PrintOrder.objects.filter(
        programme__in=mine, ordered_by=by, ordered_from=ordered_from, head=head, language=get_language()
    )
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = found.filter(ordered_at__gte=max(today, timezone.now() - KEPT)).exclude(state=OrderState.REFUSED)
    return fresh.select_related("programme").defer("page").first()


def _kept(digest, whose, by):
    """The same person's order of the same page, waiting, being made or ready."""
    same = PrintOrder.objects.filter(digest=digest, **whose, ordered_by=by)
    fresh = same.filter(ordered_at__gt=timezone.now() - KEPT).exclude(state=OrderState.REFUSED)
    return fresh.defer("page").first()


@task()
def make(pk):
    """Make the file of an order, saying each second how far it is."""
    order = work.take(PrintOrder, pk)
    if order is None:
        return
    making = work.Work(order, partial(printing.render_pdf, order.page))
    making.watch()
    end = {"state": OrderState.READY, "file": making.made}
    if making.made is None:
        end = {"state": OrderState.REFUSED, "refusal": making.refusal}
    work.mine(order).update(**end, seen_at=timezone.now())


def make_again():
    """Order anew what a worker began and never ended. Returns how many."""
    return work.again(PrintOrder, make)


def clear():
    """Throw away files that nobody fetched within a day, and the queue's own notes of what is done."""
    from django_tasks_db.models import DBTaskResult

    ended = timezone.now() - KEPT
    PrintOrder.objects.filter(ordered_at__lt=ended).delete()
    IssueOrder.objects.filter(ordered_at__lt=ended).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=ended).delete()
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - timedelta(hours=1))
    lost.delete()
