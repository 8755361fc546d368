"""Forms of the regional returns: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.web.forms import BasedForm, DayField, LongText


def _boards(boards):
    return [("", _("Nobody yet")), *((one.pk, str(one)) for one in boards)]


class ReturnForm(BasedForm):
    """What a region says for a quarter; who keeps it and when it is due only where ``boards`` are given."""

    KEPT = ("position_en", "position_cy", "actions_en", "actions_cy", "action_owner")
    PLANNED = ("custodian_id", "due_on")

    position_en = LongText(
        label=_("Current position (English)"),
        required=False,
        help_text=_("If nothing changed since the last quarter, say so in words."),
    )
    position_cy = LongText(label=_("Current position (Welsh)"), required=False)
    actions_en = LongText(label=_("Actions for the next quarter (English)"), required=False, rows=3)
    actions_cy = LongText(label=_("Actions for the next quarter (Welsh)"), required=False, rows=3)
    action_owner = forms.CharField(
        label=_("Action owner"),
        max_length=250,
        required=False,
        help_text=_("Who answers for the actions. Left empty, they are shown in red as without an owner."),
    )
    custodian_id = forms.TypedChoiceField(
        label=_("Custodian of the return"), required=False, coerce=int, empty_value=None
    )
    due_on = DayField(label=_("Due"), required=False)
    effective_on = DayField(label=_("Since when is this true?"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, boards=None, **options):
        super().__init__(*args, **options)
        if boards is None:
            for name in self.PLANNED:
                del self.fields[name]
        else:
            self.fields["custodian_id"].choices = _boards(boards)


class QuarterForm(forms.Form):
    """The next quarter for all regions: who keeps it, and when it is due."""

    quarter_on = DayField(label=_("First day of the quarter"))
    custodian = forms.ChoiceField(
        label=_("Custodian of the returns"),
        help_text=_("The board that answers for them. Each return's custodian can be changed afterwards."),
    )
    due_on = DayField(label=_("Due"))
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, boards, **options):
        super().__init__(*args, **options)
        self.known = {str(one.pk): one for one in boards}
        self.fields["custodian"].choices = _boards(self.known.values())

    @property
    def facts(self):
        return self.cleaned_data | {"custodian": self.known[self.cleaned_data["custodian"]]}
