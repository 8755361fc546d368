"""A table of more rows than a document prints: the first of them on paper, all of them in a frozen file beside it."""

import csv
import hashlib
import io
import json

import pytest
from django.urls import reverse

from reports import kinds, printing
from reports.content import annexes
from reports.content.digest import canonical
from reports.content.edition import issued
from reports.content.said import Said
from reports.content.shapes import Part, Report, Section, Table
from saferwales.web.bounds import MOST_ROWS
from tests.reports.conftest import CLOSED
from tests.reports.documents import World
from tests.reports.test_conformance import EDITION

ROWS = MOST_ROWS + 500


def table(rows=ROWS):
    said = Said("Gweithred", "cy")
    lines = tuple((Said(f"Row {number}"), (said, Said(""), Said("=1+1"))) for number in range(1, rows + 1))
    return Part("table", Table("Objectives", "Objective", ("State", "Board", "Note"), lines, "none"))


def report(*parts, language="en"):
    section = Section("s", "S", "", tuple(parts))
    return Report("R", "P", "P", "B", CLOSED, None, language, True, (section,))


def read(annex):
    return list(csv.reader(io.StringIO(annex.content.decode("utf-8-sig"))))


def frozen(*reports):
    return annexes.of(json.loads(canonical(*reports)))


def test_the_page_breaks_off_and_says_where_all_of_it_stands():
    page = printing.html_of(issued(report(table()), EDITION))
    (annex,) = frozen(report(table()))
    assert f"Row {MOST_ROWS}<" in page and f"Row {MOST_ROWS + 1}<" not in page
    assert "The table has 1,500 rows." in page and f"{EDITION.reference}-annex-1-en.csv" in page
    assert hashlib.sha256(annex.content).hexdigest() in page.replace("\u200b", "")


def test_the_file_has_every_row_and_no_formula():
    (annex,) = frozen(report(table()))
    lines = read(annex)
    assert len(lines) == 1 + ROWS and lines[0] == ["Objective", "State", "Board", "Note"]
    assert lines[-1] == [f"Row {ROWS}", "Gweithred", "", "'=1+1"]


def test_a_draft_says_that_there_will_be_one():
    page = printing.html_of(report(table()))
    assert "in an annex file once the document is issued" in page and ".csv" not in page


def test_what_fits_is_left_alone():
    whole = report(table(MOST_ROWS))
    assert annexes.bounded(whole) == whole and frozen(whole) == []


def test_each_long_table_in_each_language_has_a_file_of_its_own():
    both = [report(table(), table(3), table(), language=one) for one in ("en", "cy")]
    found = [(one.language, one.number) for one in frozen(*both)]
    assert found == [("cy", 1), ("cy", 2), ("en", 1), ("en", 2)]


@pytest.mark.django_db
def test_it_is_handed_out_as_it_was_frozen(client, monkeypatch):
    """The record may say something else by now; the file says what the edition said."""
    world, make = World(), kinds.build

    def with_table(made):
        return type(made)(
            **{**made.__dict__, "sections": (*made.sections, Section("t", "T", "", (table(),)))}
        )

    monkeypatch.setattr(kinds, "build", lambda *given: with_table(make(*given)))
    _document, edition = world.issued()
    monkeypatch.undo()
    client.force_login(world.secretary)
    page = client.get(edition.get_absolute_url()).content.decode()
    address = reverse("reports:edition_annex", args=[world.programme.slug, edition.reference, 1, "cy"])
    assert address in page and "Annex file 1 in Welsh (CSV): Objectives" in page
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/csv") and answer["Content-Language"] == "cy"
    assert hashlib.sha256(answer.content).hexdigest() in page
    assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 1 + ROWS
    for number, language in ((2, "cy"), (1, "fr"), (0, "en")):
        other = reverse(
            "reports:edition_annex", args=[world.programme.slug, edition.reference, number, language]
        )
        assert client.get(other).status_code == 404
