"""The forms about the two languages of a record: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.audit import twins
from saferwales.web.forms import BasedForm, DayField, LongText
from saferwales.web.words import word


class ConfirmForm(forms.Form):
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = LongText(
        label=_("How do you know that both languages say the same?"),
        help_text=_("For example, who read them beside each other. The history keeps it."),
        rows=2,
    )


class TextsForm(BasedForm):
    """The named texts of a record in both languages; words that stand are shown and can be copied, not changed."""

    effective_on = DayField(
        label=_("Since when is this true?"),
        initial=timezone.localdate,
        help_text=_("A document of an earlier day prints what was true on its own day."),
    )
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, record, names, standing, **options):
        super().__init__(*args, **options)
        self.record = record
        self.kept = [f"{name}_{language}" for name in names for language in twins.LANGUAGES]
        for name in self.kept:
            self.fields[name] = _box(record, name)
            if name in standing:
                self.fields[name].widget.attrs["readonly"] = True
                self.fields[name].help_text = standing[name]
        self.order_fields([*self.kept, "effective_on", "reason"])

    def clean(self):
        """Words that only lost a space at their end were not changed."""
        facts = super().clean()
        for name in self.kept:
            if facts.get(name) == getattr(self.record, name).replace("\r\n", "\n").strip():
                facts[name] = getattr(self.record, name)
        return facts


def _box(record, name):
    field = record._meta.get_field(name)
    options = {"label": word(field.verbose_name), "required": not field.blank}
    if field.max_length:
        return forms.CharField(max_length=field.max_length, **options)
    return LongText(**options)
