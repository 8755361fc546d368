"""What is no page, and what is answered to wrong values, is Welsh too: tables as files, calendars, refused forms."""

import csv
import io
import re

import icalendar
import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from tests import access_world
from tests.crawling import read
from tests.test_access import TABLE, address
from tests.test_welsh_pages import WITHOUT_MARKS
from tests.welsh import ENGLISH, faults, write_out

pytestmark = [pytest.mark.django_db, pytest.mark.markup, pytest.mark.needs_aspell]
CARRIED = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
NAMED = re.compile(r'<(?:input(?![^>]*type="(?:hidden|file|submit)")|textarea|select)[^>]* name="([^"]+)"')
WRONG = {  # each is the wrong value for some kinds of fields
    "what is none of the choices, no day and no number": "31/31",
    "a day and a number beyond all": "99999999999999999999",
    "too long a text": "å" * 20_001,
    "letters no database keeps": "a\x00b",
}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    people, *where = access_world.make()
    write_out(with_welsh=False)

    def where_is(name):
        with translation.override("en"):
            return address(name, *where)

    client = Client()
    client.force_login(people["administrator"])
    return client, where_is


def _addresses(where_is):
    """(name, the rest of its address after the language) of every address that has a language."""
    for name in sorted(TABLE):
        there = where_is(name)
        if there.startswith("/en/"):
            yield name, there[4:]


def _cells(answer):
    """The texts of a file that is a table or a calendar."""
    text = answer.getvalue().decode()
    if "text/csv" in answer.headers["Content-Type"]:
        return [cell for line in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in line]
    told = ("NAME", "SUMMARY", "DESCRIPTION", "LOCATION")
    parts = icalendar.Calendar.from_ical(text).walk()
    return [str(part[name]) for part in parts for name in told if name in part]


def test_files_that_are_tables_and_calendars_are_welsh(world, figure):
    client, where_is = world
    said, files = {}, 0
    for name, rest in _addresses(where_is):
        kind = client.get(f"/cy/{rest}").headers["Content-Type"]
        if kind.startswith(("text/csv", "text/calendar")) and name != "reports:edition_annex":
            english, welsh = (_cells(client.get(f"/{language}/{rest}")) for language in ("en", "cy"))
            assert welsh, name
            files += 1
            for cell in welsh:
                if ENGLISH not in cell:
                    said.setdefault((cell, cell in english), name)
    figure(f"Welsh read through in tables and calendars: {files} files")
    assert files >= 5
    assert faults(said) == ([], {})


def _refusals(client, rest, languages):
    """The answers to a form whose every field holds a wrong value, in each language; nothing is kept of any."""
    drawn = client.get(f"/cy/{rest}")
    if drawn.status_code != 200 or "html" not in drawn.headers["Content-Type"]:
        return
    page = drawn.content.decode()
    carried, named = dict(CARRIED.findall(page)), set(NAMED.findall(page))
    for wrong in WRONG.values() if named else ():
        answers = []
        for language in languages:
            with transaction.atomic():
                answers.append(client.post(f"/{language}/{rest}", carried | dict.fromkeys(named, wrong)))
                transaction.set_rollback(True)
        if all(400 <= one.status_code < 500 for one in answers):
            yield [one.content.decode() for one in answers]


def test_what_is_answered_to_wrong_values_is_welsh(world, figure):
    client, where_is = world
    said, unmarked, refusals = {}, set(), 0
    for name, rest in _addresses(where_is):
        for english, welsh in _refusals(client, rest, ("en", "cy")):
            refusals += 1
            there = {text for language, text, _tag in read(english) if language == "en"}
            for language, text, tag in read(welsh):
                if language != "cy" or any(wrong in text for wrong in WRONG.values()):
                    continue
                if ENGLISH not in text:
                    said.setdefault((text, text in there), name)
                elif tag not in WITHOUT_MARKS:
                    unmarked.add((name, tag, text))
    figure(f"Refusals of wrong values read through in Welsh: {refusals}")
    assert refusals > 150
    assert sorted(unmarked) == []
    assert faults(said) == ([], {})
