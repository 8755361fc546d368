"""A page or the fragment of it that htmx asked for, and lists cut into pages."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

PAGE_SIZE = 25


def render_page_or_fragment(request, page, fragment, context, status=None):
    """The fragment where htmx asked for it, else the whole page; caches must keep the two apart.

    With a fragment goes the link to the other language, which must keep the filters just chosen.
    """
    wants_fragment = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    response = render(request, fragment if wants_fragment else page, context, status=status)
    if wants_fragment:
        response.write(render_to_string("_components/language_link.html", {"oob": True}, request))
    patch_vary_headers(response, ["HX-Request"])
    return response


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, its number and the number of all pages and rows."""

    rows: list
    number: int
    pages: int
    count: int

    @property
    def first(self):
        return (self.number - 1) * PAGE_SIZE + 1 if self.count else 0

    @property
    def last(self):
        return self.first + len(self.rows) - 1 if self.count else 0


def page_number(request):
    """The page asked for. Raises BadRequest, which becomes a 400, where it is no number."""
    asked = request.GET.get("page") or "1"
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 7 and int(asked) >= 1):
        raise BadRequest(_("The page number in the address must be a whole number from 1."))
    return int(asked)


def cut(request, queryset, counted=None):
    """The page of the queryset that the request asks for; past the end, the last one."""
    return _cut(request, queryset, (queryset if counted is None else counted).count())


def cut_list(request, rows):
    """The page asked for of rows that are in memory already; past the end, the last one."""
    return _cut(request, rows, len(rows))


def _cut(request, rows, count):
    pages = max(1, -(-count // PAGE_SIZE))
    number = min(page_number(request), pages)
    shown = list(rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]) if count else []
    return Page(shown, number, pages, count)
