"""Boards as pages: who sees which, chairs and seats as at a day, relations, and what a board governs."""

from datetime import date

import pytest

from boards.models import BoardRelation, Decision, Meeting, Organisation, Person, Region, Seat
from objectives.models import Handover
from tests.builders import enter, make_board, make_objective, make_programme, make_user, make_workstream

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(client, programme):
    user = make_user("Mair", programme, "manager")
    client.force_login(user)
    return user


def page(client, board, query=""):
    return client.get(f"/en/boards/{board.slug}/{query}")


def seat(board, name, **facts):
    person = enter(Person, slug=name.lower().replace(" ", "-"), name=name)
    return enter(Seat, board=board, person=person, **{"role": "member", **facts})


def fill(board, programme, times):
    """So many of everything that a board's page shows."""
    for _number in range(times):
        other, number = make_board(), Seat.objects.count() + 1
        seat(board, f"Person {number}", role="chair", order=number)
        enter(BoardRelation, board=board, kind="oversees", to_board=other, words="oversees it")
        enter(BoardRelation, board=other, kind="works_with", to_board=board)
        meeting = enter(Meeting, board=board, held_on=date(2026, 1, 1))
        enter(Decision, meeting=meeting, number=1, wording_en="Agreed")
        enter(Handover, programme=programme, giver=board, receiver=other, title_en="To the other")
        enter(Handover, programme=programme, giver=other, receiver=board, title_en="From the other")
        make_objective(make_workstream(programme), governing_body=board, governance_basis="existing_named")


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Castell", "Chwilog", "Cymru", "Ddol", "Dinas", "Ffair", "Fron", "Ŵyn"]),
        ("cy", ["Castell", "Cymru", "Chwilog", "Dinas", "Ddol", "Fron", "Ffair", "Ŵyn"]),
    ],
)
def test_what_goes_by_its_name_goes_by_the_alphabet_of_the_page(client, programme, manager, language, order):
    """In lists of pages and in what a form offers; a Welsh name stands where Welsh puts it."""
    for name in reversed(order):
        make_board(name_en="Z", name_cy=name) if language == "cy" else make_board(name_en=name)
        enter(Person, slug=f"person-{Person.objects.count()}", name=name)
    board = make_board(name_en="Aa", name_cy="Aa")
    listed = client.get(f"/{language}/boards/").context["groups"][0].regions[0].rows
    offered = (
        client.get(f"/{language}/boards/{board.slug}/seats/new/").context["form"].fields["person"].choices
    )
    related = (
        client.get(f"/{language}/boards/{board.slug}/relations/new/")
        .context["form"]
        .fields["to_board"]
        .choices
    )
    assert [str(row["board"]) for row in listed if str(row["board"]) in order] == order
    assert [name for _key, name in offered if name in order] == order
    assert [str(name) for _key, name in related if str(name) in order] == order


def test_the_list_groups_by_level_and_region_and_counts(client, programme, manager):
    gwent = enter(Region, slug="gwent", name_en="Gwent")
    board = make_board(name_en="Gwent forum", level="regional", region=gwent)
    seat(board, "Ann Price")
    seat(board, "Ben Price", to_on=date(2020, 1, 1))
    make_objective(make_workstream(programme), governing_body=board, governance_basis="existing_named")
    make_objective(make_workstream(), governing_body=board, governance_basis="existing_named")
    response = client.get("/en/boards/")
    groups = response.context["groups"]
    assert [group.label for group in groups] == ["National", "Regional"]
    row = groups[1].regions[0].rows[0]
    assert groups[1].regions[0].region == gwent
    assert (row["board"], row["seats"], row["governed"]) == (board, 1, 1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?level=local", ["Local group"]),
        ("?standing=shadow", ["Shadow board"]),
        ("?region=gwent", ["Shadow board"]),
        ("?region=none&level=local", ["Local group"]),
        ("?q=partnership+group", ["Local group"]),
        ("?q=nothing-like-it", []),
    ],
)
def test_the_list_is_filtered(client, manager, query, names):
    make_board(name_en="Local group", level="local", aliases=["The Partnership"])
    region = enter(Region, slug="gwent", name_en="Gwent")
    make_board(name_en="Shadow board", standing="shadow", region=region)
    groups = client.get(f"/en/boards/{query}").context["groups"]
    assert [row["board"].name for group in groups for part in group.regions for row in part.rows] == names


@pytest.mark.parametrize("query", ["?level=moon", "?region=atlantis", "?standing=gone", f"?q={'x' * 300}"])
def test_a_filter_that_is_none_of_the_choices_gets_a_sentence(client, manager, query):
    response = client.get(f"/en/boards/{query}")
    assert response.status_code == 400
    assert "Change the filter in the address" in response.content.decode()


def test_a_board_of_no_programme_is_everybodys_and_a_programme_board_its_programmes(client):
    free, mine, theirs = make_board(), make_programme(), make_programme()
    client.force_login(make_user("Ann", mine, "board"))
    assert page(client, free).status_code == 200
    assert page(client, mine.governing_board).status_code == 200
    assert page(client, theirs.governing_board).status_code == 404
    assert theirs.governing_board.name not in client.get("/en/boards/").content.decode()
    client.force_login(make_user("Aled", is_auditor=True))
    assert page(client, theirs.governing_board).status_code == 200


