"""The documents of 2020 compared: what the source says of itself comes out, and nothing is issued over it silently."""

from collections import Counter
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from objectives import actions as objective_actions
from objectives.models import Answer, Handover, HandoverItem, Objective
from reports import actions
from reports.models import FindingOverride
from reports.reconciliation import agreement, claims
from reports.reconciliation.compare import Reconciliation
from reports.reconciliation.findings import Kind
from saferwales.audit.asat import Reading
from saferwales.audit.writing import amend
from tests import builders

pytestmark = pytest.mark.django_db


def found_in(programme):
    return Reconciliation(Reading(), programme)


class TestTheSource:
    def test_its_own_inconsistencies_come_out(self, programme, figure):
        found = found_in(programme)
        counts = found.counts
        said = ", ".join(f"{kind.label}: {number}" for kind, number in sorted(counts.items()))
        figure(f"Reconciliation of 2020: in both: {len(found.in_both)}; {said}")
        assert len(found.in_both) == 11
        assert counts[Kind.CONTRADICTED] == 6
        assert counts[Kind.NEVER_OFFERED] == 9
        assert counts[Kind.REWORDED] == 4
        assert counts[Kind.FULL_STOP] == 2
        assert counts[Kind.UNASKED] == 1
        assert counts[Kind.UNANSWERED] == 1
        assert counts[Kind.OVERCLAIM] == 1
        assert counts[Kind.MISSING] == counts[Kind.DUPLICATED] == 0
        assert len(found.in_both) + counts[Kind.CONTRADICTED] + counts[Kind.NEVER_OFFERED] == 26

    def test_each_is_the_right_one(self, programme):
        by_kind = {}
        for finding in found_in(programme).findings:
            by_kind.setdefault(finding.kind, []).append(finding.subject.split()[0])
        assert by_kind[Kind.CONTRADICTED] == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
        assert by_kind[Kind.REWORDED] == ["2.1", "2.2", "2.4", "2.5"]
        assert by_kind[Kind.FULL_STOP] == ["2.3", "2.6"]
        assert {key.partition(".")[0] for key in by_kind[Kind.NEVER_OFFERED]} == {"5", "6"}

    def test_the_claim_of_the_covering_report_is_found_and_names_the_exception(self, programme):
        claim = found_in(programme).findings[0]
        assert claim.kind == Kind.OVERCLAIM and claim.may_be_overridden
        assert claim.before.startswith("The chairs have agreed to the request")
        assert "regular updating of the table" in claim.sentence and "Under discussion" in claim.sentence

    def test_what_may_be_said_names_the_duty(self, programme):
        found = found_in(programme)
        first, second = agreement.sentences(found.items[0].handover.receiver, found.items)
        assert first.endswith("has accepted all 17 items asked of it.")
        assert "Answered though no letter asked for it: regular updating" in second

    def test_it_stands_as_published_and_goes_on_being_shown(self, client, programme):
        """Nobody can mend what was published; the reconciliation says it all the same."""
        found = found_in(programme)
        assert found.blocking == []
        overridden = [one for one in found.findings if one.override]
        assert Counter(one.kind for one in overridden) == {Kind.OVERCLAIM: 1, Kind.CONTRADICTED: 6}
        client.force_login(builders.make_user("Aud", is_auditor=True))
        page = client.get(reverse("reports:reconciliation", args=[programme.slug])).content.decode()
        assert page.count("As published in 2020.") == 7 and "The chairs have agreed to the request" in page

    def test_before_the_answers_nothing_is_claimed(self, programme):
        from datetime import date

        found = Reconciliation(Reading(on=date(2020, 9, 20)), programme)
        sentences = " ".join(agreement.sentences(found.items[0].handover.receiver, found.items))
        assert "has accepted 0 of the 17 items" in sentences and "Not answered yet: 1.1" in sentences

    def test_every_finding_has_a_key_of_its_own_and_a_place(self, programme):
        findings = found_in(programme).findings
        assert max(Counter(one.key for one in findings).values()) == 1
        assert all(one.places for one in findings)

    def test_once_all_has_been_accepted_the_claim_is_borne(self, programme):
        item = HandoverItem.objects.get(objective=None)
        amend(item, by=builders.ACTOR, reason="r", effective_on=item.answered_on, answer=Answer.ACCEPTED)
        assert found_in(programme).counts[Kind.OVERCLAIM] == 0


def offer(answer, *, asked=True, duty=""):
    return SimpleNamespace(
        answer=answer, asked=asked, objective_id=None if duty else 1, objective="1.1 Open the help line",
        duty_en=duty, get_answer_display=lambda: Answer(answer).label,
    )  # fmt: skip


