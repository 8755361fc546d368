"""The page on which a stranger checks a document. It says what the document itself says, and nothing else."""

from dataclasses import dataclass
from datetime import date

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.models import Edition, EditionFile
from reports.verifying.forms import VerifyForm
from saferwales.audit.models import AuditEntry


@dataclass(frozen=True)
class Found:
    """An edition, as far as it is told to anybody."""

    reference: str
    number: int
    issued_on: date
    state: str
    ended_on: date | None
    seq: int
    chain_holds: bool


def find(digest, reference):
    """The issued edition with that file, or with that whole reference; None where there is none."""
    if digest:
        file = EditionFile.objects.filter(sha256=digest).select_related("edition").first()
        edition = file.edition if file else None
    else:
        edition = Edition.objects.filter(reference=reference).first()
    return _told(edition) if edition else None


def _told(edition):
    mark = {"seq": edition.checkpoint_seq, "digest": edition.checkpoint_digest}
    return Found(
        reference=edition.reference,
        number=edition.number,
        issued_on=edition.issued_on,
        state=edition.state,
        ended_on=edition.state_on,
        seq=edition.checkpoint_seq,
        chain_holds=AuditEntry.objects.filter(**mark).exists(),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request):
    form = VerifyForm(request.POST or None, request.FILES or None)
    context, status = {"form": form, "asked": False}, 200
    if request.method == "POST":
        if not ratelimit.consume(request, action="verify"):
            form.add_error(
                None, _("Too many documents were checked from your network. Wait a minute, and try again.")
            )
            status = 429
        elif form.is_valid():
            digest = form.digest
            found = find(digest, form.cleaned_data["reference"])
            context |= {"asked": True, "found": found, "by_file": bool(digest), "form": VerifyForm()}
        else:
            status = 422
    return render(request, "verify/verify.html", context, status=status)
