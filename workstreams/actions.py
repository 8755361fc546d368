"""Keeping a programme: the programme itself, its work-streams, its SROs and who holds which role."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from boards.models import Person, Region
from saferwales.accounts import permissions
from saferwales.accounts.permissions import KEEPERS, Role
from saferwales.audit import conflict, writing
from saferwales.audit.days import Precision
from workstreams import policies, quarters
from workstreams.models import (
    Membership,
    Programme,
    ProgrammeState,
    RegionalReturn,
    SroAppointment,
    Workstream,
)


@transaction.atomic
def create_programme(*, by, reason, effective_on, **facts):
    """Set up a programme; whoever sets it up becomes its programme manager."""
    permissions.require(by, "programme.create")
    policies.check_stays_open(facts.get("state", ProgrammeState.ACTIVE))
    programme = writing.enter(Programme, by=by, reason=reason, effective_on=effective_on, **facts)
    writing.enter(
        Membership,
        by=by,
        reason=reason,
        effective_on=effective_on,
        programme=programme,
        user=by,
        role=Role.MANAGER,
    )
    return programme


@transaction.atomic
def edit_programme(*, programme, by, reason, effective_on, expected_version=None, **facts):
    """Change what is said of a programme; a day that is typed anew is known to the day."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "programme.edit", programme)
    policies.check_stays_open(facts.get("state", programme.state))
    conflict.check_version(programme, expected_version)
    for name in ("started", "ended"):
        if facts.get(f"{name}_on", getattr(programme, f"{name}_on")) != getattr(programme, f"{name}_on"):
            facts[f"{name}_precision"] = Precision.DAY
    return writing.amend(programme, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def create_workstream(*, programme, by, reason, effective_on, **facts):
    """Add a work-stream; its number is its own within the programme."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "workstream.edit", programme)
    if Workstream.objects.filter(programme=programme, number=facts["number"]).exists():
        raise ValidationError({"number": _("Another work-stream of this programme has this number.")})
    return writing.enter(
        Workstream, by=by, reason=reason, effective_on=effective_on, programme=programme, **facts
    )


@transaction.atomic
def edit_workstream(*, workstream, by, reason, effective_on, expected_version=None, **facts):
    """Change what is said of a work-stream; its number never changes, since addresses and reports name it."""
    workstream = writing.lock(Workstream.objects.select_related("programme"), pk=workstream.pk)
    policies.check_can_keep(by, "workstream.edit", workstream.programme)
    conflict.check_version(workstream, expected_version)
    return writing.amend(workstream, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def appoint(
    *, programme, by, reason, from_on, workstream=None, person=None, new_person="", user=None, **facts
):
    """Appoint an SRO or a deputy to a work-stream, or to the programme where no work-stream is named.

    ``facts``: title_en, title_cy, kind. An account that could not update objectives is given the SRO's role. An
    appointment that is to begin later is recorded as decided today; its own days say when it is held.
    """
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "appointment.edit", programme)
    if workstream is not None and workstream.programme_id != programme.pk:
        raise ValidationError({"workstream": _("Choose a work-stream of this programme.")})
    if person is not None and new_person:
        raise ValidationError({"new_person": _("Choose a person from the list or name a new one, not both.")})
    if person is None and not new_person and user is None:
        raise ValidationError({"person": _("Choose or name the person who is appointed.")})
    entry = {"by": by, "reason": reason, "effective_on": min(from_on, timezone.localdate())}
    if new_person:
        person = writing.enter(Person, **entry, name=new_person, slug=_free_slug(new_person))
    if user is not None and not (KEEPERS | {Role.SRO}) & user.roles_in(programme):
        _give_role(programme, user, Role.SRO, by, reason)
    facts |= {"workstream": workstream, "person": person, "user": user, "from_on": from_on}
    return writing.enter(SroAppointment, **entry, programme=programme, **facts)


def _free_slug(name):
    stem = slugify(name)[:50] or "person"
    taken = set(Person.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def end_appointment(*, appointment, by, reason, to_on):
    """End an appointment on a day; it stays readable."""
    appointment = writing.lock(SroAppointment.objects.select_related("programme"), pk=appointment.pk)
    policies.check_can_keep(by, "appointment.edit", appointment.programme)
    if appointment.to_on is not None:
        raise ValidationError(_("This appointment has already ended."), code="ended")
    if appointment.from_on and to_on < appointment.from_on:
        raise ValidationError({"to_on": _("The end must not be before the start.")})
    return writing.amend(appointment, by=by, reason=reason, effective_on=timezone.localdate(), to_on=to_on)


def _give_role(programme, user, role, by, reason):
    """A role is held from the day it is given; one withdrawn before is given back."""
    entry = {"by": by, "reason": reason, "effective_on": timezone.localdate()}
    kept = writing.lock_any(Membership.objects.filter(programme=programme, user=user, role=role))
    if kept is None:
        return writing.enter(Membership, **entry, programme=programme, user=user, role=role)
    return writing.amend(kept, **entry, archived=False)


@transaction.atomic
def grant_role(*, programme, user, role, by, reason):
    """Give a user a role in the programme; managers give roles in their own programmes only."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_give_role(by, programme, role)
    return _give_role(programme, user, role, by, reason)


@transaction.atomic
def withdraw_role(*, membership, by, reason):
    """Take a role away at once; what was done under it keeps its name."""
    membership = writing.lock(Membership.objects.select_related("programme"), pk=membership.pk)
    policies.check_can_give_role(by, membership.programme, membership.role)
    if membership.user_id == by.pk:
        raise ValidationError(_("You cannot withdraw your own role. Ask another programme manager."))
    return writing.amend(membership, by=by, reason=reason, effective_on=timezone.localdate(), archived=True)


@transaction.atomic
def open_quarter(*, programme, by, reason, quarter_on, due_on, custodian):
    """Open a quarter for all regions in one act: each owes a return to the custodian by the due date, or none does."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "return.open", programme)
    if quarters.quarter_of(quarter_on) != quarter_on:
        raise ValidationError({"quarter_on": _("Enter the first day of a quarter, such as 1 4 2026.")})
    if due_on < quarter_on:
        raise ValidationError({"due_on": _("A return cannot be due before its quarter begins.")})
    if RegionalReturn.objects.filter(programme=programme, quarter_on=quarter_on).exists():
        raise ValidationError({"quarter_on": _("This quarter is open already.")}, code="open")
    regions = list(Region.objects.filter(archived=False))
    if not regions:
        raise ValidationError(_("The record holds no region that could owe a return."))
    facts = {f"label_{language}": quarters.label(quarter_on, language) for language in ("en", "cy")}
    facts |= {"programme": programme, "quarter_on": quarter_on, "due_on": due_on, "custodian": custodian}
    entry = {"by": by, "reason": reason, "effective_on": timezone.localdate()}
    return [writing.enter(RegionalReturn, **entry, region=region, **facts) for region in regions]


@transaction.atomic
def edit_return(*, regional_return, by, reason, effective_on, expected_version=None, **facts):
    """Fill in a region's return. It needs a position in words: a blank never means that nothing changed."""
    returns = RegionalReturn.objects.select_related("programme")
    one = writing.lock(returns, pk=regional_return.pk)
    policies.check_can_fill(by, one, timezone.localdate())
    policies.check_programme_open(one.programme)
    if {"custodian_id", "due_on"} & set(facts):
        permissions.require(by, "return.open", one.programme)
    if effective_on > timezone.localdate():
        raise ValidationError(
            {"effective_on": _("The day lies in the future. Enter the day since which it is true.")}
        )
    conflict.check_version(one, expected_version)
    _check_position(one, facts)
    if facts.get("due_on") and facts["due_on"] < one.quarter_on:
        raise ValidationError({"due_on": _("A return cannot be due before its quarter begins.")})
    return writing.amend(one, by=by, reason=reason, effective_on=effective_on, **facts)


def _check_position(one, facts):
    """Actions rest on a position, and a position received is never emptied."""

    def said(*names):
        return any(facts.get(name, getattr(one, name)).strip() for name in names)

    received = one.position_en or one.position_cy
    if not said("position_en", "position_cy") and (received or said("actions_en", "actions_cy")):
        raise ValidationError(
            {
                "position_en": _(
                    "Write the current position. If nothing changed, say so: a blank says nothing."
                )
            }
        )
