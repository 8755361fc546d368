"""Meetings, and the numbered decisions taken at them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record


class MinutesState(models.TextChoices):
    NOT_STATED = "not_stated", _("Not stated")
    DRAFT = "draft", _("Draft")
    CIRCULATED = "circulated", _("Circulated")
    APPROVED = "approved", _("Approved")
    LOCKED = "locked", _("Locked")


class Meeting(Record):
    """A board's meeting. ``words`` is the sentence by which a document attests it."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    held_on = models.DateField(_("held on"))
    precision = precision_field()
    title_en = models.CharField(_("title (English)"), max_length=250, blank=True)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    minutes_state = models.CharField(
        _("minutes"), max_length=12, choices=MinutesState, default=MinutesState.NOT_STATED
    )
    words = models.TextField(_("as written"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "board"

    class Meta:
        ordering = ["held_on", "pk"]

    def __str__(self):
        return f"{self.board}, {self.held_on.isoformat()}"


class Decision(Record):
    """A numbered decision of a meeting, in its own words."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(_("number"))
    wording_en = models.TextField(_("wording (English)"))
    wording_cy = models.TextField(_("wording (Welsh)"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "meeting"

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")]

    def __str__(self):
        return f"{self.meeting} ({self.number})"
