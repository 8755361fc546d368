"""Recommendations, the numbers documents print them under, and the objectives that advance them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from saferwales.web.keys import key_field
from workstreams.models import Programme


class Response(models.TextChoices):
    AWAITING = "awaiting", _("Awaiting a response")
    ACCEPTED = "accepted", _("Accepted")
    IN_PART = "in_part", _("Accepted in part")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    NOT_STATED = "not_stated", _("Not stated")


class Recommendation(Record):
    """A recommendation under its stable key; printed numbers are aliases. ``label`` is the office's short name."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="recommendations")
    key = key_field()
    order = models.PositiveSmallIntegerField(_("order"))
    label_en = models.CharField(_("short name (English)"), max_length=200)
    label_cy = models.CharField(_("short name (Welsh)"), max_length=200, blank=True)
    label = Bilingual("label")
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    response = models.CharField(_("response"), max_length=15, choices=Response, default=Response.AWAITING)
    response_text_en = models.TextField(_("words of the response (English)"), blank=True)
    response_text_cy = models.TextField(_("words of the response (Welsh)"), blank=True)
    response_text = Bilingual("response_text")
    outcome_en = models.TextField(_("outcome (English)"), blank=True)
    outcome_cy = models.TextField(_("outcome (Welsh)"), blank=True)
    outcome = Bilingual("outcome")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "order"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="recommendation_key_once")]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("objectives:recommendation", args=[self.programme.slug, self.key])


class RecommendationNumber(Record):
    """The number under which a document prints a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="numbers")
    document = models.CharField(_("document"), max_length=60)
    number = models.CharField(_("number"), max_length=15)

    shown_with = "recommendation"

    class Meta:
        ordering = ["document", "recommendation"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "document"], name="recommendation_number_once")
        ]

    def __str__(self):
        return f"{self.document}: {self.number}"


class RecommendationPoint(Record):
    """A sub-point of a recommendation; ``group`` is the heading it stands under."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="points")
    key = models.CharField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"))
    group_en = models.CharField(_("heading (English)"), max_length=250, blank=True)
    group_cy = models.CharField(_("heading (Welsh)"), max_length=250, blank=True)
    group = Bilingual("group")
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    source = source_field()

    shown_with = "recommendation"

    class Meta:
        ordering = ["recommendation", "order"]

    def __str__(self):
        return self.key


class RecommendationLink(Record):
    """That an objective advances a recommendation (or one point of it): always somebody's judgement."""

    objective = models.ForeignKey("objectives.Objective", models.PROTECT, related_name="links")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="links")
    point = models.ForeignKey(
        RecommendationPoint, models.PROTECT, null=True, blank=True, related_name="links"
    )
    judgement_en = models.TextField(_("judgement (English)"), blank=True)
    judgement_cy = models.TextField(_("judgement (Welsh)"), blank=True)
    judgement = Bilingual("judgement")

    shown_with = "objective"

    class Meta:
        ordering = ["objective", "recommendation", "point"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "recommendation", "point"], name="link_once"),
            models.UniqueConstraint(
                fields=["objective", "recommendation"],
                condition=models.Q(point__isnull=True),
                name="link_once_without_point",
            ),
        ]

    def __str__(self):
        return f"{self.objective_id} → {self.recommendation_id}"
