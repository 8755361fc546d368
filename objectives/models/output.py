"""Outputs: the countable parts of an objective, each with its own state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from objectives.models.objective import Objective
from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual


class OutputState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ANNOUNCED = "announced", _("Announced")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Output(Record):
    """Something that an objective produces, such as a report. ``expected`` keeps the announced time in words."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="outputs")
    key = models.CharField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))
    title_en = models.CharField(_("title (English)"), max_length=400)
    title_cy = models.CharField(_("title (Welsh)"), max_length=400, blank=True)
    title = Bilingual("title")
    state = models.CharField(_("state"), max_length=12, choices=OutputState, default=OutputState.PLANNED)
    expected = models.CharField(_("expected"), max_length=120, blank=True)
    source = source_field()

    shown_with = "objective"

    class Meta:
        ordering = ["objective", "order"]
        constraints = [models.UniqueConstraint(fields=["objective", "key"], name="output_key_once")]

    def __str__(self):
        return self.title
