"""The closure pack encloses what was issued as it was issued; what is printed again says what it said."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from boards.models import Decision, Meeting
from objectives.actions import add_item, add_party, edit_letter
from objectives.models import Handover, Letter
from reports import actions, issue_findings, kinds, printing, reprinting
from reports.content import closure_pack, closure_report, meetings, revived
from reports.content.digest import canonical, content_sha256
from reports.content.edition import issued
from reports.content.record import NotYet
from saferwales.audit import files, guards, writing
from saferwales.audit.models import StoredFile
from tests import builders
from tests.reports.documents import BEGUN, World
from tests.reports.test_conformance import EDITION
from tests.reports.test_conformance import build as build_kind
from workstreams.models import Programme

pytestmark = pytest.mark.django_db
CLOSURE, COVERING = "closure-report", "covering-report"


@pytest.fixture
def world():
    return World()


def rename(programme, name):
    """The programme is called something else from today, so each document of today says so."""
    with transaction.atomic():
        kept = writing.lock(Programme.objects, pk=programme.pk)
        writing.amend(kept, by=builders.ACTOR, reason="r", effective_on=timezone.localdate(), name_en=name)


def send_letters(world, **reply):
    """The letter by which the programme handed over, and the board's reply."""
    own = {"programme": world.programme, "direction": "sent", "dated_on": BEGUN, "body_en": "We ask."}
    asked = builders.enter(Letter, key="ask", title_en="Asking", **own)
    receiver = builders.make_board(name_en="Receiving board")
    giver = world.programme.governing_board
    builders.enter(
        Handover, programme=world.programme, letter=asked, title_en="H", asked_on=BEGUN, giver=giver, receiver=receiver
    )  # fmt: skip
    own |= {"direction": "received", "in_reply_to": asked, **reply}
    return asked, builders.enter(Letter, key="answer", title_en="Answering", **own)


def texts(pack, key):
    (part,) = [one for one in pack.parts if one.key == key]
    return [str(piece.content) for section in part.sections for piece in section.parts]


class TestItEncloses:
    def test_a_report_begun_later_than_its_day_is_printed_with_the_record_of_that_day(self, world):
        document = world.start()
        with pytest.raises(NotYet):
            closure_report.build(world.programme, BEGUN - timedelta(days=1), "en")
        for build in (closure_report.build, closure_pack.build):
            made = build(world.programme, BEGUN, "en")
            assert made.as_at == BEGUN and "It was set up." in printing.html_of(made)
        actions.save_section(section=document.sections.first(), by=world.secretary, body_en="Other words.")
        assert "Other words." in printing.html_of(closure_pack.build(world.programme, BEGUN, "en"))

    def test_what_was_issued_stands_as_it_was_issued_whatever_the_record_says_by_now(self, world):
        document, edition = world.issued()
        actions.return_to_draft(document=document, by=world.secretary, reason="A next edition")
        actions.save_section(section=document.sections.first(), by=world.secretary, body_en="Other words.")
        pack = closure_pack.build(world.programme, timezone.localdate(), "en")
        assert "It was set up." in texts(pack, "document-2")[0]
        assert "Other words." not in printing.html_of(pack)
        assert edition.reference in printing.html_of(pack) and not pack.is_draft
        in_welsh = closure_pack.build(world.programme, BEGUN, "cy")
        assert "sefydlwyd" in texts(in_welsh, "document-2")[0]

    def test_a_withdrawn_report_is_not_enclosed_as_issued(self, world):
        document, _edition = world.issued()
        actions.withdraw(document=document, by=world.secretary, reason="It was wrong")
        assert closure_pack.build(world.programme, BEGUN, "en").is_draft

    def test_what_is_not_issued_prints_the_record_of_its_own_day(self, world):
        world.start(as_at=None)
        world.start(COVERING, as_at=BEGUN)
        rename(world.programme, "A newer name")
        pack = closure_pack.build(world.programme, timezone.localdate(), "en")
        assert [one.standing for one in pack.parts[:1]] == ["As the record stood on 5 January 2026."]
        assert closure_pack.own_day(world.programme) == BEGUN and pack.is_draft

    def test_content_that_was_exchanged_is_not_enclosed(self, world):
        _document, edition = world.issued()
        with guards.lifted(connection):
            StoredFile.objects.filter(sha256=edition.content_sha256).update(content=b"[]")
        with pytest.raises(ValidationError, match="cannot be read as it was issued"):
            closure_pack.build(world.programme, BEGUN, "en")

    def test_the_pages_of_a_report_begun_later_than_its_day_answer(self, world, client):
        world.start()
        client.force_login(world.secretary)
        for kind, query in [(CLOSURE, {}), ("closure-pack", {}), (CLOSURE, {"as_at": BEGUN.isoformat()})]:
            address = reverse(f"reports:{kind}", args=[world.programme.slug])
            answer = client.get(address, query)
            assert answer.status_code == 200 and "It was set up." in answer.content.decode()


