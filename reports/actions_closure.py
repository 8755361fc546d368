"""Acts of closing: the board's agreement to the report, overrides of a condition, and the closing itself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.models import Decision
from objectives import policies
from reports import policies as of_documents
from reports.closure.gate import Gate
from reports.models import ClosureOverride, Document, DocumentDecision, DocumentState
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from saferwales.audit.days import Precision
from workstreams.models import Programme, ProgrammeState


def _check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})


@transaction.atomic
def record_agreement(*, document, decision, by, reason):
    """Record the decision by which the programme's governing board agreed a document, at a meeting already held.

    A document that was in review is agreed by that; nobody may be asking for changes of it.
    """
    document = writing.lock(Document.objects.select_related("programme"), pk=document.pk)
    programme = document.programme
    policies.check_can_keep(by, "document.agree", programme)
    _check_reason(reason)
    decision = writing.lock(Decision.objects.select_related("meeting"), pk=decision.pk)
    if programme.governing_board_id is None or decision.meeting.board_id != programme.governing_board_id:
        raise ValidationError({"decision": _("Choose a decision of the programme's governing board.")})
    if decision.meeting.held_on > timezone.localdate():
        raise ValidationError({"decision": _("This meeting has not been held yet.")})
    if DocumentDecision.objects.filter(document=document, decision=decision, archived=False).exists():
        raise ValidationError({"decision": _("This decision is recorded already.")}, code="recorded")
    facts = {"document": document, "decision": decision}
    link = writing.enter(
        DocumentDecision, by=by, reason=reason, effective_on=decision.meeting.held_on, **facts
    )
    if document.state == DocumentState.IN_REVIEW:
        of_documents.check_can_agree(by, document)
        _move(document, by, reason, DocumentState.AGREED)
    return link


def _move(document, by, reason, state):
    today = timezone.localdate()
    day = max(today, document.last_day_) if document.last_day_ else today
    writing.amend(document, by=by, reason=reason, effective_on=day, state=state)


@transaction.atomic
def withdraw_agreement(*, link, by, reason):
    """Take back that a decision agreed a document, where it did not; the entry stays readable.

    A document that no other decision agreed is in review again.
    """
    link = writing.lock(DocumentDecision.objects.select_related("document__programme"), pk=link.pk)
    policies.check_can_keep(by, "document.agree", link.document.programme)
    _check_reason(reason)
    writing.amend(link, by=by, reason=reason, effective_on=timezone.localdate(), archived=True)
    document = writing.lock(Document.objects, pk=link.document_id)
    others = DocumentDecision.objects.filter(document=document, archived=False)
    if document.state == DocumentState.AGREED and not others.exists():
        _move(document, by, reason, DocumentState.IN_REVIEW)
    return link


@transaction.atomic
def override_condition(*, programme, condition, by, reason):
    """Let a programme close although a condition does not hold, for a reason that its report prints.

    Raises ValidationError where the condition holds, or somebody has overridden it already.
    """
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "closure.override", programme)
    _check_reason(reason)
    standing = {one.key.value: one for one in Gate(Reading(), programme).conditions}.get(condition)
    if standing is None or standing.met:
        raise ValidationError(_("This condition holds, so there is nothing to override."), code="met")
    if standing.override is not None:
        raise ValidationError(_("Somebody has overridden this condition already."), code="overridden")
    facts = {"programme": programme, "condition": condition, "why": reason}
    return writing.enter(ClosureOverride, by=by, reason=reason, effective_on=timezone.localdate(), **facts)


@transaction.atomic
def withdraw_closure_override(*, override, by, reason):
    """Take an override back: the condition stands in the way again; the reason that was given stays readable."""
    override = writing.lock(ClosureOverride.objects.select_related("programme"), pk=override.pk)
    policies.check_can_keep(by, "closure.override", override.programme)
    _check_reason(reason)
    return writing.amend(override, by=by, reason=reason, effective_on=timezone.localdate(), archived=True)


def check_can_close(user, programme, gate):
    """Who closes a programme, and when: once each condition holds or was overridden."""
    policies.check_can_keep(user, "programme.close", programme)
    if gate.unmet:
        named = {"conditions": "; ".join(one.label for one in gate.unmet)}
        raise ValidationError(
            _("The programme cannot close while these conditions do not hold: %(conditions)s.") % named,
            code="unmet",
        )


@transaction.atomic
def close_programme(*, programme, by, effective_on, reason):
    """Close a programme on a day. Every condition is read again under the lock, as it stands now and on that day.

    From then on its record is read-only, and only the boards that accepted its objectives report on them. Raises
    ValidationError with the conditions that neither hold nor were overridden.
    """
    programme = writing.lock(Programme.objects.select_related("governing_board"), pk=programme.pk)
    policies.check_can_keep(by, "programme.close", programme)
    _check_reason(reason)
    policies.check_day(effective_on)
    check_can_close(by, programme, Gate(Reading(), programme))
    if effective_on < timezone.localdate() and Gate(Reading(effective_on), programme).unmet:
        raise ValidationError(
            {
                "effective_on": _(
                    "On this day not every condition held yet. Enter the day on which they all did."
                )
            }
        )
    facts = {"state": ProgrammeState.CLOSED, "closed_on": effective_on}
    if programme.ended_on is None:
        facts |= {"ended_on": effective_on, "ended_precision": Precision.DAY}
    return writing.amend(programme, by=by, reason=reason, effective_on=effective_on, **facts)
