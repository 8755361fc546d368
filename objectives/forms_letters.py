"""Forms of the register of letters: a letter, who it is from and to, what it asks, and what answers that."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boards import wishes
from boards.forms_terms import RecordField
from objectives.models import AnswerOutcome, Direction, ItemKind, Layout, LetterState, PartySide
from saferwales.audit.days import Precision
from saferwales.web.alphabet import in_order
from saferwales.web.forms import BasedForm, DayField, LongText

LARGEST = 10 * 1024 * 1024
KINDS_OF_FILE = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"PK\x03\x04": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
}


def _letter(label, **options):
    return forms.CharField(label=label, max_length=250, required=False, **options)


class LetterForm(BasedForm):
    """What the register says of a letter."""

    KEPT = (
        "direction", "title_en", "title_cy", "dated_on", "precision", "date_known_from", "reference", "language",
        "layout", "in_reply_to", "subject_en", "subject_cy", "salutation_en", "salutation_cy", "body_en", "body_cy",
        "closing_en", "closing_cy", "source", "note",
    )  # fmt: skip
    field_order = [*KEPT, "state", "reason"]

    direction = forms.ChoiceField(
        label=_("Sent or received"), choices=Direction.choices, widget=forms.RadioSelect
    )
    title_en = forms.CharField(label=_("Title (English)"), max_length=250)
    title_cy = _letter(_("Title (Welsh)"))
    dated_on = DayField(label=_("Date of the letter"), required=False)
    precision = forms.ChoiceField(
        label=_("How exactly the date is known"), choices=Precision.choices, initial=Precision.DAY
    )
    date_known_from = LongText(
        label=_("How the date is known"),
        help_text=_("Required where the letter itself does not bear it, such as: named in the reply."),
        required=False,
        rows=2,
    )
    reference = forms.CharField(label=_("Reference that the letter prints"), max_length=60, required=False)
    language = forms.CharField(
        label=_("Language"), max_length=60, required=False, help_text=_("Such as English, Welsh, or both.")
    )
    layout = forms.ChoiceField(
        label=_("How it is printed"), choices=Layout.choices, widget=forms.RadioSelect, required=False
    )
    in_reply_to = RecordField(label=_("In reply to"), required=False)
    subject_en = _letter(_("Subject (English)"))
    subject_cy = _letter(_("Subject (Welsh)"))
    salutation_en = forms.CharField(label=_("Salutation (English)"), max_length=120, required=False)
    salutation_cy = forms.CharField(label=_("Salutation (Welsh)"), max_length=120, required=False)
    body_en = LongText(label=_("Text (English)"), required=False, rows=12)
    body_cy = LongText(
        label=_("Text (Welsh)"),
        required=False,
        rows=12,
        help_text=_("Words that stand in English within it are typed so: [words]{en}"),
    )
    closing_en = forms.CharField(label=_("Closing words (English)"), max_length=120, required=False)
    closing_cy = forms.CharField(label=_("Closing words (Welsh)"), max_length=120, required=False)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, letters, **options):
        super().__init__(*args, **options)
        self.fields["in_reply_to"].offer(letters, _("No letter of the register"))


class NewLetterForm(LetterForm):
    """A letter that came or went, or the beginning of one."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=LetterState.choices,
        initial=LetterState.REGISTERED,
        widget=forms.RadioSelect,
        help_text=_("A draft is still being written; it gets its date when it is sent."),
    )


class SendForm(forms.Form):
    dated_on = DayField(label=_("Date of the letter"), initial=timezone.localdate)
    reason = LongText(label=_("Reason"), rows=2)


class ReasonForm(forms.Form):
    reason = LongText(label=_("Reason"), rows=2)


