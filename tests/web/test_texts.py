from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from saferwales.web import texts
from saferwales.web.templatetags import gov

DAY = date(2020, 6, 15)


@pytest.mark.parametrize(
    ("precision", "english", "welsh"),
    [
        ("day", "15 June 2020", "15 Mehefin 2020"),
        ("month", "June 2020", "Mehefin 2020"),
        ("season", "Summer 2020", None),
        ("year", "2020", "2020"),
        ("years", "2020", "2020"),
        ("financial-year", "2020–21", "2020–21"),
        ("recurring", "15 June 2020", "15 Mehefin 2020"),
        ("", "15 June 2020", "15 Mehefin 2020"),
    ],
)
def test_a_day_is_as_exact_as_it_is_known(precision, english, welsh):
    assert gov.day(DAY, precision) == english
    if welsh:
        with translation.override("cy"):
            assert gov.day(DAY, precision) == welsh


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2020, 3, 1), "Spring 2020"),
        (date(2020, 9, 1), "Autumn 2020"),
        (date(2020, 12, 1), "Winter 2020"),
        (date(2021, 2, 1), "Winter 2020"),
    ],
)
def test_a_winter_bears_the_year_in_which_it_begins(day, season):
    assert texts.day(day, "season") == season


def test_no_day_is_no_text():
    assert texts.day(None) == gov.age(None) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "1 day ago"), (12, "12 days ago"), (90, "3 months ago"), (800, "2 years ago")],
)
def test_an_age_is_told_in_words(days, words):
    assert gov.age(timezone.localdate() - timedelta(days=days)) == words


def test_a_day_to_come_is_told_as_a_day():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert gov.age(tomorrow) == texts.day(tomorrow)


def test_a_footnote_mark_is_raised_and_read_aloud_and_other_text_stays_text():
    shown = texts.noted("Joined <b>up</b>[^8].")
    assert "&lt;b&gt;up&lt;/b&gt;" in shown
    assert '<span aria-hidden="true">8</span>' in shown
    assert "(footnote 8)" in shown
    assert texts.unnoted("Joined up[^8].") == "Joined up."


def test_paragraphs_hold_no_markup_of_the_writer():
    assert texts.paras("One <script>\n\nTwo") == "<p>One &lt;script&gt;</p><p>Two</p>"
    assert texts.paras("") == texts.paras(None) == ""


def test_lines_are_kept_as_they_were_typed():
    assert texts.paras("One\ntwo\n\nThree") == "<p>One<br>two</p><p>Three</p>"
    board = Board()
    board.name_en = "One <b>\ntwo"
    assert gov.printed(board, "name") == "One &lt;b&gt;<br>two"


def test_words_that_differ_are_marked_for_eye_and_ear():
    shown = texts.words_diff("Establish the Community Safety Network", "Establish the Safer <i> Network")
    assert shown.startswith("Establish the ")
    assert "<del>" in shown and "Community Safety</del>" in shown
    assert "Safer &lt;i&gt;</ins>" in shown
    assert "removed:" in shown and "added:" in shown


def test_equal_words_bear_no_mark():
    assert texts.words_diff("the same words", "the same words") == "the same words"


class Board:
    name_en, name_cy = "Safer Communities Board", ""

    @property
    def name(self):
        return self.name_cy or self.name_en


def test_english_on_a_welsh_page_is_marked_as_english():
    board = Board()
    assert gov.printed(board, "name") == "Safer Communities Board"
    with translation.override("cy"):
        assert gov.printed(board, "name") == '<span lang="en">Safer Communities Board</span>'
        board.name_cy = "Bwrdd Cymunedau Mwy Diogel"
        assert gov.printed(board, "name") == "Bwrdd Cymunedau Mwy Diogel"
