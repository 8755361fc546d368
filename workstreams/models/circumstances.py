"""What stood in a programme's way, and what happened when."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models.programme import Programme


class Barrier(Record):
    """A challenge that the programme faced; the summary is the office's own."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="barriers")
    number = models.CharField(_("number"), max_length=10)
    order = models.PositiveSmallIntegerField(_("order"))
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    summary_en = models.TextField(_("summary (English)"), blank=True)
    summary_cy = models.TextField(_("summary (Welsh)"), blank=True)
    summary = Bilingual("summary")
    source = source_field()

    class Meta:
        ordering = ["programme", "order"]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("workstreams:barriers", args=[self.programme.slug])


class BarrierResponse(Record):
    """What was done about a barrier."""

    barrier = models.ForeignKey(Barrier, models.PROTECT, related_name="responses")
    order = models.PositiveSmallIntegerField(_("order"))
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    source = source_field()

    shown_with = "barrier"

    class Meta:
        ordering = ["barrier", "order"]

    def __str__(self):
        return f"{self.barrier}.{self.order}"


class Event(Record):
    """A dated event, with the precision at which its day is known and the words that attest it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="events")
    order = models.PositiveSmallIntegerField(_("order"))
    on = models.DateField(_("on"))
    until = models.DateField(_("until"), null=True, blank=True)
    precision = precision_field()
    kind = models.CharField(_("kind"), max_length=30)
    label_en = models.CharField(_("label (English)"), max_length=250)
    label_cy = models.CharField(_("label (Welsh)"), max_length=250, blank=True)
    label = Bilingual("label")
    words = models.TextField(_("as written"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["on", "order"]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("workstreams:timeline", args=[self.programme.slug])
