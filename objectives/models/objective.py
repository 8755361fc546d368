"""Objectives: how far the work is (delivery) and who governs it (governance), two axes that never mix."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board, Organisation
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within
from saferwales.web.keys import key_field
from workstreams.models import Programme, Workstream


class Delivery(models.TextChoices):
    """How far the work is. "Open" means that nothing further is stated."""

    OPEN = "open", _("Open, nothing further stated")
    NOT_STARTED = "not_started", _("Not started")
    EARLY_STAGE = "early_stage", _("Early stage")
    IN_PROGRESS = "in_progress", _("In progress")
    CONTINUING = "continuing", _("Continuing")
    PAUSED = "paused", _("Paused")
    COMPLETE_CLAIMED = "complete_claimed", _("Completion claimed")
    COMPLETE_VERIFIED = "complete_verified", _("Completion verified")
    DISCONTINUED = "discontinued", _("Discontinued")


class Basis(models.TextChoices):
    """On what authority a body governs an objective. It moves only when a receiver accepts."""

    PROGRAMME_BOARD = "programme_board", _("Programme board")
    EXISTING_NAMED = "existing_named", _("Existing arrangements, body named")
    EXISTING_UNNAMED = "existing_unnamed", _("Existing arrangements, body not named")
    ACCEPTED_HANDOVER = "accepted_handover", _("Accepted handover")
    NONE = "none", _("No governing body")


class Competence(models.TextChoices):
    DEVOLVED = "devolved", _("Devolved")
    NON_DEVOLVED = "non_devolved", _("Non-devolved")
    JOINT = "joint", _("Joint")
    NOT_STATED = "not_stated", _("Not stated")


class Confidence(models.TextChoices):
    """Five grades of confidence that the objective will be delivered; CONFIDENCE_DEFINITIONS says what each means."""

    VERY_HIGH = "5", _("Very high")
    HIGH = "4", _("High")
    MODERATE = "3", _("Moderate")
    LOW = "2", _("Low")
    VERY_LOW = "1", _("Very low")


CONFIDENCE_DEFINITIONS = {
    Confidence.VERY_HIGH: _("Delivery on time and in full is highly likely; nothing known threatens it."),
    Confidence.HIGH: _("Delivery is likely; risks are known and need steady attention."),
    Confidence.MODERATE: _("Delivery is feasible, but significant issues need the SRO's attention now."),
    Confidence.LOW: _("Delivery is in doubt; major issues in key areas need urgent action."),
    Confidence.VERY_LOW: _("Delivery appears unachievable without a new plan or a decision of the board."),
}


class Objective(Record):
    """One outstanding objective.

    ``label`` is the office's short name for lists; what documents print stands in its wordings. Days are calendar
    days. ``updated_on`` is the effective day of the last update of its status, "nothing new" included.
    ``supporting_workstream`` is the one that supports the work where that is not its own: delivering body, governing
    body and supporting work-stream are three things. ``claimed_by`` is the account that claimed completion, which may never verify it.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="objectives")
    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="objectives")
    key = key_field()
    order = models.PositiveIntegerField(_("order"), default=0)
    label_en = models.CharField(_("short name (English)"), max_length=200)
    label_cy = models.CharField(_("short name (Welsh)"), max_length=200, blank=True)
    label = Bilingual("label")
    text_en = models.TextField(_("objective (English)"))
    text_cy = models.TextField(_("objective (Welsh)"), blank=True)
    text = Bilingual("text")

    delivery = models.CharField(_("delivery"), max_length=20, choices=Delivery, default=Delivery.OPEN)
    confidence = models.CharField(_("delivery confidence"), max_length=1, choices=Confidence, blank=True)
    position_en = models.TextField(_("current position (English)"), blank=True)
    position_cy = models.TextField(_("current position (Welsh)"), blank=True)
    position = Bilingual("position")
    next_steps_en = models.TextField(_("next steps (English)"), blank=True)
    next_steps_cy = models.TextField(_("next steps (Welsh)"), blank=True)
    next_steps = Bilingual("next_steps")
    updated_on = models.DateField(_("last update"), null=True, blank=True, db_index=True)
    claimed_by = models.BigIntegerField(null=True, blank=True, editable=False)

    governing_body = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name=_("governing body"),
    )
    governance_basis = models.CharField(
        _("basis"), max_length=20, choices=Basis, default=Basis.PROGRAMME_BOARD
    )
    governance_words = models.TextField(_("words on governance"), blank=True)

    first_due_on = models.DateField(_("first due date"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True, db_index=True)
    due_precision = precision_field()
    slippage_cause = models.CharField(_("cause of slippage"), max_length=250, blank=True)
    competence = models.CharField(
        _("competence"), max_length=15, choices=Competence, default=Competence.NOT_STATED
    )
    delivering_body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name=_("delivering body"),
    )
    supporting_workstream = models.ForeignKey(
        Workstream,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives_supported",
        verbose_name=_("supporting work-stream"),
    )
    delivering_words = models.TextField(_("delivering body as written"), blank=True)
    priority_words = models.TextField(_("named a priority in these words"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="objective_key_once"),
            models.CheckConstraint(
                name="governed_on_some_basis",
                condition=models.Q(governing_body__isnull=True)
                & models.Q(governance_basis__in=["existing_unnamed", "none"])
                | models.Q(governing_body__isnull=False)
                & ~models.Q(governance_basis__in=["existing_unnamed", "none"]),
            ),
            models.CheckConstraint(
                name="claim_names_claimer",
                condition=~models.Q(delivery="complete_claimed") | models.Q(claimed_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["programme", "workstream", "delivery"], name="objective_by_state")]

    def __str__(self):
        return within("%(key)s %(label)s", key=self.key, label=self.label)

    def get_absolute_url(self):
        return reverse("objectives:objective", args=[self.programme.slug, self.key])

    @property
    def is_open(self):
        return self.delivery not in (Delivery.COMPLETE_VERIFIED, Delivery.DISCONTINUED)

    @property
    def ungoverned(self):
        return self.governance_basis == Basis.NONE


class ObjectiveWording(Record):
    """The exact words in which a document states an objective; two wordings are compared, never merged.

    ``group`` is the heading's key under which the document lists it, ``order`` its place there.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="wordings")
    document = models.CharField(_("document"), max_length=60)
    group = models.CharField(_("group"), max_length=60, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    text_en = models.TextField(_("text (English)"))
    text_cy = models.TextField(_("text (Welsh)"), blank=True)
    text = Bilingual("text")
    stated_on = models.DateField(_("stated on"), null=True, blank=True)
    source = source_field()

    shown_with = "objective"

    class Meta:
        ordering = ["objective", "stated_on", "document"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "document"], name="wording_once_a_document")
        ]

    def __str__(self):
        return f"{self.objective_id}: {self.document}"
