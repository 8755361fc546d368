"""The way of a document in the browser: to its reviewers, to the board, to its readers, and back."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards import policies as of_boards
from boards import wishes
from reports import actions, issue_findings, kinds, policies
from reports.actions.workflow import may_review
from reports.documents import decisions_of, get_document
from reports.forms_closure import AgreementForm
from reports.forms_documents import IssueForm, ReasonForm, ReviewForm, SendForm
from reports.making import issuing
from reports.rendering.engine import Busy, PangoMissing, RenderRefused
from reports.views_base import act, allow, leads_back
from saferwales.web.alphabet import in_order
from saferwales.web.forms import add_refusal


def _reviewers(document, sender):
    """Everybody else who has a role by which to review the programme's documents."""
    users = get_user_model().objects.filter(
        Q(memberships__programme=document.programme, memberships__archived=False) | Q(is_administrator=True),
        is_active=True,
    )
    people = users.exclude(pk=sender.pk).distinct().order_by("pk").prefetch_related("memberships")
    for one in people:
        held = (each for each in one.memberships.all() if not each.archived)
        one.held = {(each.programme_id, each.role) for each in held}
    return in_order(one for one in people if may_review(one, document.programme))


@require_http_methods(["GET", "POST"])
@leads_back
def send(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_send, document)
    form = SendForm(request.POST or None, is_written=kinds.of(document).is_written)
    form.fields["reviewers"].offer(_reviewers(document, request.user))
    return act(
        request,
        document,
        form,
        lambda form: actions.send_to_review(document=document, by=request.user, **form.cleaned_data),
        _("The document is in review. Its text stands still until its reviewers have spoken."),
        heading=_("Send to review"),
        submit=_("Send to review"),
        lead=_("While it is in review its text does not change. It can be taken back to its draft."),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def review(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_review, document)
    return act(
        request,
        document,
        ReviewForm(request.POST or None),
        lambda form: actions.give_review(document=document, by=request.user, **form.cleaned_data),
        _("Your review is recorded. You may speak again while the document is in review."),
        heading=_("Review the document"),
        submit=_("Record my review"),
        lead=_("Read it as it will print before you say what you think of it."),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def agree(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_agree, document)
    form = AgreementForm(request.POST or None, decisions=decisions_of(document.programme))
    return act(
        request,
        document,
        form,
        lambda form: actions.agree(document=document, by=request.user, **form.cleaned_data),
        _("It is recorded that the board agreed the document."),
        heading=_("Record that the board agreed the document"),
        submit=_("Record the decision"),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def return_to_draft(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_return, document)
    return act(
        request,
        document,
        ReasonForm(request.POST or None, label=_("Why is it taken back?")),
        lambda form: actions.return_to_draft(document=document, by=request.user, **form.cleaned_data),
        _("The document is a draft again."),
        heading=_("Take the document back to its draft"),
        submit=_("Take it back"),
        lead=_(
            "It is reviewed and agreed anew afterwards. An edition that was issued stands until the next one is."
        ),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def withdraw(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_withdraw, document)
    return act(
        request,
        document,
        ReasonForm(request.POST or None, label=_("Why is it withdrawn?")),
        lambda form: actions.withdraw(document=document, by=request.user, **form.cleaned_data),
        _("The document is withdrawn. Its editions stay readable, and say so."),
        heading=_("Withdraw the document"),
        submit=_("Withdraw the document"),
        lead=_("An edition that was issued stays readable and marked as withdrawn, with your reason."),
    )


def _ordered(request, document, form):
    """(The order, 200); or (None, the status of the page that says in the form why there is none)."""
    if not form.is_valid():
        return None, 422
    try:
        order = issuing.order(document=document, by=request.user, **form.cleaned_data)
    except RenderRefused as refusal:
        form.add_error(None, refusal.messages[0])
        return None, 503 if isinstance(refusal, Busy | PangoMissing) else 422
    except ValidationError as refused:
        add_refusal(form, refused)
        return None, 422
    return order, 200


@require_http_methods(["GET", "POST"])
@leads_back
def issue(request, programme, key):
    """What stands in the way, to whom it goes, and the issuing; a worker makes both files before anything is written."""
    document = get_document(request, programme, key)
    allow(request, policies.check_can_issue, document)
    form = IssueForm(request.POST or None)
    form.fields["boards"].offer(
        in_order(of_boards.visible_boards(request.user).filter(archived=False)), wishes.named
    )
    order, status = _ordered(request, document, form) if request.method == "POST" else (None, 200)
    if order:
        return redirect(order)
    found = issue_findings.of(document)
    context = {
        "programme": document.programme,
        "nav": "reports",
        "document": document,
        "form": form,
        "blocking": [one for one in found if one.blocks],
        "overridden": [one for one in found if one.override],
        "refusal": policies.refusal(
            policies.check_can_keep, request.user, "finding.override", document.programme
        ),
    }
    return render(request, "reports/document_issue.html", context, status=status)
