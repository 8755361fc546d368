"""Acts on the secret addresses of calendars: making one, revoking it, and finding whose address was asked for."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from boards import policies
from boards.models import Board, CalendarFeed
from boards.models.feed import digest_of
from saferwales.audit import writing

BYTES = 32


@transaction.atomic
def make_feed(*, by, board=None):
    """A new secret address for the board's calendar, or for one's own where no board is given: (feed, secret).

    The secret is told here and never again. It replaces the address that stood, which answers no more.
    """
    if board is not None:
        board = writing.lock(Board.objects, pk=board.pk)
    policies.check_can_keep_feed(by, board)
    whose = {"board": board, "user": None if board else by}
    before = writing.lock_any(CalendarFeed.objects.filter(revoked_on=None, archived=False, **whose))
    today = policies.today()
    if before is not None:
        _end(before, by, _("Replaced by a new address."))
    secret = secrets.token_urlsafe(BYTES)
    facts = {**whose, "holder": by, "digest": digest_of(secret), "made_on": today}
    how = {"by": by, "reason": _("Made to be read by a calendar program."), "effective_on": today}
    return writing.enter(CalendarFeed, **how, **facts), secret


@transaction.atomic
def revoke_feed(*, by, board=None):
    """End the address of the board's calendar, or of one's own: it answers no more, and never will again."""
    if board is not None:
        board = writing.lock(Board.objects, pk=board.pk)
    policies.check_can_keep_feed(by, board)
    whose = {"board": board, "user": None if board else by}
    feed = writing.lock_any(CalendarFeed.objects.filter(revoked_on=None, archived=False, **whose))
    if feed is None:
        raise ValidationError(_("There is no address to revoke. Somebody may have revoked it already."))
    return _end(feed, by, _("Revoked."))


def _end(feed, by, reason):
    today = policies.today()
    return writing.amend(feed, by=by, reason=reason, effective_on=today, revoked_on=today)


def standing_feed(secret):
    """The feed that the secret opens, or None: an unknown and a revoked one ask the database the same question.

    What is looked for is the digest, so how long the search takes says nothing of any secret.
    """
    found = CalendarFeed.objects.filter(digest=digest_of(secret), revoked_on=None, archived=False)
    feed = found.select_related("board", "holder").first()
    return feed if feed is not None and may_still_read(feed) else None


def may_still_read(feed):
    """Whether the one who made the address may still read what it shows."""
    if not feed.holder.is_active or not policies.may_read_feed(feed.holder):
        return False
    return (
        feed.board_id is None
        or policies.visible_boards(feed.holder).filter(pk=feed.board_id, archived=False).exists()
    )
