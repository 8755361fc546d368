"""What the register brings before a board: the items of an agenda it concerns, and what a decision decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from boards.models import AgendaItem, Decision
from objectives.models.handover import Handover, HandoverItem
from objectives.models.objective import Objective
from saferwales.audit.models import Record
from workstreams.models import Programme, RegionalReturn


def exactly_one(*names):
    """The condition that one of the links is filled, and no other."""
    found = models.Q()
    for one in names:
        found |= models.Q(**{f"{name}__isnull": name != one for name in names})
    return found


class AgendaSubject(Record):
    """A register item that an item of an agenda is about: an objective, a handover or a regional return."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="subjects")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="agenda_subjects"
    )
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, blank=True, related_name="agenda_subjects"
    )
    regional_return = models.ForeignKey(
        RegionalReturn, models.PROTECT, null=True, blank=True, related_name="agenda_subjects"
    )

    LINKS = ("objective", "handover", "regional_return")
    shown_with = "agenda_item"

    class Meta:
        ordering = ["agenda_item", "pk"]
        verbose_name = _("subject of an agenda item")
        constraints = [
            models.CheckConstraint(
                name="agenda_subject_is_one_thing",
                condition=exactly_one("objective", "handover", "regional_return"),
            )
        ]

    def __str__(self):
        return str(self.what)

    @property
    def what(self):
        """The register item itself."""
        return self.objective or self.handover or self.regional_return

    @property
    def programme(self):
        return self.what.programme


class DecisionSubject(Record):
    """What a decision decides: an objective, an item of a handover, a regional return or a programme.

    An answer to a handover that rests on a decision is read from the item itself and not stored here again.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="subjects")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="decision_subjects"
    )
    handover_item = models.ForeignKey(
        HandoverItem, models.PROTECT, null=True, blank=True, related_name="decision_subjects"
    )
    regional_return = models.ForeignKey(
        RegionalReturn, models.PROTECT, null=True, blank=True, related_name="decision_subjects"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="decision_subjects"
    )

    LINKS = ("objective", "handover_item", "regional_return", "programme")
    shown_with = "decision"

    class Meta:
        ordering = ["decision", "pk"]
        verbose_name = _("subject of a decision")
        constraints = [
            models.CheckConstraint(
                name="decision_subject_is_one_thing",
                condition=exactly_one("objective", "handover_item", "regional_return", "programme"),
            )
        ]

    def __str__(self):
        return str(self.what)

    @property
    def what(self):
        """The register item or programme itself."""
        return self.objective or self.handover_item or self.regional_return or self.programme
