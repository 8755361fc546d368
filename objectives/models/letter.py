"""The register of letters: what each asks, undertakes or claims, and what was answered."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board, Organisation, Person
from objectives.models.objective import Objective
from saferwales.audit.days import precision_field, source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from saferwales.web.keys import key_field
from workstreams.models import Programme


class Direction(models.TextChoices):
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")


class Letter(Record):
    """A letter of the register. ``date_known_from`` says how its date is known; ``body`` is light Markdown."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="letters")
    key = key_field()
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    precision = precision_field()
    date_known_from = models.TextField(_("how the date is known"), blank=True)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    language = models.CharField(_("language"), max_length=60, blank=True)
    salutation = models.CharField(_("salutation"), max_length=120, blank=True)
    closing = models.CharField(_("closing"), max_length=120, blank=True)
    body = models.TextField(_("text"), blank=True)
    letterhead = models.JSONField(default=list, blank=True, editable=False)
    in_reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "dated_on", "key"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="letter_key_once")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("objectives:letter", args=[self.programme.slug, self.key])


class PartySide(models.TextChoices):
    FROM = "from", _("From")
    TO = "to", _("To")
    CONTACT = "contact", _("Contact")


class LetterParty(Record):
    """Who a letter is from or to, with name and titles as printed."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="parties")
    side = models.CharField(_("side"), max_length=10, choices=PartySide)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="letters")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="letters")
    name_as_printed = models.CharField(_("name as printed"), max_length=200, blank=True)
    title_as_printed = models.CharField(_("title as printed"), max_length=250, blank=True)
    capacity = models.CharField(_("capacity"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)

    shown_with = "letter"

    class Meta:
        ordering = ["letter", "side", "order"]

    def __str__(self):
        return self.name_as_printed or str(self.person or self.board or self.organisation)


class ItemKind(models.TextChoices):
    REQUEST = "request", _("Request")
    UNDERTAKING = "undertaking", _("Undertaking")
    PROPOSAL = "proposal", _("Proposal")
    CLAIM = "claim", _("Claim")
    PRIORITY = "priority", _("Priority")
    STATEMENT = "statement", _("Statement")
    ENCLOSURE = "enclosure", _("Enclosure")


class LetterItem(Record):
    """One thing that a letter asks, undertakes, proposes, claims, names a priority or encloses."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="items")
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind)
    key = models.CharField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    label_en = models.CharField(_("short name (English)"), max_length=200, blank=True)
    label_cy = models.CharField(_("short name (Welsh)"), max_length=200, blank=True)
    label = Bilingual("label")
    words = models.TextField(_("as written"))
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="letter_items"
    )
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "letter"

    class Meta:
        ordering = ["letter", "kind", "order"]

    def __str__(self):
        return self.label or self.words


class AnswerOutcome(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Answered in part")
    UNDER_DISCUSSION = "under_discussion", _("Under discussion")
    NOT_ANSWERED = "not_answered", _("Not answered")
    AWAITING_REPLY = "awaiting_reply", _("Awaiting a reply")
    INVITED = "invited", _("Invited")


class LetterAnswer(Record):
    """What a reply says to an item; an answer without an item answers what was never asked."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="answers")
    item = models.ForeignKey(LetterItem, models.PROTECT, null=True, blank=True, related_name="answers")
    key = models.CharField(_("key"), max_length=20)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    outcome = models.CharField(_("outcome"), max_length=20, choices=AnswerOutcome)
    words = models.TextField(_("as written"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "letter"

    class Meta:
        ordering = ["letter", "order"]

    def __str__(self):
        return self.key
