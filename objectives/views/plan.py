"""Keeping the plan: adding and editing objectives, their due dates and the recommendations they advance."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.models import Board, Organisation
from objectives import actions, policies
from objectives.forms import ArrangementsForm, DueForm, LinkForm, ObjectiveForm
from objectives.models import Recommendation, RecommendationLink, RecommendationPoint
from objectives.views.base import get_objective
from objectives.views.status import _back
from saferwales.accounts import permissions
from saferwales.audit import asat, editing
from saferwales.web.forms import add_refusal
from workstreams.models import Workstream
from workstreams.views.base import get_programme


def _show(request, programme, form, status=200, **more):
    context = {"programme": programme, "nav": "objectives", "form": form, "refusal": "", **more}
    return render(request, "objectives/form.html", context, status=status)


def _objective_form(request, programme):
    """The form with the work-streams and organisations to choose from."""
    reading = asat.reading(request).load(
        Workstream.objects.filter(programme=programme), Organisation.objects.filter(archived=False)
    )
    return partial(
        ObjectiveForm, workstreams=reading.all(Workstream), organisations=reading.all(Organisation)
    )


@require_http_methods(["GET", "POST"])
def new(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "objective.create", programme)
    form = _objective_form(request, programme)(request.POST or None)
    more = {
        "heading": _("Add an objective"),
        "submit": _("Add the objective"),
        "back_label": _("Objectives"),
        "back": _list_url(programme),
    }
    if request.method == "GET":
        return _show(request, programme, form, **more)
    if form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        try:
            made = actions.create_objective(programme=programme, by=request.user, **facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Objective %(key)s is added.") % {"key": made.key})
            return redirect("objectives:objective", programme.slug, made.key)
    return _show(request, programme, form, 422, **more)


def _list_url(programme):
    return reverse("objectives:list", args=[programme.slug])


def _page_of(objective, heading, submit):
    return {
        "heading": heading,
        "submit": submit,
        "back_label": str(objective),
        "back": reverse("objectives:objective", args=[objective.programme.slug, objective.key]),
    }


def _edit(request, objective, form, write, *, names, sentence, **more):
    """A form about an objective, on the one road of edit forms."""

    def done():
        messages.success(request, sentence)
        return _back(request, objective)

    return editing.edit(
        request,
        objective,
        make=form,
        names=names,
        write=lambda filled, version: write(
            objective=objective, by=request.user, expected_version=version, **filled.facts
        ),
        show=lambda shown, status, **rows: _show(request, objective.programme, shown, status, **more, **rows),
        done=done,
    )


@require_http_methods(["GET", "POST"])
def edit(request, programme, key):
    objective = get_objective(request, programme, key)
    permissions.require(request.user, "objective.edit", objective.programme)
    named, make = {"key": objective.key}, _objective_form(request, objective.programme)
    return _edit(
        request,
        objective,
        lambda data, record, **more: make(data, objective=record, **more),
        actions.edit_objective,
        names=ObjectiveForm.KEPT,
        sentence=_("Objective %(key)s is saved.") % named,
        **_page_of(objective, _("Edit objective %(key)s") % named, _("Save the objective")),
    )


@require_http_methods(["GET", "POST"])
def due(request, programme, key):
    objective = get_objective(request, programme, key)
    permissions.require(request.user, "objective.set_due", objective.programme)
    named = {"key": objective.key}
    heading = _("Set or move the due date of objective %(key)s") % named
    return _edit(
        request,
        objective,
        lambda data, record, **more: DueForm(data, **more),
        actions.set_due,
        names=DueForm.KEPT,
        sentence=_("The due date of objective %(key)s is recorded.") % named,
        **_page_of(objective, heading, _("Record the due date")),
    )


@require_http_methods(["GET", "POST"])
def governance(request, programme, key):
    """The form that names the body of existing arrangements."""
    objective = get_objective(request, programme, key)
    permissions.require(request.user, "objective.edit", objective.programme)
    boards = Board.objects.filter(archived=False).exclude(pk=objective.programme.governing_board_id)
    named = {"key": objective.key}
    heading = _("Name the body that governs objective %(key)s under existing arrangements") % named
    return _edit(
        request,
        objective,
        lambda data, record, **more: ArrangementsForm(data, boards=boards, **more),
        actions.name_arrangements,
        names=ArrangementsForm.KEPT,
        sentence=_("The governing body of objective %(key)s is recorded.") % named,
        **_page_of(objective, heading, _("Record the governing body")),
    )


@require_http_methods(["GET", "POST"])
def links(request, programme, key):
    objective = get_objective(request, programme, key)
    owner = objective.programme
    permissions.require(request.user, "objective.link", owner)
    reading = asat.reading(request).load(
        Recommendation.objects.filter(programme=owner),
        RecommendationPoint.objects.filter(recommendation__programme=owner),
        RecommendationLink.objects.filter(objective=objective),
    )
    form = LinkForm(
        request.POST or None,
        recommendations=reading.all(Recommendation),
        points=reading.all(RecommendationPoint),
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and _link(request, objective, form):
            return redirect("objectives:links", owner.slug, objective.key)
        status = 422
    context = {
        "programme": owner,
        "nav": "objectives",
        "objective": objective,
        "form": form,
        "links": reading.all(RecommendationLink),
        "refusal": policies.refusal(policies.check_can_keep, request.user, "objective.link", owner),
    }
    return render(request, "objectives/links.html", context, status=status)


def _link(request, objective, form):
    facts = dict(form.cleaned_data)
    recommendation, point = facts.pop("recommendation")
    try:
        actions.link_recommendation(
            objective=objective, recommendation=recommendation, point=point, by=request.user, **facts
        )
    except ValidationError as refused:
        add_refusal(form, refused)
        return False
    messages.success(request, _("The link is recorded."))
    return True


@require_POST
def withdraw_link(request, programme, key, link):
    objective = get_objective(request, programme, key)
    permissions.require(request.user, "objective.link", objective.programme)
    if link >= 2**63:
        raise Http404
    kept = get_object_or_404(RecommendationLink.objects.filter(objective=objective, archived=False), pk=link)
    try:
        actions.unlink_recommendation(
            link=kept, by=request.user, reason=request.POST.get("reason", "")[:2000]
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The link is withdrawn; it stays readable in the history."))
    return redirect("objectives:links", objective.programme.slug, objective.key)
