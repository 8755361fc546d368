"""Editions: issued once, numbered without gaps, frozen in both languages, and never changed or lost afterwards."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from reports import actions, issue_findings
from reports.actions import issuing
from reports.models import Document, Edition, EditionFile, EditionRecipient
from reports.printing import File
from saferwales.audit import files, guards, verify
from saferwales.audit.models import AuditEntry, Checkpoint, StoredFile
from tests import builders
from tests.reports.documents import World, stub

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


class TestIssuing:
    def test_all_of_an_edition_is_written(self, world):
        document, edition = world.issued()
        assert (edition.number, edition.state, edition.issued_on) == (1, "issued", timezone.localdate())
        assert [one.language for one in edition.files.all()] == ["en", "cy"]
        for one in edition.files.all():
            content = files.fetch(one.sha256)
            assert hashlib.sha256(content).hexdigest() == one.sha256 and len(content) == one.size
            assert (
                edition.reference in content.decode()
                and one.name == f"{edition.reference}-{one.language}.pdf"
            )
        assert document.state == "issued"

    def test_the_content_is_frozen_in_both_languages_under_its_digest(self, world):
        _document, edition = world.issued()
        sealed = files.fetch(edition.content_sha256)
        assert hashlib.sha256(sealed).hexdigest() == edition.content_sha256
        welsh, english = edition.content
        assert (welsh["language"], english["language"]) == ("cy", "en")
        assert "It was set up." in json.dumps(english["sections"][0])

    def test_the_checkpoint_is_the_head_at_which_it_was_frozen(self, world):
        document = world.agreed()
        seq, digest = AuditEntry.objects.order_by("-seq").values_list("seq", "digest")[0]
        edition = world.issue(document)
        assert (edition.checkpoint_seq, edition.checkpoint_digest) == (seq, digest)
        kept = Checkpoint.objects.get(purpose=f"edition {edition.reference}")
        assert (kept.seq, kept.digest) == (seq, digest)
        assert verify.run().problems == []

    def test_the_reference_cannot_be_guessed_and_is_read_without_doubt(self, world):
        found = {issuing._reference(world.start(), 7) for _turn in range(200)}
        assert len(found) == 200
        prefix, _dash, code = found.pop().rpartition("-")
        assert prefix == "SCP-CR-07" and len(code) == 6 and not set(code) & set("01ILOU")

    def test_numbers_are_gapless_within_programme_and_kind(self, world):
        first, _edition = world.issued()
        assert world.issue(world.agreed(title_en="Another")).number == 2
        assert world.issue(world.agreed("covering-report")).number == 1
        assert World().issued()[1].number == 1
        again = actions.return_to_draft(document=first, by=world.secretary, reason="Next edition")
        assert world.issue(world.agree(world.review(again))).number == 3

    def test_nobody_issues_twice(self, world):
        document, _edition = world.issued()
        with pytest.raises(ValidationError, match="issued already") as refused:
            world.issue(document)
        assert refused.value.code == "issued" and Edition.objects.count() == 1

    def test_only_what_was_agreed_and_only_by_those_who_may(self, world):
        document = world.review(world.start())
        with pytest.raises(ValidationError, match="has not agreed"):
            world.issue(document)
        world.agree(document)
        for person in (world.sro, builders.make_user("Aud", is_auditor=True)):
            with pytest.raises(PermissionDenied, match="can issue"):
                world.issue(document, by=person)
        assert world.issue(document, by=world.manager).number == 1

    def test_what_no_board_decides_on_needs_every_reviewer(self, world):
        document = world.start("recommendation-progress", title_en="Progress")
        with pytest.raises(ValidationError, match="must approve"):
            world.issue(document)
        document = actions.send_to_review(
            document=document, by=world.secretary, reviewers=[world.sro, world.manager]
        )
        actions.give_review(document=document, by=world.sro, outcome="approved")
        with pytest.raises(ValidationError, match="must approve"):
            world.issue(document)
        actions.give_review(document=document, by=world.manager, outcome="approved")
        assert world.issue(document).reference.startswith("SCP-RP-01-")

    def test_recipients_are_recorded(self, world):
        board, person = builders.make_board(), builders.make_person()
        edition = world.issue(world.agreed(), recipients=[board, person, "The Minister"])
        assert [str(one) for one in edition.recipients.all()] == [str(board), str(person), "The Minister"]
        actions.add_recipient(
            edition=edition, by=world.secretary, sent_on=timezone.localdate(), words="The archive"
        )
        assert EditionRecipient.objects.count() == 4
        for facts in ({}, {"words": "x", "board": board}, {"words": "x", "sent_on": builders.START}):
            with pytest.raises(ValidationError):
                actions.add_recipient(
                    edition=edition, by=world.secretary, **{"sent_on": timezone.localdate(), **facts}
                )


class TestTheRecordMoves:
    """While the files are made nothing is locked, so the record may move."""

    def test_what_was_frozen_is_what_stands_or_it_is_made_anew(self, world):
        document, made = world.agreed(), []

        def render(report):
            if len(made) == 1:
                world.programme.refresh_from_db()
                builders_programme(world.programme, "A newer name")
            made.append(report)
            return stub(report)

        edition = world.issue(document, render=render)
        assert len(made) == 4 and Edition.objects.count() == 1
        assert {one["programme"] if isinstance(one["programme"], str) else one["programme"]["text"] for one in edition.content} == {"A newer name"}  # fmt: skip

    def test_what_does_not_touch_the_document_is_no_reason_to_make_it_anew(self, world):
        made = []

        def render(report):
            builders.make_person()
            made.append(report)
            return stub(report)

        world.issue(world.agreed(), render=render)
        assert len(made) == 2

    def test_a_record_that_never_rests_is_refused_with_a_sentence(self, world):
        turns = iter(range(100))

        def render(report):
            builders_programme(world.programme, f"Name {next(turns)}")
            return stub(report)

        with pytest.raises(ValidationError, match="Try again in a minute"):
            world.issue(world.agreed(), render=render)
        assert Edition.objects.count() == 0

    def test_taken_back_meanwhile_is_not_issued(self, world):
        document = world.agreed()

        def render(report):
            if report.language == "en":
                actions.return_to_draft(document=document, by=world.manager, reason="A mistake")
            return stub(report)

        with pytest.raises(ValidationError, match="has not agreed"):
            world.issue(document, render=render)
        assert Edition.objects.count() == 0 and StoredFile.objects.count() == 0


def builders_programme(programme, name):
    """The programme is called something else from today."""
    from saferwales.audit import writing
    from workstreams.models import Programme

    with transaction.atomic():
        kept = writing.lock(Programme.objects, pk=programme.pk)
        # As the document prints the record of an earlier day, the name is corrected for that day.
        writing.amend(
            kept, by=builders.ACTOR, reason="r", effective_on=builders.START, name_en=name, full_name_en=name
        )


class TestNothingHalf:
    @pytest.mark.parametrize("step", ["take", "_enter", "_enter_file", "enter_recipients", "amend"])
    def test_whatever_breaks_nothing_is_left(self, world, monkeypatch, step):
        """Issuing is stopped at each named point of its writing."""
        document = world.agreed()
        before = (AuditEntry.objects.count(), Checkpoint.objects.count(), StoredFile.objects.count())

        def broken(*args, **options):
            raise RuntimeError("stopped here")

        where = {"take": issuing.checkpoints, "amend": issuing.writing}.get(step, issuing)
        with monkeypatch.context() as patched:
            patched.setattr(where, step, broken)
            with pytest.raises(RuntimeError, match="stopped here"):
                world.issue(document)
        assert before == (AuditEntry.objects.count(), Checkpoint.objects.count(), StoredFile.objects.count())
        assert Document.objects.get(pk=document.pk).state == "agreed"
        assert world.issue(document).number == 1


class TestFindings:
    @pytest.fixture
    def contradicted(self, world, monkeypatch):
        """A finding of the comparison that blocks: the letter asks for less than the report seeks."""
        from objectives.models import Handover

        builders.make_objective(world.stream)
        between = {"giver": world.programme.governing_board, "receiver": builders.make_board()}
        builders.enter(Handover, programme=world.programme, title_en="H", **between)
        return world

    def test_a_blocking_finding_stops_it_until_somebody_overrides_it(self, contradicted):
        world, document = contradicted, contradicted.agreed()
        (found,) = issue_findings.of(document)
        with pytest.raises(ValidationError, match="stand in the way") as refused:
            world.issue(document)
        assert refused.value.code == "blocked"
        actions.override_finding(
            programme=world.programme, finding=found.key, by=world.manager, reason="The board knows"
        )
        edition = world.issue(document)
        (kept,) = edition.overridden
        assert (kept["finding"], kept["why"], kept["by"]) == (found.key, "The board knows", "Mair")
        welsh, english = (one["sections"][-1] for one in edition.content)
        assert "The board knows" in json.dumps(english) and "The board knows" in json.dumps(welsh)
        assert kept["sentence"] in json.dumps(english) and kept["sentence"] not in json.dumps(welsh)

    def test_what_is_no_part_of_the_comparison_is_not_stopped_by_it(self, contradicted):
        world = contradicted
        document = world.review(world.start("recommendation-progress"))
        assert issue_findings.of(document) == [] and world.issue(document).overridden == []


class TestWhatBecomesOfIt:
    def test_the_next_edition_supersedes_the_one_before(self, world):
        document, first = world.issued()
        again = actions.return_to_draft(document=document, by=world.secretary, reason="Corrected")
        second = world.issue(world.agree(world.review(again)))
        first.refresh_from_db()
        assert (first.state, second.supersedes_id) == ("superseded", first.pk)
        assert second.reference in first.state_why and first.files.count() == 2
        assert files.fetch(first.files.first().sha256)

    def test_an_edition_of_another_document_takes_its_place(self, world):
        document, first = world.issued()
        other, second = world.issued(title_en="Revised")
        with pytest.raises(ValidationError, match="later edition"):
            actions.supersede(edition=second, successor=first, by=world.secretary, reason="r")
        actions.supersede(edition=first, successor=second, by=world.secretary, reason="Rewritten")
        document.refresh_from_db()
        first.refresh_from_db()
        assert (document.state, first.state) == ("superseded", "superseded")
        with pytest.raises(ValidationError, match="does not stand"):
            actions.supersede(edition=first, successor=second, by=world.secretary, reason="r")

    def test_withdrawn_with_a_reason_and_kept(self, world):
        document, edition = world.issued()
        with pytest.raises(ValidationError, match="Say why"):
            actions.withdraw(document=document, by=world.secretary, reason=" ")
        actions.withdraw(document=document, by=world.secretary, reason="It names the wrong board")
        document.refresh_from_db()
        edition.refresh_from_db()
        assert (document.state, edition.state) == ("withdrawn", "withdrawn")
        assert edition.state_why == document.withdrawn_why == "It names the wrong board"
        assert files.fetch(edition.files.first().sha256)
        with pytest.raises(ValidationError, match="does not stand"):
            actions.withdraw(document=document, by=world.secretary, reason="r")


class TestTheStoreOfFiles:
    """No history row copies the bytes; the store refuses every change, and the record's digest finds one out."""

    def test_the_database_refuses_to_change_or_delete_a_file(self, world):
        world.issued()
        for statement in ("UPDATE audit_storedfile SET content = content", "DELETE FROM audit_storedfile"):
            refused = pytest.raises(DatabaseError, match="only added")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    def test_an_exchanged_file_is_found_out(self, world):
        _document, edition = world.issued()
        one = edition.files.first()
        with guards.lifted(connection):
            StoredFile.objects.filter(sha256=one.sha256).update(content=b"forged")
        with pytest.raises(files.FileLost):
            files.fetch(one.sha256)

    def test_no_history_row_and_no_entry_holds_the_bytes(self, world):
        big = b"%PDF-" + b"x" * 1_000_000
        world.issue(world.agreed(), render=lambda report: File(big + report.language.encode(), 1))
        longest = max(len(one.payload) for one in AuditEntry.objects.all())
        assert longest < 20_000 and EditionFile.objects.count() == 2


