"""Where a board meets and on what terms it works is printed in the reader's language."""

import pytest
from django.utils import translation

from boards import calendar
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return builders.make_board(terms_of_reference_en="To advise", terms_of_reference_cy="Cynghori")


@pytest.fixture
def reader(client, board):
    programme = builders.make_programme(governing_board=board)
    client.force_login(builders.make_user("Mair", programme, "manager"))
    return client


def test_the_terms_are_read_in_both_languages(reader, board):
    assert "To advise" in reader.get(board.get_absolute_url()).content.decode()
    with translation.override("cy"):
        shown = reader.get(board.get_absolute_url()).content.decode()
    assert "Cynghori" in shown and "To advise" not in shown


def _pages(reader, meeting):
    """All that is printed of where the meeting is, in Welsh: its page, the board's meetings, and the agenda."""
    with translation.override("cy"):
        own, listed = meeting.get_absolute_url(), f"{meeting.board.get_absolute_url()}meetings/"
        return [reader.get(address).content.decode() for address in (own, listed, f"{own}agenda/")]


def test_a_place_without_welsh_is_marked_as_english(reader, board):
    meeting = builders.make_meeting(board, place_en="Cathays Park")
    assert all('<span lang="en">Cathays Park</span>' in page for page in _pages(reader, meeting))
    with translation.override("cy"):
        entry = calendar.meetings([board])[0]
    assert (type(entry.place), entry.place) == (str, "Cathays Park")


def test_a_place_with_welsh_is_printed_in_it(reader, board):
    meeting = builders.make_meeting(board, place_en="Cathays Park", place_cy="Parc Cathays")
    pages = _pages(reader, meeting)
    assert all("Parc Cathays" in page and "Cathays Park" not in page for page in pages)
