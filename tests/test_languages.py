"""The Welsh catalogue: its plural rule, its completeness, its placeholders, its traps and its spelling."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils import formats, translation

from saferwales.web.alphabet import by_name, welsh

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "cy" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
RULE = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
HOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
SHORTENED = re.compile(r"'(?:r|n|i|u|m|ch|th|w)\b")  # what is written on to the end of a word
VARYING = [
    "yn",
    "i",
    "o",
    "a",
    "ac",
    "â",
    "gan",
    "dros",
    "ar",
    "am",
    "at",
    "heb",
    "neu",
    "dy",
    "ei",
    "fy",
    "eu",
    "ein",
    "eich",
    "y",
    "yr",
    "tan",
    "dan",
    "hyd",
    "wrth",
    "gyda",
    "na",
    "ni",
    "oni",
    "nes",
    "trwy",
    "drwy",
    "fel",
    "mor",
    "rhy",
    "pa",
    "dyna",
    "pan",
    "un",
    "dau",
    "dwy",
    "tri",
    "tair",
    "pedwar",
    "pump",
    "chwe",
    "saith",
    "wyth",
    "naw",
    "deg",
    "prif",
    "hen",
    "pob",
    "rhwng",
]  # they change the beginning of what follows, or are changed by it
JOINED = r"['’](?:r|n|i|u|w|m|ch|th)"
COUNTED = r"(?:asked|count|items|number of|shown|size|times|total)"
CLOCK = {"%(count)s day ago", "%(count)s month ago", "%(count)s year ago"}  # each of the six forms is right


def _catalogue(path=MO):
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def _pairs():
    """Every translated sentence with the English it stands for."""
    for msgid, words in _catalogue()._catalog.items():
        english = msgid[0] if isinstance(msgid, tuple) else msgid
        if english:
            yield english.rpartition("\x04")[2], words


def _msgids(text):
    return set(re.findall(r"^msgid .*?(?=^msgstr)", text, re.MULTILINE | re.DOTALL))


def _holders(words):
    return sorted(HOLDER.findall(words))


def test_the_plural_rule_is_the_one_of_welsh():
    catalogue = _catalogue()
    assert catalogue.info()["plural-forms"] == RULE
    assert [catalogue.plural(n) for n in (0, 1, 2, 3, 4, 5, 6, 7, 11, 100)] == [0, 1, 2, 3, 5, 5, 4, 5, 5, 5]


def test_our_rule_holds_though_django_has_another_for_its_own_sentences():
    forms = {}
    for key, words in _catalogue()._catalog.items():
        if isinstance(key, tuple):
            forms.setdefault(key[0], {})[key[1]] = words
    assert forms
    with translation.override("cy"):
        for msgid, of_form in forms.items():
            for number, form in ((0, 0), (1, 1), (2, 2), (3, 3), (6, 4), (8, 5), (11, 5)):
                context, _, english = msgid.rpartition("\x04")
                said = (
                    translation.npgettext(context, english, "-", number)
                    if context
                    else translation.ngettext(english, "-", number)
                )
                assert said == of_form[form], (msgid, number)


@pytest.mark.needs_gettext
def test_what_is_read_is_what_was_written(tmp_path):
    made = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check", "-o", str(made), str(PO)], check=True)
    assert _catalogue(made)._catalog == _catalogue()._catalog


@pytest.mark.needs_gettext
def test_no_sentence_is_a_guess():
    said = subprocess.run(
        ["msgattrib", "--only-fuzzy", str(PO)], capture_output=True, text=True, check=True
    ).stdout
    assert "msgid" not in said


def test_placeholders_and_tags_are_kept():
    wrong = []
    for english, words in _pairs():
        if not set(_holders(words)) <= set(_holders(english)) or re.findall(
            r"</?[a-z]+", english
        ) != re.findall(r"</?[a-z]+", words):
            wrong.append((english, words))
    assert wrong == []


def test_no_placeholder_follows_a_word_that_changes_it_and_no_ampersand_stands():
    before = rf"(?<![\w’'])(?:{'|'.join(VARYING)})|\w{JOINED}"
    trap = re.compile(rf"(?i)(?:{before}) (?:%\(|%s|%d|\{{)|&(?![a-z]+;|#)")
    assert trap.search("yn %(name)s") and trap.search("i'r %(name)s") and trap.search("Tŷ & gardd")
    assert [(english, words) for english, words in _pairs() if trap.search(words)] == []


def test_no_number_stands_before_what_it_counts():
    """After a number a noun stands in the singular and many change their beginning, so a label with a colon is used."""
    trap = re.compile(rf"%\({COUNTED}\)[sd] (?!o\b|allan\b|yn ôl\b)[a-zâêîôûŵŷ]")
    assert trap.search("%(count)s amcan")
    wrong = [(english, words) for english, words in _pairs() if english not in CLOCK and trap.search(words)]
    assert wrong == []


def test_no_sentence_is_put_together_from_pieces():
    """What begins or ends with a space, and a piece between two values, awaits other words, in an order of English."""
    assert [
        english for english, words in _pairs() if english != english.strip() or words != words.strip()
    ] == []
    piece = re.compile(r'\}\}\s*(?:</\w+>\s*)?\{% translate "[^"]+" %\}\s*(?:<(?!/)[^>]*>\s*)?\{\{')
    assert piece.search('{{ board }} {% translate "in" %} <a href="/">{{ region }}')
    found = [(page.name, piece.findall(page.read_text())) for page in (ROOT / "templates").rglob("*.html")]
    assert [(name, pieces) for name, pieces in found if pieces] == []


@pytest.mark.needs_aspell
def test_every_word_is_in_the_dictionary_or_the_reviewed_list():
    known = set((ROOT / "locale" / "cy" / "words.txt").read_text(encoding="utf-8").split())
    text = "\n".join(
        re.sub(r"%\([a-z_]+\)[sd]|<[^>]*>|\{[a-z_]*\}|&[a-z]+;", " ", words) for _, words in _pairs()
    )
    said = subprocess.run(
        ["aspell", "-l", "cy", "--encoding=utf-8", "list"],
        input=SHORTENED.sub(" ", text.replace("’", "'")),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert sorted(set(said.split()) - known) == []


def test_dates_are_written_in_welsh():
    with translation.override("cy"):
        assert formats.date_format(date(2020, 11, 4)) == "4 Tachwedd 2020"


def test_names_are_sorted_by_the_welsh_alphabet():
    wanted = (
        "2 10 Caerdydd Cymru Chwilog Dinbych Ddôl Ffair Gwent Ngor Llanelli Mawr Rhaglen Tywyn Thema Ŵyn Ynys"
    )
    assert sorted(set(wanted.split()), key=welsh) == wanted.split()
    assert welsh("Tŷ") == welsh("ty")
    with translation.override("cy"):
        assert sorted(["Cymru", "Chwilog"], key=by_name) == ["Cymru", "Chwilog"]
    assert sorted(["Cymru", "Chwilog"], key=by_name) == ["Chwilog", "Cymru"]


@pytest.mark.needs_gettext
def test_every_sentence_has_its_welsh():
    said = subprocess.run(
        ["msgattrib", "--untranslated", "--no-wrap", str(PO)], capture_output=True, text=True, check=True
    ).stdout
    assert re.findall(r'^msgid "(.+)"$', said, re.MULTILINE) == []


@pytest.mark.needs_gettext
def test_the_catalogue_holds_just_the_sentences_of_the_source(tmp_path):
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "*.html", "*.txt", "locale"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        if not name.startswith(("tests/", "benchmarks/")) and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    settings = {**os.environ, "SAFERWALES_MODE": "test", "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, str(tmp_path / "manage.py"), "catalogue"]
    subprocess.run(command, cwd=tmp_path, env=settings, check=True, capture_output=True)
    again = (tmp_path / PO.relative_to(ROOT)).read_text(encoding="utf-8")
    assert _msgids(again) ^ _msgids(PO.read_text(encoding="utf-8")) == set()
