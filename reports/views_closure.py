"""The closing of a programme: what it waits for, the governance gap, and the acts that carry it there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from objectives import policies
from reports import actions_closure as actions
from reports.closure import conditions
from reports.closure.gate import Gate
from reports.forms import WithdrawForm
from reports.forms_closure import AgreementForm, CloseForm, ConditionForm
from reports.models import ClosureOverride, DocumentDecision
from saferwales.audit import asat
from saferwales.audit.days import one_year_after
from saferwales.web.forms import add_refusal
from saferwales.web.timelines import spans
from workstreams.views.base import get_programme

SHOWN = 40


def _label(group):
    """What a row of the picture says: which ones, how long, and whether it goes on."""
    facts = {"days": group.days, "n": len(group.subjects)}
    facts["what"] = getattr(group.subjects[0], "key", _("1 duty"))
    if facts["n"] > 1:
        facts["what"] = ngettext("%(n)d item", "%(n)d items", facts["n"]) % facts
    if group.lasts:
        sentence = ngettext(
            "%(what)s: %(days)s day, and still no body",
            "%(what)s: %(days)s days, and still no body",
            group.days,
        )
    else:
        sentence = ngettext("%(what)s: %(days)s day", "%(what)s: %(days)s days", group.days)
    return sentence % facts


def _gap(gate):
    """The governance gap as its page shows it: groups with the same gap, the longest first, and their picture."""
    groups = [one for one in gate.gaps.groups if one.spans]
    shown = groups[:SHOWN]
    first = min((start for one in shown for start, _until in one.spans), default=None)
    rows = [(_label(one), one.spans, one.lasts) for one in shown]
    return {
        "groups": shown,
        "left_off": len(groups) - len(shown),
        "total": gate.gaps.total,
        "without": sum(len(one.subjects) for one in gate.gaps.groups if not one.spans),
        "picture": spans(rows, first, gate.gaps.day, _("Days on which no body had said yes")) if rows else "",
    }


def _counts(gate):
    """How many objectives and duties have which disposition, in the order of the kinds."""
    found = {}
    for one in gate.dispositions:
        found.setdefault(one.kind, []).append(one)
    return (
        [
            {"kind": kind, "label": kind.label, "settled": rows[0].settled, "rows": rows}
            for kind in type(gate.dispositions[0].kind)
            if (rows := found.get(kind))
        ]
        if gate.dispositions
        else []
    )


def _links(gate):
    """The decisions by which the board agreed the report."""
    return gate.reading.all(DocumentDecision)


@require_safe
def closure(request, programme):
    programme = get_programme(request, programme)
    gate = Gate(asat.reading(request), programme)
    user = request.user

    def refusal(permission):
        return policies.refusal(policies.check_can_keep, user, permission, programme)

    context = {
        "programme": gate.programme,
        "nav": "reports",
        "conditions": gate.conditions,
        "unmet": gate.unmet,
        "overridden": [one for one in gate.conditions if one.override],
        "counts": _counts(gate),
        "never_offered": gate.never_offered,
        "gap": _gap(gate),
        "agreed": _links(gate),
        "shown": f":{SHOWN}",
        "after": f"{SHOWN}:",
        "most": SHOWN,
        "report": gate.report,
        "due_on": one_year_after(programme.closed_on) if programme.closed_on else None,
        "close_refusal": policies.refusal(actions.check_can_close, user, programme, gate),
        "override_refusal": refusal("closure.override"),
        "agree_refusal": refusal("document.agree"),
    }
    return render(request, "reports/closure.html", context)


def _form(request, programme, form, *, write, said, **more):
    """Draw the form, or let ``write`` act on it; a refusal stands on the form, nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            write(form)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect("reports:closure", programme.slug)
    back = reverse("reports:closure", args=[programme.slug])
    context = {"programme": programme, "nav": "reports", "form": form, "back": back, **more}
    return render(
        request, "reports/closure_form.html", context, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
def close(request, programme):
    """The form by which the programme closes; while a condition does not hold it says which."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "programme.close", programme)
    gate = Gate(asat.reading(request), programme)
    return _form(
        request,
        programme,
        CloseForm(request.POST or None),
        write=lambda form: actions.close_programme(programme=programme, by=request.user, **form.cleaned_data),
        said=_("The programme is closed. Its record can be read but not changed."),
        heading=_("Close the programme"),
        submit=_("Close the programme"),
        unmet=gate.unmet,
        conditions=gate.conditions,
    )


@require_http_methods(["GET", "POST"])
def agree(request, programme):
    """The form in which a secretary records that the board agreed the report."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "document.agree", programme)
    gate = Gate(asat.reading(request), programme)
    if gate.report is None:
        raise Http404
    form = AgreementForm(request.POST or None, decisions=conditions.decisions(gate.reading, gate.programme))
    return _form(
        request,
        programme,
        form,
        write=lambda form: actions.record_agreement(
            document=gate.report, by=request.user, **form.cleaned_data
        ),
        said=_("It is recorded that the board agreed the report."),
        heading=_("Record that the board agreed the closure report"),
        submit=_("Record the decision"),
        unmet=(),
    )


@require_http_methods(["GET", "POST"])
def withdraw_agreement(request, programme, pk):
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "document.agree", programme)
    own = DocumentDecision.objects.filter(document__programme=programme, archived=False)
    link = get_object_or_404(own, pk=_key(pk))
    return _form(
        request,
        programme,
        WithdrawForm(request.POST or None, label=_("Why is the decision taken back?")),
        write=lambda form: actions.withdraw_agreement(link=link, by=request.user, **form.cleaned_data),
        said=_("The decision is taken back. The report counts as agreed by it no longer."),
        heading=_("Take back that the board agreed the report"),
        submit=_("Take the decision back"),
        subject=link,
        unmet=(),
    )


def _key(pk):
    """A number that no database holds is no record."""
    if pk >= 2**63:
        raise Http404
    return pk


@require_http_methods(["GET", "POST"])
def override(request, programme):
    """The form in which an administrator says why the programme may close although a condition does not hold."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "closure.override", programme)
    key = request.POST.get("condition") or request.GET.get("condition", "")
    found = {one.key.value: one for one in Gate(asat.reading(request), programme).conditions}
    condition = found.get(key)
    if request.method == "GET" and (condition is None or condition.passes):
        raise Http404
    return _form(
        request,
        programme,
        ConditionForm(request.POST or None, initial={"condition": key}),
        write=lambda form: actions.override_condition(
            programme=programme, by=request.user, **form.cleaned_data
        ),
        said=_("The condition is overridden. Your reason is printed in the closure report."),
        heading=_("Override a condition of closing"),
        submit=_("Override the condition"),
        subject=condition.label if condition else "",
        unmet=(),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request, programme, pk):
    """The form that takes an override back."""
    programme = get_programme(request, programme)
    policies.check_can_keep(request.user, "closure.override", programme)
    own = ClosureOverride.objects.filter(programme=programme, archived=False)
    given = get_object_or_404(own, pk=_key(pk))
    return _form(
        request,
        programme,
        WithdrawForm(request.POST or None),
        write=lambda form: actions.withdraw_closure_override(
            override=given, by=request.user, **form.cleaned_data
        ),
        said=_("The override is withdrawn. The condition stands in the way again."),
        heading=_("Withdraw an override"),
        submit=_("Withdraw the override"),
        subject=given,
        unmet=(),
    )
