"""Forms that ask for days to compare: they stand in the address, and what was typed stays in the boxes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.web import texts
from saferwales.web.bilingual import within
from saferwales.web.forms import DayField


class DaysForm(forms.Form):
    """Days and a work-stream from an address. A day that is not given at all takes its default."""

    workstream = forms.ChoiceField(
        label=_("Work-stream"),
        required=False,
        error_messages={"invalid_choice": _("Choose a work-stream of this programme.")},
    )

    def __init__(self, query, *, latest, workstreams, days):
        """``days``: by name of the field its label and a function that gives its default."""
        super().__init__(_filled(query, days))
        self.latest = latest
        self.workstreams = {str(one.number): one for one in workstreams}
        self.fields["workstream"].choices = [
            ("", _("All work-streams")),
            *(
                (number, within("%(number)s. %(name)s", number=number, name=one))
                for number, one in self.workstreams.items()
            ),
        ]
        for name, (label, _default) in days.items():
            self.fields[name] = DayField(label=label)
        self.order_fields([*days, "workstream"])
        self.days = list(days)

    def clean_workstream(self):
        return self.workstreams.get(self.cleaned_data["workstream"])

    def clean(self):
        """Nothing is compared with a day that has not come, nor backwards."""
        found = super().clean()
        for name in self.days:
            if found.get(name) and found[name] > self.latest:
                self.add_error(name, self._too_late())
        given = [found.get(name) for name in self.days]
        if len(given) == 2 and all(given) and given[1] < given[0]:
            self.add_error(self.days[1], _("The second day must not be before the first."))
        return found

    def _too_late(self):
        if self.latest < timezone.localdate():
            latest = texts.day(self.latest)
            return _("You are reading the record as it was: enter %(day)s or an earlier day.") % {
                "day": latest
            }
        return _("The day has not come yet: enter today or an earlier day.")


def _filled(query, days):
    """The address's own values, with the default of each day that it does not mention."""
    values = query.copy()
    for name, (_label, default) in days.items():
        parts = [f"{name}_{place}" for place in range(3)]
        if any(values.get(part, "").strip() for part in parts):
            continue
        day = default()
        for part, value in zip(parts, (day.day, day.month, day.year), strict=True):
            values[part] = str(value)
    return values
