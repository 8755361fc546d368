"""Documents that somebody writes: prose in sections, with pieces of the record placed between."""

from objectives.models import Objective
from reports.content.closure_report import report_of
from reports.content.record import ProgrammeRecord
from workstreams.models import Achievement, Heading, SroAppointment, Workstream


class WorkstreamRecord(ProgrammeRecord):
    """A programme's record narrowed to one work-stream: its SRO, what it achieved, what it leaves."""

    OF_A_WORKSTREAM = (Achievement, Heading, Objective, SroAppointment)

    def __init__(self, *args, workstream, **options):
        self.workstream = workstream
        super().__init__(*args, **options)

    def all(self, model, **options):
        if model is Workstream:
            options |= {"pk": self.workstream}
        elif model in self.OF_A_WORKSTREAM:
            options |= {"workstream_id": self.workstream}
        return super().all(model, **options)

    def headings(self, document):
        return self.all(Heading, document=document)


def record_of(document, sections, day, known_at, workstream=None):
    """What a document prints of the record on the day; its own words are given."""
    given = {"words": (document, list(sections))}
    if workstream is not None:
        return WorkstreamRecord(
            document.programme, document.kind, day, known_at, workstream=workstream, **given
        )
    return ProgrammeRecord(document.programme, document.kind, day, known_at, **given)


def build(record, language, known_at, more=()):
    """The document as a report."""
    return report_of(record, language, known_at, more)


def of_document(document, sections, day, language, known_at):
    """A document of prose and pieces of the record, and of nothing else, as a report."""
    return build(record_of(document, sections, day, known_at), language, known_at)
