"""The page on which one chooses the moment at which to read the record."""

from datetime import datetime, time
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from saferwales.audit.asat import Reading
from saferwales.audit.moment import NAMES, query_of
from saferwales.web.forms import DayField


class MomentForm(forms.Form):
    """A day on which something was true, a moment until which it was recorded, or both."""

    as_at = DayField(
        label=_("As it stood on"),
        help_text=_("What was true on that day, by all that is known today. For example, 15 6 2020."),
        required=False,
    )
    known_on = DayField(
        label=_("As it was known on"),
        help_text=_("Only what had been recorded by then. Leave it empty to use all that is recorded."),
        required=False,
    )
    known_time = forms.TimeField(
        label=_("Time on that day"),
        help_text=_("Such as 10:30. Without a time, the end of the day."),
        required=False,
        error_messages={"invalid": _("Enter a time such as 10:30.")},
    )

    def clean(self):
        facts = super().clean()
        if facts.get("known_time") and not facts.get("known_on"):
            self.add_error("known_on", _("Enter the day to which the time belongs."))
        if not self.errors and not (facts.get("as_at") or facts.get("known_on")):
            raise ValidationError(_("Enter at least one of the two days."))
        for name in ("as_at", "known_on"):
            if facts.get(name) and facts[name] > timezone.localdate():
                self.add_error(name, _("This day has not come yet. Enter today or an earlier day."))
        return facts

    @property
    def reading(self):
        facts = self.cleaned_data
        day = facts.get("known_on")
        known_at = day and timezone.make_aware(datetime.combine(day, facts.get("known_time") or time.max))
        return Reading(facts.get("as_at"), known_at)


def _next(request):
    """The page to read at the moment chosen, where it is one of ours; the start page otherwise."""
    asked = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("web:home")


def without_moment(query):
    """The pairs of an address's query but for those that carry a moment."""
    return [(name, value) for name, value in query if name not in NAMES]


@require_safe
def choose(request):
    page = _next(request)
    asked = {name for name in request.GET if name.startswith(("as_at_", "known_on", "known_time"))}
    now = request.reading
    initial = {"as_at": now.on, "known_on": now.known_at and timezone.localdate(now.known_at)}
    form = MomentForm(request.GET if asked else None, initial=initial)
    if asked and form.is_valid():
        parts = urlsplit(page)
        kept = without_moment(parse_qsl(parts.query, keep_blank_values=True))
        query = urlencode([*kept, *query_of(form.reading).items()])
        return redirect(parts._replace(query=query).geturl())
    context = {"form": form, "next": page, "nav": ""}
    return render(request, "moment.html", context, status=422 if asked else 200)
