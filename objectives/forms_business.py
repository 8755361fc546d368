"""Forms that bring the register before a board: what an agenda item is about, and what a decision decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.forms_terms import RecordField
from objectives.forms_handover import ChooseMany
from objectives.models import Objective
from saferwales.web.bilingual import within
from saferwales.web.forms import LongText

LABELS = {
    "objectives": _("Objectives"),
    "handovers": _("Handovers"),
    "handover_items": _("Items of handovers"),
    "returns": _("Regional returns"),
    "programmes": _("Programmes"),
}
ON_AGENDAS = ("objectives", "handovers", "returns")
DECIDED = ("objectives", "handover_items", "returns", "programmes")


def _with_answer(item):
    return within("%(item)s (%(answer)s)", item=item, answer=item.get_answer_display())


def _name(record):
    """What an agenda calls a register item of which it says no more."""
    return record.label if isinstance(record, Objective) else str(record)


class SubjectsForm(forms.Form):
    """Register items of the kinds given, by checkbox; a kind of which there is nothing is not asked for."""

    def __init__(self, *args, offered, kinds, linked=(), **options):
        super().__init__(*args, **options)
        ticked = {(type(one), one.pk) for one in linked}
        self.kinds = [kind for kind in kinds if offered[kind]]
        self.among = [one for kind in self.kinds for one in offered[kind]]
        for kind in self.kinds:
            records = offered[kind]
            field = ChooseMany(
                label=LABELS[kind],
                required=False,
                initial=[str(one.pk) for one in records if (type(one), one.pk) in ticked],
            )
            field.offer(records, _with_answer if kind == "handover_items" else str)
            self.fields[kind] = field

    @property
    def subjects(self):
        return [one for kind in self.kinds for one in self.cleaned_data[kind]]

    @property
    def facts(self):
        """What the form says apart from the subjects."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.kinds}


class NewAgendaItemForm(SubjectsForm):
    """An agenda item: free text, or what of the register it is about."""

    title_en = forms.CharField(
        label=_("Title (English)"),
        help_text=_("Leave empty to take the name of the one item chosen below."),
        max_length=250,
        required=False,
    )
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    presenter = forms.CharField(label=_("Presented by"), max_length=250, required=False)
    text_en = LongText(label=_("Text for the agenda (English)"), required=False)
    text_cy = LongText(label=_("Text for the agenda (Welsh)"), required=False)

    def clean(self):
        facts = super().clean()
        chosen = [one for kind in self.kinds for one in facts.get(kind, ())]
        if not facts.get("title_en") and "title_en" not in self.errors:
            if len(chosen) == 1:
                facts["title_en"] = _name(chosen[0])[:250]
            else:
                self.add_error("title_en", _("Write a title, or choose exactly one item of the register."))
        return facts


class DecideForm(SubjectsForm):
    """A decision in its own words, the item under which it was taken, and what it decides."""

    wording_en = LongText(label=_("Wording (English)"))
    wording_cy = LongText(label=_("Wording (Welsh)"), required=False)
    agenda_item = RecordField(label=_("Taken under the agenda item"), required=False)

    def __init__(self, *args, agenda, **options):
        super().__init__(*args, **options)
        self.fields["agenda_item"].offer(agenda, _("No item of the agenda"))
