"""Forms for keeping a programme: shape only."""

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from saferwales.accounts.permissions import HELD_IN_PROGRAMMES
from saferwales.web.alphabet import in_order
from saferwales.web.forms import BasedForm, DayField, LongText
from workstreams.models import AppointmentKind, ProgrammeState
from workstreams.policies import OPEN_STATES


def _today():
    return timezone.localdate()


class _Entry(BasedForm):
    """What every change of the plan says: since when, why, and from which version it was filled."""

    effective_on = DayField(label=_("Since when is this true?"), initial=_today)
    reason = LongText(label=_("Reason"), rows=2)


class ProgrammeForm(_Entry):
    KEPT = (
        "name_en",
        "name_cy",
        "full_name_en",
        "full_name_cy",
        "state",
        "reporting_interval",
        "uses_confidence",
        "started_on",
        "ended_on",
        "reporting_ended_on",
        "vision_intro_en",
        "vision_intro_cy",
        "governing_board_id",
    )
    field_order = ["slug", *KEPT, "effective_on", "reason"]

    slug = forms.SlugField(
        label=_("Short name for addresses"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens, such as safer-streets-2027."),
    )
    name_en = forms.CharField(label=_("Name (English)"), max_length=200)
    name_cy = forms.CharField(label=_("Name (Welsh)"), max_length=200, required=False)
    full_name_en = forms.CharField(label=_("Full name (English)"), max_length=250, required=False)
    full_name_cy = forms.CharField(label=_("Full name (Welsh)"), max_length=250, required=False)
    governing_board_id = forms.TypedChoiceField(
        label=_("Governing board"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(one.value, one.label) for one in OPEN_STATES],
        initial=ProgrammeState.ACTIVE,
        help_text=_("It is closed by an act of its own, once every condition of closing holds."),
    )
    started_on = DayField(label=_("Start"), required=False)
    ended_on = DayField(label=_("End"), required=False)
    reporting_interval = forms.IntegerField(
        label=_("Reporting interval, in days"), min_value=1, max_value=730, initial=90
    )
    reporting_ended_on = DayField(
        label=_("Last day of reporting"),
        required=False,
        help_text=_("After it nobody is reminded to report."),
    )
    uses_confidence = forms.BooleanField(label=_("SROs grade delivery confidence"), required=False)
    vision_intro_en = LongText(label=_("Vision (English)"), required=False)
    vision_intro_cy = LongText(label=_("Vision (Welsh)"), required=False)

    def __init__(self, *args, boards, programme=None, **options):
        super().__init__(*args, **options)
        self.fields["governing_board_id"].choices = [
            ("", _("None yet")),
            *((one.pk, str(one)) for one in boards),
        ]
        self.fields["governing_board_id"].help_text = format_html(
            _('If it is not in the list, <a href="{}">add the board</a> first.'), reverse("boards:new")
        )
        if programme is not None:
            del self.fields["slug"]

    def clean(self):
        """The days of a programme run forward: it starts, its reporting ends, and it ends."""
        facts = super().clean()
        started = facts.get("started_on")
        for name in ("ended_on", "reporting_ended_on"):
            if started and facts.get(name) and facts[name] < started:
                self.add_error(name, _("The end must not be before the start."))
        return facts


class WorkstreamForm(_Entry):
    KEPT = ("principle_en", "principle_cy", "description_en", "description_cy")
    field_order = ["number", *KEPT, "effective_on", "reason"]

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    principle_en = forms.CharField(label=_("Principle (English)"), max_length=250)
    principle_cy = forms.CharField(label=_("Principle (Welsh)"), max_length=250, required=False)
    description_en = LongText(label=_("Description (English)"), required=False)
    description_cy = LongText(label=_("Description (Welsh)"), required=False)

    def __init__(self, *args, workstream=None, **options):
        super().__init__(*args, **options)
        if workstream is not None:
            del self.fields["number"]


class AppointmentForm(forms.Form):
    workstream = forms.ChoiceField(label=_("Work-stream"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=AppointmentKind)
    person = forms.ChoiceField(label=_("Person"), required=False)
    new_person = forms.CharField(
        label=_("Name, if the person is not in the list"), max_length=200, required=False
    )
    title_en = forms.CharField(label=_("Title (English)"), max_length=250, required=False)
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    user = forms.ChoiceField(
        label=_("Account"),
        required=False,
        help_text=_("The account with which the person updates objectives here."),
    )
    from_on = DayField(label=_("From"), initial=_today)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, workstreams, people, users, **options):
        super().__init__(*args, **options)
        self.known = {
            "workstream": {str(one.pk): one for one in workstreams},
            "person": {str(one.pk): one for one in in_order(people)},
            "user": {str(one.pk): one for one in in_order(users)},
        }
        empty = {"workstream": _("The whole programme"), "person": _("Choose"), "user": _("None yet")}
        for name, found in self.known.items():
            self.fields[name].choices = [("", empty[name]), *((key, str(one)) for key, one in found.items())]

    def clean(self):
        facts = super().clean()
        for name, found in self.known.items():
            facts[name] = found.get(facts.get(name, ""))
        return facts


class EndForm(forms.Form):
    to_on = DayField(label=_("Last day"), initial=_today)
    reason = LongText(label=_("Reason"), rows=2)


class RoleForm(forms.Form):
    user = forms.ChoiceField(label=_("Account"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in HELD_IN_PROGRAMMES]
    )
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, users, **options):
        super().__init__(*args, **options)
        self.users = {str(one.pk): one for one in in_order(users)}
        self.fields["user"].choices = [(key, f"{one.name}, {one.email}") for key, one in self.users.items()]

    def clean_user(self):
        return self.users[self.cleaned_data["user"]]
