"""The Welsh alphabet, in which ch, dd, ff, ng, ll, ph, rh and th are letters of their own."""

import re
import unicodedata

from django.utils.translation import get_language

LETTERS = [
    "a",
    "b",
    "c",
    "ch",
    "d",
    "dd",
    "e",
    "f",
    "ff",
    "g",
    "ng",
    "h",
    "i",
    "j",
    "k",
    "l",
    "ll",
    "m",
    "n",
    "o",
    "p",
    "ph",
    "q",
    "r",
    "rh",
    "s",
    "t",
    "th",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
]
PLACES = {letter: place for place, letter in enumerate(LETTERS)}
ONE = re.compile("|".join(sorted(LETTERS, key=len, reverse=True)) + r"|\d+|.", re.DOTALL)


def _plain(text):
    """Without accents, which do not change a letter's place."""
    apart = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def welsh(text):
    """A key that sorts names as a Welsh dictionary does; numbers stand first, by their value."""
    found = []
    for one in ONE.findall(_plain(text)):
        if one in PLACES:
            found.append((2, PLACES[one], one))
        elif one.isdecimal():
            found.append((1, int(one), one))
        else:
            found.append((0, 0, one))
    return found


def by_name(one):
    """A key for a list that is printed by its names, in the language of the page."""
    return welsh(one) if (get_language() or "").startswith("cy") else _plain(one)


def in_order(records):
    """Records, or words, by what they are called, in the order of the alphabet of the page's language."""
    return sorted(records, key=by_name)
