"""Whatever the owner of the tables does to the trail is found: in an export, in the database, or by a checkpoint."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from saferwales.audit import chain, checkpoints, export, guards, offline_verify, verify, writing
from saferwales.audit.erasure import erase
from saferwales.audit.models import AuditEntry
from tests import builders
from tests.audit import tampering_with_records  # noqa: F401 - adds to the kinds
from tests.audit.tampering import KINDS
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
SCRIPT = Path(offline_verify.__file__)


def _amend(record, **facts):
    return writing.amend(record, by=builders.ACTOR, reason="r", effective_on=builders.START, **facts)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A trail with several records, an erasure and a checkpoint; (the board tampered with, the outside checkpoint)."""
    with django_db_blocker.unblock(), transaction.atomic():
        board, last = builders.make_board(), builders.make_board()
        person = builders.make_person(name="Somebody")
        builders.make_objective()
        for number in range(3):
            _amend(board, name_en=f"Name {number}")
        erase(
            table="boards_person",
            object_pk=person.pk,
            fields=["name"],
            ground="Article 17",
            by=builders.ACTOR,
        )
        checkpoints.take("issue of a report")
        _amend(last, name_en="The newest entry")
        seq, digest = chain.head()
        yield board, {"seq": seq, "digest": digest, "signature": ""}
        transaction.set_rollback(True)


@pytest.fixture
def board(filled):
    with transaction.atomic():
        board = filled[0]
        board.refresh_from_db()
        yield board
        transaction.set_rollback(True)


@pytest.fixture
def outside(filled):
    return filled[1]


def in_the_file(outside=()):
    found, header = offline_verify.verify(export.lines(), outside)
    offline_verify.compare_checkpoints(found, header["checkpoints"], "of the trail itself")
    offline_verify.compare_checkpoints(found, outside, "kept elsewhere")
    return found.problems


def test_an_honest_trail_holds_everywhere(board, outside):
    assert in_the_file([outside]) == []
    result = verify.run(outside=[outside])
    assert result.problems == [] and result.holds
    assert result.entries == AuditEntry.objects.count()
    assert [(erased.table, erased.fields, erased.ground) for erased in result.erasures] == [
        ("boards_person", ["name"], "Article 17")
    ]


@pytest.mark.parametrize("name", KINDS)
def test_tampering_is_found(name, board, outside):
    tamper, found_by = KINDS[name]
    if found_by != "base" or "guard" not in name:
        guards.drop(connection)
    tamper(board)
    if "guard" not in name:
        guards.install(connection)
    in_file, in_base = in_the_file(), verify.run().problems
    if found_by == "outside":
        assert in_file == in_base == [], "it needs no checkpoint: say so in the list"
        assert in_the_file([outside]) and verify.run(outside=[outside]).problems
        return
    assert in_base, "audit_verify did not find it"
    assert bool(in_file) == (found_by == "file")
    assert in_base[0].sentence.endswith(".")


def test_the_first_bad_entry_is_named(board):
    guards.drop(connection)
    first, *_rest, second = AuditEntry.objects.filter(table="boards_board", object_pk=board.pk).order_by(
        "seq"
    )
    for entry in (second, first):
        AuditEntry.objects.filter(seq=entry.seq).update(payload="{}")
    guards.install(connection)
    assert verify.run().problems[0].seq == in_the_file()[0].seq == first.seq
    with pytest.raises(CommandError, match=f"Entry {first.seq} is wrong"):
        call_command("audit_verify")


def test_the_list_in_the_documents_is_this_one(board, figure):
    text = (ROOT / "docs" / "audit-trail.md").read_text(encoding="utf-8")
    words = {"file": "the export", "base": "the database", "outside": "an outside checkpoint"}
    listed = dict(
        re.findall(r"^\| ([a-z ]+) \| (the export|the database|an outside checkpoint) \|$", text, re.M)
    )
    assert listed == {name: words[found_by] for name, (_tamper, found_by) in KINDS.items()}
    figure(f"{len(KINDS)} of {len(KINDS)} kinds of tampering are found")
    assert len(KINDS) >= 33


