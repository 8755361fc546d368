"""Editions: documents as they were issued. Frozen content, both languages' files, and who received them.

The content and the files stand in the store of files, each under its own SHA-256; the record keeps the digests. So
the chain seals every byte although no history row copies it, and the store refuses to change what it holds.
"""

import json

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.models import Board, Person
from reports.models.document import Document
from saferwales.audit import files
from saferwales.audit.models import Record
from saferwales.web.bilingual import Bilingual
from workstreams.models import Programme


class EditionState(models.TextChoices):
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Edition(Record):
    """A document as it was issued, never to change. Numbered without gaps within its programme and kind.

    ``reference`` is printed, and bears six random characters so that it cannot be guessed. ``content_sha256`` is the
    digest of what the document says in all its languages. The checkpoint is the chain's head at the moment at which
    the content was frozen. ``annex_sha256`` holds one digest a line. ``overridden`` names each blocking finding that it was issued over, by whom and why.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    kind = models.CharField(_("kind"), max_length=40)
    number = models.PositiveIntegerField(_("edition"))
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=EditionState, default=EditionState.ISSUED)
    state_why = models.TextField(_("why it no longer stands"), blank=True)
    state_on = models.DateField(_("no longer stands since"), null=True, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=250)
    title_cy = models.CharField(_("title (Welsh)"), max_length=250, blank=True)
    title = Bilingual("title")
    issued_on = models.DateField(_("issued on"))
    as_at = models.DateField(_("as at"))
    content_sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    annex_sha256 = models.TextField(_("SHA-256 of its annex files"), blank=True, editable=False)
    checkpoint_seq = models.BigIntegerField(_("checkpoint: number of the entry"))
    checkpoint_digest = models.CharField(_("checkpoint: digest"), max_length=64)
    overridden = models.JSONField(_("findings overridden"), default=list, blank=True, editable=False)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    sealed_files = ("content_sha256",)

    class Meta:
        ordering = ["programme", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=models.Q(supersedes__isnull=False),
                name="edition_superseded_once",
            ),
            models.CheckConstraint(
                name="edition_that_stands_no_longer_says_why",
                condition=models.Q(state="issued", state_on__isnull=True, state_why="")
                | (~models.Q(state="issued") & models.Q(state_on__isnull=False) & ~models.Q(state_why="")),
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("reports:edition", args=[self.programme.slug, self.reference])

    @property
    def stands(self):
        return self.state == EditionState.ISSUED

    @property
    def content(self):
        """What the document says, one reading a language. Raises FileLost where it is no longer what was sealed."""
        return json.loads(files.fetch(self.content_sha256))


class EditionFile(Record):
    """One language's file of an edition. Its bytes stand in the store under ``sha256``, which seals them here."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveIntegerField(_("pages"))

    shown_with = "edition"
    sealed_files = ("sha256",)

    class Meta:
        ordering = ["edition", "-language"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_file_once_a_language")
        ]

    def __str__(self):
        return self.name


class EditionRecipient(Record):
    """To whom an edition was sent: a board, a person, or whoever the words name."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="recipients")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="editions_received")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="editions_received"
    )
    words = models.CharField(_("recipient in words"), max_length=250, blank=True)
    sent_on = models.DateField(_("sent on"))

    shown_with = "edition"

    class Meta:
        ordering = ["edition", "pk"]
        constraints = [
            models.CheckConstraint(
                name="recipient_is_one_of_three",
                condition=models.Q(board__isnull=False, person__isnull=True, words="")
                | models.Q(board__isnull=True, person__isnull=False, words="")
                | (models.Q(board__isnull=True, person__isnull=True) & ~models.Q(words="")),
            )
        ]

    def __str__(self):
        return str(self.board or self.person or self.words)
