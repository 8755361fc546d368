"""Documents as files: a report of the record laid out for print."""

from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import override

from reports.content.notes import Notes
from reports.rendering.engine import render_pdf


def html_of(report):
    """The page that becomes the PDF: it names no file but our own style sheet and fonts."""
    with override(report.language):
        notes = Notes(getattr(report, "notes", {}), at_foot=True)
        return render_to_string(report.template, {"report": report, "notes": notes})


def pdf_of(report, **bounds):
    """The report as a tagged PDF. Raises RenderRefused with a sentence where none could be made."""
    return render_pdf(html_of(report), **bounds)


def file_name(report, programme):
    known = f"-known-{localtime(report.known_at):%Y-%m-%d}" if report.known_at else ""
    return f"{programme.slug}-{report.slug}-{report.as_at.isoformat()}{known}-{report.language}.pdf"
