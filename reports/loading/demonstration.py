"""Demonstration accounts: one for each role, with demonstration appointments, and random passwords."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from boards.models import Board, Seat, SeatRole
from saferwales.accounts.permissions import Role
from saferwales.audit import writing
from workstreams.models import Membership, SroAppointment

ACTOR = writing.SystemActor("demo")
REASON = "Demonstration account"


@dataclass(frozen=True)
class Account:
    email: str
    name: str
    role: str
    password: str


def make_accounts(programme, wanted):
    """Make the accounts that are not there yet; returns those made, with their passwords."""
    made = []
    for facts in wanted:
        if not get_user_model().objects.filter(email=facts["email"]).exists():
            made.append(_make(programme, facts))
    return made


def _make(programme, facts):
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    user = get_user_model().objects.create_user(
        facts["email"],
        facts["name"],
        password,
        is_demonstration=True,
        is_administrator=facts.get("administrator", False),
        is_auditor=facts.get("auditor", False),
    )
    if facts.get("role"):
        _enter(Membership, programme=programme, user=user, role=facts["role"])
    _appoint(programme, user, facts)
    role = facts.get("role") or (Role.ADMINISTRATOR if user.is_administrator else Role.AUDITOR)
    return Account(user.email, user.name, str(Role(role).label), password)


def _appoint(programme, user, facts):
    if facts.get("workstream") or facts.get("programme_sro"):
        workstream = programme.workstreams.filter(number=facts.get("workstream", 0)).first()
        _enter(
            SroAppointment,
            programme=programme,
            workstream=workstream,
            user=user,
            title_en=user.name,
            is_demonstration=True,
        )
    if facts.get("board"):
        board = Board.objects.get(slug=facts["board"])
        role = SeatRole(facts.get("seat", SeatRole.MEMBER))
        _enter(Seat, board=board, user=user, post=user.name, role=role, is_demonstration=True)


def _enter(model, **facts):
    writing.enter(model, by=ACTOR, reason=REASON, **facts)