class PartyForm(forms.Form):
    """Who a letter is from or to."""

    side = forms.ChoiceField(label=_("From or to"), choices=PartySide.choices, widget=forms.RadioSelect)
    board = RecordField(label=_("Board"), required=False)
    organisation = RecordField(label=_("Organisation"), required=False)
    person = RecordField(label=_("Person"), required=False)
    name_as_printed = forms.CharField(label=_("Name as the letter prints it"), max_length=200, required=False)
    title_as_printed = _letter(_("Title as the letter prints it"))
    capacity = forms.CharField(
        label=_("Capacity"), max_length=120, required=False, help_text=_("Such as Chair, or SRO.")
    )
    note = LongText(label=_("Note"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, boards, organisations, people, **options):
        super().__init__(*args, **options)
        self.fields["board"].offer(in_order(boards), _("No board"), wishes.named)
        self.fields["organisation"].offer(in_order(organisations), _("No organisation"))
        self.fields["person"].offer(in_order(people), _("Nobody from the list"), wishes.named)


class ItemForm(BasedForm):
    """One thing that a letter asks or says."""

    KEPT = ("label_en", "label_cy", "words", "objective", "due_on", "due_precision", "source", "note")
    field_order = ["kind", *KEPT, "reason"]

    label_en = forms.CharField(label=_("Short name (English)"), max_length=200, required=False)
    label_cy = forms.CharField(label=_("Short name (Welsh)"), max_length=200, required=False)
    words = LongText(label=_("In the letter's words"), rows=3)
    objective = RecordField(label=_("About the objective"), required=False)
    due_on = DayField(
        label=_("Falls due"),
        help_text=_("For a proposal such as an annual meeting: by when it must happen or be answered."),
        required=False,
    )
    due_precision = forms.ChoiceField(
        label=_("How exactly that day is meant"), choices=Precision.choices, initial=Precision.DAY
    )
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, objectives, **options):
        super().__init__(*args, **options)
        self.fields["objective"].offer(objectives, _("No single objective"))


class NewItemForm(ItemForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, widget=forms.RadioSelect)


class AnswerLetterForm(BasedForm):
    """What a letter says to something asked, or to nothing that was asked."""

    KEPT = ("item", "outcome", "words", "source", "note")
    field_order = [*KEPT, "reason"]

    item = RecordField(
        label=_("What it answers"), required=False, help_text=_("Leave empty where no letter asked for it.")
    )
    outcome = forms.ChoiceField(label=_("Answer"), choices=AnswerOutcome.choices, widget=forms.RadioSelect)
    words = LongText(label=_("In the letter's words"), required=False, rows=3)
    source = LongText(label=_("Where it is written"), required=False, rows=2)
    note = LongText(label=_("Note"), required=False, rows=2)
    reason = LongText(label=_("Reason"), rows=2)

    def __init__(self, *args, items, **options):
        super().__init__(*args, **options)
        self.fields["item"].offer(items, _("Nothing that was asked"))


class FileForm(forms.Form):
    """A file that came with a letter, told by what it holds and not by what it is called."""

    file = forms.FileField(
        label=_("File"), max_length=200, help_text=_("PDF, Word (.docx) or plain text, at most 10 MB.")
    )
    reason = LongText(label=_("Reason"), rows=2)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 10 MB. Choose a smaller one."))
        content = file.read()
        media_type = _type_of(content, file.name)
        if media_type is None:
            raise ValidationError(_("The file is none of PDF, Word (.docx) and plain text. Choose another."))
        return {"name": file.name, "media_type": media_type, "content": content}

    @property
    def facts(self):
        return self.cleaned_data["file"] | {"reason": self.cleaned_data["reason"]}


def _type_of(content, name):
    """The type by content, where the name agrees with it: a page of HTML is text too, and none that we keep."""
    name = name.casefold()
    for start, (media_type, ending) in KINDS_OF_FILE.items():
        if content.startswith(start):
            fits = name.endswith(ending) and (ending != ".docx" or _is_word(content))
            return media_type if fits else None
    if not name.endswith(".txt"):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else "text/plain; charset=utf-8"


def _is_word(content):
    """Whether the archive holds what makes a Word document; only its list of names is read."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return False
