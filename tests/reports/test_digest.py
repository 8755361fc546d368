"""A document's digest is over what it says in all its languages, and over nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports.content import letters
from reports.content.closure_report import build
from reports.content.digest import canonical, content_sha256
from reports.content.edition import Edition, issued
from reports.content.said import Said
from reports.content.shapes import Part, Report, Section
from tests.reports.conftest import CLOSED

EDITION = Edition("SCP-CR-1-k3m7qa", 1, date(2020, 6, 16), "ab" * 32, "cd" * 32, "saferwales.invalid/verify")


def report(text="Ŵyl", **changed):
    section = Section("one", Said("Heading"), "", (Part("prose", Said(text, "cy")),))
    facts = dict(title="A", programme="P", programme_full_name="P", board="", as_at=CLOSED, known_at=None, language="en", is_draft=True, sections=(section,))  # fmt: skip
    return Report(**facts | changed)


def test_the_digest_is_known_and_never_changes_by_itself():
    assert content_sha256(report()) == "d71751bdf1d769f9968ea29dfa759db058c44e973d992f8e6b5b35a57cbbce1e"


def test_every_word_counts_and_so_does_its_language():
    other = replace(report(), sections=(replace(report().sections[0], parts=(Part("prose", "Ŵyl"),)),))
    assert (
        len(
            {content_sha256(one) for one in (report(), report("Wyl"), other, report(as_at=date(2020, 6, 16)))}
        )
        == 4
    )


def test_how_it_was_issued_and_when_it_was_asked_do_not_count():
    asked = replace(report(), known_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert content_sha256(asked) == content_sha256(report()) == content_sha256(issued(report(), EDITION))


def test_both_languages_make_one_digest_in_any_order():
    welsh = report(language="cy")
    assert content_sha256(report(), welsh) == content_sha256(welsh, report())
    assert content_sha256(report(), welsh) != content_sha256(report())


@pytest.mark.django_db
def test_reports_and_letters_of_the_record_have_one(programme):
    for made in (build, lambda *asked: letters.build(asked[0], letters.REPLY, asked[2])):
        readings = [made(programme, CLOSED, language) for language in ("en", "cy")]
        assert content_sha256(*readings) == content_sha256(*reversed(readings))
        assert [one["language"] for one in json.loads(canonical(*readings))] == ["cy", "en"]
        assert " object at 0x" not in canonical(*readings)
