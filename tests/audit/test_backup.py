"""A backup taken while others write comes back whole; a stale or partial one is refused; nothing is overwritten."""

import json
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from objectives import actions
from objectives.models import Objective
from saferwales.audit import backup, chain, checkpoints, guards, verify
from saferwales.audit.models import Checkpoint
from tests import builders
from tests.audit import racing
from tests.databases import copy_of_the_template

WRITERS = 4


def _write_until(stopped, objective, kept):
    turn = 0
    while not stopped.is_set():
        turn += 1
        text = f"{objective.key} turn {turn}"
        actions.change_status(
            objective=objective, by=builders.ACTOR, effective_on=builders.START, reason=text, position_en=text
        )
        kept.append(text)


@pytest.fixture(scope="module")
def taken(committed, tmp_path_factory):
    """A backup made under load: its file, what was acknowledged before it, and a checkpoint kept outside after it."""
    file = tmp_path_factory.mktemp("backup") / "record.backup"
    objectives = [builders.make_objective(delivery="in_progress") for _one in range(WRITERS)]
    checkpoints.take("before the backup")
    kept, stopped, before = [[] for _one in objectives], threading.Event(), []

    def work(place):
        if place < WRITERS:
            _write_until(stopped, objectives[place], kept[place])
            return
        try:
            while not all(kept):
                stopped.wait(0.05)
            before.extend(len(own) for own in kept)
            call_command("backup", str(file), stdout=StringIO())
            before.extend(len(own) for own in kept)
        finally:
            stopped.set()

    racing.together(WRITERS + 1, work)
    actions.nothing_new(objective=objectives[0], by=builders.ACTOR, effective_on=builders.START)
    outside = file.with_name("kept-outside.jsonl")
    call_command("audit_checkpoint", output=outside, stdout=StringIO())
    return file, dict(zip([one.pk for one in objectives], before[:WRITERS], strict=True)), outside


@pytest.fixture
def elsewhere(committed):
    with copy_of_the_template(empty=True):
        yield


def _restore(file, **options):
    said = StringIO()
    call_command("restore", str(file), stdout=said, **options)
    return said.getvalue()


def test_a_backup_under_load_comes_back_whole(taken, elsewhere):
    file, before, _outside = taken
    said = _restore(file)
    entries = json.loads(file.with_name(f"{file.name}.checkpoint").read_text())["seq"]
    assert f"All {entries} entries hold" in said
    assert guards.missing(connection) == []
    assert verify.run().holds and racing.chain_faults() == []
    assert Checkpoint.objects.get().purpose == "before the backup"
    for pk, written in before.items():
        assert Objective.objects.get(pk=pk).version >= 1 + written


def test_the_restored_database_goes_on(taken, elsewhere):
    _restore(taken[0])
    entries = chain.head()[0]
    builders.make_board()
    assert chain.head()[0] == entries + 1
    with pytest.raises(Exception, match="version must"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE objectives_objective SET position_en = 'forged'")


def test_a_stale_restore_is_refused(taken, elsewhere):
    file, _before, outside = taken
    with pytest.raises(CommandError, match="refused") as refusal:
        _restore(file, checkpoints=outside)
    assert refusal.value.returncode == 1


KEYS = {
    "objectives_historicalobjective": "history_id",
    "audit_auditentry": "seq",
    "objectives_objective": "id",
}


@pytest.mark.parametrize("table", KEYS)
def test_a_partial_restore_is_refused(taken, elsewhere, table):
    """A row of a table is not there, though all triggers are."""
    file, key = taken[0], KEYS[table]
    backup.put_back(file)
    with guards.lifted(connection), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})")
    assert guards.missing(connection) == []
    with pytest.raises(CommandError):
        call_command("audit_verify", checkpoints=file.with_name(f"{file.name}.checkpoint"), stdout=StringIO())


def test_a_restore_without_its_triggers_is_refused(taken, elsewhere):
    backup.put_back(taken[0])
    guards.drop(connection)
    assert [problem.kind for problem in verify.run().problems] == ["guards"]


def test_nothing_is_ever_overwritten(taken, committed, tmp_path):
    file = taken[0]
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(file), stdout=StringIO())
    with pytest.raises(CommandError, match="not empty"):
        _restore(file)
    assert [path.name for path in file.parent.iterdir() if path.suffix == ".part"] == []


def test_a_file_that_is_no_backup_is_refused(taken, elsewhere, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("not a database")
    with pytest.raises(CommandError, match="backup|valid archive"):
        _restore(wrong, checkpoints=taken[2])
    with pytest.raises(CommandError, match="is not there"):
        _restore(tmp_path / "none", checkpoints=taken[2])
    assert connection.introspection.table_names() == []


@pytest.mark.postgresql
def test_missing_programs_of_postgresql_are_named(committed, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        call_command("backup", str(tmp_path / "file"), stdout=StringIO())
    assert list(tmp_path.iterdir()) == []
