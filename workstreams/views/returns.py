"""Regional returns: the matrix of regions and quarters, a cell edited in place, and the next quarter opened."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards import decided
from boards.models import Board, Region
from saferwales.accounts import permissions
from saferwales.audit import asat, editing
from saferwales.web.bilingual import within
from saferwales.web.forms import add_refusal
from saferwales.web.pages import render_page_or_fragment
from workstreams import actions, policies, quarters
from workstreams.forms_returns import QuarterForm, ReturnForm
from workstreams.models import RegionalReturn, ReturnState
from workstreams.views.base import get_programme


def _load(request, programme, returns):
    """The returns with what they name, and the user's own seats, in one statement."""
    found = asat.reading(request).load(
        returns,
        Region.objects.filter(returns__in=returns).distinct(),
        asat.reading(request).linked(Board, returns, "custodian"),
        policies.custodian_seats(request.user),
    )
    boards = {seat.board_id for seat in found.all(policies.Seat) if seat.held_on(found.day)}
    for one in found.all(RegionalReturn):
        one.programme = programme
        one.state = one.state_on(found.day)
        one.state_label = ReturnState(one.state).label
        one.keeper = found.get(Board, one.custodian_id)
        open_now = not programme.read_only and not found.is_past
        one.fillable = open_now and policies.may_fill(request.user, one, programme, boards)
    return found


def _rows(returns, columns):
    """A row for each quarter, a cell for each region; None where a region owes nothing."""
    cells = {(one.quarter_on, one.region_id): one for one in returns}
    labels = {one.quarter_on: one.label for one in returns}
    return [
        {
            "label": labels[quarter],
            "cells": [{"region": region, "cell": cells.get((quarter, region.pk))} for region in columns],
        }
        for quarter in sorted(labels)
    ]


@require_safe
def regions(request, programme):
    programme = get_programme(request, programme)
    reading = _load(request, programme, RegionalReturn.objects.filter(programme=programme))
    found = reading.all(RegionalReturn)
    context = {
        "programme": programme,
        "nav": "regions",
        "regions": reading.all(Region),
        "rows": _rows(found, reading.all(Region)),
        "without_owner": [one for one in found if one.lacks_owner],
        "not_received": [
            one for one in found if one.state in (ReturnState.OVERDUE, ReturnState.NOT_RECEIVED)
        ],
        "may_open": permissions.may(request.user, "return.open", programme) and not programme.read_only,
    }
    return render(request, "workstreams/regions.html", context)


def _get(request, programme, pk):
    """The return of this programme, as the matrix shows it; a number of another programme's is no return here."""
    if pk >= 2**63:
        raise Http404
    reading = _load(request, programme, RegionalReturn.objects.filter(programme=programme, pk=pk))
    found = reading.all(RegionalReturn)
    if not found:
        raise Http404
    return found[0]


def _links(name):
    """The rows that an app above keeps between returns and boards' meetings."""
    return RegionalReturn._meta.get_field(name).related_model


def _business(request, pk):
    """The decisions on the return, and the agendas on which it stands."""
    on_it, on_agendas = _links("decision_subjects"), _links("agenda_subjects")
    reading = asat.reading(request).load(
        *decided.sources(
            on_it.objects.filter(regional_return=pk), on_agendas.objects.filter(regional_return=pk)
        )
    )
    return decided.links(reading, request.user, reading.all(on_it), reading.all(on_agendas))


@require_safe
def cell(request, programme, pk):
    """One return as a page, or as the cell of the matrix that htmx puts back after editing."""
    programme = get_programme(request, programme)
    context = {
        "programme": programme,
        "nav": "regions",
        "cell": _get(request, programme, pk),
        "business": _business(request, pk),
    }
    return render_page_or_fragment(request, "workstreams/return.html", "workstreams/_return.html", context)


def _show_form(request, one, form, status, **more):
    """The form of a return as a page, or in the cell where htmx asked for it."""
    address = [one.programme.slug, one.pk]
    context = {
        "programme": one.programme,
        "nav": "regions",
        "form": form,
        "one": one,
        "heading": within(_("%(region)s: return for %(quarter)s"), region=one.region, quarter=one.label),
        "here": reverse("workstreams:edit_return", args=address),
        "cell_url": reverse("workstreams:return", args=address),
        "back": _place(one),
        "rows": [],
        **more,
    }
    page, fragment = "workstreams/return_form.html", "workstreams/_return_form.html"
    return render_page_or_fragment(request, page, fragment, context, status)


def _place(one):
    """The address of the return's cell in the matrix."""
    return reverse("workstreams:regions", args=[one.programme.slug]) + f"#return-{one.pk}"


def _saved(request, one):
    if request.headers.get("HX-Request") == "true":
        context = {"cell": _get(request, one.programme, one.pk), "saved": True}
        return render(request, "workstreams/_return.html", context)
    messages.success(request, _("The return is saved."))
    return redirect(_place(one))


@require_http_methods(["GET", "POST"])
def edit(request, programme, pk):
    programme = get_programme(request, programme)
    returns = RegionalReturn.objects.filter(programme=programme, archived=False)
    one = get_object_or_404(returns.select_related("region", "programme"), pk=_get(request, programme, pk).pk)
    policies.check_can_fill(request.user, one, asat.reading(request).day)
    plans = permissions.may(request.user, "return.open", programme)
    boards = Board.objects.filter(archived=False) if plans else None
    return editing.edit(
        request,
        one,
        # Several cells may be open at once on one page, so that each names its fields for itself.
        make=lambda data, record, **more: ReturnForm(
            data, boards=boards, auto_id=f"return-{one.pk}-%s", **more
        ),
        names=ReturnForm.KEPT + (ReturnForm.PLANNED if plans else ()),
        write=lambda form, version: actions.edit_return(
            regional_return=one, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: _show_form(request, one, form, status, **more),
        done=lambda: _saved(request, one),
    )


def _next_quarter(programme, today):
    """The quarter after the last one opened; this one where none is."""
    last = RegionalReturn.objects.filter(programme=programme).order_by("-quarter_on").first()
    first = quarters.following(last.quarter_on) if last else quarters.quarter_of(today)
    custodian = last.custodian_id if last else None
    return {"quarter_on": first, "due_on": quarters.last_day(first), "custodian": custodian}


@require_http_methods(["GET", "POST"])
def open_quarter(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "return.open", programme)
    back = reverse("workstreams:regions", args=[programme.slug])
    form = QuarterForm(
        request.POST or None,
        boards=Board.objects.filter(archived=False),
        initial=_next_quarter(programme, asat.reading(request).day),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_quarter(programme=programme, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The quarter %(quarter)s is open.") % {"quarter": made[0].label})
            return redirect(back)
    context = {
        "programme": programme,
        "nav": "regions",
        "form": form,
        "refusal": "",
        "heading": _("Open a quarter for all regions"),
        "submit": _("Open the quarter"),
        "back": back,
    }
    return render(request, "workstreams/form.html", context, status=422 if request.method == "POST" else 200)
