"""Forms of the objectives pages: shape only. Whether something may happen is for the actions to say."""

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from boards.forms_terms import RecordField
from objectives.models import CONFIDENCE_DEFINITIONS, Competence, Confidence, Delivery
from objectives.transitions import allowed_next
from saferwales.web.bilingual import within
from saferwales.web.forms import BasedForm, DayField, LongText
from saferwales.web.keys import PATTERN


def _today():
    return timezone.localdate()


class StatusForm(BasedForm):
    KEPT = ("delivery", "confidence", "position_en", "position_cy", "next_steps_en", "next_steps_cy")

    delivery = forms.ChoiceField(
        label=_("Delivery"),
        widget=forms.RadioSelect,
        help_text=_("Only the states that may follow the present one are offered."),
    )
    confidence = forms.ChoiceField(label=_("Delivery confidence"), widget=forms.RadioSelect, required=False)
    position_en = LongText(label=_("Current position (English)"), required=False)
    position_cy = LongText(label=_("Current position (Welsh)"), required=False)
    next_steps_en = LongText(label=_("Next steps (English)"), required=False)
    next_steps_cy = LongText(label=_("Next steps (Welsh)"), required=False)
    effective_on = DayField(
        label=_("Since when is this true?"),
        help_text=_("The day it became true, not the day you write it down."),
        initial=_today,
    )
    reason = LongText(
        label=_("Reason"), help_text=_("Why it changed, so that a reader years from now understands."), rows=3
    )
    evidence = LongText(
        label=_("Evidence"),
        help_text=_("What shows it and where it is kept. Required when you claim completion."),
        required=False,
        rows=3,
    )

    def __init__(self, *args, objective, **options):
        super().__init__(*args, **options)
        present = Delivery(objective.delivery)
        states = [present, *allowed_next(present)]
        self.fields["delivery"].choices = [(state.value, state.label) for state in states]
        if objective.programme.uses_confidence:
            self.fields["confidence"].choices = [
                (grade.value, format_html("{} – {}", grade.label, CONFIDENCE_DEFINITIONS[grade]))
                for grade in Confidence
            ]
        else:
            del self.fields["confidence"]

    @classmethod
    def kept_for(cls, objective):
        """The fields kept on the objective; confidence only where its programme grades it."""
        return [name for name in cls.KEPT if name != "confidence" or objective.programme.uses_confidence]


class CorrectionForm(StatusForm):
    """What the entry ought to have said; every state is offered, since the entry itself was wrong."""

    field_order = [*StatusForm.KEPT, "effective_on", "reason", "evidence"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["delivery"].choices = [
            choice
            for choice in Delivery.choices
            if choice[0] not in (Delivery.COMPLETE_CLAIMED, Delivery.COMPLETE_VERIFIED)
            or choice[0] == self.initial.get("delivery")
        ]
        self.fields["delivery"].help_text = ""
        self.fields["reason"].label = _("What was wrong, and how do you know?")
        self.fields["reason"].help_text = ""


class VerifyForm(forms.Form):
    effective_on = DayField(label=_("Verified on"), initial=_today)
    reason = LongText(label=_("What did you check?"), rows=3)
    evidence = LongText(label=_("Evidence"), required=False, rows=3)


class DueForm(BasedForm):
    KEPT = ("due_on", "slippage_cause")

    due_on = DayField(label=_("Due date"))
    reason = LongText(label=_("Reason"), help_text=_("Why the date is set or moved."), rows=3)
    slippage_cause = forms.CharField(label=_("Cause of slippage"), required=False, max_length=250)


class ArrangementsForm(BasedForm):
    """The body that governs an objective under arrangements that exist already."""

    KEPT = ("governing_body_id", "governance_words")

    governing_body_id = forms.TypedChoiceField(label=_("Governing body"), coerce=int, empty_value=None)
    governance_words = LongText(
        label=_("Words on governance"),
        help_text=_("What a document says of the arrangements."),
        required=False,
        rows=3,
    )
    effective_on = DayField(label=_("Since when is this true?"), initial=_today)
    evidence = LongText(label=_("Where it is written"), rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, boards, **options):
        super().__init__(*args, **options)
        self.fields["governing_body_id"].choices = [
            ("", _("Choose a body")),
            *((one.pk, str(one)) for one in boards),
        ]


class ObjectiveForm(BasedForm):
    KEPT = (
        "label_en", "label_cy", "text_en", "text_cy", "competence", "delivering_body", "delivering_words",
        "supporting_workstream", "note",
    )  # fmt: skip

    workstream = forms.ChoiceField(label=_("Work-stream"))
    key = forms.RegexField(
        rf"^{PATTERN}\Z",
        label=_("Key"),
        max_length=40,
        help_text=_("A short key by which people name it, such as 2.1."),
        error_messages={"invalid": _("Use letters, digits, full stops and hyphens only.")},
    )
    label_en = forms.CharField(label=_("Short name (English)"), max_length=200)
    label_cy = forms.CharField(label=_("Short name (Welsh)"), max_length=200, required=False)
    text_en = LongText(label=_("Objective (English)"))
    text_cy = LongText(label=_("Objective (Welsh)"), required=False)
    competence = forms.ChoiceField(label=_("Competence"), choices=Competence, initial=Competence.NOT_STATED)
    delivering_body = RecordField(label=_("Delivering body"), required=False)
    delivering_words = forms.CharField(label=_("Delivering body as written"), required=False, max_length=2000)
    supporting_workstream = RecordField(
        label=_("Supporting work-stream"),
        required=False,
        help_text=_("Which work-stream supports the work, where that is not its own."),
    )
    due_on = DayField(label=_("Due date"), required=False)
    note = LongText(label=_("Note"), required=False, rows=2)
    effective_on = DayField(label=_("Since when is this true?"), initial=_today)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, workstreams, organisations, objective=None, **options):
        super().__init__(*args, **options)
        self.fields["delivering_body"].offer(organisations, _("None from the list"))
        self.fields["supporting_workstream"].offer(workstreams, _("Its own"))
        self.fields["workstream"].choices = [(str(one.pk), str(one)) for one in workstreams]
        self.workstreams = {str(one.pk): one for one in workstreams}
        if objective is not None:
            for name in ("key", "workstream", "due_on"):
                del self.fields[name]

    def clean_workstream(self):
        return self.workstreams[self.cleaned_data["workstream"]]


class LinkForm(forms.Form):
    recommendation = forms.ChoiceField(label=_("Recommendation or point"))
    judgement_en = LongText(
        label=_("Judgement (English)"), help_text=_("How the objective advances it."), required=False, rows=2
    )
    judgement_cy = LongText(label=_("Judgement (Welsh)"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, recommendations, points, **options):
        super().__init__(*args, **options)
        self.targets = {}
        for one in recommendations:
            self.targets[one.key] = (one, None)
            own = [point for point in points if point.recommendation_id == one.pk]
            self.targets |= {f"{one.key}/{point.key}": (one, point) for point in own}
        self.fields["recommendation"].choices = [
            (key, within("%(key)s: %(words)s", key=key, words=(point.text if point else one.label)))
            for key, (one, point) in self.targets.items()
        ]

    def clean_recommendation(self):
        return self.targets[self.cleaned_data["recommendation"]]
