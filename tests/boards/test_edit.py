"""Setting up boards and seats in the browser: who may, what is refused, and nobody's words lost."""

from datetime import date

import pytest

from boards import actions
from boards.models import Board, Organisation, Person, Region, Seat
from tests.builders import ACTOR, enter, make_board, make_programme, make_user

pytestmark = pytest.mark.django_db
TODAY = {"effective_on_0": "2", "effective_on_1": "2", "effective_on_2": "2026"}
NEW = {
    "name_en": "Safer Streets Board",
    "slug": "safer-streets",
    "board_type": "board",
    "level": "national",
    "devolution": "both",
    "standing": "operating",
    "aliases": "The Streets Board\n\nStreets",
    "reason": "Set up by the Minister",
    **TODAY,
}


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(client, programme):
    user = make_user("Mair", programme, "manager")
    client.force_login(user)
    return user


def held(response, name="base"):
    return response.context["form"].initial[name]


def typed(board, **changes):
    """The edit form as it is filled for a board, with some of it changed."""
    kept = {name: getattr(board, name) or "" for name in ("name_en", "board_type", "level", "standing")}
    return kept | {"devolution": board.devolution, "reason": "Renamed", **TODAY, **changes}


@pytest.mark.parametrize("role", ["sro", "board"])
def test_a_weak_role_is_refused_with_a_sentence(client, programme, role):
    client.force_login(make_user("Ann", programme, role))
    board = make_board()
    for address in ("new/", f"{board.slug}/edit/", f"{board.slug}/seats/new/"):
        for response in (client.get(f"/en/boards/{address}"), client.post(f"/en/boards/{address}", NEW)):
            assert response.status_code == 403
            assert "Only a programme manager" in response.content.decode()


def test_a_secretary_keeps_the_boards_of_the_own_programmes_only(client, programme):
    client.force_login(make_user("Ann", programme, "secretary"))
    assert client.post("/en/boards/new/", NEW).status_code == 302
    assert client.get(f"/en/boards/{programme.governing_board.slug}/edit/").status_code == 200
    theirs = make_programme().governing_board
    for more in ("edit/", "seats/new/", "relations/new/"):
        assert client.get(f"/en/boards/{theirs.slug}/{more}").status_code == 404
        assert client.post(f"/en/boards/{theirs.slug}/{more}", NEW).status_code == 404


def test_the_manager_of_another_programme_does_not_keep_a_programme_board(client, manager):
    theirs = make_programme()
    assert client.get(f"/en/boards/{theirs.governing_board.slug}/edit/").status_code == 404
    client.force_login(administrator := make_user("Alun", is_administrator=True))
    assert client.get(f"/en/boards/{theirs.governing_board.slug}/edit/").status_code == 200
    assert administrator.is_administrator


def test_a_manager_adds_a_board(client, manager):
    assert client.get("/en/boards/new/").status_code == 200
    response = client.post("/en/boards/new/", NEW)
    assert response.url == "/en/boards/safer-streets/"
    board = Board.objects.get(slug="safer-streets")
    assert board.aliases == ["The Streets Board", "Streets"]
    entry = board.history.get()
    assert (entry.actor, entry.effective_on) == (f"user:{manager.pk}", date(2026, 2, 2))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slug": "new"}, "used by the pages"),
        ({"slug": "taken"}, "Another board has this short name"),
        ({"effective_on_2": "2199"}, "future"),
        ({"name_en": "x" * 251}, "at most 250 characters"),
        ({"level": "moon"}, "not one of the available choices"),
        ({"reason": ""}, "required"),
        ({"aliases": "y" * 300}, "at most 250 characters"),
        (
            {f"founded_on_{n}": v for n, v in enumerate(("1", "1", "2021"))}
            | {f"ended_on_{n}": v for n, v in enumerate(("1", "1", "2020"))},
            "before the start",
        ),
    ],
)
def test_a_wrong_board_keeps_what_was_typed(client, manager, wrong, sentence):
    make_board(slug="taken")
    response = client.post("/en/boards/new/", {**NEW, "note": "kept words", **wrong})
    assert response.status_code == 422
    text = response.content.decode()
    assert sentence in text and "kept words" in text
    assert not Board.objects.filter(slug="safer-streets").exists()


