"""Refuses requests whose text no database can hold, before any page reads them."""

from urllib.parse import unquote_plus

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _


def _unstorable(text):
    return "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


class CleanInputMiddleware:
    """NUL and half characters in an address or a form get a 400 with a sentence, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        sent = [unquote_plus(request.META.get("QUERY_STRING", "")), request.path]
        if request.method == "POST":
            sent += [text for values in request.POST.lists() for text in (values[0], *values[1])]
        if any(_unstorable(text) for text in sent):
            raise BadRequest(
                _(
                    "The text holds a character that cannot be stored. Go back, remove it, and send the form again."
                )
            )