def test_an_edition_as_it_stood_before_it_was_withdrawn(world):
    """What became of an edition is true from the day on which it became so."""
    from saferwales.audit.asat import Reading

    document, edition = world.issued()
    moment = timezone.now()
    actions.withdraw(document=document, by=world.secretary, reason="r")
    then = Reading(known_at=moment).load(Edition.objects.filter(pk=edition.pk)).get(Edition, edition.pk)
    assert then.stands and then.state_why == ""
    tomorrow = timezone.localdate() - timedelta(days=1)
    assert Reading(on=tomorrow).load(Edition.objects.filter(pk=edition.pk)).all(Edition) == []


class TestTheStoreIsVerified:
    """`audit_verify` reads every stored file, so that nobody has to ask for one to learn that it was exchanged."""

    def kinds(self, change):
        with guards.lifted(connection):
            change()
        return [one.kind for one in verify.run().problems]

    @pytest.mark.parametrize("place", ["content", "file"])
    def test_an_exchanged_file_is_found(self, world, place):
        _document, edition = world.issued()
        sealed = edition.content_sha256 if place == "content" else edition.files.first().sha256
        stored = StoredFile.objects.filter(sha256=sealed)
        assert self.kinds(lambda: stored.update(content=b"%PDF forged")) == ["file"]

    @pytest.mark.parametrize("place", ["content", "file"])
    def test_a_lost_file_is_found_and_named(self, world, place):
        _document, edition = world.issued()
        sealed = edition.content_sha256 if place == "content" else edition.files.first().sha256
        assert self.kinds(StoredFile.objects.filter(sha256=sealed).delete) == ["no_file"]
        (problem,) = verify.run().problems
        assert sealed in problem.sentence and "reports_edition" in problem.sentence
