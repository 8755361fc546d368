"""Organisations and people, as the documents name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual


class Devolution(models.TextChoices):
    DEVOLVED = "devolved", _("Devolved")
    NON_DEVOLVED = "non_devolved", _("Non-devolved")
    BOTH = "both", _("Spans both")
    NOT_STATED = "not_stated", _("Not stated")


class Correspondence(models.TextChoices):
    """In which language somebody wishes to be written to (Welsh Language Standards (No. 1) Regulations 2015)."""

    NOT_STATED = "", _("Not stated")
    WELSH = "cy", _("In Welsh")
    ENGLISH = "en", _("In English")
    BOTH = "both", _("In both languages")


def correspondence_field():
    return models.CharField(
        _("wish for correspondence"), max_length=4, choices=Correspondence, default="", blank=True
    )


class Organisation(Record):
    """A body that sits on boards, delivers or governs. ``aliases`` are the other names documents print."""

    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=250)
    name_cy = models.CharField(_("name (Welsh)"), max_length=250, blank=True)
    name = Bilingual("name")
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    sector = models.CharField(_("sector"), max_length=80, blank=True)
    devolution = models.CharField(
        _("devolution"), max_length=12, choices=Devolution, default=Devolution.NOT_STATED
    )
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["name_en"]

    def __str__(self):
        return self.name


class Person(Record):
    """A named official. ``spellings`` and ``posts`` are kept as documents print them; all point to one person."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    post_nominal = models.CharField(_("letters after the name"), max_length=30, blank=True)
    spellings = models.JSONField(default=list, blank=True)
    posts = models.JSONField(default=list, blank=True)
    correspondence = correspondence_field()
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
