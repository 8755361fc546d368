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
    "programme.create": KEEPERS,
    "programme.edit": KEEPERS,
    "workstream.edit": KEEPERS,
    "appointment.edit": KEEPERS,
    "return.open": KEEPERS,
    "return.edit": KEEPERS | {Role.SECRETARY, Role.BOARD},
    "objective.create": KEEPERS,
    "objective.edit": KEEPERS,
    "objective.set_due": KEEPERS,
    "objective.link": KEEPERS,
    "recommendation.edit": KEEPERS,
    "handover.offer": KEEPERS | {Role.SRO},
    "handover.answer": KEEPERS | {Role.SECRETARY, Role.BOARD},
    "finding.override": KEEPERS | {Role.SECRETARY},
    "objective.change_status": KEEPERS | {Role.SRO},
    "objective.correct": KEEPERS | {Role.SRO},
    "objective.verify": KEEPERS | {Role.SRO},
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
    "programme.create": _("Only a programme manager or an administrator can set up a programme."),
    "programme.edit": _("Only a programme manager of this programme can edit it."),
    "workstream.edit": _("Only a programme manager of this programme can edit its work-streams."),
    "appointment.edit": _("Only a programme manager of this programme can appoint SROs."),
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
    "finding.override": _(
        "Only a programme manager or a board secretary of this programme can override a finding."
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
