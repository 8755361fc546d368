"""Small programmes, boards and people for tests."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from boards.models import Board, Meeting, Person, Seat
from objectives import actions
from objectives.models import Objective
from saferwales.audit import chain, writing
from workstreams.models import Membership, Programme, SroAppointment, Workstream

ACTOR = writing.SystemActor("tests")
START = date(2026, 1, 5)
_numbers = count(1)


@contextmanager
def clock(*moment):
    """The moment at which everything inside is recorded, in universal time."""
    with patch("django.utils.timezone.now", lambda: datetime(*moment, tzinfo=UTC)):
        yield


def enter(model, **facts):
    return writing.enter(model, by=ACTOR, reason="set up", **facts)


def make_board(**facts):
    number = next(_numbers)
    return enter(
        Board,
        **{
            "slug": f"board-{number}",
            "name_en": f"Board {number}",
            "board_type": "board",
            "level": "national",
            "standing": "operating",
            **facts,
        },
    )


def make_programme(**facts):
    number = next(_numbers)
    facts.setdefault("governing_board", make_board())
    return enter(Programme, **{"slug": f"programme-{number}", "name_en": f"Programme {number}", **facts})


@transaction.atomic
def close(programme, day=None):
    """Close the programme past the conditions of closing."""
    day = day or timezone.localdate()
    kept = writing.lock(Programme.objects, pk=programme.pk)
    return writing.amend(kept, by=ACTOR, reason="closed", effective_on=day, state="closed", closed_on=day)


def make_workstream(programme=None, **facts):
    programme = programme or make_programme()
    number = facts.pop("number", None) or programme.workstreams.count() + 1
    return enter(Workstream, programme=programme, number=number, principle_en=f"Principle {number}", **facts)


def make_objective(workstream=None, **facts):
    workstream = workstream or make_workstream()
    number = next(_numbers)
    facts = {
        "key": f"{workstream.number}.{number}",
        "label_en": f"Objective {number}",
        "text_en": f"Do the work of objective {number}.",
        "effective_on": START,
        **facts,
    }
    return actions.create_objective(
        programme=workstream.programme, by=ACTOR, reason="set up", workstream=workstream, **facts
    )


def make_user(name="Ann", programme=None, role=None, **flags):
    user = get_user_model().objects.create_user(f"user{next(_numbers)}@demo.invalid", name, "secret", **flags)
    if role:
        enter(Membership, programme=programme, user=user, role=role)
    return user


def make_sro(workstream, name="Siân", **facts):
    """A user with the SRO's role and a current appointment to the work-stream."""
    user = make_user(name, workstream.programme, "sro")
    enter(
        SroAppointment,
        programme=workstream.programme,
        workstream=workstream,
        user=user,
        title_en=name,
        **facts,
    )
    return user


def make_chair(board, programme, name="Carys"):
    user = make_user(name, programme, "board")
    enter(Seat, board=board, user=user, post=name, role="chair")
    return user


def make_person(**facts):
    number = next(_numbers)
    return enter(Person, **{"slug": f"person-{number}", "name": f"Person {number}", **facts})


def make_meeting(board, held_on=START, **facts):
    """A meeting of the board that was held, its minutes a draft."""
    return enter(
        Meeting,
        **{"board": board, "held_on": held_on, "effective_on": held_on, "minutes_state": "draft", **facts},
    )


def make_many_objectives(workstream, number):
    """Many objectives with their first entries, written in bulk past the record's own refusal of bulk writes."""
    made = [
        Objective(
            programme=workstream.programme, workstream=workstream, key=f"m.{n}", order=n, label_en=f"Objective {n}",
            text_en=f"Do the work of objective {n}.", governing_body=workstream.programme.governing_board,
            governance_basis="programme_board", version=1, updated_on=START,
        )
        for n in range(number)
    ]  # fmt: skip
    entry = {"actor": "system:tests", "actor_name": "system:tests", "entry_kind": "created", "history_type": "+",
             "history_date": timezone.now(), "history_change_reason": "set up", "effective_on": START}  # fmt: skip
    names = [field.attname for field in Objective._meta.concrete_fields]
    with transaction.atomic():
        made = models.QuerySet(Objective).bulk_create(made)
        history = Objective.history.model
        rows = [history(**{name: getattr(one, name) for name in names}, **entry) for one in made]
        chain.append([chain.entry_for(row) for row in models.QuerySet(history).bulk_create(rows)])
    return made
