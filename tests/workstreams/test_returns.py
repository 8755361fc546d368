"""Regional returns: a quarter opened for all regions, a cell filled by whoever answers for it, nobody's words lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from boards.models import Region, Seat
from saferwales.audit import writing
from tests.builders import ACTOR, clock, enter, make_board, make_chair, make_programme, make_user
from workstreams import actions
from workstreams.models import RegionalReturn

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
TODAY = {"effective_on_0": "2", "effective_on_1": "2", "effective_on_2": "2026"}
FILLED = {
    "position_en": "Two boards were merged.",
    "actions_en": "Map the local groups",
    "action_owner": "Chief Constable",
    "reason": "Returned by the region",
    **TODAY,
}
QUARTER = {"quarter_on_0": "1", "quarter_on_1": "4", "quarter_on_2": "2026", "due_on_0": "30", "due_on_1": "6",
           "due_on_2": "2026", "reason": "The next quarter begins"}  # fmt: skip


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def owed(programme, board):
    region = enter(Region, slug="gwent", name_en="Gwent")
    return enter(
        RegionalReturn, programme=programme, region=region, custodian=board,
        quarter_on=date(2026, 1, 1), due_on=date(2026, 3, 31), label_en="January 2026",
    )  # fmt: skip


def page(owed, more=""):
    return f"/en/programmes/{owed.programme.slug}/regions/{owed.pk}/{more}"


def sign_in(client, user):
    client.force_login(user)
    return user


def base(client, owed):
    return client.get(page(owed, "edit/")).context["form"].initial["base"]


@pytest.mark.parametrize("role", ["manager", "secretary", "board"])
def test_who_answers_for_it_fills_the_cell(client, programme, board, owed, role):
    user = make_chair(board, programme) if role == "board" else make_user("Ann", programme, role)
    sign_in(client, user)
    response = client.post(page(owed, "edit/"), FILLED | {"base": base(client, owed)} | _plan(owed, role))
    assert response.url.endswith(f"/regions/#return-{owed.pk}")
    now = RegionalReturn.objects.get()
    assert (now.position_en, now.action_owner, now.lacks_owner) == (
        "Two boards were merged.", "Chief Constable", False,
    )  # fmt: skip
    assert (now.custodian, now.due_on) == (board, date(2026, 3, 31))
    entry = now.history.order_by("version").last()
    assert (entry.actor, entry.effective_on) == (f"user:{user.pk}", date(2026, 2, 2))


def _plan(owed, role):
    if role != "manager":
        return {}
    due = {"due_on_0": "31", "due_on_1": "3", "due_on_2": "2026"}
    return {"custodian_id": owed.custodian_id, **due}


def _other_seats(programme, board):
    """Accounts with the role of a board's member, none of whom answers for the return."""
    yield make_chair(make_board(), programme)
    attending = make_user("Ada", programme, "board")
    enter(Seat, board=board, user=attending, post="Ada", role="attending")
    yield attending
    ended = make_user("Eve", programme, "board")
    enter(Seat, board=board, user=ended, post="Eve", role="member", to_on=date(2020, 1, 1))
    yield ended


def test_other_boards_observers_and_former_members_do_not(client, programme, board, owed):
    for user in _other_seats(programme, board):
        sign_in(client, user)
        for response in (client.get(page(owed, "edit/")), client.post(page(owed, "edit/"), FILLED)):
            assert response.status_code == 403
            assert "Only the custodian of the return" in response.content.decode()
        assert (
            page(owed, "edit/") not in client.get(f"{page(owed)[: -len(str(owed.pk)) - 1]}").content.decode()
        )
    assert RegionalReturn.objects.get().version == 1


def test_a_custodian_does_not_move_the_due_date(programme, board, owed):
    with pytest.raises(PermissionDenied):
        actions.edit_return(
            regional_return=owed, by=make_chair(board, programme), reason="r",
            effective_on=date(2026, 2, 2), due_on=date(2027, 1, 1),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"position_en": ""}, "a blank says nothing"),
        ({"reason": ""}, "required"),
        ({"effective_on_2": "2199"}, "future"),
        ({"effective_on_1": "13"}, "day that exists"),
    ],
)
def test_a_wrong_cell_keeps_what_was_typed_as_page_and_in_place(client, programme, owed, wrong, sentence):
    sign_in(client, make_user("Ann", programme, "secretary"))
    data = FILLED | {"base": base(client, owed)} | wrong
    for how in ({}, HTMX):
        response = client.post(page(owed, "edit/"), data, **how)
        text = response.content.decode()
        assert response.status_code == 422 and sentence in text and "Map the local groups" in text
        assert ("<html" in text) is not bool(how)
    assert RegionalReturn.objects.get().version == 1


