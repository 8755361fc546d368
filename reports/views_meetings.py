"""The papers of a board's meeting, agenda pack and minutes: on the web, and as PDF files."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from boards import policies
from boards.models import Board
from reports.content import meetings
from reports.content.meeting_record import NoSuchMeeting, Readers
from reports.content.notes import Notes
from reports.making.views import deliver
from reports.rendering.engine import Busy, PangoMissing, RenderRefused, pdf_available
from saferwales.accounts.permissions import may
from saferwales.audit import asat
from workstreams.models import Programme


def _build(request, slug, pk, kind):
    """The paper, as the user may read it: a board, meeting or register item outside one's roles does not exist."""
    if pk >= 2**63:
        raise Http404
    readers = Readers(policies.visible_boards(request.user), Programme.objects.for_user(request.user))
    reading = asat.reading(request).load(readers.boards.filter(slug=slug))
    boards = reading.all(Board)
    if not boards:
        raise Http404
    try:
        paper = meetings.build(
            boards[0].pk, pk, kind, get_language(), readers=readers, on=reading.on, known_at=reading.known_at
        )
    except NoSuchMeeting as none:
        raise Http404 from none
    return boards[0], paper


def _page(request, board, paper, pk, problem="", status=200):
    context = {
        "nav": "boards",
        "board": board,
        "meeting": pk,
        "report": paper,
        "notes": Notes(),
        "problem": problem,
        "pdf": reverse(f"reports:{paper.kind}-pdf", args=[board.slug, pk]),
        "may_download": may(request.user, "report.download"),
        "pdf_available": pdf_available(),
    }
    return render(request, "reports/meeting.html", context, status=status)


@require_safe
def paper(request, slug, pk, kind):
    """An agenda pack or minutes, to be read in the browser."""
    board, found = _build(request, slug, pk, kind)
    return _page(request, board, found, pk)


@require_safe
def paper_pdf(request, slug, pk, kind):
    """The same paper as a file. Where none can be made, the page says why, with the paper to be read instead."""
    board, found = _build(request, slug, pk, kind)
    try:
        return deliver(request, found, board, reverse(f"reports:{kind}", args=[slug, pk]))
    except RenderRefused as refusal:
        status = 503 if isinstance(refusal, Busy | PangoMissing) else 422
        return _page(request, board, found, pk, refusal.messages[0], status)
