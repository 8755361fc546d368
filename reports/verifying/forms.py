"""What somebody has in hand: a file, the digest their browser made of it, the reference at its foot, or
the digest on its last page."""

import hashlib
import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

WHOLE = re.compile(r"[0-9a-fA-F]{64}")
HEX = RegexValidator(r"\A[0-9a-fA-F]{64}\Z", _("The digest must be 64 hexadecimal digits."))


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        required=False,
        help_text=_("Your browser makes a digest of it, and only the digest is sent where it can do that."),
    )
    reference = forms.CharField(
        label=_("Or the reference, or the SHA-256"),
        max_length=80,
        required=False,
        help_text=_(
            "The reference stands at the foot of each page, the SHA-256 of the content on the last one."
        ),
    )
    sha256 = forms.CharField(required=False, max_length=64, validators=[HEX], widget=forms.HiddenInput)

    def clean_reference(self):
        return re.sub(r"[\s\u200b]+", "", self.cleaned_data["reference"]).upper()

    def clean(self):
        given = super().clean()
        if not self.errors and not any(given.get(name) for name in ("file", "reference", "sha256")):
            raise ValidationError(
                {"file": _("Choose a file, or type the reference at the foot of its pages.")}
            )
        return given

    @property
    def digest(self):
        """SHA-256 of the file in hand or as it was typed, 64 hexadecimal digits; empty where a reference was typed."""
        file, typed = self.cleaned_data["file"], self.cleaned_data["reference"]
        if not file:
            return (self.cleaned_data["sha256"] or (typed if WHOLE.fullmatch(typed) else "")).lower()
        whole = hashlib.sha256()
        for piece in file.chunks():
            whole.update(piece)
        return whole.hexdigest()

    @property
    def is_typed(self):
        return not self.cleaned_data["file"] and not self.cleaned_data["sha256"]
