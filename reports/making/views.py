"""Handing over an ordered document: at once where it is made, else on a page that says how far it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from boards.models import Board
from boards.views.base import get_board
from reports.documents import get_document
from reports.making import orders
from reports.making.models import IssueOrder, OrderState, PrintOrder
from reports.rendering.engine import RenderRefused
from saferwales.accounts.permissions import require
from saferwales.audit import chain
from saferwales.web import pages
from workstreams.views.base import get_programme


def made_before(request, programme, page):
    """The response to the same request since when nothing was written, before anything is read for it; else None.

    ``programme`` is named as in addresses, ``page`` as in ``deliver``, which comes next where there is none.
    """
    request.head_ = chain.head()[1]
    order = orders.same(
        by=request.user, programme=programme, ordered_from=_back(request, page), head=request.head_
    )
    if order is None:
        return None
    require(request.user, "report.download", order.programme)
    return _answer(order)


def deliver(request, report, owner, page):
    """The report as a download, or the page on which it is waited for; ``page`` is where it can be read meanwhile.

    ``owner`` is the programme or the board whose report it is. Raises RenderRefused where none is made.
    """
    whose = {"board": owner} if isinstance(owner, Board) else {"programme": owner}
    require(request.user, "report.download", whose.get("programme"))
    asked = {"by": request.user, "ordered_from": _back(request, page), "head": getattr(request, "head_", "")}
    order = orders.order(report=report, **asked, **whose)
    if order.state == OrderState.REFUSED:
        raise RenderRefused(order.refusal)
    return _answer(order)


def _back(request, page):
    return f"{page}?{request.GET.urlencode()}" if request.GET else page


def _answer(order):
    return file_response(order) if order.state == OrderState.READY else redirect(order)


def file_response(order):
    """The document as a download under its own name; from now on nobody is told that it is ready."""
    order.tell()
    response = HttpResponse(order.file, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{order.file_name}"'
    response["Content-Language"] = order.language
    response["Cache-Control"] = "private, no-store"
    return response


def _order(request, pk, **whose):
    """The order, for whoever gave it and still may download; for anybody else there is none."""
    require(request.user, "report.download", whose.get("programme"))
    found = PrintOrder.objects.filter(ordered_by=request.user, pk=pk, **whose).defer("page")
    order = found.first()
    if order is None:
        raise Http404
    for name, owner in whose.items():
        setattr(order, name, owner)
    return order


def _page(request, order):
    """How far the document is; the page asks for this again until it is made."""
    order.tell()
    nav = "boards" if order.board_id else "reports"
    context = {"programme": order.programme, "board": order.board, "nav": nav, "order": order}
    return pages.render_page_or_fragment(request, "reports/order.html", "reports/_order.html", context)


@require_safe
def order(request, programme, pk):
    return _page(request, _order(request, pk, programme=get_programme(request, programme)))


@require_safe
def order_file(request, programme, pk):
    return _answer(_order(request, pk, programme=get_programme(request, programme)))


@require_safe
def board_order(request, slug, pk):
    return _page(request, _order(request, pk, board=get_board(request, slug)))


@require_safe
def board_order_file(request, slug, pk):
    return _answer(_order(request, pk, board=get_board(request, slug)))


@require_safe
def issue_order(request, programme, key, pk):
    """How far the issuing of a document is; once it is issued, its edition."""
    document = get_document(request, programme, key)
    found = IssueOrder.objects.filter(ordered_by=request.user, document=document, pk=pk)
    order = get_object_or_404(found.select_related("edition__programme"))
    order.document = document
    order.tell()
    context = {"programme": document.programme, "nav": "reports", "order": order, "document": document}
    return pages.render_page_or_fragment(
        request, "reports/issue_order.html", "reports/_issue_order.html", context
    )


@require_safe
def order_list(request, programme):
    """The documents that the reader asked for within the last day."""
    programme = get_programme(request, programme)
    require(request.user, "report.download", programme)
    return _list(request, programme=programme, nav="reports")


@require_safe
def board_order_list(request, slug):
    """The board's agendas and minutes that the reader asked for within the last day."""
    board = get_board(request, slug)
    require(request.user, "report.download")
    return _list(request, board=board, nav="boards")


def _list(request, nav, **whose):
    mine = PrintOrder.objects.filter(ordered_by=request.user, **whose).defer("page", "file")
    found = list(mine[:50])
    for order in found:
        for name, owner in whose.items():
            setattr(order, name, owner)
    return render(request, "reports/orders.html", {**whose, "nav": nav, "orders": found})
