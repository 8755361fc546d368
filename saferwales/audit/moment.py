"""The moment at which a request reads the record, carried by its address: ?as_at=2020-06-15, ?known_at=2026-11-23T10:30.

In the past the record is only read: nothing may be sent, and every link of the page keeps the moment.
"""

import re
from datetime import date, datetime, time

from django.core.exceptions import BadRequest, PermissionDenied
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from saferwales.audit.asat import Reading

NAMES = ("as_at", "known_at")
EARLIEST = 1900
# What is sent to these belongs to the person who reads, not to the record: signing out, the language.
OWN_PAGES = ("allauth.", "saferwales.accounts.")
LINK = re.compile(r'(\b(?:href|hx-get)=")(/(?!static/)[^"#]*)')
GET_FORM = re.compile(r'<form\b(?![^>]*\bdata-own-moment\b)[^>]*\bmethod="get"[^>]*>')


def reading_of(query):
    """The reading that the query of an address asks for. Raises BadRequest where what it says is no moment."""
    return Reading(_day(query.get("as_at", "")), read_moment(query.get("known_at", "")))


def _day(written):
    if not written:
        return None
    day = _parsed(date.fromisoformat, written)
    if day is None or not day.year >= EARLIEST:
        raise BadRequest(
            _("The day in the address must exist and be written as year-month-day, such as 2026-03-27.")
        )
    if day > timezone.localdate():
        raise BadRequest(_("The day in the address has not come yet. Choose today or an earlier day."))
    return day


def read_moment(written):
    """A moment by the clock of the programme's own country; a day alone means its end."""
    if not written:
        return None
    day = _parsed(date.fromisoformat, written) if len(written) <= 10 else None
    moment = datetime.combine(day, time.max) if day else _parsed(datetime.fromisoformat, written)
    if moment is None or not EARLIEST <= moment.year <= timezone.localdate().year + 1:
        raise BadRequest(
            _("The moment in the address must exist and be written like 2026-03-27T10:30, or be a day alone.")
        )
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    if timezone.localdate(moment) > timezone.localdate():
        raise BadRequest(_("The moment in the address has not come yet. Choose an earlier one."))
    return moment


def _parsed(parse, written):
    try:
        return parse(written)
    except ValueError:
        return None


def query_of(reading):
    """The moment as it stands in an address, for links that keep it; empty for today."""
    found = {}
    if reading.on:
        found["as_at"] = reading.on.isoformat()
    if reading.known_at:
        local = timezone.localtime(reading.known_at)
        at_end = local.time() >= time(23, 59, 59)
        found["known_at"] = local.date().isoformat() if at_end else local.strftime("%Y-%m-%dT%H:%M:%S")
    return found


class MomentMiddleware:
    """Gives each request its reading; in the past it refuses whatever is sent, and links keep the moment."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if any(request.GET.get(name) for name in NAMES):
            request.reading = reading_of(request.GET)
        else:
            request.reading = Reading()
        if not request.reading.is_past:
            return self.get_response(request)
        request.user.reads_past = True
        return self._keep(request.reading, self.get_response(request))

    def process_view(self, request, view, args, kwargs):
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        if request.reading.is_past and not reads and not view.__module__.startswith(OWN_PAGES):
            raise PermissionDenied(
                _(
                    "You are reading the record as it was. Return to today's record before you change anything."
                )
            )

    def _keep(self, reading, response):
        """Every link, form and redirect to a page of ours carries the moment on."""
        query = query_of(reading)
        if response.has_header("Location") and response["Location"].startswith("/"):
            response["Location"] = _with(response["Location"], urlencode(query))
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in query.items()
        )
        extra = escape(urlencode(query))
        page = LINK.sub(lambda found: found[1] + _with(found[2], extra, "&amp;"), response.content.decode())
        response.content = GET_FORM.sub(lambda found: found[0] + hidden, page)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


def _with(address, query, mark="&"):
    if any(f"{name}=" in address for name in NAMES):
        return address
    return f"{address}{mark if '?' in address else '?'}{query}"
