"""What a work-stream achieved, its footnotes, and its SRO's reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models.programme import Programme
from workstreams.models.workstream import SroAppointment, Workstream


class Achievement(Record):
    """An achievement in the words of the closure report. A mark like ``[^7]`` stands where footnote 7 is called."""

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="achievements")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    key = models.CharField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "workstream"

    class Meta:
        ordering = ["workstream", "order"]

    def __str__(self):
        return self.key


class Footnote(Record):
    """A numbered footnote of the programme's documents, called by a mark in a text."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="footnotes")
    number = models.PositiveSmallIntegerField(_("number"))
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    url = models.URLField(_("address"), blank=True, max_length=400)
    source = source_field()

    shown_with = "programme"

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="footnote_number_once")]

    def __str__(self):
        return str(self.number)


class SroReportKind(models.TextChoices):
    UPDATE = "update", _("Update")
    CLOSING = "closing", _("Closing statement")


class SroReportState(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RETURNED = "returned", _("Returned")


class SroReport(Record):
    """An SRO's update or closing statement; empty text where the source attests it without printing it."""

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="sro_reports")
    appointment = models.ForeignKey(
        SroAppointment, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SroReportKind)
    state = models.CharField(_("state"), max_length=15, choices=SroReportState)
    made_on = models.DateField(_("made on"), null=True, blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "workstream"

    class Meta:
        ordering = ["workstream", "made_on"]

    def __str__(self):
        return f"{self.workstream}: {self.get_kind_display()}"
