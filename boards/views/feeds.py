"""Calendars at secret addresses: what a calendar program fetches, and the pages that make and revoke the address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import calendar, feeds, policies
from boards.models import CalendarFeed
from boards.views.base import get_board


@login_not_required
@require_safe
def feed(request, secret):
    """The calendar that the secret opens, without signing in; whatever opens nothing does not exist."""
    found = feeds.standing_feed(secret)
    if found is None:
        raise Http404
    name, entries = calendar.of_feed(found)
    response = HttpResponse(
        calendar.text_of(name, entries, request.build_absolute_uri),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)[:60] or "calendar"}.ics"'
    response["Content-Language"] = get_language()
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request, board, secret="", problem="", status=200):
    """The page of one address. A secret that was just made is shown on it, this once."""
    whose = {"board": board} if board else {"user": request.user}
    standing = CalendarFeed.objects.filter(revoked_on=None, archived=False, **whose)
    found = standing.select_related("board", "holder").first()
    kept = [board.slug] if board else []
    context = {
        "nav": "boards" if board else "",
        "board": board,
        "feed": found,
        "answers": found is not None and feeds.may_still_read(found),
        "address": request.build_absolute_uri(reverse("boards:feed", args=[secret])) if secret else "",
        "revoke": reverse("boards:revoke_board_feed" if board else "boards:revoke_own_feed", args=kept),
        "problem": problem,
        "back": board.get_absolute_url() if board else reverse("accounts:profile"),
    }
    return render(request, "boards/feed.html", context, status=status)


def _keep(request, board):
    policies.check_can_keep_feed(request.user, board)
    if request.method != "POST":
        return _page(request, board)
    _made, secret = feeds.make_feed(board=board, by=request.user)
    return _page(request, board, secret)


def _revoke(request, board):
    try:
        feeds.revoke_feed(board=board, by=request.user)
    except ValidationError as refused:
        return _page(request, board, problem=refused.messages[0], status=422)
    messages.success(request, _("The address is revoked. It answers no more."))
    return redirect("boards:board_feed", board.slug) if board else redirect("boards:own_feed")


@require_http_methods(["GET", "POST"])
def own_feed(request):
    return _keep(request, None)


@require_POST
def revoke_own_feed(request):
    return _revoke(request, None)


@require_http_methods(["GET", "POST"])
def board_feed(request, slug):
    return _keep(request, get_board(request, slug))


@require_POST
def revoke_board_feed(request, slug):
    return _revoke(request, get_board(request, slug))
