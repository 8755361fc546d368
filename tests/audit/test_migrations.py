"""Migrations forwards and backwards on a filled database lose no row, no history, no entry and no guard.

SQLite remakes a table to alter a column and forgets its triggers; the guards are lifted before and put back after.
"""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

import boards.migrations
from boards.models import Board
from saferwales.audit import guards, verify, writing
from saferwales.audit.models import AuditEntry, record_models
from tests import builders
from tests.databases import copy_of_the_template

TRIAL = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "{before}")]
    operations = [
        step
        for name in ("board", "historicalboard")
        for step in (
            migrations.AddField(name, "trial", models.TextField(null=True)),
            migrations.AddField(name, "grade", models.IntegerField(default=3, db_default=3)),
            migrations.AlterField(name, "note", models.TextField(blank=True, db_default="none")),
        )
    ]
"""
BEFORE_READING = {"objectives": "0001", "workstreams": "0001", "boards": "0002"}


@pytest.fixture
def filled(django_db_setup, django_db_blocker):
    """A database of its own with records of every app, several versions deep."""
    with django_db_blocker.unblock(), copy_of_the_template():
        for number in range(3):
            objective = builders.make_objective(delivery="in_progress")
            builders.make_person()
            for turn in range(3):
                _change(objective.governing_body, f"Board {number} in version {turn}")
        yield


def _change(board, name):
    board = Board.objects.get(pk=board.pk)
    writing.amend(board, by=builders.ACTOR, reason="r", effective_on=builders.START, name_en=name)


def _counts():
    """Rows of each record, of its history, and of the chain, as far as the tables are there."""
    there = set(connection.introspection.table_names())
    found = {AuditEntry: AuditEntry.objects.count()}
    for model in record_models():
        if model._meta.db_table in there:
            found[model] = (model.objects.count(), model.history.count())
    return found


def _records(counts):
    return [(model, rows) for model, rows in counts.items() if model is not AuditEntry]


def _migrate(*where):
    call_command("migrate", *where, verbosity=0)


def _assert_whole(counts):
    assert guards.missing(connection) == []
    assert _counts() == counts
    found = verify.run()
    assert found.problems == [] and found.entries == counts[AuditEntry]
    with pytest.raises(Exception, match="version"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE boards_board SET name_en = 'forged'")


@pytest.fixture
def trial(tmp_path, monkeypatch, settings):
    """The boards' migrations with one more, which adds columns and alters one; (the one before, the new one)."""
    package = tmp_path / "boards_on_trial"
    shutil.copytree(Path(boards.migrations.__file__).parent, package)
    shutil.rmtree(package / "__pycache__", ignore_errors=True)
    before = max(path.stem for path in package.glob("0*.py"))
    new = f"{int(before[:4]) + 1:04}_trial"
    (package / f"{new}.py").write_text(TRIAL.format(before=before))
    (package / "max_migration.txt").write_text(f"{new}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    settings.MIGRATION_MODULES = {"boards": "boards_on_trial"}
    return before, new


def _columns():
    with connection.cursor() as cursor:
        return {
            column.name for column in connection.introspection.get_table_description(cursor, "boards_board")
        }


def test_tables_remade_forwards_and_backwards(filled, trial):
    before, new = trial
    counts = _counts()
    _migrate("boards", new)
    assert {"trial", "grade"} <= _columns()
    _assert_whole(counts)
    board = Board.objects.first()
    _change(board, "written between")
    counts[AuditEntry] += 1
    counts[Board] = (counts[Board][0], counts[Board][1] + 1)
    _assert_whole(counts)
    _migrate("boards", before)
    assert not {"trial", "grade"} & _columns()
    _assert_whole(counts)


def test_our_own_migrations_forwards_and_backwards(filled):
    """On the way back the tables of later kinds of record go, which are empty here; no other row is lost."""
    counts = _counts()
    for app in ("objectives", "workstreams", "boards"):
        _migrate(app, BEFORE_READING[app])
        left = _counts()
        assert left.items() <= counts.items()
        assert {model for model, (rows, _history) in _records(counts) if rows} <= set(left)
        assert guards.missing(connection) == []
    _migrate()
    _assert_whole(counts)


def test_what_was_written_before_it_could_have_welsh_is_the_english(filled):
    board = builders.make_board(terms_of_reference_en="To advise")
    counts = _counts()
    _migrate("boards", "0006")
    with connection.cursor() as cursor:
        cursor.execute("SELECT terms_of_reference FROM boards_historicalboard WHERE id = %s", [board.pk])
        assert cursor.fetchall() == [("To advise",)]
    _migrate("boards")
    kept = Board.objects.get(pk=board.pk)
    assert (kept.terms_of_reference_en, kept.terms_of_reference_cy) == ("To advise", "")
    assert kept.history.get().terms_of_reference_en == "To advise"
    _assert_whole(counts)


def test_a_record_from_before_the_chain_is_sealed(filled):
    """Without the chain's tables there are no guards; on the way forward the whole history is sealed anew."""
    counts = _counts()
    _migrate("audit", "zero")
    assert "audit_auditentry" not in connection.introspection.table_names()
    _migrate("audit")
    _assert_whole(counts)
