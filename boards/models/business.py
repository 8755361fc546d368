"""The business of a meeting: what is on its agenda, who was there, and who is to do what afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boards.models.board import Seat
from boards.models.meeting import Decision, Meeting
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within


class AgendaItem(Record):
    """One item of a meeting's agenda. ``minute`` is what the minutes say under it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    text_en = models.TextField(_("text (English)"), blank=True)
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    presenter = models.CharField(_("presented by"), max_length=250, blank=True)
    minute_en = models.TextField(_("minute (English)"), blank=True)
    minute_cy = models.TextField(_("minute (Welsh)"), blank=True)
    minute = Bilingual("minute")

    shown_with = "meeting"

    class Meta:
        ordering = ["meeting", "order", "pk"]

    def __str__(self):
        return self.title


class Presence(models.TextChoices):
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Apologies")
    ABSENT = "absent", _("Absent")


class Attendance(Record):
    """Whether a seat was taken at a meeting, and by whom in place of its holder, named as printed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendance")
    presence = models.CharField(_("presence"), max_length=10, choices=Presence)
    substitute = models.CharField(_("substitute (name as printed)"), max_length=200, blank=True)

    shown_with = "meeting"

    class Meta:
        ordering = ["meeting", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_a_seat"),
            models.CheckConstraint(
                name="nobody_stands_in_for_the_absent",
                condition=~models.Q(presence="absent") | models.Q(substitute=""),
            ),
        ]

    def __str__(self):
        return f"{self.seat}: {self.get_presence_display()}"


class ActionState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class MeetingAction(Record):
    """What somebody is to do after a meeting: the holder of a seat, or whoever the words name.

    Its state goes on being updated when the minutes are locked; its words do not.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField(_("number"))
    words_en = models.TextField(_("what is to be done (English)"))
    words_cy = models.TextField(_("what is to be done (Welsh)"), blank=True)
    words = Bilingual("words")
    owner_seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("owner")
    )
    owner = models.CharField(_("owner in words"), max_length=250, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState, default=ActionState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="actions")

    shown_with = "meeting"

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="action_number_once"),
            models.CheckConstraint(
                name="action_done_on_its_day",
                condition=models.Q(state="done", done_on__isnull=False)
                | (~models.Q(state="done") & models.Q(done_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="action_owner_is_a_seat_or_words",
                condition=models.Q(owner_seat__isnull=True) | models.Q(owner=""),
            ),
        ]

    def __str__(self):
        return within("%(meeting)s (%(number)s)", meeting=self.meeting, number=self.number)

    def overdue_on(self, day):
        """Whether it should have been done before the day, and was not."""
        return self.state == ActionState.OPEN and self.due_on is not None and self.due_on < day
