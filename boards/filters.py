"""The board list's filters, as they stand in the address. A value that is none of the choices is refused."""

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boards.models import Level, Standing
from saferwales.web.forms import DayField


class BoardFilter(forms.Form):
    """Search, level, region and standing; the regions are given by the page, which has read them anyway."""

    q = forms.CharField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("All levels")), *Level.choices], required=False
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    standing = forms.ChoiceField(
        label=_("Standing"), choices=[("", _("All standings")), *Standing.choices], required=False
    )

    def __init__(self, data, *, regions):
        super().__init__(data)
        named = [(region.slug, region.name) for region in regions]
        self.fields["region"].choices = [("", _("All regions")), *named, ("none", _("No region stated"))]

    def narrow(self, boards):
        """The boards that match. Raises BadRequest, which becomes a 400, where a value is none of the choices."""
        if not self.is_valid():
            sentences = [error for errors in self.errors.values() for error in errors]
            raise BadRequest(
                " ".join([*sentences, gettext("Change the filter in the address, or clear it.")])
            )
        asked = self.cleaned_data
        for word in asked["q"].split()[:8]:
            boards = boards.alias(aliases_text=Cast("aliases", TextField())).filter(
                Q(name_en__icontains=word)
                | Q(name_cy__icontains=word)
                | Q(label__icontains=word)
                | Q(acronym__icontains=word)
                | Q(aliases_text__icontains=word)
            )
        for name in ("level", "standing"):
            if asked[name]:
                boards = boards.filter(**{name: asked[name]})
        if asked["region"]:
            boards = boards.filter(
                **({"region": None} if asked["region"] == "none" else {"region__slug": asked["region"]})
            )
        return boards


class DayForm(forms.Form):
    """The day whose seats are shown, typed as day, month and year."""

    on = DayField(label=_("Seats as at"), required=False)


def day_form(request, otherwise):
    """(the form, the day): as typed; as it stands in the address as on=2020-06-15; else the day given."""
    if not any(f"on_{part}" in request.GET for part in range(3)):
        day = day_asked(request, otherwise)
        return DayForm(initial={"on": day}), day
    form = DayForm(request.GET)
    return form, (form.is_valid() and form.cleaned_data["on"]) or otherwise


def day_asked(request, otherwise):
    """The day in the address (on=2020-06-15). Raises BadRequest where it is none."""
    asked = request.GET.get("on", "").strip()
    if not asked:
        return otherwise
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    if day is None or not 1800 <= day.year <= 2200:
        raise BadRequest(
            gettext("The day in the address must exist and be written as year-month-day, such as 2026-03-27.")
        )
    return day
