"""Which day a document is read for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saferwales.web.forms import DayField


class AsAtForm(forms.Form):
    """The day on which the record is read."""

    as_at = DayField(
        label=_("Show the report from the record as it stood on"),
        help_text=_("For example, 15 6 2020."),
        required=False,
    )


def read_day(query, otherwise):
    """(form, day): the day typed into the boxes, else the other one; no day where it is malformed."""
    if not any(query.get(f"as_at_{place}", "").strip() for place in range(3)):
        return AsAtForm(initial={"as_at": otherwise}), otherwise
    form = AsAtForm(query)
    return form, form.cleaned_data["as_at"] if form.is_valid() else None
