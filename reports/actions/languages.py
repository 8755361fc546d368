"""Changing the texts of a record in both languages, beside each other."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from objectives.policies import check_day
from reports import languages_edit, policies
from saferwales.audit import conflict, writing


@transaction.atomic
def edit_texts(*, record, programme, by, reason, effective_on, expected_version=None, **texts):
    """Change the Welsh and the English of a record whose texts no other form changes.

    ``programme`` is the one on whose behalf it is done. Raises PermissionDenied, Conflict, or ValidationError where
    the record's rules forbid it, words that stand were changed, or English was taken away.
    """
    record = writing.lock(type(record).objects, pk=record.pk)
    languages_edit.check_can_edit(by, programme, record)
    policies.check_reason(reason)
    check_day(effective_on)
    conflict.check_version(record, expected_version)
    _check_words(record, texts)
    return writing.amend(record, by=by, reason=reason, effective_on=effective_on, **texts)


def _check_words(record, texts):
    """What stands is not changed, and what was said in English is not unsaid."""
    moved = {name for name, words in texts.items() if words != getattr(record, name)}
    wrong = {name: why for name, why in languages_edit.standing(record).items() if name in moved}
    for name in moved - set(wrong):
        if name.endswith("_en") and getattr(record, name) and not texts[name].strip():
            wrong[name] = _("Write what it says in English. Nothing is taken away here.")
    if wrong:
        raise ValidationError(wrong)
