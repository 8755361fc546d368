"""Issued editions: what each is known by, its files as they were issued, who received it, and what became of it."""

import hashlib

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from boards import policies as of_boards
from boards.models import Person
from reports import actions, policies
from reports.content import annexes
from reports.documents import EditionPage, get_edition
from reports.forms_documents import RecipientForm, SupersedeForm
from reports.models import Edition, EditionFile, EditionState
from reports.views_base import act, allow, leads_back
from saferwales.accounts.permissions import require
from saferwales.audit import files
from saferwales.audit.models import StoredFile
from workstreams.models import Programme


@require_safe
def edition(request, programme, reference):
    page = EditionPage(request, programme, reference)
    found, user = page.edition, request.user
    context = {
        "programme": page.programme,
        "nav": "reports",
        "page": page,
        "edition": found,
        "document": found.document,
        "kind": page.kind or found.kind,
        "may_supersede": not policies.refusal(policies.check_can_supersede, user, found),
        "may_add_recipient": not policies.refusal(policies.check_can_record_recipient, user, found),
    }
    return render(request, "reports/edition.html", context)


@require_safe
def file(request, programme, reference, language):
    """A file as it was issued, in one statement; where its bytes are not those that were sealed, none is handed out."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    stored = StoredFile.objects.filter(sha256=OuterRef("sha256")).values("content")
    found = EditionFile.objects.filter(edition__programme__in=mine, edition__reference=reference)
    kept = get_object_or_404(
        found.select_related("edition__programme").annotate(content_=Subquery(stored)), language=language
    )
    require(request.user, "report.download", kept.edition.programme)
    content = bytes(kept.content_ or b"")
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        context = {"programme": kept.edition.programme, "nav": "reports", "file": kept}
        return render(request, "reports/edition_lost.html", context, status=410)
    return _download(content, "application/pdf", _marked(kept.name, kept.edition, language), kept.language)


@require_safe
def annex(request, programme, reference, number, language):
    """A table that is longer than a document prints, whole, from the content as it was frozen."""
    found = get_edition(request, programme, reference)
    require(request.user, "report.download", found.programme)
    try:
        kept = annexes.of(found.content)
    except files.FileLost:
        lost = {"edition": found, "name": found.reference, "sha256": found.content_sha256}
        context = {"programme": found.programme, "nav": "reports", "file": lost}
        return render(request, "reports/edition_lost.html", context, status=410)
    for one in kept:
        if (one.number, one.language) == (number, language):
            name = _marked(one.name(found.reference), found, language)
            return _download(one.content, "text/csv; charset=utf-8", name, language)
    raise Http404


def _marked(name, edition, language):
    """A file's name; of an edition that stands no longer it says so, in the file's language. The bytes never change."""
    if edition.stands:
        return name
    stem, dot, ending = name.rpartition(".")
    with override(language):
        return f"{stem}-{slugify(edition.get_state_display(), allow_unicode=True)}{dot}{ending}"


def _download(content, kind, name, language):
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Content-Language"] = language
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@leads_back
def supersede(request, programme, reference):
    """Say that an edition of another document stands in this one's place."""
    found = get_edition(request, programme, reference)
    allow(request, policies.check_can_supersede, found)
    later = Edition.objects.filter(
        programme=found.programme, kind=found.kind, number__gt=found.number, state=EditionState.ISSUED
    )
    form = SupersedeForm(request.POST or None, successors=later.filter(supersedes=None))
    return act(
        request,
        found.document,
        form,
        lambda form: actions.supersede(edition=found, by=request.user, **form.cleaned_data),
        _("The edition is superseded. It stays readable, and says so."),
        heading=_("Supersede %(reference)s") % {"reference": found},
        submit=_("Supersede the edition"),
        to=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def recipient(request, programme, reference):
    """Record that the edition was sent to somebody else, too."""
    found = get_edition(request, programme, reference)
    allow(request, policies.check_can_record_recipient, found)
    form = RecipientForm(
        request.POST or None,
        boards=of_boards.visible_boards(request.user).filter(archived=False),
        people=Person.objects.filter(archived=False),
    )
    return act(
        request,
        found.document,
        form,
        lambda form: actions.add_recipient(edition=found, by=request.user, **form.cleaned_data),
        _("The recipient is recorded."),
        heading=_("Record a recipient of %(reference)s") % {"reference": found},
        submit=_("Record the recipient"),
        to=found.get_absolute_url(),
    )