class TestItLacks:
    def pack(self, world):
        return world.agreed("closure-pack", title_en="Closure pack")

    def test_what_it_lacks_is_named_and_it_is_not_issued(self, world):
        world.issued()
        with pytest.raises(ValidationError) as refused:
            world.issue(self.pack(world))
        assert refused.value.code == "missing"
        for name in ("Covering report", "Document 3: Handover letter", "Document 4: Reply"):
            assert name in refused.value.messages[0]

    def test_a_letter_without_its_day_is_lacking(self, world):
        world.issued()
        world.issued(kind=COVERING, title_en="Covering")
        send_letters(world, dated_on=None)
        with pytest.raises(ValidationError, match="missing: Document 4: Answering"):
            world.issue(self.pack(world))

    def test_the_reports_must_be_issued_first_and_then_it_says_what_they_say(self, world):
        world.issued()
        covering = world.agreed(COVERING, title_en="Covering")
        send_letters(world)
        pack = self.pack(world)
        with pytest.raises(ValidationError, match="Issue the closure report and the covering report first"):
            world.issue(pack)
        first = world.issue(covering)
        edition = world.issue(pack)
        both = [reprinting.report_of(edition, language) for language in kinds.LANGUAGES]
        assert first.reference in canonical(*both) and content_sha256(*both) == edition.content_sha256


class TestWhatWasOverridden:
    """Whatever is issued over a finding says so in its own file: letters, minutes and packs as reports do."""

    def issued_over(self, world, document):
        found = [one for one in issue_findings.of(document) if one.blocks]
        assert found
        for one in found:
            actions.override_finding(
                programme=world.programme, finding=one.key, by=world.manager, reason="Sent so by the board"
            )
        return [page.count("Sent so by the board") for page in self.printed(world.issue(document))]

    def printed(self, edition):
        return [printing.html_of(reprinting.report_of(edition, language)) for language in kinds.LANGUAGES]

    def test_a_letter_and_the_pack_that_encloses_it_as_it_was_issued(self, world):
        world.issued()
        world.issued(kind=COVERING, title_en="Covering")
        _asked, answer = send_letters(world, body_en="The owner is TBC.")
        reply = world.review(world.start("reply", title_en="Reply", subject=answer))
        assert self.issued_over(world, reply) == [1, 1]
        pack = world.agreed("closure-pack", title_en="Closure pack")
        assert issue_findings.of(pack) == [], "what is enclosed as it was issued was inspected then"
        pages = self.printed(world.issue(pack))
        assert [page.count("Sent so by the board") for page in pages] == [1, 1]

    def test_a_pack_with_a_letter_that_stands_in_the_register_alone(self, world):
        world.issued()
        world.issued(kind=COVERING, title_en="Covering")
        send_letters(world, body_en="The owner is TBC.")
        pack = world.agreed("closure-pack", title_en="Closure pack")
        assert self.issued_over(world, pack) == [1, 1]

    def test_minutes(self, world):
        later = builders.make_meeting(world.programme.governing_board, held_on=BEGUN, state="held")
        approved = {"minutes_state": "approved", "approved_at": later, "approved_on": BEGUN}
        facts = {"by": builders.ACTOR, "reason": "r", "effective_on": BEGUN}
        with transaction.atomic():
            writing.amend(writing.lock(Meeting.objects, pk=world.meeting.pk), **facts, **approved)
        builders.enter(Decision, meeting=world.meeting, number=2, wording_en="The owner is TBC.")
        minutes = world.review(world.start("minutes", title_en="Minutes", subject=world.meeting))
        assert self.issued_over(world, minutes) == [1, 1]


