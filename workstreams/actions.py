"""Keeping a programme: the programme itself, its work-streams, its SROs and who holds which role."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from boards.models import Person
from saferwales.accounts import permissions
from saferwales.accounts.permissions import Role
from saferwales.audit import conflict, writing
from workstreams import policies
from workstreams.models import Membership, Programme, SroAppointment, Workstream


@transaction.atomic
def create_programme(*, by, reason, effective_on, **facts):
    """Set up a programme; whoever sets it up becomes its programme manager."""
    permissions.require(by, "programme.create")
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
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "programme.edit", programme)
    conflict.check_version(programme, expected_version)
    return writing.amend(programme, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def create_workstream(*, programme, by, reason, effective_on, **facts):
    """Add a work-stream; its number is its own within the programme."""
    policies.check_can_keep(by, "workstream.edit", programme)
    return writing.enter(
        Workstream, by=by, reason=reason, effective_on=effective_on, programme=programme, **facts
    )


@transaction.atomic
def edit_workstream(*, workstream, by, reason, effective_on, expected_version=None, **facts):
    workstream = writing.lock(Workstream.objects.select_related("programme"), pk=workstream.pk)
    policies.check_can_keep(by, "workstream.edit", workstream.programme)
    conflict.check_version(workstream, expected_version)
    return writing.amend(workstream, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def appoint(
    *, programme, by, reason, from_on, workstream=None, person=None, new_person="", user=None, **facts
):
    """Appoint an SRO or a deputy to a work-stream, or to the programme where no work-stream is named.

    ``facts``: title_en, title_cy, kind. An account that holds no role in the programme is given the SRO's.
    """
    policies.check_can_keep(by, "appointment.edit", programme)
    if workstream is not None and workstream.programme_id != programme.pk:
        raise ValidationError({"workstream": _("Choose a work-stream of this programme.")})
    entry = {"by": by, "reason": reason, "effective_on": from_on}
    if person is None and new_person:
        person = writing.enter(Person, **entry, name=new_person, slug=_free_slug(new_person))
    if person is None and user is None:
        raise ValidationError({"person": _("Choose or name the person who is appointed.")})
    if user is not None and not user.roles_in(programme):
        writing.enter(Membership, **entry, programme=programme, user=user, role=Role.SRO)
    facts |= {
        "programme": programme,
        "workstream": workstream,
        "person": person,
        "user": user,
        "from_on": from_on,
    }
    return writing.enter(SroAppointment, **entry, **facts)


def _free_slug(name):
    stem = slugify(name)[:50] or "person"
    taken = set(Person.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if slug not in taken)


@transaction.atomic
def end_appointment(*, appointment, by, reason, to_on):
    """End an appointment on a day; it stays readable."""
    appointment = writing.lock(SroAppointment.objects.select_related("programme"), pk=appointment.pk)
    policies.check_can_keep(by, "appointment.edit", appointment.programme)
    if appointment.from_on and to_on < appointment.from_on:
        raise ValidationError({"to_on": _("The end must not be before the start.")})
    return writing.amend(appointment, by=by, reason=reason, effective_on=timezone.localdate(), to_on=to_on)


@transaction.atomic
def grant_role(*, programme, user, role, by, reason):
    """Give a user a role in the programme; a role withdrawn before is given back."""
    policies.check_can_keep(by, "programme.edit", programme)
    kept = Membership.objects.filter(programme=programme, user=user, role=role).first()
    today = timezone.localdate()
    if kept is None:
        return writing.enter(
            Membership, by=by, reason=reason, effective_on=today, programme=programme, user=user, role=role
        )
    return writing.amend(kept, by=by, reason=reason, effective_on=today, archived=False)


@transaction.atomic
def withdraw_role(*, membership, by, reason):
    """Take a role away at once; what was done under it keeps its name."""
    membership = writing.lock(Membership.objects.select_related("programme"), pk=membership.pk)
    policies.check_can_keep(by, "programme.edit", membership.programme)
    if membership.user_id == by.pk:
        raise ValidationError(_("You cannot withdraw your own role. Ask another programme manager."))
    return writing.amend(membership, by=by, reason=reason, effective_on=timezone.localdate(), archived=True)
