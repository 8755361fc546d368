"""Two people editing at once: nobody's words are lost.

A form carries a signed token of the version it was filled from. Where the record has moved on, the action raises
Conflict under the row's lock; ``settle`` then either finds that the two changes do not touch the same fields'
meaning (and the caller may go on), or gives back a form that keeps the person's own text, takes over what only the
other changed, and a table of what each field was, what the person wrote and what stands now.
"""

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

SALT = "saferwales.audit.conflict"


class Conflict(Exception):
    """The record is no longer at the version the form was filled from; ``record`` is what stands now."""

    def __init__(self, record):
        super().__init__()
        self.record = record


@dataclass(frozen=True)
class Row:
    """One field in question: what it was, what the person wrote, what stands now."""

    label: str
    was: object
    yours: object
    now: object
    clash: bool


def token(record):
    """The signed version that a form is filled from."""
    return signing.dumps([record._meta.label_lower, record.pk, record.version], salt=SALT, compress=True)


def version_of(text, record):
    """The version in the token. Raises BadRequest where it is missing, forged or another record's."""
    try:
        label, pk, version = signing.loads(text or "", salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        label = pk = version = None
    if (label, pk) != (record._meta.label_lower, record.pk) or not isinstance(version, int):
        raise BadRequest(
            _("The form has lost the version it was filled from. Open the page again and repeat the change.")
        )
    return version


def check_version(record, expected):
    """Raise Conflict where the locked record is not at the expected version."""
    if expected is not None and record.version != expected:
        raise Conflict(record)


def _display(form, name, value):
    choices = getattr(form.fields[name], "choices", None)
    if choices:
        return {str(key): label for key, label in choices}.get(str(value), value)
    return value


def _put(data, field, name, value):
    """Write a record's value into the form's data as the field's own boxes hold it."""
    value = field.prepare_value(value)
    if hasattr(field.widget, "decompress"):
        for place, part in enumerate(field.widget.decompress(value)):
            data[f"{name}_{place}"] = "" if part is None else str(part)
    else:
        data[name] = "" if value is None else value


def settle(form, record, base_version, names):
    """(data for the form to show again, rows), or None where only one side changed each field without overlap.

    ``names`` are the form's fields that are kept on the record.
    """
    base = record.history.get(version=base_version)
    mine = {name for name in names if form.cleaned_data.get(name) != getattr(base, name)}
    theirs = {name for name in names if getattr(record, name) != getattr(base, name)}
    if not theirs:
        return None
    data = form.data.copy()
    data["base"] = token(record)
    for name in theirs - mine:
        _put(data, form.fields[name], name, getattr(record, name))
    rows = [
        Row(
            form.fields[name].label,
            _display(form, name, getattr(base, name)),
            _display(form, name, form.cleaned_data.get(name)),
            _display(form, name, getattr(record, name)),
            name in mine & theirs and form.cleaned_data.get(name) != getattr(record, name),
        )
        for name in names
        if name in mine | theirs
    ]
    return data, rows


def save(form, base_version, names, write):
    """Call ``write(version)``; where somebody saved meanwhile, go on if they touched nothing that the form keeps.

    Returns None once saved, else (data, rows, record) to show the form again. The action's refusals pass through.
    """
    try:
        write(base_version)
    except Conflict as clash:
        record = clash.record
    else:
        return None
    settled = settle(form, record, base_version, names)
    if settled is None:
        return save(form, record.version, names, write)
    return (*settled, record)
