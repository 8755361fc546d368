"""The reconciliation of a programme's documents, and the overrides of what it finds."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from objectives import policies
from objectives.models import Handover
from reports import actions
from reports.checks.record import Checks
from reports.forms import OverrideForm, WithdrawForm
from reports.models import FindingOverride
from reports.reconciliation import agreement
from reports.reconciliation.compare import Reconciliation
from reports.reconciliation.findings import BLOCKING, EXPLANATIONS, STYLE, Kind
from saferwales.audit import asat
from saferwales.web.forms import add_refusal
from workstreams.views.base import get_programme


def _groups(found):
    """The findings by kind, in order; each group with what its kind means."""
    return [
        {
            "kind": kind,
            "label": kind.label,
            "explanation": EXPLANATIONS[kind],
            "findings": own,
            "blocks": kind in BLOCKING,
            "style": kind in STYLE,
        }
        for kind in Kind
        if (own := [one for one in found.findings if one.kind == kind])
    ]


def _agreements(found):
    """For each handover what may truthfully be said of its answers."""
    return [
        {
            "handover": handover,
            "sentences": agreement.sentences(
                handover.receiver, [item for item in found.items if item.handover_id == handover.pk]
            ),
        }
        for handover in found.reading.all(Handover)
    ]


@require_safe
def reconciliation(request, programme):
    programme = get_programme(request, programme)
    found = Reconciliation(asat.reading(request), programme)
    context = {
        "programme": programme,
        "nav": "reports",
        "found": found,
        "groups": _groups(found),
        "agreements": _agreements(found),
        "refusal": policies.refusal(policies.check_can_keep, request.user, "finding.override", programme),
    }
    return render(request, "reports/reconciliation.html", context)


def _form(request, programme, form, status=200, **more):
    context = {"programme": programme, "nav": "reports", "form": form, **more}
    return render(request, "reports/override.html", context, status=status)


def _page(key):
    """The page that shows the finding: the reconciliation, or the checks."""
    return "reports:reconciliation" if key.partition(":")[0] in Kind.values else "reports:checks"


@require_http_methods(["GET", "POST"])
def override(request, programme):
    """The form in which somebody says why documents may be issued over one finding."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "finding.override", programme)
    key = request.POST.get("finding") or request.GET.get("finding", "")
    finding = Checks(asat.reading(request), programme).get(key)
    if request.method == "GET" and (finding is None or not finding.blocks):
        raise Http404
    more = {"finding": finding, "heading": _("Override a finding"), "submit": _("Override the finding")}
    if request.method == "GET":
        return _form(request, programme, OverrideForm(initial={"finding": key}), **more)
    form = OverrideForm(request.POST)
    if form.is_valid():
        try:
            actions.override_finding(programme=programme, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The finding is overridden. Your reason is kept."))
            return redirect(_page(form.cleaned_data["finding"]), programme.slug)
    return _form(request, programme, form, 422, **more)


@require_http_methods(["GET", "POST"])
def withdraw(request, programme, pk):
    """The form that takes an override back."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "finding.override", programme)
    if pk >= 2**63:
        raise Http404
    given = get_object_or_404(FindingOverride.objects.filter(programme=programme, archived=False), pk=pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_override(override=given, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The override is withdrawn. The finding blocks again."))
            return redirect(_page(given.finding), programme.slug)
    more = {"override": given, "heading": _("Withdraw an override"), "submit": _("Withdraw the override")}
    return _form(request, programme, form, 422 if request.method == "POST" else 200, **more)
