"""Signing in, and one's own profile: name, roles held, and the language that one chose."""

from allauth.account.views import LoginView, PasswordChangeView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saferwales.accounts.permissions import Role
from saferwales.web.alphabet import by_name
from saferwales.web.languages import remember


class Refusing:
    """A form of the library's, whose refusal says by its status, too, that nothing was done."""

    http_method_names = ("get", "head", "post", "options")

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class SignIn(Refusing, LoginView):
    pass


class ChangePassword(Refusing, PasswordChangeView):
    pass


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
    rows = ((one.programme, Role(one.role).label) for one in held.order_by("pk"))
    return sorted(rows, key=lambda row: (by_name(row[0]), by_name(row[1])))


def _profile(request, form, status=200):
    context = {"form": form, "everywhere": _everywhere(request.user), "held": _held(request.user)}
    return render(request, "accounts/profile.html", context, status=status)


def _keep(user, chosen, response):
    """The language is the person's wherever they sign in, and this browser's before they do."""
    user.language = chosen
    user.save(update_fields=["language"])
    remember(response, chosen)
    return response


@require_http_methods(["GET", "POST"])
def profile(request):
    if request.method == "GET":
        return _profile(request, LanguageForm(initial={"language": request.user.language}))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _profile(request, form, status=422)
    chosen = form.cleaned_data["language"]
    with override(chosen):
        messages.success(request, _("Your language is recorded."))
        return _keep(request.user, chosen, redirect("accounts:profile"))


@require_POST
def language(request):
    """What the link to the other language sends, beside leading there: it is the person's from now on."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _profile(request, form, status=422)
    return _keep(request.user, form.cleaned_data["language"], HttpResponse(status=204))


def root(request):
    """The start page, in the language that the person chose on whatever machine."""
    with override(request.user.language or get_language()):
        return redirect("web:home")
