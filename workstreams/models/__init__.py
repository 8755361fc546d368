from workstreams.models.achievement import Achievement, Footnote, SroReport, SroReportKind, SroReportState
from workstreams.models.circumstances import Barrier, BarrierResponse, Event
from workstreams.models.programme import Membership, Programme, ProgrammeState, VisionStatement
from workstreams.models.regional import RegionalReturn, ReturnState
from workstreams.models.workstream import AppointmentKind, Heading, SroAppointment, Workstream

__all__ = [
    "Achievement",
    "AppointmentKind",
    "Barrier",
    "BarrierResponse",
    "Event",
    "Footnote",
    "Heading",
    "Membership",
    "Programme",
    "ProgrammeState",
    "RegionalReturn",
    "ReturnState",
    "SroAppointment",
    "SroReport",
    "SroReportKind",
    "SroReportState",
    "VisionStatement",
    "Workstream",
]
