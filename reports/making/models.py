"""Orders for PDF files and for the issuing of documents. They are no record of governance, and are thrown away.

A PrintOrder keeps one page until its file has been fetched; an IssueOrder keeps to whom an edition is to go.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models import Board
from reports.models import Document, Edition
from saferwales.web.alphabet import in_order
from workstreams.models import Programme

# An order that is being made gives signs of life; after so long a silence its worker is taken for dead.
SILENCE = timedelta(seconds=30)
KEPT = timedelta(days=1)
MOST_ATTEMPTS = 3


class OrderState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be made")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Not made")


class Order(models.Model):
    """Something a worker makes beside the pages. ``stage`` is how far it is, ``seen_at`` its last sign of life,
    ``told_at`` when whoever gave it first saw how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.WAITING)
    stage = models.CharField(max_length=30, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refusal = models.TextField(blank=True)
    ordered_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-ordered_at"]

    def tell(self):
        """Whoever gave it sees how it ended, and need not be told any more."""
        if not self.is_open and self.told_at is None:
            self.told_at = timezone.now()
            type(self).objects.filter(pk=self.pk).update(told_at=self.told_at)

    @property
    def is_open(self):
        return self.state in (OrderState.WAITING, OrderState.MAKING)

    @property
    def waits_long(self):
        """Whether nobody has begun with it for so long that nobody seems to be there."""
        return self.state == OrderState.WAITING and timezone.now() - self.seen_at > SILENCE

    @property
    def steps_done(self):
        return {"fonts": 1, "layout": 1, "writing": 2, "done": 3}.get(self.stage.partition(" ")[0], 0)

    @property
    def stage_words(self):
        """How far the making is, in a sentence."""
        word, _space, pages = self.stage.partition(" ")
        if word == "writing":
            return _("Writing %(pages)s pages.") % {"pages": pages}
        words = {
            "fonts": _("Making the fonts (once)."),
            "layout": _("Setting the pages."),
            "done": _("Done."),
        }
        if self.state == OrderState.WAITING:
            return _("Waiting for its turn.")
        return words.get(word, _("Reading the page."))


class PrintOrder(Order):
    """One document of a programme or a board asked for as a PDF, frozen as the page to be printed when it was asked for.

    ``digest`` is the SHA-256 of that page: the same page is made once. ``head`` is the digest of the audit chain's
    head before the page was read: while nothing was written since, the same address gives the same page.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300)
    title_language = models.CharField(max_length=2, blank=True)
    file_name = models.CharField(max_length=200)
    ordered_from = models.CharField(max_length=2000)
    page = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    head = models.CharField(max_length=64, blank=True)
    file = models.BinaryField(null=True)

    class Meta(Order.Meta):
        constraints = [
            models.CheckConstraint(
                name="order_of_a_programme_or_a_board",
                condition=models.Q(programme__isnull=False, board__isnull=True)
                | models.Q(programme__isnull=True, board__isnull=False),
            )
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return self.waiting_url

    @property
    def waiting_url(self):
        """The page on which it is waited for, and which says how it ended."""
        return self._address("order")

    @property
    def download_url(self):
        return self._address("order_file")

    def _address(self, name):
        if self.board_id:
            return reverse(f"reports:board_{name}", args=[self.board.slug, self.pk])
        return reverse(f"reports:{name}", args=[self.programme.slug, self.pk])

    @property
    def size(self):
        return len(self.file or b"") // 1024 + 1


class IssueOrder(Order):
    """One document to be issued to its recipients: boards by their numbers, and words."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    boards = models.JSONField(default=list)
    others = models.JSONField(default=list)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return str(self.document)

    def get_absolute_url(self):
        """The page on which it is waited for; once it is issued, the edition's."""
        if self.edition_id:
            return self.edition.get_absolute_url()
        return self.waiting_url

    @property
    def waiting_url(self):
        return reverse("reports:issue_order", args=[self.document.programme.slug, self.document.key, self.pk])

    @property
    def recipients(self):
        return [*in_order(Board.objects.filter(pk__in=self.boards)), *self.others]
