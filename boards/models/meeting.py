"""Meetings, and the numbered decisions taken at them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within
from saferwales.web.texts import day


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class MinutesState(models.TextChoices):
    NOT_STATED = "not_stated", _("Not stated")
    DRAFT = "draft", _("Draft")
    CIRCULATED = "circulated", _("Circulated")
    APPROVED = "approved", _("Approved")
    LOCKED = "locked", _("Locked")


class Meeting(Record):
    """A board's meeting, planned, held or cancelled. ``words`` is the sentence by which a document attests it.

    Its minutes are approved at a later meeting of the same board (``approved_at``), on the day of that one. A
    meeting that was imported is held, and where its document says nothing of minutes, neither does the record.
    """

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    state = models.CharField(_("state"), max_length=10, choices=MeetingState, default=MeetingState.HELD)
    held_on = models.DateField(_("day of the meeting"))
    precision = precision_field()
    starts_at = models.TimeField(_("starts at"), null=True, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=250, blank=True)
    place_cy = models.CharField(_("place (Welsh)"), max_length=250, blank=True)
    place = Bilingual("place")
    title_en = models.CharField(_("title (English)"), max_length=250, blank=True)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    minutes_state = models.CharField(
        _("minutes"), max_length=12, choices=MinutesState, default=MinutesState.NOT_STATED
    )
    circulated_on = models.DateField(_("minutes circulated on"), null=True, blank=True)
    approved_on = models.DateField(_("minutes approved on"), null=True, blank=True)
    approved_at = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approves",
        verbose_name=_("meeting that approved the minutes"),
    )
    words = models.TextField(_("as written"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    renamed = {"place": "place_en"}

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="minutes_of_a_held_meeting",
                condition=models.Q(state="held") | models.Q(minutes_state__in=["not_stated", "draft"]),
            ),
            models.CheckConstraint(
                name="approval_at_a_meeting_has_its_day",
                condition=models.Q(approved_at__isnull=True) | models.Q(approved_on__isnull=False),
            ),
        ]

    def __str__(self):
        return within("%(board)s, %(day)s", board=self.board, day=day(self.held_on, self.precision))

    def get_absolute_url(self):
        return reverse("business:meeting", args=[self.board.slug, self.pk])


class Decision(Record):
    """A numbered decision of a meeting, in its own words; numbered without gaps in the order of recording."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    agenda_item = models.ForeignKey(
        "AgendaItem", models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    wording_en = models.TextField(_("wording (English)"))
    wording_cy = models.TextField(_("wording (Welsh)"), blank=True)
    wording = Bilingual("wording")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "meeting"

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]

    def __str__(self):
        return within("%(meeting)s (%(number)s)", meeting=self.meeting, number=self.number)
