"""Documents: drafts written from the record, their sections, and what was said of them before they were issued."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Decision, Meeting
from objectives.models import Letter
from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual, within
from saferwales.web.keys import key_field
from workstreams.models import Programme, Workstream


class DocumentKind(models.TextChoices):
    """The kinds that data files lay down and other rooms name; reports/kinds holds all of them."""

    CLOSURE_REPORT = "closure-report", _("Closure report")
    COVERING_REPORT = "covering-report", _("Covering report")


class DocumentState(models.TextChoices):
    """How far a document is. Only a draft's words change; what was issued stays as it was issued."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    AGREED = "agreed", _("Agreed")
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = (DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)  # such a document says nothing any more


class Document(Record):
    """A document of a programme. Its sections hold prose; its tables and lists come from the record.

    ``kind`` names a module of reports/kinds. A document of some kinds is about one work-stream, letter or meeting.
    ``as_at`` is the day whose record it prints; a document without one prints the record of the day it is read.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="documents")
    key = key_field()
    kind = models.CharField(_("kind"), max_length=40)
    state = models.CharField(_("state"), max_length=12, choices=DocumentState, default=DocumentState.DRAFT)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    as_at = models.DateField(_("as at"), null=True, blank=True)
    workstream = models.ForeignKey(
        Workstream, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="documents")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="documents")
    withdrawn_why = models.TextField(_("why it was withdrawn"), blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "key"], name="document_key_once"),
            models.CheckConstraint(
                name="withdrawn_document_says_why",
                condition=~models.Q(state="withdrawn") | ~models.Q(withdrawn_why=""),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:document", args=[self.programme.slug, self.key])

    @property
    def is_draft(self):
        """Whether its words may still change."""
        return self.state == DocumentState.DRAFT


class Section(Record):
    """A section or annex of a document.

    The body is light Markdown. A line ``[[name]]`` places a block of data from the record (a table, a list, a
    chart), and a mark ``[^7]`` calls footnote 7.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="sections")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    is_annex = models.BooleanField(_("annex"), default=False)
    heading_en = models.CharField(_("heading (English)"), max_length=300)
    heading_cy = models.CharField(_("heading (Welsh)"), max_length=300, blank=True)
    heading = Bilingual("heading")
    body_en = models.TextField(_("text (English)"), blank=True)
    body_cy = models.TextField(_("text (Welsh)"), blank=True)
    body = Bilingual("body")
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    shown_with = "document"

    class Meta:
        ordering = ["document", "order"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="section_key_once")]

    def __str__(self):
        return self.heading


class SectionComment(Record):
    """What somebody said of a section while it was a draft or in review; a resolved one stays readable."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="section_comments"
    )
    said_on = models.DateField(_("said on"))
    text = models.TextField(_("comment"))
    resolved = models.BooleanField(_("resolved"), default=False)

    shown_with = "section"

    class Meta:
        ordering = ["section", "pk"]

    def __str__(self):
        return self.text


class ReviewOutcome(models.TextChoices):
    REQUESTED = "requested", _("Asked for")
    COMMENT = "comment", _("Commented")
    CHANGES = "changes", _("Asks for changes")
    APPROVED = "approved", _("Approved")


class Review(Record):
    """What a named reviewer says of a document. A document that goes back to its draft is reviewed anew."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="document_reviews")
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=ReviewOutcome, default=ReviewOutcome.REQUESTED
    )
    words = models.TextField(_("words"), blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    shown_with = "document"

    class Meta:
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reviewer"],
                condition=models.Q(archived=False),
                name="one_review_a_reviewer",
            ),
            models.CheckConstraint(
                name="review_has_its_day",
                condition=models.Q(outcome="requested", reviewed_on__isnull=True)
                | (~models.Q(outcome="requested") & models.Q(reviewed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="review_says_what_to_change",
                condition=~models.Q(outcome__in=["comment", "changes"]) | ~models.Q(words=""),
            ),
        ]

    def __str__(self):
        return str(self.get_outcome_display())


class DocumentDecision(Record):
    """That a board agreed a document: the numbered decision of its meeting by which it did."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="decisions")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="documents")

    shown_with = "document"

    class Meta:
        ordering = ["document", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "decision"],
                condition=models.Q(archived=False),
                name="document_agreed_once_by_a_decision",
            )
        ]

    def __str__(self):
        return within("%(document)s: %(decision)s", document=self.document, decision=self.decision)
