"""The terms of seats and relations edited, dated, by secretaries: what is refused, and nobody's words lost."""

from datetime import date

import pytest

from boards import actions
from boards.models import BoardRelation, Organisation, Seat
from tests.builders import ACTOR, enter, make_board, make_programme, make_user

pytestmark = pytest.mark.django_db
TODAY = {"effective_on_0": "2", "effective_on_1": "2", "effective_on_2": "2026"}
SEAT = {"role": "joint_chair", "title_as_printed": "Chief", "reason": "New terms", **TODAY}
RELATION = {"kind": "oversees", "words": "it oversees", "reason": "As the letter says", **TODAY}


@pytest.fixture(autouse=True)
def secretary(client):
    programme = make_programme()
    user = make_user("Ann", programme, "secretary")
    client.force_login(user)
    return user


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def seat(board):
    return enter(Seat, board=board, post="Chief", role="member")


@pytest.fixture
def relation(board):
    return enter(BoardRelation, board=board, kind="directs", to_post="Clerk")


def address(board, more=""):
    return f"/en/boards/{board.slug}/{more}"


def base(client, page):
    return client.get(page).context["form"].initial["base"]


def day(name, *parts):
    return {f"{name}_{place}": str(part) for place, part in enumerate(parts)}


def test_a_seats_terms_are_changed_from_a_day(client, secretary, board, seat):
    page = address(board, f"seats/{seat.pk}/edit/")
    data = SEAT | {"base": base(client, page), "user": secretary.pk} | day("from_on", 1, 1, 2026)
    assert client.post(page, data).url == address(board)
    now = Seat.objects.get()
    assert (now.role, now.title_as_printed, now.user, now.from_on, now.from_precision, now.post) == (
        "joint_chair", "Chief", secretary, date(2026, 1, 1), "day", "Chief",
    )  # fmt: skip
    assert now.history.order_by("version").last().effective_on == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (day("from_on", 1, 1, 2026) | day("to_on", 1, 1, 2025), "before the start"),
        ({"role": "king"}, "not one of the available choices"),
        ({"effective_on_2": "2199"}, "future"),
        ({"user": "99999"}, "not one of the available choices"),
    ],
)
def test_wrong_terms_keep_what_was_typed(client, board, seat, wrong, sentence):
    page = address(board, f"seats/{seat.pk}/edit/")
    response = client.post(page, SEAT | {"base": base(client, page), "note": "kept words"} | wrong)
    text = response.content.decode()
    assert response.status_code == 422 and sentence in text and "kept words" in text
    assert Seat.objects.get().version == 1


def test_two_editors_of_a_seat_lose_no_word(client, board, seat):
    page = address(board, f"seats/{seat.pk}/edit/")
    data = SEAT | {"base": base(client, page)}
    actions.edit_seat(
        seat=seat, by=ACTOR, reason="r", effective_on=date(2026, 1, 9), title_as_printed="Theirs"
    )
    response = client.post(page, data)
    assert response.status_code == 409 and "Theirs" in response.content.decode()
    assert response.context["form"]["title_as_printed"].value() == "Chief"


def test_a_relation_is_added_changed_and_ended(client, board):
    other = make_board(name_en="Other board")
    page = address(board, "relations/new/")
    assert (
        client.post(page, RELATION | {"to_board": other.pk} | day("from_on", 1, 3, 2025)).status_code == 302
    )
    made = BoardRelation.objects.get()
    assert (made.board, made.to_board, made.from_on) == (board, other, date(2025, 3, 1))
    assert "From 1 March 2025" in client.get(address(board)).content.decode()
    there = enter(Organisation, slug="o", name_en="The Office")
    page = address(board, f"relations/{made.pk}/edit/")
    data = RELATION | {"base": base(client, page), "kind": "reports_to", "to_organisation": there.pk}
    assert client.post(page, data).status_code == 302
    now = BoardRelation.objects.get()
    assert (now.kind, now.to_board, now.to_organisation, now.from_on) == ("reports_to", None, there, None)
    page = address(board, f"relations/{made.pk}/end/")
    end = {"reason": "Over"} | day("to_on", 1, 5, 2026)
    assert client.get(page).status_code == 200 and client.post(page, end).status_code == 302
    assert BoardRelation.objects.get().to_on == date(2026, 5, 1)
    again = client.post(page, end)
    assert again.status_code == 422 and "already ended" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Choose one board"),
        ({"to_post": "Clerk", "to_board": "other"}, "Choose one board"),
        ({"to_post": "Clerk", "kind": "loves"}, "not one of the available choices"),
        ({"to_board": "own"}, "not one of the available choices"),
        ({"to_board": "hidden"}, "not one of the available choices"),
        ({"to_post": "Clerk"} | day("from_on", 1, 1, 2026) | day("to_on", 1, 1, 2025), "before the start"),
    ],
)
def test_a_wrong_relation_is_refused(client, board, wrong, sentence):
    keys = {"other": make_board().pk, "own": board.pk, "hidden": make_programme().governing_board.pk}
    typed = wrong | ({"to_board": keys[wrong["to_board"]]} if "to_board" in wrong else {})
    response = client.post(address(board, "relations/new/"), RELATION | typed)
    text = response.content.decode()
    assert response.status_code == 422 and sentence in text and "it oversees" in text
    assert not BoardRelation.objects.exists()


def test_two_editors_of_a_relation_lose_no_word(client, board, relation):
    page = address(board, f"relations/{relation.pk}/edit/")
    data = RELATION | {"base": base(client, page), "to_post": "Clerk"}
    facts = {"kind": "directs", "to_post": "Clerk", "words": "Theirs"}
    actions.edit_relation(relation=relation, by=ACTOR, reason="r", effective_on=date(2026, 1, 9), **facts)
    response = client.post(page, data)
    assert response.status_code == 409 and "Theirs" in response.content.decode()
    assert BoardRelation.objects.get().version == 2


def test_another_boards_seats_and_relations_do_not_exist_here(client, seat, relation):
    board = make_board()
    for more in (f"seats/{seat.pk}/edit/", f"relations/{relation.pk}/edit/", f"relations/{relation.pk}/end/",
                 f"relations/{2**80}/edit/"):  # fmt: skip
        assert client.get(address(board, more)).status_code == 404
        assert client.post(address(board, more), RELATION).status_code == 404
    assert (Seat.objects.get().version, BoardRelation.objects.get().version) == (1, 1)


def test_the_day_of_the_seats_is_typed_as_everywhere(client, board):
    enter(Seat, board=board, post="Former clerk", role="member", to_on=date(2020, 1, 1))
    then = client.get(address(board), day("on", 1, 6, 2019))
    assert "Former clerk" in then.content.decode() and 'type="date"' not in then.content.decode()
    wrong = client.get(address(board), day("on", 31, 2, 2019))
    assert wrong.status_code == 422 and "day that exists" in wrong.content.decode()
    assert 'value="31"' in wrong.content.decode()
