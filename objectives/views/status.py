"""Changing an objective's status, verifying a completion, correcting an entry."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from objectives import actions, policies
from objectives.forms import CorrectionForm, StatusForm, VerifyForm
from objectives.models import Delivery, Objective
from objectives.views.base import get_objective
from saferwales.audit import conflict, editing
from saferwales.web.forms import add_refusal


def _back(request, objective):
    """To the page the button stood on, where that is one of ours; else to the objective."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return redirect(asked)
    return redirect("objectives:objective", objective.programme.slug, objective.key)


def _show(request, template, objective, form, status=200, **more):
    context = {
        "programme": objective.programme,
        "nav": "objectives",
        "objective": objective,
        "form": form,
        **more,
    }
    return render(request, f"objectives/{template}.html", context, status=status)


def _who(check, user, objective):
    """Refuse here only for who asks; when something may happen is shown on the page."""
    try:
        check(user, objective)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@require_http_methods(["GET", "POST"])
def change(request, programme, key):
    objective = get_objective(request, programme, key)
    refusal = _who(policies.check_can_change_status, request.user, objective)

    def done():
        messages.success(request, _("The status of objective %(key)s is recorded.") % {"key": objective.key})
        return _back(request, objective)

    return editing.edit(
        request,
        objective,
        make=lambda data, record, **more: StatusForm(data, objective=record, **more),
        names=StatusForm.kept_for(objective),
        write=lambda form, version: actions.change_status(
            objective=objective, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **rows: _show(
            request, "status", objective, form, status, refusal=refusal, **rows
        ),
        done=done,
    )


@require_POST
def nothing_new(request, programme, key):
    objective = get_objective(request, programme, key)
    try:
        actions.nothing_new(objective=objective, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return _back(request, objective)
    messages.success(
        request, _("Recorded: nothing new to report on objective %(key)s.") % {"key": objective.key}
    )
    return _back(request, objective)


@require_http_methods(["GET", "POST"])
def verify(request, programme, key):
    objective = get_objective(request, programme, key)
    refusal = _who(policies.check_can_verify, request.user, objective)
    form = VerifyForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.verify_completion(objective=objective, by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                add_refusal(form, refused)
            else:
                messages.success(
                    request, _("The completion of objective %(key)s is verified.") % {"key": objective.key}
                )
                return _back(request, objective)
        return _show(request, "verify", objective, form, 422, refusal=refusal)
    return _show(request, "verify", objective, form, refusal=refusal)


@require_http_methods(["GET", "POST"])
def correct(request, programme, key, entry):
    objective = get_objective(request, programme, key)
    if entry >= 2**63:
        raise Http404
    wrong = get_object_or_404(Objective.history.filter(id=objective.pk), history_id=entry)
    refusal = _who(policies.check_can_correct, request.user, objective)
    initial = {name: getattr(wrong, name) for name in StatusForm.KEPT}
    initial |= {"effective_on": wrong.effective_on, "base": conflict.token(objective)}
    form = CorrectionForm(request.POST or None, initial=initial, objective=objective)
    more = {"wrong": wrong, "wrong_delivery": Delivery(wrong.delivery).label, "refusal": refusal}
    if request.method == "GET":
        return _show(
            request, "correct", objective, CorrectionForm(initial=initial, objective=objective), **more
        )
    if not form.is_valid():
        return _show(request, "correct", objective, form, 422, **more)
    try:
        actions.correct_entry(objective=objective, entry_id=entry, by=request.user, **form.facts)
    except ValidationError as refused:
        add_refusal(form, refused)
        return _show(request, "correct", objective, form, 422, **more)
    messages.success(request, _("The entry is corrected; the wrong one stays readable in the history."))
    return _back(request, objective)
