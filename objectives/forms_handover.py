"""Forms of handing over: what is offered to whom, and what the receiving board says to each item."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from objectives.answers import may_be_given
from saferwales.web.bilingual import within
from saferwales.web.forms import DayField, LongText

SALT = "objectives.handover"


class Choose(forms.ChoiceField):
    """A choice among records; gives the record itself, or None."""

    def offer(self, records, empty, label=str):
        self.known = {str(one.pk): one for one in records}
        self.choices = [("", empty), *((key, label(one)) for key, one in self.known.items())]

    def clean(self, value):
        return self.known.get(super().clean(value))


class ChooseMany(forms.MultipleChoiceField):
    """Any number of records, each by its checkbox."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, records, label=str, settled=()):
        """Draw the records. ``settled`` ones are not drawn, but taken where somebody settled them meanwhile."""
        self.choices = [(str(one.pk), label(one)) for one in records]
        self.known = {str(one.pk): one for one in (*records, *settled)}

    def valid_value(self, value):
        return value in self.known

    def clean(self, value):
        return [self.known[key] for key in super().clean(value)]


class ItemsForm(forms.Form):
    """What more is asked in a handover: objectives by checkbox, duties a line each."""

    KEPT = ("objectives", "duties_workstream", "asked_on", "reason")

    objectives = ChooseMany(label=_("Objectives"), required=False)
    duties_en = LongText(
        label=_("Duties in words (English)"),
        help_text=_("What no objective says, such as keeping a table up to date. One duty a line."),
        required=False,
    )
    duties_cy = LongText(
        label=_("Duties in words (Welsh)"), help_text=_("The same duties in the same order."), required=False
    )
    duties_workstream = Choose(
        label=_("Work-stream of the duties"),
        required=False,
        help_text=_("Whose business the duties are. Leave empty where they are the programme's as a whole."),
    )
    asked_on = DayField(label=_("Asked on"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, objectives, workstreams, **options):
        super().__init__(*args, **options)
        self.fields["objectives"].offer(objectives)
        self.fields["duties_workstream"].offer(workstreams, _("No work-stream"))

    def clean(self):
        facts = super().clean()
        english, welsh = (_lines(facts.get(name)) for name in ("duties_en", "duties_cy"))
        if welsh and len(welsh) != len(english):
            raise ValidationError(
                {"duties_cy": _("Write as many duties in Welsh as in English, in the same order.")}
            )
        self.duties = list(zip(english, welsh or [""] * len(english), strict=True))
        return facts

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self.KEPT} | {"duties": self.duties}


class OfferForm(ItemsForm):
    """What one board asks another to govern."""

    KEPT = ("receiver", "title_en", "title_cy", "letter", *ItemsForm.KEPT)

    receiver = Choose(label=_("Receiving board"))
    title_en = forms.CharField(label=_("Title (English)"), max_length=250)
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    letter = Choose(label=_("By which letter"), required=False)

    field_order = [
        "receiver",
        "title_en",
        "title_cy",
        "objectives",
        "duties_en",
        "duties_cy",
        "duties_workstream",
        "asked_on",
        "letter",
    ]

    def __init__(self, *args, boards, letters, **options):
        super().__init__(*args, **options)
        self.fields["receiver"].offer(boards, _("Choose a board"))
        self.fields["letter"].offer(letters, _("No letter of the register"))


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _with_answer(item):
    return within("%(item)s (%(answer)s)", item=item, answer=item.get_answer_display())


class _SeenItems(forms.Form):
    """A form about the open items of a handover: it knows at which version each was when it was drawn.

    Where they fill more than one page, those of ``page`` are drawn, and one tick stands for all of them.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    def __init__(self, *args, items, page, settled, **options):
        super().__init__(*args, **options)
        self.open_items = items
        self.fields["seen"].initial = self._token()
        self.fields["items"].offer(page.rows, _with_answer, (*items, *settled))
        self.fields["items"].required = page.pages < 2
        if page.pages > 1:
            everything = _("All open items: %(number)s, on every page") % {"number": page.count}
            self.fields["everything"] = forms.BooleanField(label=everything, required=False)
            self.order_fields(["items", "everything"])

    def _token(self):
        return signing.dumps({str(one.pk): one.version for one in self.open_items}, salt=SALT, compress=True)

    def clean(self):
        facts = super().clean()
        known, everything = self.fields["items"].known, facts.pop("everything", False)
        if everything and "seen" in facts:
            drawn = facts["seen"] or {one.pk: one.version for one in self.open_items}
            facts["items"] = [known[str(key)] for key in drawn if str(key) in known]
        if "items" in facts and not facts["items"]:
            self.add_error("items", _("Tick at least one item, or all of them."))
        return facts

    def clean_seen(self):
        if not self.cleaned_data["seen"]:
            return {}
        try:
            versions = signing.loads(self.cleaned_data["seen"], salt=SALT)
        except signing.BadSignature:
            raise ValidationError(
                _("The form has lost what it was filled from. Open the page again and repeat the answer.")
            ) from None
        return {int(key): version for key, version in versions.items()}

    def renew(self):
        """Draw the form again from what stands now; what was typed stays."""
        self.data = self.data.copy()
        self.data["seen"] = self._token()


class AnswerForm(_SeenItems):
    """One answer to one item or to many."""

    items = ChooseMany(label=_("Items that the answer is for"))
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(one.value, one.label) for one in may_be_given()],
        widget=forms.RadioSelect,
    )
    answered_on = DayField(label=_("Answered on"), initial=timezone.localdate)
    conditional_until = DayField(
        label=_("The board operates by"),
        help_text=_(
            "Only for an acceptance by a board that does not operate yet. Past this day the item goes back."
        ),
        required=False,
    )
    decision = Choose(label=_("At which meeting it was decided"), required=False)
    letter = Choose(label=_("By which letter it was said"), required=False)
    words = LongText(
        label=_("Words of the answer"),
        help_text=_("The board's own words. Required for an acceptance with reservation."),
        required=False,
        rows=3,
    )
    reason = LongText(
        label=_("Reason"), help_text=_("Required when the board declines."), required=False, rows=2
    )

    def __init__(self, *args, decisions, letters, **options):
        super().__init__(*args, **options)
        self.fields["decision"].offer(decisions, _("Not decided at a meeting"))
        self.fields["letter"].offer(letters, _("Not said in a letter"))


class WithdrawItemsForm(_SeenItems):
    """What the giver takes back."""

    items = ChooseMany(label=_("Items to withdraw"))
    withdrawn_on = DayField(label=_("Withdrawn on"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)


class DiscontinueDutyForm(forms.Form):
    """Why nobody is to fulfil a duty any more."""

    discontinued_on = DayField(label=_("Discontinued on"), initial=timezone.localdate)
    reason = LongText(label=_("Why is nobody to fulfil it any more?"), rows=3)
