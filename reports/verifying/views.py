"""The page on which a stranger checks a document. It says what the document itself says, and nothing else."""

from dataclasses import dataclass
from datetime import date

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.content.edition import in_groups
from reports.models import Edition
from reports.verifying.forms import VerifyForm
from saferwales.audit.models import AuditEntry


@dataclass(frozen=True)
class Found:
    """An edition, as far as it is told to anybody. ``known_by`` is file, annex, content or reference."""

    known_by: str
    reference: str
    number: int
    issued_on: date
    state: str
    ended_on: date | None
    sha256: str
    seq: int
    checkpoint: str
    chain_holds: bool


def find(digest, reference):
    """The newest edition with a file or content of that digest, or with that whole reference; None where there is none."""
    if digest:
        with_it = Q(files__sha256=digest) | Q(content_sha256=digest) | Q(annex_sha256__contains=digest)
    else:
        with_it = Q(reference=reference)
    edition = Edition.objects.filter(with_it).order_by("-pk").first()
    return _told(edition, _known_by(edition, digest)) if edition else None


def _known_by(edition, digest):
    if not digest:
        return "reference"
    if digest in edition.annex_sha256:
        return "annex"
    return "content" if digest == edition.content_sha256 else "file"


def _told(edition, known_by):
    mark = {"seq": edition.checkpoint_seq, "digest": edition.checkpoint_digest}
    return Found(
        known_by=known_by,
        reference=edition.reference,
        number=edition.number,
        issued_on=edition.issued_on,
        state=edition.state,
        ended_on=edition.state_on,
        sha256=in_groups(edition.content_sha256),
        seq=edition.checkpoint_seq,
        checkpoint=in_groups(edition.checkpoint_digest),
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
            by = "reference" if not digest else "digest" if form.is_typed else "file"
            context |= {"asked": True, "found": found, "by": by, "form": VerifyForm()}
        else:
            status = 422
    return render(request, "verify/verify.html", context, status=status)
