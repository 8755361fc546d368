"""The landscape: findings computed from seats and relations, each with links to what it rests on."""

from datetime import date

import pytest

from boards import landscape
from boards.models import Board, BoardRelation, Organisation, Person, Region, Seat
from saferwales.audit.asat import Reading
from tests.builders import enter, make_board, make_programme, make_user

pytestmark = pytest.mark.django_db


def read(on=None):
    models = (Board, Seat, Organisation, Person, BoardRelation, Region)
    return Reading(on).load(*(model.objects.all() for model in models))


def organisations(number):
    return [enter(Organisation, slug=f"o{n}", name_en=f"Office {n}") for n in range(number)]


def sit(board, *found, **facts):
    for one in found:
        enter(Seat, board=board, organisation=one, **{"role": "member", **facts})


def test_organisations_on_many_boards_and_the_matrix():
    busy, idle = organisations(2)
    boards = [make_board() for _ in range(3)]
    for board in boards:
        sit(board, busy)
    sit(boards[0], idle, busy)
    ended = make_board(standing="concluded")
    sit(ended, idle)
    sit(boards[1], idle, to_on=date(2020, 1, 1))
    columns, rows = landscape.matrix(read())
    assert ({one.pk for one in columns}, [row[0] for row in rows]) == ({b.pk for b in boards}, [busy, idle])
    assert [len(rows[0][1][board.pk]) for board in boards] == [2, 1, 1]
    assert [(one, len(where)) for one, where in landscape.on_many_boards(read())] == [(busy, 3)]


def test_boards_overlap_by_more_than_half_of_the_smaller_one():
    found = organisations(5)
    first, second, half, lone = (make_board() for _ in range(4))
    sit(first, *found[:3])
    sit(second, *found[1:])  # two of three shared
    sit(
        half, found[0], found[1], *organisations_more(2)
    )  # two of four shared with first: two of three, so counted
    sit(lone, found[0])  # one shared member says nothing
    pairs = {(one.first, one.second, len(one.shared), one.of) for one in landscape.overlaps(read())}
    assert pairs == {(first, second, 2, 3), (first, half, 2, 3)}


def organisations_more(number):
    return [enter(Organisation, slug=f"p{n}", name_en=f"Panel {n}") for n in range(number)]


def test_exactly_half_is_not_more_than_half():
    found = organisations(6)
    sit(make_board(), *found[:4])
    sit(make_board(), *found[2:])
    assert landscape.overlaps(read()) == []


def test_business_covered_twice_in_one_region_by_type_and_by_relation():
    gwent, dyfed = (enter(Region, slug=slug, name_en=slug) for slug in ("gwent", "dyfed"))
    same = {"level": "regional", "board_type": "forum"}
    first, second = make_board(region=gwent, **same), make_board(region=gwent, **same)
    make_board(region=dyfed, **same)
    make_board(region=gwent, standing="concluded", **same)
    close = make_board(region=gwent, level="regional", board_type="panel")
    enter(BoardRelation, board=close, kind="meets_back_to_back_with", to_board=first)
    enter(BoardRelation, board=close, kind="merges", to_board=second, to_on=date(2020, 1, 1))
    found = {(one.region, frozenset(one.boards), one.business) for one in landscape.covered_twice(read())}
    assert found == {(gwent, frozenset((first, second)), "forum"), (gwent, frozenset((close, first)), "")}


@pytest.fixture
def reader(client):
    client.force_login(make_user("Ann", make_programme(), "secretary"))
    return client


def test_the_page_links_each_finding_to_its_boards(reader):
    found = organisations(3)
    boards = [make_board() for _ in range(3)]
    for board in boards:
        sit(board, *found)
    text = reader.get("/en/boards/landscape/").content.decode()
    assert "3 of 3 members" in text and "(3 boards)" in text
    assert all(text.count(f'href="/en/boards/{board.slug}/#seats"') >= 5 for board in boards)


def test_without_seats_the_page_says_what_to_do(reader):
    text = reader.get("/en/boards/landscape/").content.decode()
    assert "holds no seats of organisations yet" in text and "add its seats" in text


def test_a_board_outside_ones_programmes_is_in_no_finding(reader):
    theirs = make_programme().governing_board
    sit(theirs, *organisations(2))
    text = reader.get("/en/boards/landscape/").content.decode()
    assert theirs.name_en not in text and "Office 1" not in text
