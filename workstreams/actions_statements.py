"""Acts on SROs' statements: written, submitted, returned with a reason, submitted again, acknowledged."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from saferwales.audit import conflict, writing
from saferwales.audit.models import EntryKind
from workstreams import policies
from workstreams.models import AppointmentKind, SroReport, SroReportKind, SroReportState, Workstream


def _lock(statement):
    return writing.lock(SroReport.objects.select_related("workstream__programme"), pk=statement.pk)


def _check_day(day):
    if day > timezone.localdate():
        raise ValidationError(
            {"effective_on": _("The day lies in the future. Enter the day on which it happened.")}
        )


def _check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})


def _check_words(text_en, text_cy):
    if not text_en.strip() and not text_cy.strip():
        raise ValidationError({"text_en": _("Write the statement, in English or in Welsh.")})


def _appointment(workstream, day):
    """The appointment for which the statement speaks: the SRO's own before a demonstration's."""
    held = [
        one
        for one in workstream.appointments.filter(kind=AppointmentKind.SRO, archived=False)
        if one.held_on(day)
    ]
    return min(held, key=lambda one: (one.is_demonstration, -one.pk), default=None)


@transaction.atomic
def draft_statement(*, workstream, kind, by, reason, effective_on, text_en="", text_cy=""):
    """Begin a statement. A work-stream has one closing statement, and any number of updates."""
    workstream = writing.lock(Workstream.objects.select_related("programme"), pk=workstream.pk)
    policies.check_can_state(by, workstream)
    _check_reason(reason)
    _check_day(effective_on)
    _check_words(text_en, text_cy)
    closing = SroReport.objects.filter(workstream=workstream, kind=SroReportKind.CLOSING, archived=False)
    if kind == SroReportKind.CLOSING and closing.exists():
        raise ValidationError(
            {"kind": _("This work-stream has a closing statement already. Change that one instead.")}
        )
    return writing.enter(
        SroReport,
        by=by,
        reason=reason,
        effective_on=effective_on,
        workstream=workstream,
        appointment=_appointment(workstream, effective_on),
        kind=kind,
        state=SroReportState.DRAFT,
        text_en=text_en,
        text_cy=text_cy,
    )


@transaction.atomic
def edit_statement(*, statement, by, reason, effective_on, expected_version=None, **texts):
    """Change the words of a draft or of a statement that was returned. Raises Conflict where somebody else did."""
    statement = _lock(statement)
    policies.check_can_write(by, statement)
    conflict.check_version(statement, expected_version)
    _check_reason(reason)
    _check_day(effective_on)
    _check_words(*(texts.get(name, getattr(statement, name)) for name in ("text_en", "text_cy")))
    return writing.amend(statement, by=by, reason=reason, effective_on=effective_on, **texts)


@transaction.atomic
def submit_statement(*, statement, by, reason, effective_on):
    """Submit a draft, or once more what was returned: from then on its words stand."""
    statement = _lock(statement)
    policies.check_can_submit(by, statement)
    _check_reason(reason)
    _check_day(effective_on)
    return writing.amend(
        statement,
        by=by,
        reason=reason,
        effective_on=effective_on,
        entry_kind=EntryKind.CHANGED,
        state=SroReportState.SUBMITTED,
        made_on=effective_on,
        submitted_by=by.pk,
        answered_on=None,
        answer="",
    )


def _answer(statement, by, reason, effective_on, state):
    statement = _lock(statement)
    policies.check_can_answer_statement(by, statement)
    _check_reason(reason)
    _check_day(effective_on)
    if statement.made_on and effective_on < statement.made_on:
        raise ValidationError(
            {"effective_on": _("The day must not be before the one on which the statement was submitted.")}
        )
    return writing.amend(
        statement,
        by=by,
        reason=reason,
        effective_on=effective_on,
        state=state,
        answered_on=effective_on,
        answer=reason,
    )


@transaction.atomic
def return_statement(*, statement, by, reason, effective_on):
    """Give a submitted statement back to the SRO, with the reason: it is written anew and submitted again."""
    return _answer(statement, by, reason, effective_on, SroReportState.RETURNED)


@transaction.atomic
def acknowledge_statement(*, statement, by, reason, effective_on):
    """Take note of a submitted statement for the programme; never by whoever submitted it."""
    return _answer(statement, by, reason, effective_on, SroReportState.ACKNOWLEDGED)
