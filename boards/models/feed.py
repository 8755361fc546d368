"""Addresses at which a calendar program fetches a board's meetings, or what falls due for a person."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from boards.models.board import Board
from saferwales.audit.models import Record


def digest_of(token):
    """All that is kept of a secret address: nobody who reads the record, its history or its export can fetch by it."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeed(Record):
    """The secret address of a board's calendar, or of a person's own; at most one of each stands at a time.

    Whoever has the address reads without signing in, as much as the ``holder``, who made it, may read. It ends when
    it is revoked, and with the holder's right to read. Only the digest of the secret is kept.
    """

    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="feeds")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="feeds"
    )
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds_made")
    digest = models.CharField(_("digest of the address"), max_length=64, unique=True, editable=False)
    made_on = models.DateField(_("made on"))
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    shown_with = "board"

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="feed_of_a_board_or_ones_own",
                condition=models.Q(board__isnull=False, user__isnull=True)
                | models.Q(board__isnull=True, user=models.F("holder")),
            ),
            models.UniqueConstraint(
                name="feed_once_a_board", fields=["board"], condition=models.Q(revoked_on__isnull=True)
            ),
            models.UniqueConstraint(
                name="feed_once_a_person", fields=["user"], condition=models.Q(revoked_on__isnull=True)
            ),
        ]

    def __str__(self):
        return str(self.board or self.holder)
