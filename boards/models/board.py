"""Boards, who sits on them, and how they stand to each other."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boards.models.party import Devolution, Organisation, Person, correspondence_field
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, marked, within


class Level(models.TextChoices):
    UK = "uk", _("United Kingdom")
    ENGLAND_AND_WALES = "england_and_wales", _("England and Wales")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    SUB_REGIONAL = "sub_regional", _("Sub-regional")
    LOCAL = "local", _("Local")
    LOCAL_REGIONAL = "local_regional", _("Local and regional")


class Standing(models.TextChoices):
    """Whether a board can take work: only an operating board governs; a proposed or shadow one does not yet."""

    PROPOSED = "proposed", _("Proposed")
    SHADOW = "shadow", _("Shadow")
    OPERATING = "operating", _("Operating")
    CONCLUDED = "concluded", _("Concluded")


class Region(Record):
    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_cy = models.CharField(_("name (Welsh)"), max_length=120, blank=True)
    name = Bilingual("name")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "name_en"]

    def __str__(self):
        return self.name


class Board(Record):
    """A board, group, partnership, forum or network.

    ``is_kind`` marks a kind with many instances (each area has its own); ``collective`` marks several boards that
    documents speak of as one. ``standing_as_printed`` keeps the document's own word.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=250)
    name_cy = models.CharField(_("name (Welsh)"), max_length=250, blank=True)
    name = Bilingual("name")
    label = models.CharField(_("distinguishing name"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    board_type = models.CharField(_("type"), max_length=80)
    is_kind = models.BooleanField(_("a kind with many instances"), default=False)
    collective = models.BooleanField(_("several boards named as one"), default=False)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="boards")
    devolution = models.CharField(
        _("devolution"), max_length=12, choices=Devolution, default=Devolution.NOT_STATED
    )
    standing = models.CharField(_("standing"), max_length=12, choices=Standing)
    standing_as_printed = models.CharField(_("standing as printed"), max_length=40, blank=True)
    purpose_en = models.TextField(_("purpose (English)"), blank=True)
    purpose_cy = models.TextField(_("purpose (Welsh)"), blank=True)
    purpose = Bilingual("purpose")
    correspondence = correspondence_field()
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_precision = precision_field()
    founded_text = models.TextField(_("founding as written"), blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_precision = precision_field()
    terms_of_reference_en = models.TextField(_("terms of reference (English)"), blank=True)
    terms_of_reference_cy = models.TextField(_("terms of reference (Welsh)"), blank=True)
    terms_of_reference = Bilingual("terms_of_reference")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    renamed = {"terms_of_reference": "terms_of_reference_en"}

    class Meta:
        ordering = ["name_en"]

    def __str__(self):
        return self.name if self.name_cy and get_language() == "cy" else marked(self.label, "en") or self.name

    def get_absolute_url(self):
        return reverse("boards:board", args=[self.slug])


class BoardRelation(Record):
    """How one board stands to another board, an organisation or a post; typed as the document puts it."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="relations")
    kind = models.CharField(_("kind"), max_length=40)
    to_board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="relations_in")
    to_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="board_relations"
    )
    to_post = models.CharField(_("post"), max_length=250, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until"), null=True, blank=True)
    words = models.TextField(_("as written"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "board"

    class Meta:
        ordering = ["board", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="relation_has_one_far_end",
                condition=models.Q(to_board__isnull=False, to_organisation__isnull=True, to_post="")
                | models.Q(to_board__isnull=True, to_organisation__isnull=False, to_post="")
                | (models.Q(to_board__isnull=True, to_organisation__isnull=True) & ~models.Q(to_post="")),
            )
        ]

    def __str__(self):
        return within("%(board)s – %(kind)s", board=self.board, kind=self.kind)


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    JOINT_CHAIR = "joint_chair", _("Joint chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")
    ATTENDING = "attending", _("Attending")


class Seat(Record):
    """A place on a board: a person, an organisation, or a post nobody is named for, over a span of days.

    Chairs follow one another by ``order``; joint chairs hold seats side by side. ``user`` is the account that
    acts for the seat in this application.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    post = models.CharField(_("post"), max_length=250, blank=True)
    role = models.CharField(_("role"), max_length=15, choices=SeatRole)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title_as_printed = models.CharField(_("title as printed"), max_length=250, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    from_precision = precision_field()
    to_on = models.DateField(_("until"), null=True, blank=True)
    to_precision = precision_field()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    is_demonstration = models.BooleanField(default=False, editable=False)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "board"

    class Meta:
        ordering = ["board", "role", "order", "pk"]

    def __str__(self):
        return str(self.person or self.organisation or self.post)

    def held_on(self, day):
        """Whether the seat was held on the day; an unstated end does not end it."""
        return (not self.from_on or self.from_on <= day) and (not self.to_on or day <= self.to_on)