class TestSentences:
    @pytest.mark.parametrize(
        ("answers", "says"),
        [
            (["accepted"], ["The Board has accepted the 1 item asked of it."]),
            (["accepted", "accepted"], ["The Board has accepted all 2 items asked of it."]),
            (
                ["accepted", "agreed"],
                ["has accepted 1 of the 2 items", "Agreed by the board, but not yet accepted: 1.1"],
            ),
            (["declined"], ["has accepted 0 of the 1 item", "Declined: 1.1"]),
            (["accepted_reserved"], ["has accepted the 1 item", "Accepted with a reservation: 1.1"]),
            (["under_discussion", "awaiting"], ["Still under discussion: 1.1", "Not answered yet: 1.1"]),
            (["withdrawn"], ["Nothing was asked of The Board."]),
            ([], ["Nothing was asked of The Board."]),
        ],
    )
    def test_they_never_say_more_than_the_answers(self, answers, says):
        told = " ".join(agreement.sentences("The Board", [offer(one) for one in answers]))
        assert all(one in told for one in says)
        if set(answers) - {"accepted", "accepted_reserved"}:
            assert "all" not in told.split()

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The chairs have agreed to the request."),
            ("en", "The Board has agreed to take over this work."),
            ("en", "The new board is content to oversee progress."),
            ("en", "The Board has accepted all of it."),
            ("en", "All the outstanding objectives have been handed over."),
            ("cy", "Mae'r cadeiryddion wedi cytuno i'r cais."),
            ("cy", "Cytunodd y Bwrdd i oruchwylio'r gwaith."),
            ("cy", "Mae'r Bwrdd wedi derbyn yr holl amcanion."),
            ("cy", "Derbyniodd y Bwrdd bob un o'r eitemau."),
            ("cy", "Derbyniwyd pob un o'r amcanion."),
            ("cy", "Trosglwyddwyd yr holl amcanion."),
        ],
    )
    def test_a_claim_is_known_by_its_words(self, language, text):
        around = {
            "en": ("Some words before.", "And after."),
            "cy": ("Geiriau o'i flaen.", "A geiriau wedyn."),
        }
        before, after = around[language]
        assert claims.claiming(f"{before} {text} {after}", language) == [text]

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The Board agreed the delivery plan."),
            ("en", "We agreed with the conclusion."),
            ("en", "It was requested."),
            ("en", "No body has agreed to take over objective 2.1."),
            ("en", "The Board has not agreed to oversee it."),
            ("en", "The Board hasn’t accepted responsibility."),
            ("en", "If the Board has agreed to accept the work, it will say so."),
            ("en", "Once all the objectives have been handed over, the programme ends."),
            ("en", "The Board agreed to accept the minutes of 3 March as a true record."),
            ("en", "The Chair has accepted the apologies of two members."),
            ("en", "The Government has accepted all the recommendations."),
            ("en", ""),
            ("cy", "Nid yw'r Bwrdd wedi derbyn yr holl amcanion."),
            ("cy", "Cytunodd y Bwrdd i dderbyn y cofnodion."),
            ("cy", "Os yw'r Bwrdd wedi derbyn cyfrifoldeb, bydd yn dweud hynny."),
            ("cy", "Cytunwyd ar y cynllun."),
        ],
    )
    def test_other_agreements_are_no_claims(self, language, text):
        assert claims.claiming(text, language) == []

    def test_what_stands_in_the_same_sentence_before_a_comma_does_not_take_it_back(self):
        said = "Although no money came, the Board has agreed to take over the work."
        assert claims.claiming(said, "en") == [said]


class TestWhatAClaimSpeaksOf:
    """It is held against the answers for what it names, and against all of them where it names nothing."""

    def found(self, *said, **more):
        text = claims.Prose({"report"}, "report:one", " ".join(said), "", ("Report", "/"), **more)
        return [one.before for one in claims.overclaims([text], self.items)]

    @pytest.fixture(autouse=True)
    def answers(self):
        def board(name, acronym):
            return SimpleNamespace(name_en=name, name_cy="", acronym=acronym, aliases=[f"Council of {name}"])

        def item(key, answer, receiver):
            handover = SimpleNamespace(receiver=receiver)
            objective = SimpleNamespace(key=key)
            return SimpleNamespace(
                answer=answer, objective_id=1, objective=objective, handover=handover,
                get_answer_display=lambda: Answer(answer).label,
            )  # fmt: skip

        first, second = board("Towns Board", "TB"), board("Fire Board", "FB")
        self.items = [
            item("1.1", "accepted", first),
            item("1.2", "declined", second),
            item("1.12", "accepted", second),
        ]

    @pytest.mark.parametrize(
        ("said", "is_borne"),
        [
            ("The chairs have agreed to the request.", False),
            ("The Towns Board has agreed to take over the work.", True),
            ("TB has agreed to take over the work.", True),
            ("The Council of Towns Board has accepted all of it.", True),
            ("The Fire Board has agreed to take over the work.", False),
            ("It has accepted responsibility for objective 1.1.", True),
            ("It has accepted responsibility for objectives 1.1 and 1.2.", False),
            ("The Fire Board has accepted responsibility for objective 1.12.", True),
        ],
    )
    def test_it_is_held_against_those_answers(self, said, is_borne):
        assert self.found(said) == ([] if is_borne else [said])

    def test_a_decision_is_held_against_what_it_decided(self):
        said = "The Board agreed to take over the work."
        assert self.found(said, about=(self.items[0],)) == []
        assert self.found(said, about=(self.items[1],)) == [said]


