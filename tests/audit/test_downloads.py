"""The chain as files: what the list shows, all its pages, and where each file begins and ends."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from saferwales.audit import chain, offline_verify
from saferwales.audit.models import AuditEntry
from saferwales.inspection import downloads
from tests import builders

pytestmark = pytest.mark.django_db


def lines(response):
    assert response.status_code == 200 and response.streaming
    assert "attachment" in response["Content-Disposition"]
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_the_table_holds_every_entry_and_says_where_it_begins_and_ends(auditor, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 3)
    for _number in range(10):
        builders.make_board()
    heading, *rows, last = lines(auditor.get(reverse("audit:csv")))
    head, digest = chain.head()
    assert heading[0] == "Entry"
    assert [int(row[0]) for row in rows] == list(range(head, 0, -1))
    assert {len(row) for row in rows} == {len(heading)}
    assert rows[0][-1] == digest
    assert f"{head} entries, from entry 1 to entry {head}" in last[0] and digest in last[0]


def test_the_table_holds_what_the_search_found_and_still_states_the_whole_chain(auditor):
    builders.make_person(name="=1+1")
    builders.make_board()
    head, digest = chain.head()
    _heading, row, last = lines(auditor.get(reverse("audit:csv"), {"kind": "boards_person"}))
    assert row[7] == "'=1+1"
    assert row[1].endswith("+00:00") and row[4] == "system:tests" and row[11] == "First recorded"
    assert f"1 entries, from entry {row[0]} to entry {row[0]}" in last[0]
    assert f"The chain's last entry was {head}, digest {digest}." in last[0]


def verified(response):
    """The header of a downloaded chain that the offline verifier finds whole."""
    assert response.status_code == 200 and response.streaming
    found = b"".join(response.streaming_content).decode().splitlines()
    links, header = offline_verify.verify(found)
    assert links.problems == [] and links.count == header["count"]
    return header


def test_the_whole_chain_is_verified_without_the_application(auditor):
    for _number in range(3):
        builders.make_board()
    head, digest = chain.head()
    header = verified(auditor.get(reverse("audit:export")))
    assert (header["first"], header["last"], header["count"], header["digest"]) == (1, head, head, digest)


def test_a_search_gives_the_stretch_of_the_chain_from_its_first_entry_to_its_last(auditor):
    for model in ("board", "person", "board", "person", "board"):
        getattr(builders, f"make_{model}")()
    found = AuditEntry.objects.filter(table="boards_person").values_list("seq", flat=True)
    header = verified(auditor.get(reverse("audit:export"), {"kind": "boards_person"}))
    assert (header["first"], header["last"], header["count"]) == (min(found), max(found), 3)
    header = verified(auditor.get(reverse("audit:export"), {"kind": "boards_region"}))
    assert header["count"] == 0


def test_entries_written_meanwhile_do_not_move_the_rows(auditor, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 2)
    for _number in range(4):
        builders.make_board()
    head = chain.head()[0]
    parts = iter(auditor.get(reverse("audit:csv")).streaming_content)
    begun = [next(parts), next(parts)]
    builders.make_board()
    rows = list(csv.reader(StringIO(b"".join([*begun, *parts]).decode("utf-8-sig"))))[1:-1]
    assert [int(row[0]) for row in rows] == list(range(head, 0, -1))
    assert AuditEntry.objects.count() == head + 1
