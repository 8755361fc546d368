"""A programme's reports on the web, and as PDF files."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports import printing
from reports.content.closure_report import build
from reports.content.notes import Notes
from reports.content.record import NotYet
from reports.forms import read_day
from reports.models import Document, DocumentKind
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from saferwales.accounts.permissions import may, require
from saferwales.audit import asat
from saferwales.audit.moment import query_of
from saferwales.web.forms import add_refusal
from workstreams.models import Programme

SECONDS, PATIENCE = 18, 6  # together less than the 30 seconds after which a web server gives up on its worker


def _programme(request, slug):
    """The programme, where it exists for the user; a reader of its record may read its reports."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    then = asat.reading(request).load(mine).all(Programme)
    programme = (
        then[0] if then else get_object_or_404(mine)
    )  # a report says itself for which days there is none
    require(request.user, "record.read", programme)
    return programme


def _own_day(programme):
    """The day that the programme's closure report was written for; today where none is laid down."""
    found = Document.objects.filter(programme=programme, kind=DocumentKind.CLOSURE_REPORT, archived=False)
    return found.values_list("as_at", flat=True).first() or timezone.localdate()


@require_safe
def report_list(request, programme):
    programme = _programme(request, programme)
    reading = asat.reading(request).load(Document.objects.filter(programme=programme))
    reports = [one for one in reading.all(Document) if one.kind == DocumentKind.CLOSURE_REPORT]
    context = {"programme": programme, "nav": "reports", "reports": reports}
    return render(request, "reports/list.html", context)


@require_safe
def closure_report(request, programme):
    """The closure report as a page, from the record as it stood on the day asked for."""
    programme = _programme(request, programme)
    reading = asat.reading(request)
    form, day = read_day(request.GET, reading.on or _own_day(programme))
    if form.is_bound and day and day != reading.on:
        moment = query_of(asat.Reading(day, reading.known_at))
        return redirect(f"{request.path}?{urlencode(moment)}")
    return _page(request, programme, form, day)


@require_safe
def closure_report_pdf(request, programme):
    """The same report as a file. Where none can be made, the page says why, with what can be read instead."""
    programme = _programme(request, programme)
    require(request.user, "report.download", programme)
    reading = asat.reading(request)
    form, day = read_day(request.GET, reading.on or _own_day(programme))
    try:
        if day is None:
            return _page(request, programme, form, day)
        report = build(programme, day, get_language(), reading.known_at)
        pdf = printing.pdf_of(report, timeout=SECONDS, patience=PATIENCE)
    except NotYet:
        return _page(request, programme, form, day)
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _page(request, programme, form, day, refusal.messages[0], status)
    return file_response(pdf, report, programme)


def file_response(pdf, report, programme):
    """The document as a download under its own name."""
    name = printing.file_name(report, programme)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Language"] = report.language
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request, programme, form, day, problem="", status=200):
    report = None
    if day is None:
        status = 422
    else:
        try:
            report = build(programme, day, get_language(), asat.reading(request).known_at)
        except NotYet as refusal:
            form = _asked(form, day)
            add_refusal(form, refusal)
            status = 422
    context = {
        "programme": programme,
        "nav": "reports",
        "form": form,
        "report": report,
        "notes": Notes(report.notes) if report else None,
        "problem": problem,
        "may_download": may(request.user, "report.download", programme),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/closure_report.html", context, status=status)


def _asked(form, day):
    """The form as it was sent, also where the day came from the document rather than from the address."""
    if form.is_bound:
        return form
    asked = type(form)({"as_at_0": str(day.day), "as_at_1": str(day.month), "as_at_2": str(day.year)})
    asked.is_valid()
    return asked
