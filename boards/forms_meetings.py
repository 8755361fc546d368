"""Forms of a board's meetings: shape only."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards.forms_terms import RecordField
from boards.models import ActionState, Presence
from saferwales.web.bilingual import within
from saferwales.web.forms import BasedForm, DayField, LongText, Prose
from saferwales.web.texts import day as in_words


class MeetingForm(BasedForm):
    """When and where a meeting is. A reason is asked of whoever moves its day."""

    KEPT = ("held_on", "starts_at", "place_en", "place_cy", "title_en", "title_cy")

    held_on = DayField(label=_("Day of the meeting"))
    starts_at = forms.TimeField(
        label=_("Starts at"),
        help_text=_("By the 24-hour clock, such as 14:30."),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 5}),
        error_messages={"invalid": _("Enter a time that exists, such as 14:30.")},
        required=False,
    )
    place_en = forms.CharField(
        label=_("Place (English)"),
        help_text=_("As the invitation writes it."),
        max_length=250,
        required=False,
    )
    place_cy = forms.CharField(label=_("Place (Welsh)"), max_length=250, required=False)
    title_en = forms.CharField(label=_("Title (English)"), max_length=250, required=False)
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    reason = LongText(label=_("Reason"), rows=2, required=False)

    def __init__(self, *args, planning=False, **options):
        super().__init__(*args, **options)
        if planning:
            del self.fields["reason"]
        else:
            self.fields["reason"].help_text = _("Required where the day of the meeting changes.")


class ReasonForm(forms.Form):
    reason = LongText(label=_("Reason"), rows=3)


class ConfirmForm(forms.Form):
    """Nothing to fill in: sending it says yes."""


class AgendaItemForm(BasedForm):
    """The words of an agenda item; what the minutes say under it, once the meeting was held."""

    KEPT = ("title_en", "title_cy", "presenter", "text_en", "text_cy", "minute_en", "minute_cy")

    title_en = forms.CharField(label=_("Title (English)"), max_length=250)
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    presenter = forms.CharField(label=_("Presented by"), max_length=250, required=False)
    text_en = Prose(label=_("Text for the agenda (English)"), required=False)
    text_cy = Prose(label=_("Text for the agenda (Welsh)"), required=False)
    minute_en = Prose(label=_("Minute (English)"), required=False, rows=6)
    minute_cy = Prose(label=_("Minute (Welsh)"), required=False, rows=6)
    reason = LongText(label=_("Reason, where the change needs one"), required=False, rows=2)

    def __init__(self, *args, held, **options):
        super().__init__(*args, **options)
        if not held:
            del self.fields["minute_en"], self.fields["minute_cy"]


class AttendanceForm(forms.Form):
    """Every seat held on the day, with whoever stood in for its holder, and the versions it was filled from."""

    def __init__(self, *args, seats, kept, **options):
        super().__init__(*args, **options)
        self.seats = {seat.pk: seat for seat in seats}
        for pk, seat in self.seats.items():
            line = kept.get(pk)
            self.fields[f"presence_{pk}"] = forms.ChoiceField(
                label=f"{seat} ({seat.get_role_display()})",
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=line and line.presence,
            )
            self.fields[f"substitute_{pk}"] = forms.CharField(
                label=within(_("Substitute for %(holder)s"), holder=seat),
                max_length=200,
                required=False,
                initial=line.substitute if line else "",
            )
            self.fields[f"version_{pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=line.version if line else 0
            )

    @property
    def attendance(self):
        said = self.cleaned_data
        return [
            (seat, said[f"presence_{pk}"], said[f"substitute_{pk}"].strip())
            for pk, seat in self.seats.items()
        ]

    @property
    def versions(self):
        return {pk: self.cleaned_data[f"version_{pk}"] or 0 for pk in self.seats}


class CirculateForm(forms.Form):
    circulated_on = DayField(label=_("Circulated on"), initial=timezone.localdate)


class MeetingField(RecordField):
    """A meeting of the board, chosen by its day."""

    def offer(self, meetings, nobody):
        self.known = {str(one.pk): one for one in meetings}
        named = ((key, in_words(one.held_on, one.precision)) for key, one in self.known.items())
        self.choices = [("", nobody), *named]


class ApproveForm(forms.Form):
    approved_at = MeetingField(label=_("Approved at the meeting of"))

    def __init__(self, *args, meetings, **options):
        super().__init__(*args, **options)
        self.fields["approved_at"].offer(meetings, _("Choose a later meeting"))


class DecisionForm(BasedForm):
    """A decision's own words, and the agenda item under which it was taken."""

    KEPT = ("wording_en", "wording_cy", "agenda_item")

    wording_en = LongText(label=_("Wording (English)"))
    wording_cy = LongText(label=_("Wording (Welsh)"), required=False)
    agenda_item = RecordField(label=_("Taken under the agenda item"), required=False)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, agenda, **options):
        super().__init__(*args, **options)
        self.fields["agenda_item"].offer(agenda, _("No item of the agenda"))


class ActionForm(forms.Form):
    """What is to be done, by whom and by when."""

    words_en = LongText(label=_("What is to be done (English)"), rows=3)
    words_cy = LongText(label=_("What is to be done (Welsh)"), rows=3, required=False)
    owner_seat = RecordField(
        label=_("Owner"), help_text=_("The seat whose holder is to do it."), required=False
    )
    owner = forms.CharField(
        label=_("Or an owner in words"),
        help_text=_("Where nobody of the board is to do it."),
        max_length=250,
        required=False,
    )
    due_on = DayField(label=_("Due"), required=False)
    decision = RecordField(label=_("Follows from the decision"), required=False)

    def __init__(self, *args, seats, decisions, **options):
        super().__init__(*args, **options)
        self.fields["owner_seat"].offer(seats, _("No seat of the board"))
        self.fields["decision"].offer(decisions, _("No decision"))


class UpdateActionForm(forms.Form):
    """What became of an action."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices, widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), initial=timezone.localdate)
    reason = LongText(
        label=_("Reason"),
        help_text=_("Required when the action is dropped or opened again."),
        rows=2,
        required=False,
    )