def test_without_any_role_no_board_exists(client):
    board = make_board()
    client.force_login(make_user("Nobody"))
    assert page(client, board).status_code == 404
    assert client.get("/en/boards/").context["count"] == 0


def test_chairs_stand_in_succession_and_joint_chairs_side_by_side(client, manager):
    board = make_board()
    seat(board, "Second Chair", role="chair", order=2, title_as_printed="Deputy Minister & Chief Whip")
    seat(board, "First Chair", role="chair", order=1)
    seat(board, "One Joint", role="joint_chair", order=1, from_on=date(2020, 3, 1), from_precision="month")
    response = page(client, board)
    assert [str(one) for one in response.context["chairs"]] == ["First Chair", "Second Chair", "One Joint"]
    text = response.content.decode()
    assert "From and until not stated" in text
    assert "From March 2020, until not stated" in text
    assert "Deputy Minister &amp; Chief Whip" in text
    assert response.context["several_chairs"]


def test_seats_are_those_held_on_the_day_asked_for(client, manager):
    board = make_board(founded_on=date(2019, 1, 1), ended_on=date(2021, 1, 1))
    seat(board, "Early", to_on=date(2020, 6, 14))
    seat(board, "Late", from_on=date(2020, 6, 15))
    seat(board, "Always")
    for day, names in (("2020-06-14", ["Early", "Always"]), ("2020-06-15", ["Late", "Always"])):
        held = page(client, board, f"?on={day}").context["held"]
        assert {str(one) for one in held} == set(names)
    assert page(client, board).context["day"] == date(2021, 1, 1)
    assert "had ended by that day" in page(client, board, "?on=2022-01-01").content.decode()
    assert "founded after that day" in page(client, board, "?on=2018-01-01").content.decode()


@pytest.mark.parametrize("day", ["2020-02-30", "yesterday", "15/06/2020", "0001-01-01", "9" * 40])
def test_a_day_that_does_not_exist_gets_a_sentence(client, manager, day):
    response = page(client, make_board(), f"?on={day}")
    assert response.status_code == 400
    assert "year-month-day" in response.content.decode()


def test_relations_are_drawn_and_listed_with_the_words_of_the_source(client, manager):
    board, other = make_board(name_en="Our board"), make_board(name_en="The other")
    ours = enter(Organisation, slug="office", name_en="The Office")
    enter(BoardRelation, board=board, kind="oversees", to_board=other, words="takes oversight of it")
    enter(BoardRelation, board=other, kind="reports_to", to_board=board)
    enter(BoardRelation, board=board, kind="hosted_by", to_organisation=ours)
    enter(BoardRelation, board=board, kind="unheard_of", to_post="the Minister")
    text = page(client, board).content.decode()
    assert text.count("<svg") == 1 and text.count("oversees") > 1 and text.count("reports to") > 1
    assert "takes oversight of it" in text and "unheard of the Minister" in " ".join(text.split())
    assert "is hosted by The Office" in " ".join(text.split())


def test_relations_to_boards_that_do_not_exist_for_the_user_are_left_out(client, manager):
    board, hidden = make_board(), make_programme().governing_board
    enter(BoardRelation, board=board, kind="oversees", to_board=hidden)
    enter(BoardRelation, board=hidden, kind="oversees", to_board=board)
    assert page(client, board).context["relations"] == []


def test_what_it_governs_and_was_handed_is_of_ones_own_programmes(client, programme, manager):
    board = make_board()
    mine = make_objective(make_workstream(programme), governing_body=board, governance_basis="existing_named")
    make_objective(make_workstream(), governing_body=board, governance_basis="existing_named")
    enter(Handover, programme=programme, giver=programme.governing_board, receiver=board, title_en="Ours")
    enter(Handover, programme=make_programme(), giver=make_board(), receiver=board, title_en="Theirs")
    response = page(client, board)
    assert response.context["objectives"] == [mine]
    assert [one.title_en for one in response.context["received"]] == ["Ours"]
    assert [one.title_en for one in page(client, programme.governing_board).context["given"]] == ["Ours"]


@pytest.mark.parametrize("times", [1, 12])
def test_a_boards_page_is_one_statement_and_its_keeper_is_told_in_another_what_is_behind(
    client, programme, manager, times, django_assert_num_queries
):
    board = make_board()
    fill(board, programme, times)
    page(client, board)
    with django_assert_num_queries(2 + SESSION_AND_USER):
        text = page(client, board).content.decode()
    assert text.count("Agreed") == times
    client.force_login(make_user("Aud", is_auditor=True))
    page(client, board)
    with django_assert_num_queries(1 + SESSION_AND_USER):
        page(client, board)


@pytest.mark.parametrize("times", [1, 12])
def test_the_list_is_four_statements(client, programme, manager, times, django_assert_num_queries):
    fill(make_board(), programme, times)
    client.get("/en/boards/")
    with django_assert_num_queries(4 + SESSION_AND_USER):
        client.get("/en/boards/")