class TestSmallProgrammes:
    @pytest.fixture
    def world(self):
        stream = builders.make_workstream()
        return stream.programme, stream, builders.make_board()

    def hand_over(self, programme, objective, receiver, answer=Answer.AWAITING):
        handover = builders.enter(
            Handover, programme=programme, giver=programme.governing_board, receiver=receiver, title_en="H"
        )
        return builders.enter(HandoverItem, handover=handover, objective=objective, answer=answer)

    def kinds(self, programme):
        return [finding.kind for finding in found_in(programme).findings]

    def test_an_objective_that_nobody_is_asked_to_govern_is_missing(self, world):
        programme, stream, _board = world
        builders.make_objective(stream)
        assert self.kinds(programme) == [Kind.MISSING]

    def test_one_offered_once_is_no_finding_and_offered_twice_is_one(self, world):
        programme, stream, board = world
        objective = builders.make_objective(stream)
        self.hand_over(programme, objective, board)
        assert self.kinds(programme) == []
        self.hand_over(programme, objective, builders.make_board())
        assert self.kinds(programme) == [Kind.DUPLICATED]

    def test_a_closed_objective_needs_nobody(self, world):
        programme, stream, _board = world
        objective = builders.make_objective(stream)
        objective_actions.change_status(
            objective=objective,
            by=builders.ACTOR,
            effective_on=builders.START,
            reason="r",
            delivery="discontinued",
        )
        assert self.kinds(programme) == []


class TestOverriding:
    KEY = "overclaim:covering-report:transition:en:6bc66cda36e1"

    @pytest.fixture
    def secretary(self, client, programme):
        """Somebody to answer what the loaded programme says as published; here nothing is overridden yet."""
        for given in FindingOverride.objects.filter(programme=programme, finding__regex="^(over|contra)"):
            actions.withdraw_override(override=given, by=builders.ACTOR, reason="To be answered")
        user = builders.make_user("Sara", programme, "secretary")
        client.force_login(user)
        return user

    def address(self, programme, name="reconciliation", *more):
        return reverse(f"reports:{name}", args=[programme.slug, *more])

    def test_the_page_shows_what_stops_issue_and_how_often(self, client, programme, secretary):
        page = client.get(self.address(programme)).content.decode()
        assert "7 findings stop documents from being issued." in page
        assert "The chairs have agreed to the request" in page
        assert page.count("Override with a reason") == 7

    def test_an_override_needs_a_reason_and_keeps_what_was_typed(self, client, programme, secretary):
        address = self.address(programme, "override")
        assert client.get(address, {"finding": self.KEY}).status_code == 200
        empty = client.post(address, {"finding": self.KEY, "reason": " "})
        given = FindingOverride.objects.filter(finding=self.KEY, archived=False)
        assert empty.status_code == 422 and not given.exists()
        gone = client.post(address, {"finding": "no such thing", "reason": "Kept words"})
        assert gone.status_code == 422 and "Kept words" in gone.content.decode()

    def test_an_overridden_finding_blocks_no_more_until_it_is_withdrawn(self, client, programme, secretary):
        address = self.address(programme, "override")
        sent = {"finding": self.KEY, "reason": "As published in 2020"}
        assert client.post(address, sent).status_code == 302
        assert client.post(address, sent).status_code == 422, "it is overridden already"
        given = FindingOverride.objects.get(finding=self.KEY, archived=False)
        page = client.get(self.address(programme)).content.decode()
        assert "6 findings stop" in page and "As published in 2020" in page
        assert given.history.get().actor == f"user:{secretary.pk}"
        back = self.address(programme, "withdraw_override", given.pk)
        assert client.get(back).status_code == 200
        assert client.post(back, {"reason": ""}).status_code == 422
        assert client.post(back, {"reason": "No longer so"}).status_code == 302
        assert len(found_in(programme).blocking) == 7
        assert client.post(address, sent).status_code == 302, "and it may be given anew"

    def test_only_who_keeps_documents_may(self, programme):
        for role in ("sro", "board"):
            with pytest.raises(PermissionDenied, match="programme manager or a board secretary"):
                actions.override_finding(
                    programme=programme,
                    finding=self.KEY,
                    by=builders.make_user("A", programme, role),
                    reason="r",
                )

    def test_what_does_not_block_is_not_overridden(self, programme):
        with pytest.raises(ValidationError, match="not there any more"):
            actions.override_finding(
                programme=programme, finding="full_stop:2.3:x", by=builders.ACTOR, reason="r"
            )

    def test_another_programmes_override_does_not_exist_here(self, client, programme, secretary):
        other = builders.make_programme()
        given = builders.enter(FindingOverride, programme=other, finding="x", why="y")
        assert client.get(self.address(programme, "withdraw_override", given.pk)).status_code == 404
        assert client.get(self.address(programme, "withdraw_override", 2**64)).status_code == 404

    def test_an_empty_programme_says_what_to_do_next(self, client):
        programme = builders.make_programme()
        client.force_login(builders.make_user("Mair", programme, "manager"))
        assert (
            "Nothing was offered to another board yet" in client.get(self.address(programme)).content.decode()
        )
        assert not Objective.objects.filter(programme=programme).exists()
