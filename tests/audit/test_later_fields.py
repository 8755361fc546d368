"""A kind of record is given fields, and fields new names, after entries were sealed: they still verify and are read."""

import json

import pytest
from django.db import connection

from boards.models import Board
from saferwales.audit import chain, guards, verify
from saferwales.audit.erasure import erase
from saferwales.audit.models import AuditEntry
from saferwales.inspection.facts import Line
from saferwales.inspection.naming import Names
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(monkeypatch):
    """A board sealed when boards had no wish for correspondence, and ``note`` was called ``remark``."""
    whole = chain.payload_of

    def older(row):
        facts = json.loads(whole(row))
        facts.pop("correspondence", None)
        if "note" in facts:
            facts["remark"] = facts.pop("note")
        return chain.canonical(facts)

    with monkeypatch.context() as then:
        then.setattr(chain, "payload_of", older)
        made = builders.make_board(note="Kept in the minutes")
    monkeypatch.setattr(Board, "renamed", {"remark": "note"})
    return made


def _changed(board, table, **facts):
    """What verification finds after the row was changed past the guards."""
    with guards.lifted(connection), connection.cursor() as cursor:
        for name, value in facts.items():
            cursor.execute(f"UPDATE {table} SET {name} = %s WHERE id = %s", [value, board.pk])
    return [problem.kind for problem in verify.run().problems]


def test_an_entry_from_before_a_field_verifies(board):
    assert verify.run().problems == []


@pytest.mark.parametrize("name", ["correspondence", "note"])
@pytest.mark.parametrize(
    ("table", "kind"), [("boards_board", "record"), ("boards_historicalboard", "history")]
)
def test_words_that_were_put_into_such_a_field_are_found(board, table, kind, name):
    assert _changed(board, table, **{name: "cy"}) == [kind]


def test_a_fact_that_no_field_holds_any_more_is_found(board, monkeypatch):
    monkeypatch.setattr(Board, "renamed", {})
    assert {problem.kind for problem in verify.run().problems} == {"history", "record"}


def test_the_fact_is_read_and_erased_under_its_older_name(board):
    entry = AuditEntry.objects.get(table="boards_board", object_pk=board.pk)
    assert Line(entry, Names()).facts["note"] == "Kept in the minutes"
    erase(table="boards_board", object_pk=board.pk, fields=["note"], ground="Article 17", by=builders.ACTOR)
    kept = json.loads(AuditEntry.objects.get(seq=entry.seq).payload)
    assert kept["remark"] == "" and "note" not in kept
    assert verify.run().problems == []
