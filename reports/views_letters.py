"""A letter of the register laid out as the document that is sent: on the web, and as a PDF file."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.content import letters
from reports.content.notes import Notes
from reports.making.views import deliver
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from saferwales.accounts.permissions import may, require
from saferwales.audit import asat
from workstreams.views.base import get_programme


def _build(request, programme, key):
    reading = asat.reading(request)
    try:
        return letters.build(
            programme, letters.LETTER, get_language(), key=key, day=reading.on, known_at=reading.known_at
        )
    except letters.NoSuchLetter as none:
        raise Http404 from none


def _page(request, programme, report, problem="", status=200):
    context = {
        "programme": programme,
        "nav": "letters",
        "report": report,
        "notes": Notes(),
        "problem": problem,
        "may_download": may(request.user, "report.download", programme),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/letter.html", context, status=status)


@require_safe
def letter(request, programme, key):
    programme = get_programme(request, programme)
    require(request.user, "record.read", programme)
    return _page(request, programme, _build(request, programme, key))


@require_safe
def letter_pdf(request, programme, key):
    """The letter as a file. Where none can be made, the page says why, with the letter to be read instead."""
    programme = get_programme(request, programme)
    report = _build(request, programme, key)
    try:
        return deliver(request, report, programme, reverse("reports:letter", args=[programme.slug, key]))
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _page(request, programme, report, refusal.messages[0], status)
