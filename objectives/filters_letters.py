"""Narrowing the register of letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.forms_terms import RecordField
from objectives import correspondence
from objectives.models import Direction
from saferwales.web.alphabet import in_order


class RegisterFilter(forms.Form):
    """Which letters the register shows: all, unless something is chosen."""

    direction = forms.ChoiceField(
        label=_("Sent or received"), choices=[("", _("Both")), *Direction.choices], required=False
    )
    board = RecordField(label=_("From or to the board"), required=False)
    waiting = forms.BooleanField(label=_("Only letters that wait for a reply"), required=False)

    def __init__(self, *args, boards, **options):
        super().__init__(*args, **options)
        self.fields["board"].offer(in_order(boards), _("Any board"))

    def keeps(self, row):
        """Whether the letter of the row is to be shown."""
        wanted = self.cleaned_data
        boards = {party.board_id for side in ("from", "to") for party in row[side]}
        return (
            (not wanted["direction"] or row["letter"].direction == wanted["direction"])
            and (not wanted["board"] or wanted["board"].pk in boards)
            and (not wanted["waiting"] or bool(correspondence.waiting(row["items"])))
        )
