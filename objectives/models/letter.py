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


class LetterState(models.TextChoices):
    """A draft may still be written; what was sent or received is registered, and its words are another's to trust."""

    DRAFT = "draft", _("Draft")
    REGISTERED = "registered", _("Registered")


class Layout(models.TextChoices):
    """How a letter is printed. Only one that is written here has a layout; any other is printed as it was written."""

    AS_WRITTEN = "", _("As it was written elsewhere, with nothing added")
    BLOCKS = "blocks", _("The Welsh letter first, and the English one after it")
    COLUMNS = "columns", _("In facing columns, with the Welsh first")


TEXTS = ("subject", "salutation", "body", "closing")
WELSH_ALONE = ("welsh", "cymraeg")


class Letter(Record):
    """A letter of the register, in the languages in which it was written; one that we send is written in both.

    ``date_known_from`` says how its date is known; ``body`` is light Markdown. ``our_reference`` is the register's own
    number, gapless within the programme; ``reference`` is what the letter itself prints.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="letters")
    key = key_field()
    our_reference = models.CharField(_("our reference"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=LetterState, default=LetterState.REGISTERED)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"), null=True, blank=True)
    precision = precision_field()
    date_known_from = models.TextField(_("how the date is known"), blank=True)
    subject_en = models.CharField(_("subject (English)"), max_length=250, blank=True)
    subject_cy = models.CharField(_("subject (Welsh)"), max_length=250, blank=True)
    subject = Bilingual("subject")
    language = models.CharField(_("language"), max_length=60, blank=True)
    layout = models.CharField(_("layout"), max_length=8, choices=Layout, default="", blank=True)
    salutation_en = models.CharField(_("salutation (English)"), max_length=120, blank=True)
    salutation_cy = models.CharField(_("salutation (Welsh)"), max_length=120, blank=True)
    salutation = Bilingual("salutation")
    closing_en = models.CharField(_("closing words (English)"), max_length=120, blank=True)
    closing_cy = models.CharField(_("closing words (Welsh)"), max_length=120, blank=True)
    closing = Bilingual("closing")
    body_en = models.TextField(_("text (English)"), blank=True)
    body_cy = models.TextField(_("text (Welsh)"), blank=True)
    body = Bilingual("body")
    letterhead = models.JSONField(default=list, blank=True, editable=False)
    in_reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "dated_on", "key"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="letter_key_once"),
            models.UniqueConstraint(
                fields=["programme", "our_reference"],
                name="letter_reference_once",
                condition=~models.Q(our_reference=""),
            ),
            models.CheckConstraint(
                name="draft_has_no_date", condition=~models.Q(state="draft") | models.Q(dated_on__isnull=True)
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("objectives:letter", args=[self.programme.slug, self.key])

    @classmethod
    def todays_name(cls, name, facts):
        """Until letters were kept in two languages, each text stood alone, in the language of its letter."""
        if name not in TEXTS:
            return name
        return f"{name}_cy" if str(facts.get("language")).casefold() in WELSH_ALONE else f"{name}_en"

    @property
    def is_draft(self):
        return self.state == LetterState.DRAFT

    @property
    def languages(self):
        """The languages in which it is written, Welsh first."""
        return [language for language in ("cy", "en") if getattr(self, f"body_{language}").strip()]


class LetterFile(Record):
    """A file that came with a letter. Its bytes stand in the store of files under ``sha256``, which seals them here."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files")
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    shown_with = "letter"
    sealed_files = ("sha256",)

    class Meta:
        ordering = ["letter", "pk"]

    def __str__(self):
        return self.name


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
    """One thing that a letter asks, undertakes, proposes, claims, names a priority or encloses.

    A proposal with a day (``due_on``), such as an annual meeting, is an obligation that waits for a reply.
    """

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
    due_on = models.DateField(_("falls due"), null=True, blank=True)
    due_precision = precision_field()
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
    DECLINED = "declined", _("Declined")


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
