"""Refuses requests that are too large, or whose text no database can hold; remembers the language chosen."""

from urllib.parse import unquote_plus

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saferwales.web.languages import remember, switched_to

LARGEST_BODY = 32 * 1024 * 1024  # a letter's file has 10 MB, an issued file far less
TOO_LARGE = gettext_lazy("What was sent is larger than 32 MB. Go back, and choose a smaller file.")


def _unstorable(text):
    return "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


class CleanInputMiddleware:
    """NUL and half characters in an address or a form get a 400 with a sentence, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return render(request, "400.html", {"sentence": TOO_LARGE}, status=413)
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


class ChosenLanguageMiddleware:
    """Who follows the link to the other language finds it again in this browser, with scripts and without."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if chosen := switched_to(request):
            remember(response, chosen)
        return response
