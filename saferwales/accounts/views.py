"""One's own profile: name, roles held, and the language one wishes."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods

from saferwales.accounts.permissions import Role


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


def _everywhere(user):
    """The roles that the user holds in every programme."""
    flags = ((Role.ADMINISTRATOR, user.is_administrator), (Role.AUDITOR, user.is_auditor))
    return [role.label for role, holds in flags if holds]


def _held(user):
    """The roles that the user holds in single programmes: (programme, role)."""
    held = user.memberships.filter(archived=False).select_related("programme")
    return [(one.programme, Role(one.role).label) for one in held.order_by("programme__name_en", "role")]


@require_http_methods(["GET", "POST"])
def profile(request):
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        request.user.language = form.cleaned_data["language"]
        request.user.save(update_fields=["language"])
        with override(request.user.language):
            messages.success(request, _("Your language is recorded."))
            response = redirect("accounts:profile")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, request.user.language, samesite="Lax", secure=request.is_secure()
        )
        return response
    context = {"form": form, "everywhere": _everywhere(request.user), "held": _held(request.user)}
    return render(request, "accounts/profile.html", context, status=422 if request.method == "POST" else 200)
