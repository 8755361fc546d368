"""Which day a document is read for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from saferwales.web.forms import DayField, LongText


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


class OverrideForm(forms.Form):
    """Why documents may be issued over a finding."""

    finding = forms.CharField(widget=forms.HiddenInput, max_length=250)
    reason = LongText(
        label=_("Why may documents be issued all the same?"),
        help_text=_("The reason is kept, and printed with every edition that is issued over the finding."),
        rows=3,
    )


class WithdrawForm(forms.Form):
    reason = LongText(label=_("Why is the override withdrawn?"), rows=2)

    def __init__(self, *args, label="", **options):
        super().__init__(*args, **options)
        if label:
            self.fields["reason"].label = label
