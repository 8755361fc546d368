"""Forms of the recommendations' pages: shape only. Whether something may happen is for the actions to say."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from objectives.models import Response
from saferwales.web.forms import BasedForm, DayField, LongText
from saferwales.web.keys import PATTERN

TAKEN_ADDRESSES = {"new", "coverage"}


class RecommendationForm(BasedForm):
    KEPT = (
        "label_en",
        "label_cy",
        "text_en",
        "text_cy",
        "response",
        "response_text_en",
        "response_text_cy",
        "outcome_en",
        "outcome_cy",
        "source",
        "note",
    )

    key = forms.RegexField(
        rf"^{PATTERN}\Z",
        label=_("Key"),
        max_length=40,
        help_text=_("A short key that never changes, such as R5, whatever numbers documents print."),
        error_messages={"invalid": _("Use letters, digits, full stops and hyphens only.")},
    )
    label_en = forms.CharField(label=_("Short name (English)"), max_length=200)
    label_cy = forms.CharField(label=_("Short name (Welsh)"), max_length=200, required=False)
    text_en = LongText(label=_("Recommendation (English)"), help_text=_("Word for word, as it was made."))
    text_cy = LongText(label=_("Recommendation (Welsh)"), required=False)
    response = forms.ChoiceField(
        label=_("Response"), choices=Response.choices, initial=Response.AWAITING, widget=forms.RadioSelect
    )
    response_text_en = LongText(label=_("Words of the response (English)"), required=False)
    response_text_cy = LongText(label=_("Words of the response (Welsh)"), required=False)
    outcome_en = LongText(label=_("Outcome (English)"), required=False)
    outcome_cy = LongText(label=_("Outcome (Welsh)"), required=False)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)
    effective_on = DayField(label=_("Since when is this true?"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, recommendation=None, **options):
        super().__init__(*args, **options)
        if recommendation is not None:
            del self.fields["key"]

    def clean_key(self):
        if self.cleaned_data["key"] in TAKEN_ADDRESSES:
            raise ValidationError(_("This key is used by the pages. Choose a different one."))
        return self.cleaned_data["key"]
