"""Which day a document is read for."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from saferwales.web.forms import DayField


class AsAtForm(forms.Form):
    """The day on which the record is read. In addresses the day may also stand as 2020-06-15."""

    as_at = DayField(
        label=_("Show the report from the record as it stood on"),
        help_text=_("For example, 15 6 2020."),
        required=False,
    )


def read_day(query, otherwise):
    """(form, day): the day asked for in an address's query, else the other one; no day where it is malformed."""
    written = query.get("as_at", "")
    if written:
        form = AsAtForm({f"as_at_{place}": part for place, part in enumerate(_parts(written))})
    elif any(query.get(f"as_at_{place}", "").strip() for place in range(3)):
        form = AsAtForm(query)
    else:
        return AsAtForm(initial={"as_at": otherwise}), otherwise
    return form, form.cleaned_data["as_at"] if form.is_valid() else None


def _parts(written):
    """Day, month and year of a day written as 2020-06-15; anything else goes to the form as it is."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return written[:10], "?", "?"
    return str(day.day), str(day.month), str(day.year)
