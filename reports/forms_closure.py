"""Forms of closing: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from objectives.forms_handover import Choose
from saferwales.web.bilingual import shortened, within
from saferwales.web.forms import DayField, LongText


class AgreementForm(forms.Form):
    """By which decision the board agreed the report."""

    decision = Choose(
        label=_("Decision of the board"),
        help_text=_("If it is not in the list, record the meeting and its decision first."),
    )
    reason = LongText(label=_("Where it is written"), rows=2)

    def __init__(self, *args, decisions, **options):
        super().__init__(*args, **options)
        self.fields["decision"].offer(decisions, _("Choose a decision"))
        self.fields["decision"].choices = [
            ("", _("Choose a decision")),
            *((str(one.pk), _in_words(one)) for one in decisions),
        ]


def _in_words(decision):
    return within("%(decision)s: %(words)s", decision=decision, words=shortened(decision.wording, 16))


class ConditionForm(forms.Form):
    """Why the programme may close although a condition does not hold."""

    condition = forms.CharField(widget=forms.HiddenInput, max_length=20)
    reason = LongText(
        label=_("Why may the programme close although this does not hold?"),
        help_text=_("The reason, your name and the day are printed in the closure report."),
        rows=3,
    )


class CloseForm(forms.Form):
    """On which day the programme closes, and why now."""

    effective_on = DayField(label=_("Closed on"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), help_text=_("By which authority the programme closes."), rows=3)
