"""Handing over an ordered document: at once where it is made, else on a page that says how far it is."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boards.models import Board
from boards.views.base import get_board
from reports.making import orders
from reports.making.models import OrderState, PrintOrder
from reports.rendering.engine import RenderRefused
from saferwales.accounts.permissions import require
from saferwales.web import pages
from workstreams.views.base import get_programme


def deliver(request, report, owner, page):
    """The report as a download, or the page on which it is waited for; ``page`` is where it can be read meanwhile.

    ``owner`` is the programme or the board whose report it is. Raises RenderRefused where none is made.
    """
    whose = {"board": owner} if isinstance(owner, Board) else {"programme": owner}
    require(request.user, "report.download", whose.get("programme"))
    back = f"{page}?{request.GET.urlencode()}" if request.GET else page
    order = orders.order(report=report, by=request.user, ordered_from=back, **whose)
    if order.state == OrderState.REFUSED:
        raise RenderRefused(order.refusal)
    if order.state == OrderState.READY:
        return file_response(order)
    return redirect(order)


def file_response(order):
    """The document as a download under its own name."""
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
    nav = "boards" if order.board_id else "reports"
    context = {"programme": order.programme, "board": order.board, "nav": nav, "order": order}
    return pages.render_page_or_fragment(request, "reports/order.html", "reports/_order.html", context)


def _file(order):
    return file_response(order) if order.state == OrderState.READY else redirect(order)


@require_safe
def order(request, programme, pk):
    return _page(request, _order(request, pk, programme=get_programme(request, programme)))


@require_safe
def order_file(request, programme, pk):
    return _file(_order(request, pk, programme=get_programme(request, programme)))


@require_safe
def board_order(request, slug, pk):
    return _page(request, _order(request, pk, board=get_board(request, slug)))


@require_safe
def board_order_file(request, slug, pk):
    return _file(_order(request, pk, board=get_board(request, slug)))


@require_safe
def order_list(request, programme):
    """The documents that the reader asked for within the last day."""
    programme = get_programme(request, programme)
    require(request.user, "report.download", programme)
    mine = PrintOrder.objects.filter(programme=programme, ordered_by=request.user).defer("page", "file")
    context = {"programme": programme, "nav": "reports", "orders": mine[:50]}
    return render(request, "reports/orders.html", context)
