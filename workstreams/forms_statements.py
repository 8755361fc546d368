"""Forms of SROs' statements: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.web.forms import BasedForm, DayField, LongText
from workstreams.models import SroReportKind


class StatementForm(BasedForm):
    """The words of a statement; its kind is chosen once, when it is begun."""

    KEPT = ("text_en", "text_cy")
    field_order = ["kind", *KEPT, "effective_on", "reason"]

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=SroReportKind,
        widget=forms.RadioSelect,
        help_text=_(
            "A closing statement says how the work-stream ends. An update is for a period before that."
        ),
    )
    text_en = LongText(label=_("Statement (English)"), rows=12, required=False)
    text_cy = LongText(label=_("Statement (Welsh)"), rows=12, required=False)
    effective_on = DayField(label=_("Written on"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), help_text=_("What the statement rests on, or what changed."), rows=2)

    def __init__(self, *args, statement=None, **options):
        super().__init__(*args, **options)
        if statement is not None:
            del self.fields["kind"]


class StatementActForm(forms.Form):
    """The day of an act on a statement, and its words."""

    effective_on = DayField(initial=timezone.localdate)
    reason = LongText(rows=3)

    def __init__(self, *args, day, words, hint="", **options):
        super().__init__(*args, **options)
        self.fields["effective_on"].label = day
        self.fields["reason"].label, self.fields["reason"].help_text = words, hint
