"""A work-stream's closing statement: its SRO's words, what it achieved, and what it leaves to be done."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reports.content import written
from reports.kinds import Kind
from workstreams.models import SroReportKind


def build(document, sections, day, language, known_at):
    if document.workstream_id is None:
        raise ValidationError(_("This document names no work-stream. Choose one on its page."))
    record = written.record_of(document, sections, day, known_at, workstream=document.workstream_id)
    return written.build(record, language, known_at)


def sections(programme, subject):
    yield "statement", _("1. The SRO's statement"), _statement(subject), False
    yield "sro", _("2. Who led the work-stream"), "[[sro-list]]", False
    yield "achievements", _("3. What it achieved"), "[[achievements]]", False
    yield "in-place", _("4. What existing arrangements govern"), "[[objectives-in-place]]", False
    yield "to-oversee", _("5. What is left to be overseen"), "[[objectives-to-oversee]]", False


def _statement(workstream):
    """The words of the closing statement that the SRO has submitted or is writing."""
    written_so_far = workstream.sro_reports.filter(kind=SroReportKind.CLOSING, archived=False).first()
    if written_so_far is None:
        return ""
    welsh = (get_language() or "").startswith("cy")
    return written_so_far.text_cy if welsh else written_so_far.text_en


KIND = Kind(
    key="workstream-statement",
    label=gettext_lazy("Closing statement of a work-stream"),
    letters="WS",
    build=build,
    sections=sections,
    about="workstream",
    blocks=("sro-list", "achievements", "objectives-in-place", "objectives-to-oversee", "chart-delivery"),
)