class TestTheFileByItself:
    """The offline verifier as an auditor runs it: one file, no application."""

    @pytest.fixture
    def file(self, board, tmp_path):
        path = tmp_path / "export.jsonl"
        path.write_text("".join(export.lines()), encoding="utf-8")
        shutil.copy(SCRIPT, tmp_path / "verify.py")
        return path

    def run(self, file, *more):
        command = [sys.executable, "-I", str(file.parent / "verify.py"), str(file), *map(str, more)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=file.parent)
        return done.returncode, done.stdout + done.stderr

    def test_an_honest_export_holds(self, file):
        status, said = self.run(file)
        assert status == 0, said
        assert "entries hold" in said and "Lawful erasure" in said and "Article 17" in said

    def test_an_extract_says_what_it_is_and_holds(self, file):
        file.write_text("".join(export.lines(4, 6)), encoding="utf-8")
        status, said = self.run(file)
        assert status == 0, said
        assert "This is an extract: entries 4 to 6 of " in said

    @pytest.mark.parametrize("short", ["last line", "last three lines", "a line inside", "all lines"])
    def test_a_short_export_is_provably_short(self, file, short):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        cut = {"last line": lines[:-1], "last three lines": lines[:-3], "all lines": lines[:1],
               "a line inside": [*lines[:4], *lines[5:]]}  # fmt: skip
        file.write_text("".join(cut[short]), encoding="utf-8")
        assert self.run(file)[0] == 1

    def test_a_short_export_with_a_header_to_match_needs_the_checkpoint(self, file, outside):
        header, *entries = export.lines(1, outside["seq"] - 1)
        header = json.dumps(json.loads(header) | {"head": outside["seq"] - 1})
        file.write_text("".join([header, "\n", *entries]), encoding="utf-8")
        assert self.run(file)[0] == 0
        kept = file.parent / "checkpoints.jsonl"
        kept.write_text(json.dumps(outside), encoding="utf-8")
        status, said = self.run(file, "--checkpoints", kept)
        assert status == 1 and "entries were cut off" in said

    @pytest.mark.parametrize(
        "rubbish",
        [
            b"",
            b"\n",
            b"{}",
            b"[]",
            b"null",
            b"\xff\xfe\x00",
            b"{" * 100_000,
            b'{"kind": "export"}',
            b"PK\x03\x04",
        ],
    )
    def test_rubbish_is_a_sentence(self, file, rubbish):
        file.write_bytes(rubbish)
        status, said = self.run(file)
        assert status == 2 and "could not be verified" in said and "Traceback" not in said

    @pytest.mark.parametrize(
        "line", [b"{}", b"7", b'{"seq": "x"}', b'{"seq": null, "payload": 3}', b"garbage"]
    )
    def test_rubbish_among_the_entries_is_a_sentence(self, file, line):
        with file.open("ab") as opened:
            opened.write(line + b"\n")
        status, said = self.run(file)
        assert status in (1, 2) and "Traceback" not in said

    def test_no_such_file(self, file):
        assert self.run(file.with_name("none.jsonl"))[0] == 2


@pytest.mark.needs_openssl
class TestSignatures:
    @pytest.fixture
    def keys(self, tmp_path):
        made = []
        for name in ("one", "other"):
            private, public = tmp_path / f"{name}.pem", tmp_path / f"{name}.pub.pem"
            subprocess.run(
                ["openssl", "genpkey", "-algorithm", "ed25519", "-out", private],
                check=True,
                capture_output=True,
            )
            subprocess.run(
                ["openssl", "pkey", "-in", private, "-pubout", "-out", public],
                check=True,
                capture_output=True,
            )
            made.append((str(private), str(public)))
        return made

    def test_a_signed_checkpoint_holds_with_its_own_key_only(self, board, keys):
        taken = checkpoints.as_facts(checkpoints.take("for the auditor", keys[0][0]))
        assert verify.run(outside=[taken], public_key=keys[0][1]).problems == []
        wrong = verify.run(outside=[taken], public_key=keys[1][1]).problems
        assert [problem.kind for problem in wrong] == ["signature"]

    @pytest.mark.parametrize("forged", ["", "00", "not hex", "ab" * 64])
    def test_a_forged_signature_is_found(self, board, keys, forged):
        taken = checkpoints.as_facts(checkpoints.take("for the auditor", keys[0][0])) | {"signature": forged}
        assert verify.run(outside=[taken], public_key=keys[0][1]).problems

    def test_the_auditors_host_signs_without_the_application(self, board, keys, tmp_path, capsys):
        file, kept = tmp_path / "export.jsonl", tmp_path / "kept.jsonl"
        file.write_text("".join(export.lines()), encoding="utf-8")
        assert offline_verify.main([str(file), "--sign", keys[0][0]]) == 0
        kept.write_text(capsys.readouterr().out, encoding="utf-8")
        assert offline_verify.main([str(file), "--checkpoints", str(kept), "--public-key", keys[0][1]]) == 0
        assert "with 1 signatures that hold" in capsys.readouterr().out

    def test_the_command_adds_to_a_file_and_says_when_a_key_is_no_key(self, board, keys, tmp_path):
        kept = tmp_path / "kept.jsonl"
        for _time in range(2):
            call_command("audit_checkpoint", key=Path(keys[0][0]), output=kept, purpose="daily")
        assert len(offline_verify.read_checkpoints(kept)) == 2
        with pytest.raises(CommandError, match="could not be signed"):
            call_command("audit_checkpoint", key=kept)


def test_progress_is_told_from_the_first_to_the_last_row(board, monkeypatch):
    monkeypatch.setattr(verify, "STEP", 1)
    told = []
    verify.run(progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 1 and told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)
