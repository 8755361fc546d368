"""Whatever a document prints is inspected before it is issued: each block of the record, each kind, each language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.models import AgendaItem, Decision, Region
from objectives.models import Letter, Output, Recommendation
from reports import actions, issue_findings, kinds
from reports.checks import printed
from reports.checks.record import Checks
from reports.models import Document, Section
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests import builders
from tests.reports.documents import BEGUN, World
from workstreams.models import Achievement, Footnote, RegionalReturn, VisionStatement

pytestmark = pytest.mark.django_db
SLIP = "Owner TBC, to be done by 31 June 2026."
WELSH_SLIP = "Perchennog I'W GADARNHAU, i'w gwblhau erbyn 31 Mehefin 2026."


@pytest.fixture
def world(db):
    return World()


def keys(document):
    return {one.key for one in issue_findings.of(document) if one.rule in ("placeholder", "date")}


def blocked(document):
    return {one.rule for one in issue_findings.of(document) if one.blocks}


PRINTED = {
    "objective": lambda world, **texts: builders.make_objective(world.stream, **texts),
    "achievement": lambda world, **texts: builders.enter(Achievement, workstream=world.stream, key="A1", order=1, **texts),
    "vision": lambda world, **texts: builders.enter(VisionStatement, programme=world.programme, document="closure-report", number=1, **texts),
    "recommendation": lambda world, **texts: builders.enter(Recommendation, programme=world.programme, key="R1", label_en="Help", order=1, **texts),
    "footnote": lambda world, **texts: builders.enter(Footnote, programme=world.programme, number=1, **texts),
}  # fmt: skip


class TestEachBlock:
    @pytest.mark.parametrize("what", PRINTED)
    @pytest.mark.parametrize(
        ("texts", "language"),
        [({"text_en": SLIP}, "en"), ({"text_en": "All is well.", "text_cy": WELSH_SLIP}, "cy")],
    )
    def test_a_slip_in_it_stops_the_report_in_either_language(self, world, what, texts, language):
        document = world.begin()
        assert keys(document) == set()
        PRINTED[what](world, **texts)
        found = [one for one in issue_findings.of(document) if one.rule in ("placeholder", "date")]
        assert {one.rule for one in found} == {"placeholder", "date"}
        assert {one.language for one in found} == {language}

    def test_the_finding_leads_to_the_record_in_which_to_mend_it(self, world):
        objective = builders.make_objective(world.stream, text_en=SLIP)
        found = [one for one in issue_findings.of(world.start()) if one.rule == "date"]
        assert [one.address for one in found] == [objective.get_absolute_url()]
        assert objective.key in str(found[0].place)

    def test_an_output_that_an_objective_announces(self, world):
        objective = builders.make_objective(world.stream, text_en="Two reports will be published:")
        builders.enter(Output, objective=objective, key="o", order=1, title_en=SLIP)
        assert blocked(world.start()) >= {"placeholder", "date"}


class TestEachKind:
    def test_minutes(self, world):
        document = world.start("minutes", subject=world.meeting)
        assert blocked(document) == set()
        builders.enter(Decision, meeting=world.meeting, number=2, wording_en=SLIP)
        assert blocked(document) == {"placeholder", "date"}
        assert {one.address for one in issue_findings.of(document)} == {world.meeting.get_absolute_url()}

    def test_an_overview(self, world):
        document = world.start("regional-overview")
        region = builders.enter(Region, slug="gwent", name_en="Gwent")
        builders.enter(
            RegionalReturn, programme=world.programme, region=region, quarter_on=builders.START,
            label_en="January", position_en=SLIP,
        )  # fmt: skip
        assert blocked(document) == {"placeholder", "date"}

    def test_every_kind_is_inspected_or_encloses_those_that_are(self):
        """Whoever adds a kind need not think of the checks."""
        assert [kind.key for kind in kinds.every().values() if kind.encloses] == ["closure-pack"]

    def test_every_text_of_a_built_report_is_among_its_pieces(self, world):
        builders.make_objective(world.stream, text_en="An objective like no other")
        document = world.start()
        report = kinds.build(document, list(Section.objects.filter(document=document)), "en")
        texts = [text for piece in printed.pieces(report) for text in piece.paragraphs]
        assert {"The closure report", "It was set up.", "An objective like no other"} <= set(texts)
        assert not any("<" in text for text in texts)

    def test_a_document_that_cannot_be_made_stops_no_check(self, world):
        document = builders.enter(Document, programme=world.programme, key="m", kind="minutes", title_en="M")
        with pytest.raises(ValidationError):
            kinds.build(document, [], "en")
        assert issue_findings.of(document) == []


class TestAnnexes:
    def test_one_whose_list_is_empty_on_the_day_stops_the_report(self, world):
        document = world.begin()
        found = [one for one in issue_findings.of(document) if one.rule == "empty"]
        assert [one.words.split(" – ")[0] for one in found] == ["Annex A", "Annex B", "Annex C"]
        builders.enter(
            Recommendation,
            programme=world.programme,
            key="R1",
            label_en="Help",
            order=1,
            text_en="Help them.",
        )
        found = [one for one in issue_findings.of(document) if one.rule == "empty"]
        assert [one.words.split(" – ")[0] for one in found] == ["Annex A", "Annex C"]
        assert all("#annex-" in one.address for one in found)

    def test_what_stands_beside_an_empty_list_is_a_text(self, world):
        document = world.begin()
        for one in document.sections.filter(is_annex=True):
            body = f"No region was asked.\n\n{one.body_en}"
            actions.save_section(section=one, by=world.secretary, body_en=body)
        assert [one for one in issue_findings.of(document) if one.rule == "empty"] == []

    def test_a_name_that_places_nothing_is_refused_and_found_where_it_was_loaded(self, world):
        document = world.start()
        section = document.sections.first()
        with pytest.raises(ValidationError, match="names nothing that can be placed. Names that can: vision"):
            actions.save_section(section=section, by=world.secretary, body_en="Words\n\n[[visoin]]")
        facts = {"by": builders.ACTOR, "reason": "r", "effective_on": timezone.localdate()}
        with transaction.atomic():
            kept = writing.lock(Section.objects, pk=section.pk)
            writing.amend(kept, **facts, body_en="Words\n\n[[visoin]]")
        found = [one for one in issue_findings.of(document) if one.rule == "placeholder"]
        assert [one.words for one in found] == ["[[visoin]]"]


class TestClaims:
    """A claim of agreement stops the document that makes it, and no other."""

    CLAIM = "The chairs have agreed to the request."

    def claims(self, document):
        return [one for one in issue_findings.of(document) if one.rule == "overclaim" and one.blocks]

    def typed(self, world, document, words=CLAIM):
        section = document.sections.first()
        return actions.save_section(section=section, by=world.secretary, body_en=words)

    def test_in_a_closing_statement(self, world):
        report, statement = world.start(), world.start("workstream-statement", subject=world.stream)
        self.typed(world, statement)
        assert self.claims(report) == []
        (found,) = self.claims(statement)
        assert found.address.startswith(statement.get_absolute_url())
        actions.withdraw(document=statement, by=world.secretary, reason="r")
        assert not [one for one in Checks(Reading(), world.programme).findings if one.rule == "overclaim"]

    def test_in_minutes(self, world):
        minutes = world.start("minutes", subject=world.meeting)
        builders.enter(
            AgendaItem, meeting=world.meeting, order=1, title_en="The handover", minute_en=self.CLAIM
        )
        (found,) = self.claims(minutes)
        assert found.address == world.meeting.get_absolute_url()
        builders.enter(
            Decision, meeting=world.meeting, number=2, wording_en="It agreed to take over the work."
        )
        assert {one.words for one in self.claims(minutes)} == {self.CLAIM, "It agreed to take over the work."}

    def test_in_what_a_section_places(self, world):
        report, minutes = world.start(), world.start("minutes", subject=world.meeting)
        other = world.start("workstream-statement", subject=builders.make_workstream(world.programme))
        own = world.start("workstream-statement", subject=world.stream)
        told = builders.enter(Achievement, workstream=world.stream, key="A1", order=1, text_en=self.CLAIM)
        (found,) = self.claims(report)
        assert found.documents == {report.key, own.key} and found.address == told.get_absolute_url()
        assert self.claims(minutes) == self.claims(other) == []

    def test_in_a_letter_that_was_sent(self, world):
        own = {"programme": world.programme, "direction": "sent", "dated_on": BEGUN, "title_en": "Telling"}
        letter = builders.enter(Letter, key="telling", body_en=self.CLAIM, **own)
        (found,) = self.claims(world.start("handover-letter", subject=letter))
        assert found.address == letter.get_absolute_url()

    def test_an_override_is_of_these_words_alone(self, world):
        report = world.start()
        self.typed(world, report)
        (found,) = self.claims(report)
        actions.override_finding(
            programme=world.programme, finding=found.key, by=world.secretary, reason="As was said"
        )
        assert self.claims(report) == []
        self.typed(world, report, f"Before it. {self.CLAIM} Behind it.")
        assert self.claims(report) == []
        self.typed(world, report, f"{self.CLAIM} All outstanding objectives have been accepted.")
        (other,) = self.claims(report)
        assert other.words == "All outstanding objectives have been accepted."


class TestWhatItConcerns:
    def test_what_two_documents_print_is_one_finding_that_stops_both(self, world):
        report, statement = world.start(), world.start("workstream-statement", subject=world.stream)
        minutes = world.start("minutes", subject=world.meeting)
        builders.enter(Achievement, workstream=world.stream, key="A1", order=1, text_en="The owner is TBC.")
        assert keys(report) == keys(statement) != set()
        assert len(keys(report)) == 1 and keys(minutes) == set()

    def test_a_pack_is_stopped_by_what_it_encloses_and_by_nothing_else(self, world):
        world.start()
        pack = world.start("closure-pack")
        minutes = world.start("minutes", subject=world.meeting)
        builders.enter(Decision, meeting=world.meeting, number=2, wording_en="The owner is TBC.")
        assert keys(minutes) != set() and keys(pack) == set()
        builders.make_objective(world.stream, text_en="The owner is TBD.")
        assert len(keys(pack)) == 1

    def test_a_pack_is_not_stopped_by_a_draft_letter_that_it_does_not_enclose(self, world):
        own = {"programme": world.programme, "direction": "sent", "state": "draft", "title_en": "Else"}
        builders.enter(Letter, key="else", body_en="The owner is TBC.", **own)
        assert keys(world.start("closure-pack")) == set()

    def test_a_return_that_never_came_stops_what_prints_it_and_nothing_else(self, world):
        covering, report = world.start("covering-report"), world.begin()
        region = builders.enter(Region, slug="gwent", name_en="Gwent")
        owed = {"programme": world.programme, "region": region, "label_en": "January"}
        builders.enter(RegionalReturn, quarter_on=BEGUN, **owed)
        found = [one for one in issue_findings.of(report) if one.key == "empty:gwent:january"]
        assert [one.documents for one in found] == [{report.key}]
        assert not [one for one in issue_findings.of(covering) if one.key == "empty:gwent:january"]

    def test_a_superseded_document_is_not_inspected(self, world):
        builders.make_objective(world.stream, text_en="The owner is TBC.")
        document = world.start()
        assert keys(document) != set()
        actions.withdraw(document=document, by=world.secretary, reason="r")
        assert not [one for one in Checks(Reading(), world.programme).findings if one.rule == "placeholder"]


def test_more_documents_of_a_day_and_a_kind_ask_nothing_more(world):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            Checks(Reading(), world.programme)
        return len(asked)

    world.start("workstream-statement", subject=world.stream)
    once = statements()
    for number in range(3):
        world.start("workstream-statement", subject=world.stream, title_en=f"Statement {number}")
    assert statements() == once
