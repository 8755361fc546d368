"""When a programme's plan may be kept: by its managers, while it is open; and who answers for a regional return.

Also whose work-stream is whose, and who may submit, return or acknowledge an SRO's statement.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models import Seat, SeatRole
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role
from workstreams.models import AppointmentKind, ProgrammeState, SroReportState

OPEN_STATES = (ProgrammeState.ACTIVE, ProgrammeState.CLOSING)
ANSWERING = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR, SeatRole.MEMBER)


def check_programme_open(programme):
    """A closed programme is read-only."""
    if programme.read_only:
        raise ValidationError(
            _("This programme is closed, so its record can be read but not changed."), code="read_only"
        )


def check_stays_open(state):
    """A programme is closed by the act that checks every condition of closing, and never by editing it."""
    if state not in OPEN_STATES:
        raise ValidationError(
            {"state": _("A programme is closed on its closing page, once every condition holds.")}
        )


def check_can_keep(user, permission, programme):
    """Programmes, work-streams, appointments and memberships are the programme manager's to keep."""
    permissions.require(user, permission, programme)
    check_programme_open(programme)


def check_can_give_role(user, programme, role):
    """Roles are the programme manager's to give. After closing, only those by which receiving boards report on."""
    permissions.require(user, "programme.edit", programme)
    if programme.state != ProgrammeState.CLOSED or role not in (Role.BOARD, Role.SECRETARY):
        check_programme_open(programme)


def custodian_seats(user):
    """The seats by which the user may answer for what a board keeps: as its chair or member."""
    return Seat.objects.filter(user_id=user.pk, role__in=ANSWERING, archived=False)


def may_fill(user, one, programme, boards):
    """Whether the user may fill in the return; ``boards`` are the keys of those where a seat is held today."""
    if not permissions.may(user, "return.edit", programme):
        return False
    everywhere = KEEPERS | {Role.SECRETARY}
    if getattr(user, "is_system", False) or everywhere & user.roles_in(programme):
        return True
    return one.custodian_id in boards


def check_can_fill(user, one, day):
    """A return is filled in by a chair or member of its custodian, a secretary or a manager."""
    seats = [] if getattr(user, "is_system", False) else custodian_seats(user)
    boards = {seat.board_id for seat in seats if seat.held_on(day)}
    if not may_fill(user, one, one.programme, boards):
        raise PermissionDenied(permissions.refusal_of(user, "return.edit"))


def _holds(user, owner, **kind):
    """Whether the user holds a current appointment; a page that loaded the appointments is not asked again."""
    loaded = getattr(owner, "loaded_appointments", None)
    if loaded is None:
        loaded = owner.appointments.filter(user=user, archived=False)
    return any(
        held.user_id == user.pk
        and held.held_on(timezone.localdate())
        and all(getattr(held, name) == value for name, value in kind.items())
        for held in loaded
    )


def is_own_workstream(user, workstream):
    """Whether the user holds a current SRO or deputy appointment of the work-stream."""
    return _holds(user, workstream, workstream_id=workstream.pk)


def is_programme_sro(user, programme):
    """Whether the user is the SRO of the programme as a whole."""
    return _holds(user, programme, workstream_id=None, kind=AppointmentKind.SRO)


def _keeps(user, programme):
    return getattr(user, "is_system", False) or bool(KEEPERS & user.roles_in(programme))


def check_can_speak(user, workstream):
    """A work-stream's SRO or deputy states how it stands, or a programme manager on the SRO's behalf."""
    permissions.require(user, "statement.submit", workstream.programme)
    if not _keeps(user, workstream.programme) and not is_own_workstream(user, workstream):
        raise PermissionDenied(permissions.refusal_of(user, "statement.submit"))


def check_can_hear(user, programme):
    """A programme manager or the programme's SRO takes statements for the programme."""
    permissions.require(user, "statement.acknowledge", programme)
    if not _keeps(user, programme) and not is_programme_sro(user, programme):
        raise PermissionDenied(permissions.refusal_of(user, "statement.acknowledge"))


def check_can_state(user, workstream):
    """Statements are written while the programme is open."""
    check_can_speak(user, workstream)
    check_programme_open(workstream.programme)


WRITABLE = (SroReportState.DRAFT, SroReportState.RETURNED)


def check_can_write(user, statement):
    """A statement is written until it is submitted, and again once it was returned."""
    check_can_state(user, statement.workstream)
    if statement.state not in WRITABLE:
        raise ValidationError(
            _("This statement is submitted, so its words stand. It can be changed once it was returned."),
            code="submitted",
        )


def check_can_submit(user, statement):
    """Only words are submitted."""
    check_can_write(user, statement)
    if statement.is_attested_only:
        raise ValidationError(_("Write the statement before you submit it."), code="empty")


def check_can_answer_statement(user, statement):
    """A submitted statement is acknowledged or returned, never by whoever submitted it."""
    programme = statement.workstream.programme
    check_can_hear(user, programme)
    check_programme_open(programme)
    if statement.state != SroReportState.SUBMITTED:
        raise ValidationError(
            _("Only a submitted statement can be acknowledged or returned. This one is: %(state)s.")
            % {"state": statement.get_state_display()},
            code="not_submitted",
        )
    if statement.submitted_by is not None and statement.submitted_by == user.pk:
        raise ValidationError(
            _("You submitted this statement, so somebody else must acknowledge or return it."),
            code="own_statement",
        )


def refusal(check, *args):
    """The sentence with which a check refuses, or "" where it lets pass; the disabled button shows it."""
    try:
        check(*args)
    except PermissionDenied as refused:
        return str(refused)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