def test_a_manager_edits_a_board(client, manager):
    board = make_board(region=enter(Region, slug="gwent", name_en="Gwent"))
    base = held(client.get(f"/en/boards/{board.slug}/edit/"))
    response = client.post(
        f"/en/boards/{board.slug}/edit/", typed(board, base=base, name_en="New name", region="")
    )
    assert response.url == f"/en/boards/{board.slug}/"
    now = Board.objects.get(pk=board.pk)
    assert (now.name_en, now.region, now.version) == ("New name", None, 2)


def test_two_editors_at_once_lose_no_word(client, manager):
    board = make_board()
    base = held(client.get(f"/en/boards/{board.slug}/edit/"))
    gwent = enter(Region, slug="gwent", name_en="Gwent")
    actions.edit_board(
        board=board, by=ACTOR, effective_on=date(2026, 1, 9), reason="meanwhile", name_en="Theirs",
        founded_on=date(2020, 3, 1), region=gwent,
    )  # fmt: skip
    response = client.post(f"/en/boards/{board.slug}/edit/", typed(board, base=base, name_en="Mine"))
    assert response.status_code == 409
    form = response.context["form"]
    assert form["name_en"].value() == "Mine"
    assert form["founded_on"].value() == ["1", "3", "2020"] and form["region"].value() == "gwent"
    assert [row.label for row in response.context["rows"] if row.clash] == ["Name (English)"]
    again = client.post(f"/en/boards/{board.slug}/edit/", form.data.dict())
    assert again.status_code == 302
    now = Board.objects.get(pk=board.pk)
    assert (now.name_en, now.founded_on, now.region) == ("Mine", date(2020, 3, 1), gwent)


def test_a_form_without_its_version_is_refused(client, manager):
    board = make_board()
    assert client.post(f"/en/boards/{board.slug}/edit/", typed(board, base="forged")).status_code == 400


def test_a_seat_is_added_for_somebody_new_and_ended(client, manager):
    board = make_board()
    address = f"/en/boards/{board.slug}/seats/"
    assert client.get(f"{address}new/").status_code == 200
    facts = {"role": "joint_chair", "person_name": "Siân Rees", "organisation_name": "The Office"}
    facts |= {"reason": "Appointed", "from_on_0": "1", "from_on_1": "4", "from_on_2": "2025"}
    assert client.post(f"{address}new/", facts).url == f"/en/boards/{board.slug}/"
    seat = Seat.objects.get(board=board)
    assert (str(seat), str(seat.organisation), seat.role) == ("Siân Rees", "The Office", "joint_chair")
    assert seat.history.get().effective_on == date(2025, 4, 1)
    client.post(f"{address}new/", facts)
    assert Person.objects.count() == Organisation.objects.count() == 1
    end = {"reason": "Moved on", "to_on_0": "1", "to_on_1": "1", "to_on_2": "2025"}
    assert client.get(f"{address}{seat.pk}/end/").status_code == 200
    assert client.post(f"{address}{seat.pk}/end/", end).status_code == 422
    assert client.post(f"{address}{seat.pk}/end/", end | {"to_on_2": "2026"}).status_code == 302
    assert Seat.objects.get(pk=seat.pk).to_on == date(2026, 1, 1)
    again = client.post(f"{address}{seat.pk}/end/", end | {"to_on_2": "2026"})
    assert again.status_code == 422 and "already ended" in again.content.decode()


def test_chairs_added_one_after_the_other_keep_their_order(client, manager):
    board = make_board()
    for name in ("First", "Second"):
        actions.add_seat(board=board, by=ACTOR, reason="r", role="chair", post=name)
    assert [(seat.post, seat.order) for seat in board.seats.order_by("order")] == [
        ("First", 1),
        ("Second", 2),
    ]


@pytest.mark.parametrize(
    "facts",
    [{"role": "chair"}, {"role": "king", "post": "P"}, {"role": "chair", "post": "P", "person": "99"}],
)
def test_a_seat_of_nobody_or_of_somebody_unknown_is_refused(client, manager, facts):
    board = make_board()
    response = client.post(f"/en/boards/{board.slug}/seats/new/", facts | {"reason": "kept words"})
    assert response.status_code == 422 and "kept words" in response.content.decode()


def test_another_boards_seat_does_not_exist_here(client, manager):
    seat = enter(Seat, board=make_board(), post="Chief", role="member")
    board = make_board()
    for pk in (seat.pk, 2**80):
        assert client.get(f"/en/boards/{board.slug}/seats/{pk}/end/").status_code == 404
