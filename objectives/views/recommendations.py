"""Recommendations: the list, one of them, the coverage matrix, and editing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from objectives import coverage as matrix
from objectives import policies
from objectives.actions import recommendations as actions
from objectives.forms_record import RecommendationForm
from objectives.models import Recommendation
from saferwales.accounts import permissions
from saferwales.audit import editing, twins
from saferwales.web.forms import add_refusal
from workstreams.models import Programme, Workstream
from workstreams.views.base import get_programme


def _read(request, programme):
    reading, found = matrix.read(request, programme)
    if found is None:
        raise Http404
    return reading, found, matrix.rows(reading)


def _context(request, programme, rows, **more):
    keep = policies.refusal(policies.check_can_keep, request.user, "recommendation.edit", programme)
    context = {"programme": programme, "nav": "recommendations", "rows": rows, "keep_refusal": keep}
    return context | {"unadvanced": matrix.unadvanced(rows), **more}


@require_safe
def listing(request, programme):
    """Every recommendation with its response, its outcome and the numbers documents print."""
    _reading, found, rows = _read(request, programme)
    return render(request, "objectives/recommendations.html", _context(request, found, rows))


@require_safe
def coverage(request, programme):
    """Recommendation by work-stream, so that what nothing advances is seen."""
    reading, found, rows = _read(request, programme)
    context = _context(request, found, rows, workstreams=reading.all(Workstream))
    return render(request, "objectives/coverage.html", context)


@require_safe
def recommendation(request, programme, key):
    """One recommendation: its words and points, what was answered, and the objectives judged to advance it."""
    reading, found, rows = _read(request, programme)
    row = next((row for row in rows if row.recommendation.key == key), None)
    if row is None:
        raise Http404
    context = _context(request, found, rows, row=row, groups=matrix.grouped_points(row.points))
    context["behind"] = [] if context["keep_refusal"] else twins.late(reading, row.recommendation)
    return render(request, "objectives/recommendation.html", context)


def _show(request, programme, form, status=200, *, recommendation=None, **more):
    here = ["objectives:recommendations", programme.slug]
    if recommendation is not None:
        here = ["objectives:recommendation", programme.slug, recommendation.key]
    context = {
        "programme": programme,
        "nav": "recommendations",
        "form": form,
        "recommendation": recommendation,
        "back": reverse(here[0], args=here[1:]),
        "refusal": policies.refusal(policies.check_can_keep, request.user, "recommendation.edit", programme),
        "rows": [],
        **more,
    }
    return render(request, "objectives/recommendation_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "recommendation.edit", programme)
    form = RecommendationForm(request.POST or None)
    says = {"heading": _("Add a recommendation"), "submit": _("Add the recommendation")}
    if request.method == "GET":
        return _show(request, programme, form, **says)
    if form.is_valid():
        try:
            made = actions.create_recommendation(programme=programme, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Recommendation %(key)s is added.") % {"key": made.key})
            return redirect("objectives:recommendation", programme.slug, made.key)
    return _show(request, programme, form, 422, **says)


def _get(request, programme, key):
    found = Recommendation.objects.filter(
        programme__slug=programme, programme__in=Programme.objects.for_user(request.user), archived=False
    )
    return get_object_or_404(found.select_related("programme"), key=key)


@require_http_methods(["GET", "POST"])
def edit(request, programme, key):
    one = _get(request, programme, key)
    programme = one.programme
    permissions.require(request.user, "recommendation.edit", programme)
    heading = _("Edit recommendation %(key)s") % {"key": one.key}
    says = {"heading": heading, "submit": _("Save the recommendation"), "recommendation": one}

    def done():
        messages.success(request, _("Recommendation %(key)s is saved.") % {"key": one.key})
        return redirect("objectives:recommendation", programme.slug, one.key)

    return editing.edit(
        request,
        one,
        make=lambda data, record, **more: RecommendationForm(data, recommendation=record, **more),
        names=RecommendationForm.KEPT,
        write=lambda form, version: actions.edit_recommendation(
            recommendation=one, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: _show(request, programme, form, status, **says, **more),
        done=done,
    )
