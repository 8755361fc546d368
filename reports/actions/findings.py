"""Acts on findings: letting documents be issued over one, and taking that back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from objectives import policies
from reports.checks.record import Checks
from reports.models import FindingOverride
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from workstreams.models import Programme


@transaction.atomic
def override_finding(*, programme, finding, by, reason):
    """Let documents be issued over one blocking finding, for a reason that is kept and printed.

    Raises ValidationError where there is no such blocking finding, it is overridden already, or the reason is missing.
    """
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "finding.override", programme)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why documents may be issued all the same.")})
    given = writing.lock_any(
        FindingOverride.objects.filter(programme=programme, finding=finding, archived=False)
    )
    if given is not None:
        raise ValidationError(_("Somebody has overridden this finding already."), code="overridden")
    if finding not in {one.key for one in Checks(Reading(), programme).blocking}:
        raise ValidationError(_("This finding is not there any more. Read the page again."), code="gone")
    facts = {"programme": programme, "finding": finding, "why": reason}
    return writing.enter(FindingOverride, by=by, reason=reason, effective_on=timezone.localdate(), **facts)


@transaction.atomic
def withdraw_override(*, override, by, reason):
    """Take an override back: the finding blocks again; the reason that was given stays readable."""
    override = writing.lock(FindingOverride.objects.select_related("programme"), pk=override.pk)
    policies.check_can_keep(by, "finding.override", override.programme)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the override is withdrawn.")})
    return writing.amend(override, by=by, reason=reason, effective_on=timezone.localdate(), archived=True)
