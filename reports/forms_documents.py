"""Forms of documents: shape only."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards import wishes
from objectives.forms_handover import Choose, ChooseMany
from reports.content.blocks import check_placed
from reports.models import ReviewOutcome
from saferwales.web.alphabet import in_order
from saferwales.web.forms import BasedForm, DayField, LongText, Prose

CHOOSE = {
    "workstream": _("Choose a work-stream"),
    "letter": _("Choose a letter"),
    "meeting": _("Choose a meeting"),
}
ABOUT = {
    "workstream": _("Work-stream that the statement is about"),
    "letter": _("Letter of the register that it prints"),
    "meeting": _("Meeting whose minutes they are"),
}


class Titles(forms.Form):
    """What a document is called, and whose day it prints."""

    title_en = forms.CharField(label=_("Title (English)"), max_length=250)
    title_cy = forms.CharField(label=_("Title (Welsh)"), max_length=250, required=False)
    as_at = DayField(
        label=_("The record as it stood on"),
        help_text=_(
            "Tables, lists, charts and those who hold a role are printed as they were on this day. Leave it empty "
            "to print the record of the day on which the document is issued."
        ),
        required=False,
    )


class StartForm(Titles):
    """A new document; ``subject`` is what it is about, where its kind needs something."""

    subject = Choose()
    field_order = ("subject", "title_en", "title_cy", "as_at")

    def __init__(self, *args, kind, subjects=(), **options):
        super().__init__(*args, **options)
        if not kind.about:
            del self.fields["subject"]
            return
        self.fields["subject"].label = ABOUT[kind.about]
        self.fields["subject"].offer(subjects, CHOOSE[kind.about])

    @property
    def facts(self):
        return self.cleaned_data


class DocumentForm(BasedForm, Titles):
    KEPT = ("title_en", "title_cy", "as_at")

    reason = LongText(label=_("Why is it changed?"), rows=2)
    field_order = (*KEPT, "reason", "base")


class Body(Prose):
    """The text of a section: prose with pieces of the record placed between."""

    def __init__(self, **options):
        super().__init__(rows=18, required=False, strip=False, max_length=None, **options)
        self.widget.attrs["spellcheck"] = "true"

    def validate(self, value):
        super().validate(value)
        check_placed(value)


class Texts(forms.Form):
    """A section in two languages, side by side."""

    heading_en = forms.CharField(label=_("Heading (English)"), max_length=300)
    heading_cy = forms.CharField(label=_("Heading (Welsh)"), max_length=300, required=False)
    body_en = Body(label=_("Text (English)"))
    body_cy = Body(label=_("Text (Welsh)"))
    is_annex = forms.BooleanField(label=_("This section is an annex"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("heading_cy", "body_cy"):
            self.fields[name].widget.attrs["lang"] = "cy"


class SectionForm(BasedForm, Texts):
    KEPT = ("heading_en", "heading_cy", "body_en", "body_cy", "order", "is_annex")

    order = forms.IntegerField(label=_("Place in the document"), min_value=1, max_value=999)
    reason = forms.CharField(label=_("What did you change, and why?"), max_length=500, required=False)


class NewSectionForm(Texts):
    pass


class CommentForm(forms.Form):
    text = LongText(label=_("What have you to say of this section?"), rows=5)


class SendForm(forms.Form):
    """Who is asked to review the document."""

    reviewers = ChooseMany(
        label=_("Reviewers"),
        help_text=_("Each of them can comment on every section, ask for changes, or approve the document."),
        error_messages={"required": _("Name at least one person who reviews the document.")},
    )
    reason = LongText(label=_("What are they asked to look at?"), rows=2, required=False)

    def __init__(self, *args, is_written, **options):
        super().__init__(*args, **options)
        if not is_written:
            self.fields["reviewers"].help_text = _(
                "Each of them can say what they think of it, ask for changes, or approve the document."
            )


class ReviewForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What do you say of the document?"),
        choices=[one for one in ReviewOutcome.choices if one[0] != ReviewOutcome.REQUESTED],
        widget=forms.RadioSelect,
    )
    words = LongText(
        label=_("In words"), help_text=_("Needed unless you approve the document."), rows=5, required=False
    )


class IssueForm(forms.Form):
    """To whom the edition is sent."""

    boards = ChooseMany(label=_("Boards that receive it"), required=False)
    others = LongText(
        label=_("Others who receive it"),
        help_text=_(
            "One recipient a line, such as: The Minister for Communities. Give no address of a person."
        ),
        rows=3,
        required=False,
    )

    def clean_others(self):
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if any(len(line) > 250 for line in lines):
            raise ValidationError(_("A line is longer than 250 characters. Name one recipient a line."))
        return lines


class ReasonForm(forms.Form):
    reason = LongText(label=_("Reason"), rows=3)

    def __init__(self, *args, label="", **options):
        super().__init__(*args, **options)
        if label:
            self.fields["reason"].label = label


class SupersedeForm(ReasonForm):
    successor = Choose(
        label=_("Edition that takes its place"),
        help_text=_("A later edition of the same kind. Issue it first if it is not in the list."),
    )
    field_order = ("successor", "reason")

    def __init__(self, *args, successors, **options):
        super().__init__(*args, **options)
        self.fields["successor"].offer(successors, _("Choose an edition"))


class RecipientForm(forms.Form):
    """One more recipient of an edition."""

    board = Choose(label=_("Board"), required=False)
    person = Choose(label=_("Person"), required=False)
    words = forms.CharField(
        label=_("Somebody else, in words"),
        help_text=_("Such as: The archive of the Senedd. Give no address of a person."),
        max_length=250,
        required=False,
    )
    sent_on = DayField(label=_("Sent on"), initial=timezone.localdate)

    def __init__(self, *args, boards, people, **options):
        super().__init__(*args, **options)
        self.fields["board"].offer(in_order(boards), _("No board"), wishes.named)
        self.fields["person"].offer(in_order(people), _("No person"), wishes.named)
