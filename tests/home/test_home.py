"""The start page: what waits for whom, and nothing that waits for somebody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.models import Region
from objectives import actions
from objectives.models import Handover, HandoverItem
from tests import builders
from workstreams.models import RegionalReturn

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream():
    """A work-stream with one objective that is stale and governed by nobody."""
    stream = builders.make_workstream()
    stream.objective = builders.make_objective(stream, governing_body=None, governance_basis="none")
    region = builders.enter(Region, slug="north", name_en="North")
    builders.enter(
        RegionalReturn, programme=stream.programme, region=region, quarter_on=date(2026, 1, 1),
        label_en="January", position_en="Fine", actions_en="TBC – whose actions?",
    )  # fmt: skip
    return stream


def home(client, user, query=""):
    client.force_login(user)
    response = client.get(reverse("web:home") + query)
    assert response.status_code == 200
    return response


def sentences(client, user):
    return [task.sentence for task in home(client, user).context["tasks"]]


def offer(stream, board):
    handover = builders.enter(
        Handover, programme=stream.programme, giver=stream.programme.governing_board, receiver=board,
        title_en="Offer", asked_on=date(2026, 3, 1),
    )  # fmt: skip
    return builders.enter(HandoverItem, handover=handover, order=1, objective=stream.objective)


def test_a_manager_sees_claims_stale_ungoverned_and_ownerless(client, stream):
    manager = builders.make_user("Mair", stream.programme, "manager")
    sro = builders.make_sro(stream)
    actions.change_status(
        objective=stream.objective, by=sro, delivery="complete_claimed", reason="Done", evidence="Minutes",
        effective_on=date(2026, 1, 6),
    )  # fmt: skip
    assert sentences(client, manager) == [
        "1 claimed completion waits to be verified",
        "1 objective is stale or overdue",
        "1 objective has no governing body",
        "1 regional return names actions without an owner",
    ]


def test_an_sro_sees_the_own_work_stream_only(client, stream):
    other = builders.make_workstream(stream.programme)
    builders.make_objective(other)
    assert sentences(client, builders.make_sro(stream)) == ["Work-stream 1: 1 objective is stale or overdue"]
    assert sentences(client, builders.make_user("No stream", stream.programme, "sro")) == []


def test_a_secretary_sees_offers_without_an_answer(client, stream):
    offer(stream, builders.make_board())
    assert sentences(client, builders.make_user("Sec", stream.programme, "secretary")) == [
        "1 handover item has no final answer",
        "1 regional return names actions without an owner",
    ]


def test_a_chair_sees_what_is_offered_to_the_own_board(client, stream):
    board, other = builders.make_board(name_en="Streets Board"), builders.make_board()
    offer(stream, board)
    chair = builders.make_chair(board, stream.programme)
    assert sentences(client, chair) == [
        "Streets Board: 1 item offered has no final answer",
        "Streets Board governs 0 objectives",
    ]
    assert sentences(client, builders.make_chair(other, stream.programme))[0].endswith("governs 0 objectives")


def test_an_administrator_sees_programmes_and_accounts_without_roles(client, stream):
    builders.make_user("New")
    admin = builders.make_user("Adm", is_administrator=True)
    assert sentences(client, admin) == [
        f"{stream.programme} has no programme manager",
        "1 account holds no role in any programme",
    ]


def test_an_auditor_sees_what_was_corrected(client, stream):
    auditor = builders.make_user("Aud", is_auditor=True)
    assert "No entry of this programme has been corrected." in home(client, auditor).content.decode()
    entry = stream.objective.history.get()
    actions.correct_entry(
        objective=stream.objective, entry_id=entry.history_id, by=builders.ACTOR, reason="It was paused",
        effective_on=builders.START, delivery="paused",
    )  # fmt: skip
    (change,) = home(client, auditor).context["corrections"]
    assert (change.reason, change.objectives) == ("It was paused", [stream.objective])


def test_one_act_on_many_objectives_is_one_change(client, stream):
    for _number in range(3):
        builders.make_objective(stream)
    manager = builders.make_user("Mair", stream.programme, "manager")
    (change,) = home(client, manager).context["changes"]
    assert len(change.objectives) == 4


def test_nobody_is_left_without_a_next_step(client):
    outsider = home(client, builders.make_user("Out")).content.decode()
    assert "Ask a programme manager or an administrator to give you one." in outsider
    admin = home(client, builders.make_user("Adm", is_administrator=True)).content.decode()
    assert reverse("workstreams:new") in admin


def test_several_programmes_are_shown_one_at_a_time(client, stream):
    other = builders.make_programme(name_en="Other programme")
    hidden = builders.make_programme(name_en="Hidden programme")
    manager = builders.make_user("Mair", stream.programme, "manager")
    builders.enter(type(manager.memberships.get()), programme=other, user=manager, role="manager")
    response = home(client, manager, f"?programme={other.slug}")
    assert response.context["programme"] == other
    assert "3 things wait for you there" in response.content.decode()
    assert "Hidden programme" not in response.content.decode()
    assert home(client, manager, f"?programme={hidden.slug}").context["programme"] != hidden


@pytest.mark.parametrize(
    ("role", "flags", "own"),
    [
        ("manager", {}, 4), ("secretary", {}, 4), ("sro", {}, 4), ("board", {}, 4),
        (None, {"is_auditor": True}, 5), (None, {"is_administrator": True}, 5),
    ],
)  # fmt: skip
def test_each_role_asks_exactly_so_much(client, stream, role, flags, own):
    user = builders.make_user("Ann", stream.programme, role, **flags)
    home(client, user)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("web:home"))
    assert len(asked) - 2 == own
