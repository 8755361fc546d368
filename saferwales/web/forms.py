"""Forms as the pages draw them: each field with label, hint and error; days typed as day, month and year."""

import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from saferwales.web import bounds


class Renderer(TemplatesSetting):
    """Draws fields with our own templates, found beside the pages'."""

    field_template_name = "django/forms/field.html"


class DayWidget(forms.MultiWidget):
    template_name = "django/forms/day.html"

    def __init__(self, attrs=None):
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            [forms.TextInput(numeric), forms.TextInput(numeric), forms.TextInput(numeric)], attrs
        )
        self.use_fieldset = True

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for part, label, width in zip(context["widget"]["subwidgets"], labels, (2, 2, 4), strict=True):
            part["label"], part["attrs"]["size"], part["attrs"]["maxlength"] = label, width, 10
        return context

    def id_for_label(self, id_, index=None):
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A calendar day typed in three boxes. What was typed stays in the boxes, whatever it was."""

    widget = DayWidget
    default_error_messages = {
        "required": _("Enter a day, month and year."),
        "incomplete": _("Enter a day, month and year."),
        "no_such_day": _("Enter a day that exists, such as 27 3 2026."),
        "too_far": _("Enter a year between 1900 and 2200."),
    }

    def __init__(self, **options):
        part = {"max_length": 10, "required": False}
        fields = (forms.CharField(**part), forms.CharField(**part), forms.CharField(**part))
        super().__init__(fields=fields, require_all_fields=False, **options)

    def clean(self, value):
        typed = [str(part or "").strip() for part in (value or [])]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(typed) or len(typed) != 3:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._day(typed)

    def compress(self, data_list):
        return self.clean(data_list)

    def _day(self, typed):
        if not all(part.isdecimal() and part.isascii() and len(part) <= 4 for part in typed):
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day")
        day, month, year = (int(part) for part in typed)
        if not 1900 <= year <= 2200:
            raise ValidationError(self.error_messages["too_far"], code="too_far")
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from None

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


class LongText(forms.CharField):
    """A text of several lines, at most 20,000 characters."""

    def __init__(self, *, rows=4, **options):
        options.setdefault("max_length", 20_000)
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value):
        """A browser sends lines apart by two characters; kept so, words that nobody changed would count as changed."""
        return super().to_python(value).replace("\r\n", "\n")


class Prose(LongText):
    """Light Markdown that a document prints, within what it can print."""

    def validate(self, value):
        super().validate(value)
        bounds.check(value)


class BasedForm(forms.Form):
    """A form that edits a record: it knows the version that it was filled from."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)

    @property
    def facts(self):
        """What the form says of the record, ready for an action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}


def add_refusal(form, refusal):
    """Put an action's refusal on the form: beside the field it names, else at the top."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for name, problems in errors.items():
        form.add_error(name if name in form.fields else None, problems)
