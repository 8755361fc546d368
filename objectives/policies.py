"""When an act on an objective may happen, and whose objectives are one's own.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when); ``can_*`` returns its sentence or "".
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.policies import holds_answering_seat
from objectives.models import Basis, Delivery
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS
from workstreams.models import ProgrammeState
from workstreams.policies import check_programme_open, is_own_workstream, is_programme_sro, refusal

__all__ = [
    "check_can_change_status",
    "check_can_correct",
    "check_can_keep",
    "check_can_verify",
    "check_day",
    "check_programme_open",
    "is_own_workstream",
    "is_programme_sro",
    "refusal",
    "today",
]


def today():
    return timezone.localdate()


def check_day(day, name="effective_on"):
    """Nothing is recorded as true before its day has come; the refusal stands beside the field of that name."""
    if day and day > today():
        raise ValidationError({name: _("The day lies in the future. Enter the day on which it happened.")})


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


def goes_on(objective):
    """Whether the programme has closed and a board that accepted the objective goes on reporting on it."""
    closed = objective.programme.state == ProgrammeState.CLOSED
    return closed and objective.governance_basis == Basis.ACCEPTED_HANDOVER


def _check_reports_on(user, objective):
    """After closing, the chair or secretary of the board that accepted an objective reports on it, and nobody else."""
    permissions.require(user, "objective.report_on", objective.programme)
    if not holds_answering_seat(user, objective.governing_body_id):
        raise PermissionDenied(permissions.refusal_of(user, "objective.report_on"))


def check_can_change_status(user, objective):
    """The work-stream's SRO or deputy, or a programme manager, updates; a closed programme stands still.

    What a board accepted goes on: that board reports on it after the programme has closed.
    """
    if goes_on(objective) and not getattr(user, "is_system", False):
        return _check_reports_on(user, objective)
    _check_own(user, objective, "objective.change_status")
    check_programme_open(objective.programme)


def check_can_correct(user, objective):
    _check_own(user, objective, "objective.correct")
    check_programme_open(objective.programme)


def _check_trusted(user, objective):
    permissions.require(user, "objective.verify", objective.programme)
    trusted = getattr(user, "is_system", False) or KEEPERS & user.roles_in(objective.programme)
    if not trusted and not is_programme_sro(user, objective.programme):
        raise PermissionDenied(permissions.refusal_of(user, "objective.verify"))


def check_can_verify(user, objective):
    """A claimed completion is verified by a programme manager or the programme's SRO, never by the claimer.

    After closing, by the chair or secretary of the board that accepted the objective, never by the claimer either.
    """
    if goes_on(objective):
        _check_reports_on(user, objective)
    else:
        _check_trusted(user, objective)
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
