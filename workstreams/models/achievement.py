"""What a work-stream achieved, its footnotes, and its SRO's reports."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within
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
    """A statement that was returned is written anew and submitted again; one acknowledged is settled."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RETURNED = "returned", _("Returned")


class SroReport(Record):
    """An SRO's update or closing statement; empty text where the source attests it without printing it.

    ``made_on`` is the day of submission. ``submitted_by`` is the account that submitted it, which may never
    acknowledge it; ``answer`` holds the words in which it was acknowledged or returned.
    """

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
    submitted_by = models.BigIntegerField(null=True, blank=True, editable=False)
    answered_on = models.DateField(_("acknowledged or returned on"), null=True, blank=True)
    answer = models.TextField(_("words of the answer"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["workstream", "made_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["workstream"],
                condition=models.Q(kind="closing", archived=False),
                name="one_closing_statement",
            ),
            models.CheckConstraint(
                name="statement_answered_on_a_day",
                condition=models.Q(state__in=["draft", "submitted"], answered_on__isnull=True)
                | models.Q(state__in=["acknowledged", "returned"], answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_with_reason", condition=~models.Q(state="returned") | ~models.Q(answer="")
            ),
            models.CheckConstraint(
                name="submitted_in_words",
                condition=models.Q(submitted_by__isnull=True) | ~models.Q(text_en="", text_cy=""),
            ),
        ]

    def __str__(self):
        return within("%(workstream)s: %(kind)s", workstream=self.workstream, kind=self.get_kind_display())

    def get_absolute_url(self):
        return reverse("workstreams:statement", args=[self.workstream.programme.slug, self.pk])

    @property
    def is_attested_only(self):
        """Whether a source says that it was made, without printing it."""
        return not self.text_en and not self.text_cy
