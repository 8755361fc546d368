"""What becomes of an edition: superseded or withdrawn, never changed and never gone; and who received it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reports import policies
from reports.models import Document, DocumentState, Edition, EditionRecipient, EditionState
from saferwales.audit import writing


def _day(record):
    return max(policies.today(), record.last_day_) if record.last_day_ else policies.today()


def _end(edition, by, why, state):
    """An edition that stands no longer says since when and why."""
    facts = {"state": state, "state_why": why, "state_on": policies.today()}
    return writing.amend(edition, by=by, reason=why, effective_on=_day(edition), **facts)


def end_superseded(edition, successor, by):
    """The caller holds the lock of the programme, and enters ``successor`` as the edition's only one."""
    edition = writing.lock(Edition.objects, pk=edition.pk)
    return _end(
        edition, by, _("Superseded by %(reference)s") % {"reference": successor}, EditionState.SUPERSEDED
    )


@transaction.atomic
def supersede(*, edition, successor, by, reason):
    """Say that an edition of another document of the kind stands in this one's place."""
    edition = writing.lock(Edition.objects.select_related("programme"), pk=edition.pk)
    policies.check_can_supersede(by, edition)
    policies.check_reason(reason)
    successor = writing.lock(Edition.objects, pk=successor.pk)
    same = (successor.programme_id, successor.kind) == (edition.programme_id, edition.kind)
    if not same or not successor.stands or successor.number <= edition.number or successor.supersedes_id:
        raise ValidationError(
            {"successor": _("Choose a later edition of this kind that stands and supersedes none yet.")}
        )
    writing.amend(successor, by=by, reason=reason, effective_on=_day(successor), supersedes=edition)
    document = writing.lock(Document.objects, pk=edition.document_id)
    if document.state == DocumentState.ISSUED and successor.document_id != document.pk:
        writing.amend(
            document, by=by, reason=reason, effective_on=_day(document), state=DocumentState.SUPERSEDED
        )
    why = _("Superseded by %(reference)s: %(reason)s") % {"reference": successor, "reason": reason}
    return _end(edition, by, why, EditionState.SUPERSEDED)


@transaction.atomic
def withdraw(*, document, by, reason):
    """Withdraw a document, with the edition of it that stands; both stay readable, and say why."""
    document = writing.lock(Document.objects.select_related("programme"), pk=document.pk)
    policies.check_can_withdraw(by, document)
    policies.check_reason(reason)
    for edition in Edition.objects.filter(document=document, state=EditionState.ISSUED):
        _end(writing.lock(Edition.objects, pk=edition.pk), by, reason, EditionState.WITHDRAWN)
    return writing.amend(
        document,
        by=by,
        reason=reason,
        effective_on=_day(document),
        state=DocumentState.WITHDRAWN,
        withdrawn_why=reason,
    )


def enter_recipients(edition, recipients, by, sent_on):
    """Each of the recipients is a board, a person or words."""
    names = {"Board": "board", "Person": "person", "str": "words"}
    for one in recipients:
        whom = {names[type(one).__name__]: one}
        writing.enter(
            EditionRecipient,
            by=by,
            reason=_("Sent"),
            effective_on=sent_on,
            edition=edition,
            sent_on=sent_on,
            **whom,
        )


@transaction.atomic
def add_recipient(*, edition, by, sent_on, board=None, person=None, words=""):
    """Record that an edition was sent to somebody."""
    edition = writing.lock(Edition.objects.select_related("programme"), pk=edition.pk)
    policies.check_can_record_recipient(by, edition)
    given = [one for one in (board, person, words.strip()) if one]
    if len(given) != 1:
        raise ValidationError({"board": _("Name one recipient: a board, a person, or somebody in words.")})
    if not edition.issued_on <= sent_on <= policies.today():
        raise ValidationError(
            {"sent_on": _("Enter a day since the edition was issued, and not in the future.")}
        )
    enter_recipients(edition, given, by, sent_on)
