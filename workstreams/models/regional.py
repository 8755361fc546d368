"""Regional returns: what each region owes each quarter."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board, Region
from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within
from workstreams.models.programme import Programme

# What stands where an owner should, and names nobody.
NOBODY = ("tbc", "tbd", "to be confirmed", "to be decided", "?")


class ReturnState(models.TextChoices):
    NOT_DUE = "not_due", _("Not due yet")
    DUE = "due", _("Due")
    OVERDUE = "overdue", _("Overdue")
    RECEIVED = "received", _("Received")
    NOT_RECEIVED = "not_received", _("No update received")


class RegionalReturn(Record):
    """One region's return for one quarter. An empty one means "no update received", never "no change"."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="returns")
    region = models.ForeignKey(Region, models.PROTECT, related_name="returns")
    quarter_on = models.DateField(_("first day of the quarter"))
    label_en = models.CharField(_("label (English)"), max_length=60)
    label_cy = models.CharField(_("label (Welsh)"), max_length=60, blank=True)
    label = Bilingual("label")
    custodian = models.ForeignKey(
        Board, models.PROTECT, null=True, blank=True, related_name="returns_kept", verbose_name=_("custodian")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    position_en = models.TextField(_("current position (English)"), blank=True)
    position_cy = models.TextField(_("current position (Welsh)"), blank=True)
    position = Bilingual("position")
    actions_en = models.TextField(_("actions for the next quarter (English)"), blank=True)
    actions_cy = models.TextField(_("actions for the next quarter (Welsh)"), blank=True)
    actions = Bilingual("actions")
    action_owner = models.CharField(_("action owner"), max_length=250, blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["quarter_on", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "region", "quarter_on"], name="return_once_a_quarter"
            )
        ]

    def __str__(self):
        return within("%(region)s, %(label)s", region=self.region, label=self.label)

    def get_absolute_url(self):
        return reverse("workstreams:regions", args=[self.programme.slug])

    @property
    def lacks_owner(self):
        """Whether actions are written down for which nobody answers; "TBC" is nobody."""
        owner = self.action_owner.strip().casefold()
        return bool(self.actions_en or self.actions_cy) and (not owner or owner.startswith(NOBODY))

    def state_on(self, day):
        """Received, or how late; without a due date an empty return was simply not received."""
        if self.position_en or self.position_cy:
            return ReturnState.RECEIVED
        if self.due_on is None:
            return ReturnState.NOT_RECEIVED
        if day < self.quarter_on:
            return ReturnState.NOT_DUE
        return ReturnState.OVERDUE if day > self.due_on else ReturnState.DUE
