"""Documents: drafts written from the record. Issued editions are frozen files."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saferwales.audit.days import source_field
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models import Programme


class DocumentKind(models.TextChoices):
    CLOSURE_REPORT = "closure-report", _("Closure report")
    COVERING_REPORT = "covering-report", _("Covering report")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Draft")


class Document(Record):
    """A document of a programme. Its sections hold prose; its tables and lists come from the record."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=30, choices=DocumentKind)
    state = models.CharField(_("state"), max_length=12, choices=DocumentState, default=DocumentState.DRAFT)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    as_at = models.DateField(_("as at"), null=True, blank=True)
    source = source_field()
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["programme", "kind"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind"], name="document_once_a_kind")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("reports:list", args=[self.programme.slug])


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


class FindingOverride(Record):
    """Somebody's reason to issue a document over a blocking finding; it is kept, and printed with the edition.

    ``finding`` is the finding's own key. An override that is withdrawn is archived, and its reason stays readable.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="finding_overrides")
    finding = models.CharField(_("finding"), max_length=250)
    why = models.TextField(_("reason"))

    class Meta:
        ordering = ["programme", "finding"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "finding"],
                name="one_override_a_finding",
                condition=models.Q(archived=False),
            )
        ]

    def __str__(self):
        return self.finding

    def get_absolute_url(self):
        return reverse("reports:reconciliation", args=[self.programme.slug])
