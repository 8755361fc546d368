"""Issuing a document beside the pages: what a person can mend is said at once, both files are made by a worker."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task

from reports import actions, printing
from reports.actions.issuing import freeze
from reports.making import work
from reports.making.models import IssueOrder, OrderState
from reports.models import DocumentState, Edition
from reports.rendering import engine
from reports.rendering.engine import RenderRefused

OPEN = (OrderState.WAITING, OrderState.MAKING)


def order(*, document, by, boards=(), others=()):
    """Ask for a document to be issued; returns the IssueOrder, the open one where the person asked already.

    Raises as ``actions.issue`` does where the document cannot be issued as it stands, and PangoMissing.
    """
    engine.check_available()
    freeze(document, by)
    return _order(document, by, [one.pk for one in boards], list(others))


def asked(document, by):
    """The person's order that is still open; asked of the database only where the document can be issued."""
    if document.state not in (DocumentState.IN_REVIEW, DocumentState.AGREED):
        return None
    found = IssueOrder.objects.filter(document=document, ordered_by=by, state__in=OPEN).first()
    if found is not None:
        found.document = document
    return found


@transaction.atomic
def _order(document, by, boards, others):
    same = IssueOrder.objects.filter(document=document, ordered_by=by, state__in=OPEN).first()
    if same is not None:
        return same
    made = IssueOrder.objects.create(
        document=document, ordered_by=by, language=get_language(), boards=boards, others=others
    )
    issue.enqueue(str(made.pk))
    made.refresh_from_db()
    return made


@task()
def issue(pk):
    """Issue the document of an order; each of its files is made as any other is."""
    order = work.take(IssueOrder, pk)
    if order is None:
        return
    with override(order.language), work.alive(order):
        end = _issued(order)
    work.mine(order).update(**end, seen_at=timezone.now())


def _issued(order):
    try:
        edition = actions.issue(
            document=order.document,
            by=order.ordered_by,
            recipients=order.recipients,
            render=partial(_rendered, order),
        )
    except ValidationError as refused:
        edition = _by_an_earlier_attempt(order)
        if edition is None:
            return {"state": OrderState.REFUSED, "refusal": refused.messages[0]}
    except PermissionDenied as refused:
        return {"state": OrderState.REFUSED, "refusal": str(refused)}
    except Exception:
        return {"state": OrderState.REFUSED, "refusal": work.unforeseen()}
    return {"state": OrderState.READY, "edition": edition}


def _by_an_earlier_attempt(order):
    """The edition that a maker wrote for this order before it was stopped, unable to say so any more."""
    if not order.attempts:
        return None
    written = Edition.history.filter(
        document_id=order.document_id,
        version=1,
        history_user_id=order.ordered_by_id,
        history_date__gte=order.ordered_at,
    )
    return Edition.objects.filter(pk__in=written.values("id")).first()


def _rendered(order, report):
    making = work.Work(order, partial(printing.file_of, report))
    making.watch()
    if making.made is None:
        raise RenderRefused(making.refusal)
    return making.made


def make_again():
    """Order anew what a worker began and never ended. Whatever it did, the document is issued once."""
    return work.again(IssueOrder, issue)
