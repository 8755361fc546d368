"""When a programme's plan may be kept: by its managers, while it is open."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saferwales.accounts import permissions


def check_programme_open(programme):
    """A closed programme is read-only."""
    if programme.read_only:
        raise ValidationError(
            _("This programme is closed, so its record can be read but not changed."), code="read_only"
        )


def check_can_keep(user, permission, programme):
    """Programmes, work-streams, appointments and memberships are the programme manager's to keep."""
    permissions.require(user, permission, programme)
    check_programme_open(programme)
