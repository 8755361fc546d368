"""The programme, its vision, its work-streams and who was appointed to lead them."""

from django.db.models import TextChoices

from boards.models import Board, Organisation, Person
from reports.loading.context import ACTOR
from saferwales.audit import writing
from workstreams.models import (
    AppointmentKind,
    Heading,
    Programme,
    ProgrammeState,
    SroAppointment,
    SroReport,
    SroReportKind,
    SroReportState,
    VisionStatement,
    Workstream,
)


class Certainty(TextChoices):
    """How sure the Welsh of a term is."""

    FOUND = "A"
    COMMON = "B"
    OWN = "C"


TEXTS = ("name", "full_name", "origin", "vision_intro", "commitments", "method", "funding")


def load_programme(loading):
    file = loading.file("programme")
    node = file.part("programme")
    loading.programme = _enter_programme(loading, node)
    _plan_changes(loading, loading.programme, node)
    for part in file.each("vision", "document"):
        loading.enter(
            part,
            VisionStatement,
            programme=loading.programme,
            document=part.text("document", needed=True),
            number=part.number("number"),
            **part.bilingual("text"),
        )
    for part in file.each("appointments", "person"):
        _enter_appointment(loading, part, None)
    for part in file.each("workstreams", "number"):
        _load_workstream(loading, part)


def _enter_programme(loading, node):
    started, ended = node.day("started"), node.day("ended")
    return loading.enter(
        node,
        Programme,
        slug=node.text("slug", needed=True),
        **node.bilingual(*TEXTS),
        state=node.choice("state", ProgrammeState, "active"),
        governing_board=loading.find(node, Board, "governing_board"),
        started_on=started.on,
        started_precision=started.precision,
        ended_on=ended.on,
        ended_precision=ended.precision,
        reporting_interval=node.number("reporting_interval", 90),
        reporting_ended_on=node.day("reporting_ended").on,
        uses_confidence=node.flag("uses_confidence"),
        manager_as_printed=node.text("manager_as_printed"),
        facts=dict(node.plain("facts")) | _glossary(loading),
    )


def _glossary(loading):
    """The programme's own terms, which the checks before issue hold its documents against."""
    terms = [
        {
            "use": node.text("use", needed=True),
            "cy": node.texts("cy"),
            "certainty": node.choice("certainty", Certainty),
            "avoid": node.texts("avoid"),
            "avoid_cy": node.texts("avoid_cy"),
        }
        for node in loading.file("glossary").each("terms", "use")
    ]
    return {"glossary": terms} if terms else {}


def _plan_changes(loading, programme, parent):
    """What became of the programme on a day, such as that it was concluded."""
    for node in parent.each("changes", "day"):
        ended, reporting = node.day("ended"), node.day("reporting_ended")
        facts = {"state": node.choice("state", ProgrammeState, programme.state)}
        if ended.on:
            facts |= {"ended_on": ended.on, "ended_precision": ended.precision}
        if reporting.on:
            facts["reporting_ended_on"] = reporting.on
        day = node.day("day", needed=True).on
        reason, evidence = node.text("reason", needed=True), node.text("evidence")
        loading.on(day, node, _amendment(programme, day, reason, evidence, facts))


def _amendment(programme, day, reason, evidence, facts):
    def amend():
        writing.amend(
            writing.lock(Programme.objects, pk=programme.pk),
            by=ACTOR,
            reason=reason,
            effective_on=day,
            evidence=evidence,
            **facts,
        )

    return amend


def _load_workstream(loading, node):
    number = node.number("number")
    workstream = loading.enter(
        node,
        Workstream,
        programme=loading.programme,
        number=number,
        **node.bilingual("principle", "description"),
    )
    loading.remember(Workstream, str(number), workstream, node)
    for part in node.each("headings", "document"):
        loading.enter(
            part,
            Heading,
            workstream=workstream,
            document=part.text("document", needed=True),
            position=part.number("position", 0),
            **part.bilingual("text"),
        )
    appointments = [
        _enter_appointment(loading, part, workstream) for part in node.each("appointments", "person")
    ]
    for part in node.each("reports", "kind"):
        loading.enter(
            part,
            SroReport,
            workstream=workstream,
            appointment=appointments[0] if appointments else None,
            kind=part.choice("kind", SroReportKind),
            state=part.choice("state", SroReportState, "submitted"),
            made_on=part.day("made").on,
            **part.bilingual("text"),
        )


def _enter_appointment(loading, node, workstream):
    start, end = node.day("from"), node.day("to")
    return loading.enter(
        node,
        SroAppointment,
        programme=loading.programme,
        workstream=workstream,
        person=loading.find(node, Person, "person"),
        organisation=loading.find(node, Organisation, "organisation"),
        kind=node.choice("kind", AppointmentKind, "sro"),
        **node.bilingual("title"),
        lines_as_printed=dict(node.plain("lines_as_printed")),
        from_on=start.on,
        from_precision=start.precision,
        to_on=end.on,
        to_precision=end.precision,
    )
