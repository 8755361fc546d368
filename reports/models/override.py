"""Reasons to go on although something stands in the way: kept, and printed with what was done over it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saferwales.audit.models import Record
from workstreams.models import Programme


class FindingOverride(Record):
    """Somebody's reason to issue a document over a blocking finding; it is kept, and printed with the edition.

    ``finding`` is the finding's own key. An override that is withdrawn is archived, and its reason stays readable.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="finding_overrides")
    finding = models.CharField(_("finding"), max_length=250)
    why = models.TextField(_("reason"))

    class Meta:
        ordering = ["programme", "finding"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "finding"],
                name="one_override_a_finding",
                condition=models.Q(archived=False),
            )
        ]

    def __str__(self):
        return self.finding

    def get_absolute_url(self):
        return reverse("reports:reconciliation", args=[self.programme.slug])


class ClosureCondition(models.TextChoices):
    """What must be so before a programme closes."""

    STATEMENTS = "statements", _("Each work-stream's closing statement is acknowledged")
    DISPOSITIONS = "dispositions", _("Every objective and every duty has a disposition")
    AGREED = "agreed", _("The board's final meeting agreed the closure report")
    ISSUED = "issued", _("The closure report is issued")


class ClosureOverride(Record):
    """An administrator's reason to close a programme although a condition does not hold; printed in its report.

    One that is withdrawn is archived, and its reason stays readable.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="closure_overrides")
    condition = models.CharField(_("condition"), max_length=20, choices=ClosureCondition)
    why = models.TextField(_("reason"))

    class Meta:
        ordering = ["programme", "condition"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "condition"],
                condition=models.Q(archived=False),
                name="one_override_a_condition",
            ),
            models.CheckConstraint(name="closure_override_has_reason", condition=~models.Q(why="")),
        ]

    def __str__(self):
        return str(self.get_condition_display())

    def get_absolute_url(self):
        return reverse("reports:closure", args=[self.programme.slug])
