"""Every page is for people who have signed in, except those that say otherwise."""

from django.contrib.auth.middleware import LoginRequiredMiddleware


class SignedInMiddleware(LoginRequiredMiddleware):
    """Django's own, and pages of people who signed in are not kept by caches in between."""

    def process_response(self, request, response):
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
