"""The one way to write a record: inside ``act``, which names who, why and since when."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from saferwales.audit import chain


class UnrecordedWrite(RuntimeError):
    """A write that would have left no true entry in the history."""


@dataclass(frozen=True)
class SystemActor:
    """A command or task that writes, e.g. ``SystemActor("load_programme")``; no named official ever stands in."""

    name: str
    pk = None
    is_system = True

    def __str__(self):
        return f"system:{self.name}"


@dataclass(frozen=True)
class Act:
    """Who writes, why, the day it was true, and on what evidence. All dates are calendar days."""

    by: object
    reason: str = ""
    effective_on: date | None = None
    evidence: str = ""
    kind: str = ""
    corrects: int | None = None

    @property
    def actor(self):
        return str(self.by) if isinstance(self.by, SystemActor) else f"user:{self.by.pk}"

    @property
    def actor_name(self):
        return str(self.by) if isinstance(self.by, SystemActor) else self.by.name


_current: ContextVar[Act | None] = ContextVar("audit_act", default=None)


def current():
    """The act under way. Raises UnrecordedWrite where there is none."""
    act_under_way = _current.get()
    if act_under_way is None:
        raise UnrecordedWrite("A record was saved outside writing.act(): say who writes, and why.")
    return act_under_way


@contextmanager
def act(*, by, **facts):
    """Everything saved inside is one transaction and is recorded as done by ``by``. See Act for the facts."""
    if by is None or not (isinstance(by, SystemActor) or by.pk):
        raise UnrecordedWrite("Every entry names its actor.")
    token = _current.set(Act(by=by, **facts))
    try:
        with transaction.atomic():
            yield
    finally:
        _current.reset(token)


def enter(model, *, by, reason, effective_on=None, evidence="", **facts):
    """Record something for the first time. Raises ValidationError where the facts break the model's rules."""
    record = model(**facts)
    with act(by=by, reason=reason, effective_on=effective_on, evidence=evidence):
        chain.hold()
        _save_checked(record, {field.name for field in model._meta.concrete_fields})
    return record


def amend(record, *, by, reason, effective_on, evidence="", entry_kind="", corrects=None, **changes):
    """Change a record that the caller has locked; an unchanged one gets no entry unless ``entry_kind`` asks for it.

    Raises ValidationError where the day is earlier than the last entry's or the changes break the model's rules.
    """
    moved = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if not moved and not entry_kind:
        return record
    if not corrects:
        refuse_earlier_than_last(record, effective_on)
    for name, value in moved.items():
        setattr(record, name, value)
    with act(
        by=by, reason=reason, effective_on=effective_on, evidence=evidence, kind=entry_kind, corrects=corrects
    ):
        _save_checked(record, set(moved))
    return record


def _save_checked(record, moved):
    """Check what moved, then save. The database holds the rules between fields; its refusal becomes a sentence."""
    unchecked = {
        field.name for field in record._meta.concrete_fields if field.many_to_one or field.name not in moved
    }
    record.clean_fields(exclude=unchecked)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        record.full_clean()
        raise


def lock(queryset, **lookup):
    """The row, locked until the transaction ends, so that the decision is made on what is really there.

    The chain's lock comes first, and the last entry's day comes along with the row.
    """
    chain.hold()
    days = _days(queryset.model, OuterRef("pk"))
    record = queryset.select_for_update(of=("self",)).annotate(last_day_=Subquery(days[:1])).get(**lookup)
    record.last_day_at_ = record.version
    return record


def lock_any(queryset):
    """The first row of the queryset, locked like ``lock``; None where there is none."""
    chain.hold()
    return queryset.select_for_update(of=("self",)).first()


def _days(model, pk):
    """The days of the record's entries that have one, newest entry first."""
    dated = model.history.filter(id=pk, effective_on__isnull=False)
    return dated.order_by("-version").values_list("effective_on", flat=True)


def refuse_earlier_than_last(record, effective_on):
    """A history runs forward: a day before the last entry's is a correction, not a change."""
    if getattr(record, "last_day_at_", None) == record.version:
        last = record.last_day_
    else:
        last = _days(type(record), record.pk).first()
    if last and effective_on < last:
        raise ValidationError(
            _(
                "The day must not be earlier than the last entry's (%(last)s). To change what was recorded for an "
                "earlier day, correct that entry."
            ),
            code="earlier_than_last",
            params={"last": last.isoformat()},
        )


def _fill_entry(sender, instance, history_instance, **kwargs):
    """Copy the act's facts into the entry that simple_history is about to save."""
    facts = current()
    entry = history_instance
    entry.actor, entry.actor_name = facts.actor[:150], facts.actor_name[:200]
    entry.history_user_id = facts.by.pk
    entry.history_change_reason = str(facts.reason)
    entry.effective_on, entry.evidence = facts.effective_on, facts.evidence
    entry.corrects = facts.corrects
    entry.entry_kind = facts.kind or ("created" if entry.history_type == "+" else "changed")


def _seal(sender, instance, history_instance, **kwargs):
    """Link the saved entry into the chain, in the transaction of the change itself."""
    chain.append([chain.entry_for(history_instance)])


def connect():
    pre_create_historical_record.connect(_fill_entry, dispatch_uid="audit_entry")
    post_create_historical_record.connect(_seal, dispatch_uid="audit_seal")