class TestALetterThatIsReviewed:
    """Its words stand in the register, where they may change; nobody issues others than those that were approved."""

    def reviewed(self, world):
        _asked, answer = send_letters(world)
        return answer, world.review(world.start("reply", title_en="Reply", subject=answer))

    @pytest.mark.parametrize("what", ["words", "party", "enclosure"])
    def test_it_is_not_issued_in_words_that_nobody_reviewed(self, world, what):
        answer, reply = self.reviewed(world)
        how = {"letter": answer, "by": builders.ACTOR, "reason": "r"}
        if what == "words":
            edit_letter(**how, body_en="We decline.")
        elif what == "enclosure":
            add_item(**how, kind="enclosure", words="Appendix A: a table")
        else:
            add_party(**how, side="from", name_as_printed="Somebody else")
        with pytest.raises(
            ValidationError, match="changed after this document was sent to review"
        ) as refused:
            world.issue(reply)
        assert refused.value.code == "changed"
        again = actions.return_to_draft(document=reply, by=world.secretary, reason="Changed")
        assert world.issue(world.review(again)).number == 1

    def test_what_the_register_notes_beside_the_words_changes_nothing(self, world):
        answer, reply = self.reviewed(world)
        edit_letter(letter=answer, by=builders.ACTOR, reason="r", note="Filed in folder 3", source="The file")
        assert world.issue(reply).number == 1


@pytest.mark.parametrize("language", kinds.LANGUAGES)
def test_every_kind_is_revived_as_it_was_frozen(programme, language):
    """The page that becomes the file is the same, letter for letter."""
    known = revived.ENCLOSED | revived.shapes_of(closure_pack, meetings)
    for kind in kinds.every():
        report = build_kind(programme, kind, language)
        facts = {"content": json.loads(canonical(report)), "content_sha256": content_sha256(report)}
        (again,) = revived.reports_of(SimpleNamespace(reference="R", **facts), known)
        assert printing.html_of(issued(again, EDITION)) == printing.html_of(issued(report, EDITION)), kind


def test_an_edition_that_never_was_is_refused(tmp_path):
    where = ["--output", str(tmp_path / "a.pdf")]
    for asked in (["edition"], ["edition", "SCP-CR-01-ABCDEF"]):
        with pytest.raises(CommandError, match="no such edition"):
            call_command("render", *asked, *where)


@pytest.mark.needs_pango
def test_an_edition_is_made_again_to_the_same_bytes_after_the_record_moved_on(world, rendering, tmp_path):
    document = world.agreed()
    edition = world.issue(document, render=printing.file_of)
    rename(world.programme, "A newer name")
    actions.return_to_draft(document=document, by=world.secretary, reason="A next edition")
    actions.save_section(section=document.sections.first(), by=world.secretary, body_en="Other words.")
    for kept in edition.files.all():
        made = tmp_path / f"{kept.language}.pdf"
        asked = ["edition", edition.reference, "--language", kept.language]
        call_command("render", *asked, "--output", str(made))
        assert made.read_bytes() == files.fetch(kept.sha256)
