"""Who may do what: the one permission table.

A role is held in a programme (a Membership), except administrator and auditor, which hold everywhere. "Own"
(an SRO's work-streams, a chair's boards) is decided by the app's policies, after this table.
"""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Programme manager")
    SECRETARY = "secretary", _("Board secretary")
    SRO = "sro", _("Senior Responsible Officer")
    BOARD = "board", _("Board chair or member")
    AUDITOR = "auditor", _("Auditor")


HELD_IN_PROGRAMMES = (Role.MANAGER, Role.SECRETARY, Role.SRO, Role.BOARD)
EVERYBODY = frozenset(Role)
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.MANAGER})
INSPECTORS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})

PERMISSIONS = {
    "record.read": EVERYBODY,
    "report.download": EVERYBODY,
    "audit.read": INSPECTORS,
    "audit.verify": INSPECTORS,
    "board.edit": KEEPERS | {Role.SECRETARY},
    "calendar.board": KEEPERS | {Role.SECRETARY},
    "calendar.own": EVERYBODY,
    "meeting.edit": KEEPERS | {Role.SECRETARY, Role.BOARD},
    "programme.create": KEEPERS,
    "programme.edit": KEEPERS,
    "workstream.edit": KEEPERS,
    "appointment.edit": KEEPERS,
    "statement.submit": KEEPERS | {Role.SRO},
    "statement.acknowledge": KEEPERS | {Role.SRO},
    "return.open": KEEPERS,
    "return.edit": KEEPERS | {Role.SECRETARY, Role.BOARD},
    "objective.create": KEEPERS,
    "objective.edit": KEEPERS,
    "objective.set_due": KEEPERS,
    "objective.link": KEEPERS,
    "recommendation.edit": KEEPERS,
    "handover.offer": KEEPERS | {Role.SRO},
    "handover.answer": KEEPERS | {Role.SECRETARY, Role.BOARD},
    "letter.edit": KEEPERS | {Role.SECRETARY},
    "finding.override": KEEPERS | {Role.SECRETARY},
    "document.agree": KEEPERS | {Role.SECRETARY},
    "document.edit": KEEPERS | {Role.SECRETARY},
    "document.review": KEEPERS | {Role.SECRETARY, Role.SRO, Role.BOARD},
    "document.issue": KEEPERS | {Role.SECRETARY},
    "programme.close": KEEPERS,
    "closure.override": frozenset({Role.ADMINISTRATOR}),
    "objective.change_status": KEEPERS | {Role.SRO},
    "objective.correct": KEEPERS | {Role.SRO},
    "objective.verify": KEEPERS | {Role.SRO},
    "objective.report_on": frozenset({Role.SECRETARY, Role.BOARD}),
}

# What stays allowed while somebody reads the record as it was.
READS = frozenset({"record.read", "report.download", "audit.read"})
PAST = _("You are reading the record as it was. Return to today's record before you change anything.")

REFUSALS = {
    "audit.read": _("Only an auditor or an administrator can open the audit pages."),
    "audit.verify": _("Only an auditor or an administrator can have the chain verified."),
    "board.edit": _(
        "Only a programme manager, a board secretary or an administrator can edit boards and their seats."
    ),
    "calendar.board": _(
        "Only a programme manager, a board secretary or an administrator can make or revoke the address of a "
        "board's calendar."
    ),
    "calendar.own": _("You have no role in a programme yet, so there is nothing to put in your calendar."),
    "meeting.edit": _(
        "Only the board's own chair or secretary, a board secretary or a programme manager can keep its meetings."
    ),
    "programme.create": _("Only a programme manager or an administrator can set up a programme."),
    "programme.edit": _("Only a programme manager of this programme can edit it."),
    "workstream.edit": _("Only a programme manager of this programme can edit its work-streams."),
    "appointment.edit": _("Only a programme manager of this programme can appoint SROs."),
    "statement.submit": _(
        "Only the work-stream's SRO, or a programme manager on the SRO's behalf, can write and submit its statements."
    ),
    "statement.acknowledge": _(
        "Only a programme manager or the programme's SRO can acknowledge or return a statement."
    ),
    "return.open": _("Only a programme manager of this programme can open a quarter or move its due date."),
    "return.edit": _(
        "Only the custodian of the return, a board secretary or a programme manager can fill in a regional return."
    ),
    "objective.create": _("Only a programme manager of this programme can add objectives."),
    "objective.edit": _("Only a programme manager of this programme can edit objectives."),
    "objective.set_due": _("Only a programme manager of this programme can set or move due dates."),
    "objective.link": _("Only a programme manager of this programme can link recommendations."),
    "recommendation.edit": _("Only a programme manager of this programme can edit recommendations."),
    "handover.offer": _("Only a programme manager or an SRO can offer objectives to another board."),
    "handover.answer": _("Only the receiving board's chair or secretary can answer for it."),
    "letter.edit": _(
        "Only a programme manager or a board secretary of this programme can edit the register of letters."
    ),
    "finding.override": _(
        "Only a programme manager or a board secretary of this programme can override a finding."
    ),
    "document.agree": _(
        "Only a board secretary or a programme manager of this programme can record that the board agreed the report."
    ),
    "document.edit": _(
        "Only a programme manager or a board secretary of this programme can write its documents."
    ),
    "document.review": _("Only those who are named as its reviewers can review a document."),
    "document.issue": _(
        "Only a board secretary or a programme manager of this programme can issue, supersede or withdraw a document."
    ),
    "programme.close": _("Only a programme manager of this programme can close it."),
    "closure.override": _("Only an administrator can override a condition of closing."),
    "objective.report_on": _(
        "The programme is closed. Only the chair or secretary of the board that governs this objective reports on it."
    ),
    "objective.change_status": _(
        "Only the work-stream's SRO or a programme manager can change an objective's status."
    ),
    "objective.correct": _("Only the work-stream's SRO or a programme manager can correct an entry."),
    "objective.verify": _("Only a programme manager or the programme's SRO can verify a completion."),
}


def may(user, permission, programme=None):
    """Whether one of the user's roles there holds the permission. Without a programme: any role anywhere.

    A system actor (a command or task) has been let in by whoever may run commands.
    """
    if getattr(user, "is_system", False):
        return True
    if getattr(user, "reads_past", False) and permission not in READS:
        return False
    return bool(PERMISSIONS[permission] & user.roles_in(programme))


def require(user, permission, programme=None):
    """Raise PermissionDenied, with the sentence that the disabled button shows, where the user may not."""
    if not may(user, permission, programme):
        raise PermissionDenied(refusal_of(user, permission))


def refusal_of(user, permission):
    """The sentence that says why the user may not."""
    if getattr(user, "reads_past", False) and permission not in READS:
        return PAST
    return REFUSALS.get(permission, _("Your role does not allow this."))
