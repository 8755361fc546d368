"""Whoever asked for a file or an edition is told how it ended, until they have looked at it."""

from functools import partial

from django.db.models import Q

from boards.policies import visible_boards
from reports.making.models import IssueOrder, OrderState, PrintOrder
from workstreams.models import Programme

MOST = 10
ENDED = (OrderState.READY, OrderState.REFUSED)


def context(request):
    """For templates: ``ended_orders`` asks the database on the pages that show it, and on no other."""
    return {"ended_orders": partial(_ended, getattr(request, "user", None))}


def _ended(user):
    """The person's ended orders by what is said of them, each newest first; of what they still may read."""
    if user is None or not user.is_authenticated:
        return {}
    mine = Programme.objects.for_user(user)
    untold = {"ordered_by": user, "state__in": ENDED, "told_at": None}
    readable = Q(programme__in=mine) | Q(board__in=visible_boards(user))
    files = PrintOrder.objects.filter(readable, **untold).select_related("programme", "board")
    issues = IssueOrder.objects.filter(document__programme__in=mine, **untold)
    return {
        **_by_end("file", files.defer("page", "file")[:MOST]),
        **_by_end("issue", issues.select_related("document__programme")[:MOST]),
    }


def _by_end(kind, orders):
    found = list(orders)
    return {f"{kind}_{end}": [one for one in found if one.state == end] for end in ENDED}
