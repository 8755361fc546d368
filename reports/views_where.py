"""“Where are they now” on the web, and as a PDF file."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.content.notes import Notes
from reports.content.where_are_they_now import build
from reports.making.views import deliver, made_before
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from saferwales.accounts.permissions import may, require
from saferwales.audit import asat
from saferwales.audit.days import one_year_after
from workstreams.views.base import get_programme


def _build(request, programme):
    reading = asat.reading(request)
    return build(programme, reading.on or timezone.localdate(), get_language(), reading.known_at)


def _page(request, programme, report, problem="", status=200):
    context = {
        "programme": programme,
        "nav": "reports",
        "report": report,
        "notes": Notes(),
        "problem": problem,
        "due_on": one_year_after(programme.closed_on) if programme.closed_on else None,
        "may_download": may(request.user, "report.download", programme),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/where.html", context, status=status)


@require_safe
def where(request, programme):
    programme = get_programme(request, programme)
    require(request.user, "record.read", programme)
    return _page(request, programme, _build(request, programme))


@require_safe
def where_pdf(request, programme):
    """The report as a file. Where none can be made, the page says why, with what can be read instead."""
    address = reverse("reports:where", args=[programme])
    if before := made_before(request, programme, address):
        return before
    programme = get_programme(request, programme)
    report = _build(request, programme)
    try:
        return deliver(request, report, programme, address)
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _page(request, programme, report, refusal.messages[0], status)
