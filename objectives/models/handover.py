"""Handovers: what one board asks another to govern, and what the other said, item by item."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board, Decision
from objectives.models.letter import Letter
from objectives.models.objective import Objective
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models import Programme, Workstream


class Handover(Record):
    """An offer of objectives and duties from a giving board to a receiving one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Board, models.PROTECT, related_name="handovers_given")
    receiver = models.ForeignKey(Board, models.PROTECT, related_name="handovers_received")
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    precision = precision_field()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="handovers")
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="handover_between_two_boards", condition=~models.Q(giver=models.F("receiver"))
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("objectives:handover", args=[self.programme.slug, self.pk])


class Answer(models.TextChoices):
    AWAITING = "awaiting", _("Awaiting an answer")
    AGREED = "agreed", _("Agreed by the board")
    ACCEPTED = "accepted", _("Accepted")
    ACCEPTED_RESERVED = "accepted_reserved", _("Accepted with reservation")
    ACCEPTED_CONDITIONAL = "accepted_conditional", _("Accepted once the board operates")
    UNDER_DISCUSSION = "under_discussion", _("Under discussion")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class HandoverItem(Record):
    """An objective, or a duty in words, that is offered; its answer rests on a decision or a letter.

    ``asked`` is false for a duty that was answered though no letter asked for it. A board that does not operate yet
    accepts on condition: governance stays where it is, and past ``conditional_until`` the item is the giver's again.
    A duty that nobody is to fulfil any more is discontinued with a reason; an objective says so in its own delivery.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="handover_items"
    )
    duty_en = models.TextField(_("duty (English)"), blank=True)
    duty_cy = models.TextField(_("duty (Welsh)"), blank=True)
    duty = Bilingual("duty")
    workstream = models.ForeignKey(
        Workstream,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name=_("work-stream of the duty"),
    )
    asked = models.BooleanField(_("asked for in the letter"), default=True)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, default=Answer.AWAITING)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    conditional_until = models.DateField(_("the board operates by"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="handover_items"
    )
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="handover_items")
    words = models.TextField(_("words of the answer"), blank=True)
    discontinued_on = models.DateField(_("duty discontinued on"), null=True, blank=True)
    discontinued_why = models.TextField(_("why the duty is discontinued"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "handover"

    class Meta:
        ordering = ["handover", "order"]
        constraints = [
            models.CheckConstraint(
                name="item_is_objective_or_duty",
                condition=models.Q(objective__isnull=False, duty_en="")
                | (models.Q(objective__isnull=True) & ~models.Q(duty_en="")),
            ),
            models.CheckConstraint(
                name="workstream_of_a_duty",
                condition=models.Q(workstream__isnull=True) | models.Q(objective__isnull=True),
            ),
            models.CheckConstraint(
                name="answer_has_its_day",
                condition=models.Q(answer="awaiting", answered_on__isnull=True)
                | (~models.Q(answer="awaiting") & models.Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="condition_has_its_day",
                condition=models.Q(answer="accepted_conditional", conditional_until__isnull=False)
                | (~models.Q(answer="accepted_conditional") & models.Q(conditional_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="discontinued_duty_has_reason",
                condition=models.Q(discontinued_on__isnull=True, discontinued_why="")
                | (
                    models.Q(discontinued_on__isnull=False, objective__isnull=True)
                    & ~models.Q(discontinued_why="")
                ),
            ),
        ]

    def __str__(self):
        return self.duty or str(self.objective)

    @property
    def of_workstream(self):
        """The work-stream whose business it is: the objective's, or the duty's own; None where it has none."""
        return self.objective.workstream if self.objective_id else self.workstream

    def lapsed(self, day):
        """Whether the receiver accepted on condition of a day that has passed."""
        return self.conditional_until is not None and self.conditional_until < day
