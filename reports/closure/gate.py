"""The gate through which a programme closes: its conditions and its governance gap, over one reading of the record."""

from boards.models import Board, Decision, Meeting, Person
from objectives import dispositions, gap
from objectives.models import Handover, HandoverItem, Objective
from reports.closure import conditions
from reports.models import ClosureOverride, Document, DocumentDecision, DocumentKind
from workstreams.models import Programme, SroAppointment, SroReport, Workstream


def load(reading, programme):
    """All that the gate reads, in one statement."""
    reports = Document.objects.filter(programme=programme, kind=DocumentKind.CLOSURE_REPORT)
    handovers = Handover.objects.filter(programme=programme)
    meetings = Meeting.objects.filter(board__programmes=programme)
    appointments = SroAppointment.objects.filter(programme=programme)
    return reading.load(
        Programme.objects.filter(pk=programme.pk),
        Workstream.objects.filter(programme=programme),
        SroReport.objects.filter(workstream__programme=programme),
        appointments,
        Person.objects.filter(pk__in=appointments.values("person")),
        Objective.objects.filter(programme=programme),
        handovers,
        HandoverItem.objects.filter(handover__in=handovers),
        Board.objects.all(),
        meetings,
        Decision.objects.filter(meeting__in=meetings),
        reports,
        DocumentDecision.objects.filter(document__in=reports),
        ClosureOverride.objects.filter(programme=programme),
    )


class Gate:
    """What stands between a programme and its closing, at the moment of the reading."""

    def __init__(self, reading, programme):
        self.reading = load(reading, programme)
        self.programme = reading.get(Programme, programme.pk) or programme
        self._attach(reading)
        found = gap.history(reading, self.programme)
        self.dispositions = dispositions.read(reading, gap.discontinued(found))
        self.gaps = gap.Gaps(reading, self.programme, found)
        overrides = {one.condition: one for one in reading.all(ClosureOverride)}
        self.conditions = conditions.all_of(reading, self.programme, self.dispositions, overrides)

    def _attach(self, reading):
        """Each work-stream with the appointments to it."""
        held = reading.all(SroAppointment)
        for stream in reading.all(Workstream):
            stream.held = [one for one in held if one.workstream_id == stream.pk]

    @property
    def unmet(self):
        """The conditions that neither hold nor were overridden."""
        return [one for one in self.conditions if not one.passes]

    @property
    def report(self):
        return conditions.closure_report(self.reading)

    @property
    def never_offered(self):
        """The open objectives that no board was ever asked to govern."""
        asked = {one.objective_id for one in self.reading.all(HandoverItem)}
        return [one for one in self.reading.all(Objective) if one.is_open and one.pk not in asked]
