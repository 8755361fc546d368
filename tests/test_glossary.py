"""The catalogue speaks as the glossary does: what is sure is used, what no translator has confirmed is used nowhere."""

import gettext
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale" / "cy"
# Why the catalogue says a sure term otherwise.
OTHERWISE = {
    "current position": "a label stands without the article",
    "programme manager": "a role that several people hold, not the one of a programme",
    "board secretary": "a role that several people hold, not the one of a board",
    "handover": "the glossary names the act, the catalogue the thing handed over",
    "english": "the glossary says what a link to the English page is called, the catalogue the language",
}


@dataclass(frozen=True)
class Term:
    english: str
    welsh: str
    certainty: str
    is_fuzzy: bool


def _plain(words):
    return words.replace("’", "'").casefold()


def _text(block, name):
    """The words of one entry, however many lines they take."""
    found = re.search(rf'^{name} ((?:"[^\n]*"\n?)+)', block, re.MULTILINE)
    return "".join(re.findall(r'"(.*)"', found[1])) if found else ""


@cache
def _terms():
    blocks = (LOCALE / "glossary.po").read_text(encoding="utf-8").split("\n\n")[1:]
    return [
        Term(
            _plain(_text(block, "msgid")),
            _plain(_text(block, "msgstr")),
            re.search(r"^#\..*\bcertainty ([ABC])\b", block, re.MULTILINE)[1],
            bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)),
        )
        for block in blocks
        if "msgid" in block
    ]


@cache
def _catalogue():
    with (LOCALE / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog
    said = ((key[0] if isinstance(key, tuple) else key, words) for key, words in known.items())
    return [(_plain(english.rpartition("\x04")[2]), _plain(words)) for english, words in said if english]


def test_the_terms_that_no_translator_confirmed_are_fuzzy_and_no_others():
    assert len(_terms()) > 150
    assert {one.is_fuzzy for one in _terms() if one.certainty == "C"} == {True}
    assert [one for one in _terms() if one.is_fuzzy and one.certainty != "C"] == []


def test_nothing_that_is_read_rests_on_a_term_that_no_translator_confirmed():
    unsure = [one for one in _terms() if one.is_fuzzy]
    used = [
        (one.english, words)
        for one in unsure
        for english, words in _catalogue()
        if one.english == english or one.welsh in words
    ]
    assert used == []


def test_sure_terms_are_said_as_the_glossary_says_them():
    sure = {one.english: one.welsh for one in _terms() if not one.is_fuzzy}
    said = {(english, words) for english, words in _catalogue() if english in sure}
    assert len(said) > 20
    assert sorted(one for one in said if one[1] != sure[one[0]] and one[0] not in OTHERWISE) == []
    assert set(OTHERWISE) <= {english for english, words in said if words != sure[english]}
