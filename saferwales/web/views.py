"""Pages that belong to no app: health, and what to say when a request cannot be answered."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import Tags
from django.core.checks.registry import registry
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saferwales.web.bilingual import marked

# The day of the tests that both statements rest on; a release that changes what they say changes it, too.
PREPARED = date(2026, 11, 24)


@never_cache
@login_not_required
def healthz(request):
    """Whether the application reaches its database, and whether the database still guards the record."""
    found = registry.run_checks(tags=[Tags.database], databases=["default"])
    problems = [str(one.msg) for one in found]
    if problems:
        return JsonResponse({"status": "unguarded", "problems": problems}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def forgotten(request):
    """Who makes accounts also gives new passwords; none is sent by e-mail."""
    return render(request, "account/password_reset.html")


@require_safe
@login_not_required
def inactive(request):
    """Where whoever knows the password of an account that was closed is led."""
    return render(request, "account/inactive.html")


def _published(request, template, **facts):
    """A statement of the body that runs the installation, under its name in the reader's language."""
    names, language = settings.PUBLISHER, get_language()
    publisher = names.get(language) or marked(names["en"], "en")
    return render(
        request,
        template,
        {"publisher": publisher, "contact": settings.PUBLISHER_CONTACT, "prepared": PREPARED, **facts},
    )


@require_safe
@login_not_required
def accessibility(request):
    """What the Public Sector Bodies Accessibility Regulations 2018 require a body to say of its pages."""
    return _published(request, "statements/accessibility.html")


@require_safe
@login_not_required
def privacy(request):
    """What the UK GDPR, Articles 13 and 14, requires a body to tell the people whose data it keeps."""
    cookies = {
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "language": settings.LANGUAGE_COOKIE_NAME,
    }
    return _published(request, "statements/privacy.html", cookies=cookies)


def csrf_failure(request, reason=""):
    """The form was open too long or came from elsewhere; the text is still in the page before."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    """A 400 that says what to change."""
    sentence = str(exception or "")
    if isinstance(exception, TooManyFieldsSent):
        sentence = _(
            "More was ticked than one form can carry. Go back, tick fewer, and send the rest afterwards."
        )
    return render(request, "400.html", {"sentence": sentence}, status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """A page that needs nothing that may be broken: no database, no session, no language."""
    try:
        styles, icon = [static("web/app.css"), static("web/forms.css")], static("web/icon.svg")
    except ValueError:  # the static files were not collected
        styles, icon = [], ""
    return HttpResponseServerError(loader.get_template("500.html").render({"styles": styles, "icon": icon}))
