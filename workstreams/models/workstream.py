"""Work-streams, and the Senior Responsible Officers appointed to lead them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Organisation, Person
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models.programme import Programme


class Workstream(Record):
    """A work-stream and the principle that it serves, led by one SRO."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="workstreams")
    number = models.PositiveSmallIntegerField(_("number"))
    principle_en = models.CharField(_("principle (English)"), max_length=250)
    principle_cy = models.CharField(_("principle (Welsh)"), max_length=250, blank=True)
    principle = Bilingual("principle")
    description_en = models.TextField(_("description (English)"), blank=True)
    description_cy = models.TextField(_("description (Welsh)"), blank=True)
    description = Bilingual("description")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="workstream_number_once")]

    def __str__(self):
        return self.principle

    def get_absolute_url(self):
        return reverse("objectives:workstream", args=[self.programme.slug, self.number])


class Heading(Record):
    """The exact words under which a document prints a work-stream; documents differ, and none is corrected.

    ``position`` is the work-stream's place in that document.
    """

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="headings")
    document = models.CharField(_("document"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text_en = models.CharField(_("text (English)"), max_length=300)
    text_cy = models.CharField(_("text (Welsh)"), max_length=300, blank=True)
    text = Bilingual("text")
    source = source_field()

    shown_with = "workstream"

    class Meta:
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["workstream", "document"], name="heading_once_a_document")
        ]

    def __str__(self):
        return self.text


class AppointmentKind(models.TextChoices):
    SRO = "sro", _("Senior Responsible Officer")
    DEPUTY = "deputy", _("Deputy")


class SroAppointment(Record):
    """An SRO (or deputy) of a programme, or of one of its work-streams, over a span of days.

    ``lines_as_printed`` keeps how documents print the appointment, by document. ``user`` is the account that acts
    for the appointment here; a demonstration appointment names no official.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="appointments")
    workstream = models.ForeignKey(
        Workstream, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="appointments")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=AppointmentKind, default=AppointmentKind.SRO)
    title_en = models.CharField(_("title as printed (English)"), max_length=250, blank=True)
    title_cy = models.CharField(_("title as printed (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    lines_as_printed = models.JSONField(default=dict, blank=True, editable=False)
    from_on = models.DateField(_("from"), null=True, blank=True)
    from_precision = precision_field()
    to_on = models.DateField(_("until"), null=True, blank=True)
    to_precision = precision_field()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "programme"

    class Meta:
        ordering = ["programme", "workstream", "kind", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
                condition=models.Q(to_on__isnull=True)
                | models.Q(from_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on")),
            )
        ]

    def __str__(self):
        return str(self.person or self.user or self.title)

    def held_on(self, day):
        """Whether the appointment was held on the day; an unstated end does not end it."""
        return (not self.from_on or self.from_on <= day) and (not self.to_on or day <= self.to_on)
