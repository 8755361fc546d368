"""When an act on an objective may happen, and whose objectives are one's own.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when); ``can_*`` returns its sentence or "".
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from objectives.models import Delivery
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS
from workstreams.models import AppointmentKind


def today():
    return timezone.localdate()


def check_day(day, name="effective_on"):
    """Nothing is recorded as true before its day has come; the refusal stands beside the field of that name."""
    if day and day > today():
        raise ValidationError({name: _("The day lies in the future. Enter the day on which it happened.")})


def check_programme_open(programme):
    """A closed programme is read-only."""
    if programme.read_only:
        raise ValidationError(
            _("This programme is closed, so its record can be read but not changed."), code="read_only"
        )


def _holds(user, owner, **kind):
    """Whether the user holds a current appointment; a page that loaded the appointments is not asked again."""
    loaded = getattr(owner, "loaded_appointments", None)
    if loaded is None:
        loaded = owner.appointments.filter(user=user, archived=False)
    return any(
        held.user_id == user.pk
        and held.held_on(today())
        and all(getattr(held, name) == value for name, value in kind.items())
        for held in loaded
    )


def is_own_workstream(user, workstream):
    """Whether the user holds a current SRO or deputy appointment of the work-stream."""
    return _holds(user, workstream, workstream_id=workstream.pk)


def is_programme_sro(user, programme):
    """Whether the user is the SRO of the programme as a whole."""
    return _holds(user, programme, workstream_id=None, kind=AppointmentKind.SRO)


def _check_own(user, objective, permission):
    permissions.require(user, permission, objective.programme)
    if getattr(user, "is_system", False) or KEEPERS & user.roles_in(objective.programme):
        return
    if not is_own_workstream(user, objective.workstream):
        raise PermissionDenied(
            _(
                "You are not the SRO or deputy of this objective's work-stream, so you can read it but not update it."
            )
        )


def check_can_change_status(user, objective):
    """The work-stream's SRO or deputy, or a programme manager, updates; a closed programme stands still."""
    _check_own(user, objective, "objective.change_status")
    check_programme_open(objective.programme)


def check_can_correct(user, objective):
    _check_own(user, objective, "objective.correct")
    check_programme_open(objective.programme)


def check_can_verify(user, objective):
    """A claimed completion is verified by a programme manager or the programme's SRO, never by the claimer."""
    permissions.require(user, "objective.verify", objective.programme)
    trusted = getattr(user, "is_system", False) or KEEPERS & user.roles_in(objective.programme)
    if not trusted and not is_programme_sro(user, objective.programme):
        raise PermissionDenied(permissions.refusal_of(user, "objective.verify"))
    check_programme_open(objective.programme)
    if objective.delivery != Delivery.COMPLETE_CLAIMED:
        raise ValidationError(_("Only a claimed completion can be verified."), code="not_claimed")
    if objective.claimed_by == user.pk:
        raise ValidationError(
            _("You claimed this completion, so somebody else must verify it."), code="own_claim"
        )


def check_can_keep(user, permission, programme):
    """Keeping the plan (objectives, dates, links) is the programme manager's, while the programme is open."""
    permissions.require(user, permission, programme)
    check_programme_open(programme)


def refusal(check, *args):
    """The sentence with which a check refuses, or "" where it lets pass; the disabled button shows it."""
    try:
        check(*args)
    except PermissionDenied as refused:
        return str(refused)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""
