"""Documents: beginning one, its page with one main next step, reading it as it will print, and its titles."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.models import Meeting
from objectives.models import Letter
from reports import actions, kinds, policies
from reports.content.notes import Notes
from reports.documents import DocumentPage, get_document
from reports.forms_documents import DocumentForm, StartForm
from reports.making import issuing
from reports.making.views import deliver, made_before
from reports.models import DocumentState
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from reports.views_base import allow, leads_back, show_form
from saferwales.accounts.permissions import may, require
from saferwales.audit import editing
from saferwales.web.forms import add_refusal
from workstreams.models import Workstream
from workstreams.views.base import get_programme


@require_safe
@leads_back
def choose(request, programme):
    """Which kind of document is to be begun."""
    programme = get_programme(request, programme)
    allow(request, policies.check_can_start, programme, to=reverse("reports:list", args=[programme.slug]))
    context = {"programme": programme, "nav": "reports", "kinds": policies.startable(programme)}
    return render(request, "reports/document_kinds.html", context)


def _subjects(kind, programme):
    """What a document of the kind can be about."""
    if kind.about == "workstream":
        return Workstream.objects.filter(programme=programme, archived=False)
    if kind.about == "letter":
        return Letter.objects.filter(programme=programme, archived=False)
    if kind.about == "meeting":
        board = programme.governing_board_id
        return Meeting.objects.filter(board=board, archived=False).select_related("board")
    return ()


@require_http_methods(["GET", "POST"])
@leads_back
def start(request, programme, kind):
    """The form in which a document of the kind begins; its sections are written from the record."""
    programme = get_programme(request, programme)
    found = kinds.every().get(kind)
    to = reverse("reports:list", args=[programme.slug])
    allow(request, policies.check_can_start, programme, found, to=to)
    if found is None:
        raise Http404
    options = {"kind": found, "subjects": _subjects(found, programme)}
    form = StartForm(request.POST or None, initial={"title_en": str(found)}, **options)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_document(programme=programme, kind=kind, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The draft is written from the record. Read it, and write what is missing."))  # fmt: skip
            return redirect(made)
    return show_form(
        request, programme, form, 422 if request.method == "POST" else 200,
        heading=_("Begin a document: %(kind)s") % {"kind": found}, submit=_("Begin the document"),
        back=reverse("reports:new_document", args=[programme.slug]), back_label=_("Kinds of document"),
    )  # fmt: skip


def _next(page, user):
    """The one main next step: (what to do, where, why one may not). None where nothing is left to do."""
    document = page.document
    steps = {
        DocumentState.DRAFT: ("send_document", _("Send to review"), policies.check_can_send, ()),
        DocumentState.AGREED: ("issue_document", _("Issue the document"), policies.check_can_issue, ()),
    }
    if document.state == DocumentState.IN_REVIEW:
        step = _next_in_review(page, user)
    else:
        step = steps.get(document.state)
    if step is None or page.kind is None:
        return None
    name, label, check, more = step
    address = reverse(f"reports:{name}", args=[page.programme.slug, document.key])
    return {"label": label, "url": address, "refusal": policies.refusal(check, user, document, *more)}


def _next_in_review(page, user):
    """A reviewer who has not spoken yet reviews; else the board's decision is recorded, or the document issued."""
    mine = [one for one in page.reviews if one.reviewer_id == user.pk]
    if any(one.outcome == "requested" for one in mine):
        return "review_document", _("Review the document"), policies.check_can_review, (page.reviews,)
    if page.kind is not None and page.kind.needs_decision:
        return (
            "agree_document",
            _("Record that the board agreed it"),
            policies.check_can_agree,
            (page.reviews,),
        )
    return "issue_document", _("Issue the document"), policies.check_can_issue, (page.reviews,)


@require_safe
def document(request, programme, key):
    page = DocumentPage(request, programme, key)
    user, own = request.user, page.document

    def allows(check, *more):
        return not policies.refusal(check, user, own, *more)

    context = {
        "programme": page.programme,
        "nav": "reports",
        "document": own,
        "issuing": issuing.asked(own, user),
        "kind": page.kind or own.kind,
        "page": page,
        "next": _next(page, user),
        "may_edit": allows(policies.check_can_edit),
        "may_add": allows(policies.check_can_add_section),
        "may_comment": allows(policies.check_can_comment, page.reviews),
        "may_review": allows(policies.check_can_review, page.reviews),
        "may_return": allows(policies.check_can_return),
        "may_withdraw": allows(policies.check_can_withdraw),
        "unresolved": sum(row["unresolved"] for row in page.rows),
    }
    return render(request, "reports/document.html", context)


@require_safe
def read(request, programme, key):
    """The whole document as it will print, in the language of the page."""
    page = DocumentPage(request, programme, key)
    return _read(request, page)


def _read(request, page, problem="", status=200):
    report = None
    try:
        report = page.report(get_language())
    except ValidationError as none:
        problem, status = none.messages[0], 422
    context = {
        "programme": page.programme,
        "nav": "reports",
        "document": page.document,
        "report": report,
        "body": page.kind.page if page.kind else "",
        "notes": Notes(getattr(report, "notes", {})),
        "problem": problem,
        "may_download": may(request.user, "report.download", page.programme),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/document_read.html", context, status=status)


@require_safe
def pdf(request, programme, key):
    """The document as a file that says that it is not issued; where nothing was written since, the one made before."""
    address = reverse("reports:read_document", args=[programme, key])
    if before := made_before(request, programme, address):
        return before
    page = DocumentPage(request, programme, key)
    require(request.user, "report.download", page.programme)
    try:
        return deliver(request, page.report(get_language()), page.programme, address)
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _read(request, page, refusal.messages[0], status)
    except ValidationError:
        return _read(request, page)


@require_http_methods(["GET", "POST"])
@leads_back
def edit(request, programme, key):
    """A draft's titles, and the day whose record it prints."""
    own = get_document(request, programme, key)
    allow(request, policies.check_can_edit, own)

    def done():
        messages.success(request, _("The change is recorded."))
        return redirect(own)

    return editing.edit(
        request,
        own,
        make=lambda data, _record, **more: DocumentForm(data, **more),
        names=DocumentForm.KEPT,
        write=lambda form, version: actions.edit_document(
            document=own, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: show_form(
            request,
            own.programme,
            form,
            status,
            document=own,
            heading=_("Titles and day of the document"),
            submit=_("Save"),
            **more,
        ),  # fmt: skip
        done=done,
    )
