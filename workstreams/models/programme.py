"""A programme, its vision, and who holds which role in it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board
from saferwales.accounts.permissions import HELD_IN_PROGRAMMES, Role
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record, RecordQuerySet
from saferwales.web.bilingual import Bilingual


class ProgrammeState(models.TextChoices):
    """A closed or archived programme is read-only."""

    ACTIVE = "active", _("Active")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")


class ProgrammeQuerySet(RecordQuerySet):
    def for_user(self, user):
        """The programmes that exist for the user: those in which a role is held; all of them for readers of all."""
        found = self.filter(archived=False)
        return found if user.reads_everything else found.filter(pk__in=[owner for owner, _role in user.held])


class Programme(Record):
    """A programme of work, governed by a board and ended one day.

    ``reporting_interval`` is in days: an objective whose last update is older is stale, but only until
    ``reporting_ended_on``, after which nobody is expected to report. ``ended_on`` is when the work ended, ``closed_on``
    the day of the act that closed its record, which may be later.
    """

    slug = models.SlugField(_("short name for addresses"), max_length=60, unique=True)
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_cy = models.CharField(_("name (Welsh)"), max_length=200, blank=True)
    name = Bilingual("name")
    full_name_en = models.CharField(_("full name (English)"), max_length=250, blank=True)
    full_name_cy = models.CharField(_("full name (Welsh)"), max_length=250, blank=True)
    full_name = Bilingual("full_name")
    state = models.CharField(_("state"), max_length=10, choices=ProgrammeState, default=ProgrammeState.ACTIVE)
    governing_board = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("governing board"),
    )
    started_on = models.DateField(_("started"), null=True, blank=True)
    started_precision = precision_field()
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_precision = precision_field()
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    reporting_interval = models.PositiveSmallIntegerField(_("reporting interval, in days"), default=90)
    reporting_ended_on = models.DateField(_("last day of reporting"), null=True, blank=True)
    uses_confidence = models.BooleanField(_("grades delivery confidence"), default=False)
    origin_en = models.TextField(_("origin (English)"), blank=True)
    origin_cy = models.TextField(_("origin (Welsh)"), blank=True)
    origin = Bilingual("origin")
    vision_intro_en = models.TextField(_("introduction to the vision (English)"), blank=True)
    vision_intro_cy = models.TextField(_("introduction to the vision (Welsh)"), blank=True)
    vision_intro = Bilingual("vision_intro")
    commitments_en = models.TextField(_("commitments (English)"), blank=True)
    commitments_cy = models.TextField(_("commitments (Welsh)"), blank=True)
    method_en = models.TextField(_("method (English)"), blank=True)
    method_cy = models.TextField(_("method (Welsh)"), blank=True)
    funding_en = models.TextField(_("funding (English)"), blank=True)
    funding_cy = models.TextField(_("funding (Welsh)"), blank=True)
    manager_as_printed = models.TextField(_("programme manager as printed"), blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                violation_error_message=_("The end must not be before the start."),
                condition=models.Q(ended_on__isnull=True)
                | models.Q(started_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
            ),
            models.CheckConstraint(
                name="programme_closed_on_a_day",
                condition=models.Q(closed_on__isnull=True) | models.Q(state__in=["closed", "archived"]),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("objectives:programme", args=[self.slug])

    @property
    def read_only(self):
        return self.state in (ProgrammeState.CLOSED, ProgrammeState.ARCHIVED)

    def reporting_open_on(self, day):
        """Whether SROs are expected to report on the day."""
        return not self.read_only and (self.reporting_ended_on is None or day <= self.reporting_ended_on)


class VisionStatement(Record):
    """One statement of the vision as one document words it; two documents' wordings are kept apart."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="vision")
    document = models.CharField(_("document"), max_length=60)
    number = models.PositiveSmallIntegerField(_("number"))
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    source = source_field()

    shown_with = "programme"

    class Meta:
        ordering = ["document", "number"]

    def __str__(self):
        return self.text


class Membership(Record):
    """A role that a user holds in a programme, and so what of it exists for them."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(
        _("role"), max_length=15, choices=[(role.value, role.label) for role in HELD_IN_PROGRAMMES]
    )

    class Meta:
        ordering = ["programme", "user"]
        constraints = [models.UniqueConstraint(fields=["programme", "user", "role"], name="membership_once")]

    def __str__(self):
        return f"{self.user}: {Role(self.role).label}"

    def get_absolute_url(self):
        return self.programme.get_absolute_url()  # the page of the roles is only for those who give them
