"""Forms of the boards' pages: shape only. Whether something may happen is for the actions to say."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.models import Correspondence, Devolution, Level, SeatRole, Standing
from saferwales.web.alphabet import in_order
from saferwales.web.forms import BasedForm, DayField, LongText

TAKEN_ADDRESSES = {"new", "landscape", "calendar"}


class AliasesField(LongText):
    """Other names, one a line, kept as a list."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(name) > 250 for name in names):
            raise ValidationError(_("Shorten each name to at most 250 characters."))
        return names


class RegionField(forms.ChoiceField):
    """A region by its slug, chosen from those that the page has read."""

    def offer(self, regions):
        self.known = {region.slug: region for region in regions}
        self.choices = [("", _("No region")), *((region.slug, region.name) for region in regions)]

    def prepare_value(self, value):
        return getattr(value, "slug", value)

    def clean(self, value):
        return self.known.get(super().clean(value))


class BoardForm(BasedForm):
    KEPT = (
        "name_en",
        "name_cy",
        "label",
        "acronym",
        "aliases",
        "board_type",
        "level",
        "region",
        "devolution",
        "standing",
        "purpose_en",
        "purpose_cy",
        "correspondence",
        "founded_on",
        "ended_on",
        "terms_of_reference_en",
        "terms_of_reference_cy",
        "source",
        "note",
    )

    name_en = forms.CharField(label=_("Name (English)"), max_length=250)
    name_cy = forms.CharField(label=_("Name (Welsh)"), max_length=250, required=False)
    slug = forms.SlugField(
        label=_("Short name for addresses"),
        max_length=60,
        help_text=_(
            "Lower-case letters, digits and hyphens, such as safer-communities-board. It never changes."
        ),
    )
    label = forms.CharField(
        label=_("Distinguishing name"),
        max_length=250,
        required=False,
        help_text=_("Only where two boards have the same name."),
    )
    acronym = forms.CharField(label=_("Acronym"), max_length=30, required=False)
    aliases = AliasesField(
        label=_("Other names"), help_text=_("One a line, as documents print them."), required=False, rows=3
    )
    board_type = forms.CharField(
        label=_("Type"), max_length=80, help_text=_("Such as board, group, partnership or forum.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    region = RegionField(label=_("Region"), required=False)
    devolution = forms.ChoiceField(
        label=_("Devolution"), choices=Devolution.choices, initial=Devolution.NOT_STATED
    )
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices, initial=Standing.OPERATING)
    purpose_en = LongText(label=_("Purpose (English)"), required=False)
    purpose_cy = LongText(label=_("Purpose (Welsh)"), required=False)
    correspondence = forms.ChoiceField(
        label=_("Wish for correspondence"), choices=Correspondence.choices, required=False
    )
    founded_on = DayField(label=_("Founded"), required=False)
    ended_on = DayField(label=_("Ended"), required=False)
    terms_of_reference_en = LongText(label=_("Terms of reference (English)"), required=False)
    terms_of_reference_cy = LongText(label=_("Terms of reference (Welsh)"), required=False)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)
    effective_on = DayField(label=_("Since when is this true?"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, regions, board=None, **options):
        super().__init__(*args, **options)
        self.fields["region"].offer(regions)
        if board is not None:
            del self.fields["slug"]

    def clean_slug(self):
        if self.cleaned_data["slug"] in TAKEN_ADDRESSES:
            raise ValidationError(_("This short name is used by the pages. Choose a different one."))
        return self.cleaned_data["slug"]


class SeatForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, widget=forms.RadioSelect)
    person = forms.ChoiceField(label=_("Person"), required=False)
    person_name = forms.CharField(
        label=_("Name of a person who is not in the list"), max_length=200, required=False
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    organisation_name = forms.CharField(
        label=_("Name of an organisation that is not in the list"), max_length=250, required=False
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=250,
        required=False,
        help_text=_("Where a post holds the seat and nobody is named for it."),
    )
    title_as_printed = forms.CharField(label=_("Title as printed"), max_length=250, required=False)
    user = forms.ChoiceField(
        label=_("Account that acts for the seat"),
        required=False,
        help_text=_("Whoever signs in with it may act for this board."),
    )
    from_on = DayField(label=_("From"), help_text=_("Leave empty where nobody knows."), required=False)
    to_on = DayField(label=_("Until"), help_text=_("Leave empty while the seat is held."), required=False)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, people, organisations, users, **options):
        super().__init__(*args, **options)
        self.found = {}
        for name, records, empty in (
            ("person", people, _("Nobody from the list")),
            ("organisation", organisations, _("None from the list")),
            ("user", users, _("No account")),
        ):
            self.found[name] = {str(one.pk): one for one in in_order(records)}
            self.fields[name].choices = [
                ("", empty),
                *((key, str(one)) for key, one in self.found[name].items()),
            ]

    def clean(self):
        for name in ("person", "organisation"):
            if self.cleaned_data.get(name) and self.cleaned_data.get(f"{name}_name"):
                self.add_error(f"{name}_name", _("Choose from the list or write a new name, not both."))
        return self.cleaned_data

    @property
    def facts(self):
        facts = dict(self.cleaned_data)
        return facts | {name: known.get(facts[name]) for name, known in self.found.items()}


class EndSeatForm(forms.Form):
    to_on = DayField(label=_("Last day of the seat"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)
