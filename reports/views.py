"""A programme's reports on the web, and as PDF files."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from reports import kinds, policies
from reports.content import closure_pack, overviews
from reports.content import closure_report as closure
from reports.content.notes import Notes
from reports.content.record import NotYet
from reports.content.revived import NotRevived
from reports.forms import read_day
from reports.making.views import deliver, made_before
from reports.models import Document, DocumentKind, Edition
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from saferwales.accounts.permissions import may, require
from saferwales.audit import asat
from saferwales.audit.moment import query_of
from saferwales.web.forms import add_refusal
from workstreams.models import Programme


def _programme(request, slug):
    """The programme, where it exists for the user; a reader of its record may read its reports."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    then = asat.reading(request).load(mine).all(Programme)
    programme = (
        then[0] if then else get_object_or_404(mine)
    )  # a report says itself for which days there is none
    require(request.user, "record.read", programme)
    return programme


# The reports with an address of their own; without a day asked for each prints its own.
OF_THE_CLOSURE = {
    DocumentKind.CLOSURE_REPORT.value: (gettext_lazy("Closure report"), closure),
    closure_pack.ClosurePack.slug: (gettext_lazy("Closure pack"), closure_pack),
}


def _address(programme, kind, more=""):
    if kind in OF_THE_CLOSURE:
        return reverse(f"reports:{kind}{more}", args=[programme])
    return reverse(f"reports:overview{more}", args=[programme, kind])


@dataclass(frozen=True)
class Asked:
    """Which report of which programme was asked for."""

    programme: Programme
    kind: str

    @property
    def heading(self):
        return str(
            OF_THE_CLOSURE[self.kind][0] if self.kind in OF_THE_CLOSURE else overviews.TITLES[self.kind]
        )

    @property
    def body(self):
        """The template that shows such a report in the browser."""
        return f"reports/kinds/{self.kind}/page.html"

    @property
    def address(self):
        return _address(self.programme.slug, self.kind)

    @property
    def pdf_address(self):
        return _address(self.programme.slug, self.kind, "-pdf")

    def own_day(self, known_at):
        """The day that the report was written for; today where none is laid down."""
        if self.kind not in OF_THE_CLOSURE:
            return timezone.localdate()
        return OF_THE_CLOSURE[self.kind][1].own_day(self.programme, known_at) or timezone.localdate()

    def build(self, day, known_at):
        if self.kind in OF_THE_CLOSURE:
            return OF_THE_CLOSURE[self.kind][1].build(self.programme, day, get_language(), known_at)
        return overviews.build(self.programme, self.kind, day, get_language(), known_at)


def _asked(request, slug, kind):
    if kind not in OF_THE_CLOSURE and kind not in overviews.TITLES:
        raise Http404
    return Asked(_programme(request, slug), kind)


@require_safe
def report_list(request, programme):
    """The programme's documents, each with its last edition, and what can be read on any day."""
    programme = _programme(request, programme)
    reading = asat.reading(request).load(
        Programme.objects.filter(pk=programme.pk),
        Document.objects.filter(programme=programme),
        Edition.objects.filter(programme=programme),
    )
    last = {one.document_id: one for one in reading.all(Edition, key=lambda one: one.number)}
    every = kinds.every()
    rows = [
        {"document": one, "kind": every.get(one.kind, one.kind), "edition": last.get(one.pk)}
        for one in reading.all(Document)
    ]
    context = {
        "programme": programme,
        "nav": "reports",
        "documents": rows,
        "overviews": overviews.TITLES.items(),
        "start_refusal": policies.refusal(policies.check_can_start, request.user, programme),
    }
    return render(request, "reports/list.html", context)


@require_safe
def report(request, programme, kind):
    """A report as a page, from the record as it stood on the day asked for."""
    asked = _asked(request, programme, kind)
    reading = asat.reading(request)
    form, day = read_day(request.GET, reading.on or asked.own_day(reading.known_at))
    if form.is_bound and day and day != reading.on:
        moment = query_of(asat.Reading(day, reading.known_at))
        return redirect(f"{request.path}?{urlencode(moment)}")
    return _page(request, asked, form, day)


@require_safe
def report_pdf(request, programme, kind):
    """The same report as a file. Where none can be made, the page says why, with what can be read instead."""
    if before := made_before(request, programme, _address(programme, kind)):
        return before
    asked = _asked(request, programme, kind)
    require(request.user, "report.download", asked.programme)
    reading = asat.reading(request)
    form, day = read_day(request.GET, reading.on or asked.own_day(reading.known_at))
    try:
        if day is None:
            return _page(request, asked, form, day)
        made = asked.build(day, reading.known_at)
        return deliver(request, made, asked.programme, asked.address)
    except (NotYet, NotRevived):
        return _page(request, asked, form, day)
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _page(request, asked, form, day, refusal.messages[0], status)


def _page(request, asked, form, day, problem="", status=200):
    made = None
    if day is None:
        status = 422
    else:
        try:
            made = asked.build(day, asat.reading(request).known_at)
        except NotYet as refusal:
            form = _as_sent(form, day)
            add_refusal(form, refusal)
            status = 422
        except NotRevived as lost:
            problem, status = lost.messages[0], 422
    context = {
        "programme": asked.programme,
        "nav": "reports",
        "heading": asked.heading,
        "address": asked.address,
        "pdf_address": asked.pdf_address,
        "form": form,
        "report": made,
        "body": asked.body,
        "notes": Notes(made.notes) if made else None,
        "problem": problem,
        "may_download": may(request.user, "report.download", asked.programme),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/report.html", context, status=status)


def _as_sent(form, day):
    """The form as it was sent, also where the day came from the document rather than from the address."""
    if form.is_bound:
        return form
    asked = type(form)({"as_at_0": str(day.day), "as_at_1": str(day.month), "as_at_2": str(day.year)})
    asked.is_valid()
    return asked
