"""The start page: what waits for me, the programme at a glance, what changed lately."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board, Region, Seat
from objectives import latest, summary, waiting
from objectives.models import Handover, HandoverItem, Letter, LetterAnswer, LetterItem, Objective
from saferwales.accounts import permissions
from saferwales.accounts.permissions import Role
from saferwales.audit import asat
from workstreams.models import (
    Membership,
    Programme,
    ProgrammeState,
    RegionalReturn,
    SroAppointment,
    Workstream,
)


def _load(request):
    mine = Programme.objects.for_user(request.user)
    return asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Objective.objects.filter(programme__in=mine),
        Handover.objects.filter(programme__in=mine),
        HandoverItem.objects.filter(handover__programme__in=mine),
        Letter.objects.filter(programme__in=mine),
        LetterItem.objects.filter(letter__programme__in=mine),
        LetterAnswer.objects.filter(letter__programme__in=mine),
        RegionalReturn.objects.filter(programme__in=mine),
        Membership.objects.filter(programme__in=mine),
        Region.objects.all(),
        Board.objects.all(),
        SroAppointment.objects.filter(user=request.user),
        Seat.objects.filter(user=request.user),
        *waiting.wanted(request.user, mine),
    )


def _accounts_without_roles():
    held = Membership.objects.filter(user=OuterRef("pk"), archived=False)
    accounts = get_user_model().objects.filter(is_active=True, is_administrator=False, is_auditor=False)
    return accounts.filter(~Exists(held)).count()


def _chosen(request, programmes):
    """The programme asked for, else the first that is still at work; and the others."""
    states = list(ProgrammeState)
    ordered = sorted(programmes, key=lambda one: states.index(one.state))
    asked = request.GET.get("programme")
    chosen = next((one for one in ordered if one.slug == asked), ordered[0] if ordered else None)
    return chosen, [one for one in ordered if one is not chosen]


def _at_a_glance(reading, programme, roles):
    objectives = [row for row in reading.all(Objective) if row.programme_id == programme.pk]
    by_key = {row.pk: row for row in objectives}
    return {
        "deliveries": summary.by_delivery(objectives, programme),
        "governances": summary.by_governance(objectives, programme),
        "changes": latest.changes(reading, by_key) if objectives else [],
        "corrections": latest.corrections(reading, by_key) if Role.AUDITOR in roles and objectives else [],
        "audits": Role.AUDITOR in roles,
        "roles": [str(role.label) for role in Role if role in roles],
    }


@require_safe
def home(request):
    reading, user = _load(request), request.user
    chosen, others = _chosen(request, reading.all(Programme))
    context = {
        "programme": chosen,
        "nav": "home",
        "may_create": permissions.may(user, "programme.create"),
        "others": [
            (one, sum(not task.quiet for task in waiting.all_of(reading, one, user))) for one in others
        ],
    }
    if chosen:
        roles = user.roles_in(chosen)
        tasks = waiting.all_of(reading, chosen, user)
        if Role.ADMINISTRATOR in roles:
            tasks += waiting.without_roles(_accounts_without_roles(), chosen)
        context |= _at_a_glance(reading, chosen, roles) | {"tasks": tasks}
    return render(request, "home/home.html", context)
