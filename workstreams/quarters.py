"""Quarters of a year, by their first day: how they follow one another and what they are called."""

from datetime import date, timedelta

from django.utils import translation
from django.utils.formats import date_format


def quarter_of(day):
    """The first day of the quarter in which the day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def following(first):
    """The first day of the next quarter."""
    return quarter_of(first + timedelta(days=100))


def last_day(first):
    """The last day of the quarter."""
    return following(first) - timedelta(days=1)


def label(first, language):
    """How the quarter is printed in the language: its first month and the year."""
    with translation.override(language):
        return date_format(first, "F Y")
