"""The language that somebody chose, and the cookie by which a browser remembers it."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language_from_path

PREFIX = re.compile(r"^/(?:en|cy)/")


def in_language(address, code):
    """The same page in the language; an address that has none stays as it is."""
    return PREFIX.sub(f"/{code}/", address)


def remember(response, code):
    """Addresses that have no language of their own lead on in this one from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def switched_to(request):
    """The language that the link in the header has just led to: the page before was ours, in the other one."""
    before = urlsplit(request.headers.get("Referer", ""))
    here, there = (get_language_from_path(path) for path in (request.path_info, before.path))
    own = request.method == "GET" and before.netloc == request.get_host()
    return here if own and here and there and here != there else None