def test_a_position_received_is_never_emptied(programme, owed):
    facts = {"regional_return": owed, "by": ACTOR, "reason": "r", "effective_on": date(2026, 2, 2)}
    actions.edit_return(**facts, position_en="Said")
    with pytest.raises(ValidationError):
        actions.edit_return(**facts, position_en=" ")


def test_two_editors_at_once_lose_no_word(client, programme, owed):
    sign_in(client, make_user("Ann", programme, "secretary"))
    data = FILLED | {"base": base(client, owed)}
    actions.edit_return(
        regional_return=owed,
        by=ACTOR,
        reason="meanwhile",
        effective_on=date(2026, 1, 9),
        position_en="Theirs",
    )
    response = client.post(page(owed, "edit/"), data, **HTMX)
    assert response.status_code == 409
    text = response.content.decode()
    assert "Somebody changed this while you were editing" in text and "Theirs" in text
    assert "Two boards were merged." in text and "<html" not in text
    assert client.post(page(owed, "edit/"), response.context["form"].data.dict()).status_code == 302


def test_saved_in_place_the_cell_comes_back(client, programme, owed):
    sign_in(client, make_user("Ann", programme, "secretary"))
    form = client.get(page(owed, "edit/"), **HTMX)
    assert "<html" not in form.content.decode() and "HX-Request" in form["Vary"]
    data = FILLED | {"base": form.context["form"].initial["base"], "action_owner": "TBC"}
    text = client.post(page(owed, "edit/"), data, **HTMX).content.decode()
    assert "Two boards were merged." in text and "<html" not in text
    assert '<p class="alarm">Action without an owner</p>' in text


def test_a_closed_programme_is_read_only(client, owed):
    sign_in(client, make_user("Ann", owed.programme, "secretary"))
    data = FILLED | {"base": base(client, owed)}
    with writing.act(by=ACTOR, reason="closed"):
        owed.programme.state = "closed"
        owed.programme.save()
    response = client.post(page(owed, "edit/"), data)
    assert response.status_code == 422 and "This programme is closed" in response.content.decode()
    assert RegionalReturn.objects.get().version == 1
    assert "/edit/" not in client.get(page(owed)).content.decode()


def test_another_programmes_return_does_not_exist_here(client, owed):
    theirs = make_programme()
    sign_in(client, make_user("Ann", theirs, "manager"))
    for pk in (owed.pk, 2**80):
        for more in ("", "edit/"):
            assert client.get(f"/en/programmes/{theirs.slug}/regions/{pk}/{more}").status_code == 404
        assert client.post(f"/en/programmes/{theirs.slug}/regions/{pk}/edit/", FILLED).status_code == 404
    assert RegionalReturn.objects.get().version == 1


def test_a_manager_opens_the_next_quarter_for_all_regions_in_one_act(client, programme, board, owed):
    enter(Region, slug="dyfed", name_en="Dyfed")
    sign_in(client, make_user("Mair", programme, "manager"))
    address = f"/en/programmes/{programme.slug}/regions/open/"
    offered = client.get(address).context["form"].initial
    assert offered == {
        "quarter_on": date(2026, 4, 1), "due_on": date(2026, 6, 30), "custodian": board.pk,
    }  # fmt: skip
    data = QUARTER | {"custodian": board.pk}
    assert client.post(address, data).status_code == 302
    made = RegionalReturn.objects.filter(quarter_on=date(2026, 4, 1))
    assert {(one.region.slug, one.due_on, one.custodian, one.label_en, one.label_cy) for one in made} == {
        (slug, date(2026, 6, 30), board, "April 2026", "Ebrill 2026") for slug in ("gwent", "dyfed")
    }
    again = client.post(address, data)
    assert again.status_code == 422 and "open already" in again.content.decode()
    assert made.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quarter_on_0": "2"}, "first day of a quarter"),
        ({"due_on_2": "2025"}, "before its quarter begins"),
        ({"custodian": ""}, "required"),
        ({"custodian": "0"}, "not one of the available choices"),
    ],
)
def test_a_wrong_quarter_is_refused(client, programme, board, owed, wrong, sentence):
    sign_in(client, make_user("Mair", programme, "manager"))
    address = f"/en/programmes/{programme.slug}/regions/open/"
    response = client.post(address, QUARTER | {"custodian": board.pk} | wrong)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert "The next quarter begins" in response.content.decode()
    assert RegionalReturn.objects.count() == 1


def test_each_state_by_the_day_and_in_words(client, programme, owed):
    sign_in(client, make_user("Ann", programme, "secretary"))
    days = {(2025, 12, 1): "Not due yet", (2026, 2, 1): "Due", (2026, 4, 1): "Overdue"}
    for day, words in days.items():
        with clock(*day):
            text = client.get(f"/en/programmes/{programme.slug}/regions/").content.decode()
        assert f">{words}</strong>" in text
