"""Forms for the terms of a seat and for how a board stands to others: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards import relation_kinds
from boards.models import Correspondence, SeatRole
from saferwales.web.alphabet import in_order
from saferwales.web.forms import BasedForm, DayField, LongText


class RecordField(forms.ChoiceField):
    """A record chosen from those that the page has read, kept as the record itself."""

    def offer(self, records, nobody, label=str):
        self.known = {str(one.pk): one for one in records}
        self.choices = [("", nobody), *((key, label(one)) for key, one in self.known.items())]

    def prepare_value(self, value):
        return getattr(value, "pk", value)

    def clean(self, value):
        return self.known.get(super().clean(value))


class _Terms(BasedForm):
    """What every change of a term says: since when, why, and from which version it was filled."""

    effective_on = DayField(label=_("Since when is this true?"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)


class SeatTermsForm(_Terms):
    KEPT = ("role", "title_as_printed", "user", "from_on", "to_on", "source", "note")
    field_order = [*KEPT, "effective_on", "reason"]

    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, widget=forms.RadioSelect)
    title_as_printed = forms.CharField(label=_("Title as printed"), max_length=250, required=False)
    user = RecordField(
        label=_("Account that acts for the seat"),
        required=False,
        help_text=_("Whoever signs in with it may act for this board."),
    )
    from_on = DayField(label=_("From"), help_text=_("Leave empty where nobody knows."), required=False)
    to_on = DayField(label=_("Until"), help_text=_("Leave empty while the seat is held."), required=False)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)

    def __init__(self, *args, users, **options):
        super().__init__(*args, **options)
        self.fields["user"].offer(in_order(users), _("No account"))


class CorrespondenceForm(_Terms):
    KEPT = ("correspondence",)
    field_order = [*KEPT, "effective_on", "reason"]

    correspondence = forms.ChoiceField(
        label=_("Wish for correspondence"),
        choices=Correspondence.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("As the person said it. Whoever writes a letter sees it."),
    )


class RelationForm(_Terms):
    KEPT = ("kind", "to_board", "to_organisation", "to_post", "from_on", "to_on", "words", "source", "note")
    field_order = [*KEPT, "effective_on", "reason"]

    kind = forms.ChoiceField(label=_("How the board stands to the other"))
    to_board = RecordField(label=_("The other board"), required=False)
    to_organisation = RecordField(label=_("Or an organisation"), required=False)
    to_post = forms.CharField(label=_("Or a post"), max_length=250, required=False)
    from_on = DayField(label=_("From"), help_text=_("Leave empty where nobody knows."), required=False)
    to_on = DayField(label=_("Until"), help_text=_("Leave empty while it lasts."), required=False)
    words = LongText(label=_("As written"), required=False, rows=2)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)

    def __init__(self, *args, boards, organisations, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = relation_kinds.KINDS.items()
        self.fields["to_board"].offer(in_order(boards), _("None from the list"))
        self.fields["to_organisation"].offer(in_order(organisations), _("None from the list"))


class EndRelationForm(forms.Form):
    to_on = DayField(label=_("Last day of the relation"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)
