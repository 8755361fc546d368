"""A programme closes only when each condition holds or was overridden; afterwards only accepted objectives go on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from objectives import actions as objective_actions
from reports import actions_closure as actions
from reports.closure.gate import Gate
from reports.content.closure_report import build as build_report
from reports.models import ClosureOverride, DocumentDecision
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests import builders
from tests.reports.closing import ANSWERED, CONDITIONS, MET, TODAY
from workstreams import actions as plan
from workstreams.models import Programme, SroReport

pytestmark = pytest.mark.django_db


class TestConditions:
    def test_each_is_met_by_its_own_act(self, world):
        assert world.unmet() == CONDITIONS
        world.state()
        assert world.unmet() == CONDITIONS[1:]
        world.hand_over()
        assert world.unmet() == CONDITIONS[2:]
        world.agree()
        assert world.unmet() == ["issued"]
        world.issue()
        assert world.unmet() == []

    def test_as_they_stood_on_a_day(self, ready):
        assert ready.unmet(MET - timedelta(1)) == CONDITIONS
        assert ready.unmet(MET) == ["dispositions", "issued"]
        assert ready.unmet(ANSWERED) == []

    @pytest.mark.parametrize(
        ("state", "sentence"),
        [
            ("draft", "is a draft"),
            ("submitted", "nobody has acknowledged"),
            ("returned", "was returned: Why"),
        ],
    )
    def test_a_statement_short_of_acknowledgement_blocks_by_name(self, world, state, sentence):
        facts = {"answered_on": MET, "answer": "Why"} if state == "returned" else {}
        one = builders.enter(
            SroReport, workstream=world.stream, kind="closing", state=state, text_en="x", made_on=MET, **facts
        )
        missing = Gate(Reading(), world.programme).conditions[0].missing[0]
        assert sentence in missing.sentence and missing.url == one.get_absolute_url()
        assert missing.title == f"Work-stream 1: {world.stream.principle}"

    def test_who_must_act_is_named(self, world):
        missing = Gate(Reading(), world.programme).conditions[0].missing[0]
        assert missing.who == "The SRO, Siân, or a programme manager submits it."

    def test_an_update_is_no_closing_statement(self, world):
        builders.enter(
            SroReport,
            workstream=world.stream,
            kind="update",
            state="acknowledged",
            answered_on=MET,
            text_en="x",
        )
        assert "statements" in world.unmet()

    def test_the_final_meeting_must_have_agreed_it(self, ready):
        later = ready.decide(held_on=MET + timedelta(7))
        assert ready.unmet() == ["agreed"]
        missing = Gate(Reading(), ready.programme).conditions[2].missing[0]
        assert "on 2 March 2026, but met again on 9 March 2026" in missing.sentence
        ready.agree(later)
        assert ready.unmet() == []

    def test_a_meeting_still_to_come_is_not_the_final_one(self, ready):
        ready.decide(held_on=TODAY() + timedelta(7))
        assert ready.unmet() == []

    def test_without_report_or_board_the_page_says_so(self, client):
        stream = builders.make_workstream(builders.make_programme(governing_board=None))
        client.force_login(builders.make_user("Mair", stream.programme, "manager"))
        page = client.get(reverse("reports:closure", args=[stream.programme.slug])).content.decode()
        assert "The programme has no governing board that could agree the report." in page
        assert "No closure report is laid down for this programme." in page
        assert reverse("reports:agree", args=[stream.programme.slug]) not in page


class TestAgreement:
    def test_only_a_decision_of_the_governing_board_at_a_meeting_held(self, world):
        for decision in (world.decide(world.receiver), world.decide(held_on=TODAY() + timedelta(1))):
            with pytest.raises(ValidationError) as refused:
                world.agree(decision)
            assert "decision" in refused.value.error_dict
        decision = world.decide()
        assert world.agree(decision).decision == decision
        with pytest.raises(ValidationError, match="recorded already"):
            world.agree(decision)

    def test_taken_back_it_counts_no_longer(self, ready):
        link = DocumentDecision.objects.get()
        actions.withdraw_agreement(link=link, by=ready.manager, reason="Another report was meant")
        assert ready.unmet() == ["agreed"]

    def test_secretaries_and_keepers_record_it_and_nobody_else(self, world):
        secretary = builders.make_user("Sec", world.programme, "secretary")
        facts = {"document": world.report, "decision": world.decide(), "reason": "r"}
        for user in (world.sro, world.chair):
            with pytest.raises(PermissionDenied):
                actions.record_agreement(by=user, **facts)
        assert actions.record_agreement(by=secretary, **facts)

    def test_in_the_browser(self, client, world):
        client.force_login(world.manager)
        address, decision = world.address("reports:agree"), world.decide()
        assert address in client.get(world.address("reports:closure")).content.decode()
        assert client.post(address, {"decision": decision.pk}).status_code == 422
        foreign = world.decide(world.receiver)
        refused = client.post(address, {"decision": foreign.pk, "reason": "Kept words"})
        assert refused.status_code == 422 and "Kept words" in refused.content.decode()
        assert client.post(address, {"decision": decision.pk, "reason": "Minute 1"}).status_code == 302
        assert (
            "Agreed by decision 1 of 2 March 2026"
            in client.get(world.address("reports:closure")).content.decode()
        )


class TestOverrides:
    def test_an_administrator_overrides_with_a_reason_and_takes_it_back(self, world):
        given = world.override("issued")
        assert world.unmet() == CONDITIONS[:3]
        actions.withdraw_closure_override(override=given, by=world.administrator, reason="Issued after all")
        assert world.unmet() == CONDITIONS
        assert ClosureOverride.objects.get().why == "Ministers asked for it"

    def test_refusals(self, world):
        for user in (world.manager, world.sro):
            with pytest.raises(PermissionDenied):
                world.override("issued", by=user)
        with pytest.raises(ValidationError) as refused:
            world.override("issued", reason=" ")
        assert "reason" in refused.value.error_dict
        world.override("issued")
        for condition, code in (("issued", "overridden"), ("nothing", "met")):
            with pytest.raises(ValidationError) as refused:
                world.override(condition)
            assert refused.value.code == code
        world.state()
        with pytest.raises(ValidationError, match="holds"):
            world.override("statements")

    def test_it_is_printed_in_the_report_of_every_day_with_name_day_and_reason(self, world):
        keys = [one.key for one in build_report(world.programme, MET, "en").sections]
        assert "overrides" not in keys
        before = timezone.now()
        world.override("issued")
        printed = build_report(world.programme, MET, "en").sections[-1]
        assert printed.key == "overrides"
        line = printed.parts[-1].content[0].text
        assert "The closure report is issued: overridden by Admin on" in line
        assert line.endswith("Reason: Ministers asked for it")
        then = build_report(world.programme, MET, "en", before).sections
        assert "overrides" not in [one.key for one in then]

    def test_in_the_browser(self, client, world):
        client.force_login(world.administrator)
        address = world.address("reports:override_condition")
        page = client.get(world.address("reports:closure")).content.decode()
        assert f"{address}?condition=issued" in page
        assert client.post(address, {"condition": "issued", "reason": ""}).status_code == 422
        assert client.post(address, {"condition": "issued", "reason": "So decided"}).status_code == 302
        page = client.get(world.address("reports:closure")).content.decode()
        assert "So decided" in page and "Overridden" in page and f"{address}?condition=issued" not in page
        assert client.get(address, {"condition": "issued"}).status_code == 404
        given = ClosureOverride.objects.get()
        back = world.address("reports:withdraw_condition_override", given.pk)
        assert "So decided" in client.get(back).content.decode()
        assert client.post(back, {"reason": "Not so"}).status_code == 302
        assert world.unmet() == CONDITIONS


class TestClosing:
    def test_it_closes_on_a_day_and_is_read_only_from_then_on(self, ready):
        closed = ready.close(effective_on=ANSWERED)
        assert (closed.state, closed.closed_on, closed.ended_on) == ("closed", ANSWERED, ANSWERED)
        assert closed.read_only

    def test_the_day_on_which_the_work_ended_is_kept(self, ready):
        kept = writing.lock(Programme.objects, pk=ready.programme.pk)
        writing.amend(kept, by=builders.ACTOR, reason="r", effective_on=MET, ended_on=MET)
        closed = ready.close()
        assert (closed.ended_on, closed.closed_on) == (MET, TODAY())

    @pytest.mark.parametrize("missing", CONDITIONS)
    def test_each_condition_blocks_alone_and_an_override_lets_it_pass(self, world, missing):
        acts = {
            "statements": world.state,
            "dispositions": world.hand_over,
            "agreed": world.agree,
            "issued": world.issue,
        }
        for name, act in acts.items():
            if name != missing:
                act()
        with pytest.raises(ValidationError) as refused:
            world.close()
        assert refused.value.code == "unmet" and world.unmet() == [missing]
        assert Programme.objects.get().state == "active"
        world.override(missing)
        assert world.close().state == "closed"

    def test_refusals(self, ready):
        for user in (ready.sro, ready.chair, builders.make_user("Sec", ready.programme, "secretary")):
            with pytest.raises(PermissionDenied):
                ready.close(by=user)
        for facts, field in (
            ({"reason": " "}, "reason"),
            ({"effective_on": TODAY() + timedelta(1)}, "effective_on"),
            ({"effective_on": MET}, "effective_on"),
        ):
            with pytest.raises(ValidationError) as refused:
                ready.close(**facts)
            assert field in refused.value.error_dict
        ready.close()
        with pytest.raises(ValidationError) as refused:
            ready.close()
        assert refused.value.code == "read_only"

    def test_editing_the_programme_does_not_close_it(self, ready):
        for state in ("closed", "archived"):
            with pytest.raises(ValidationError) as refused:
                plan.edit_programme(
                    programme=ready.programme, by=ready.manager, reason="r", effective_on=TODAY(), state=state
                )
            assert "state" in refused.value.error_dict

    def test_in_the_browser_the_button_says_why_and_then_closes(self, client, world):
        client.force_login(world.manager)
        page = client.get(world.address("reports:closure")).content.decode()
        assert 'aria-disabled="true">Close the programme' in page
        assert "The programme cannot close while these conditions do not hold" in page
        address = world.address("reports:close")
        sent = {"reason": "Kept words", "effective_on_0": str(TODAY().day), "effective_on_1": str(TODAY().month),
                "effective_on_2": str(TODAY().year)}  # fmt: skip
        refused = client.post(address, sent)
        assert refused.status_code == 422 and "Kept words" in refused.content.decode()
        world.make_ready()
        page = client.get(world.address("reports:closure")).content.decode()
        assert "Nothing stands in the way." in page and f'href="{address}"' in page
        assert client.post(address, sent).status_code == 302
        page = client.get(world.address("reports:closure")).content.decode()
        assert "The programme was closed on" in page and f'href="{address}"' not in page
        facts = client.get(world.programme.get_absolute_url()).content.decode()
        due = TODAY().replace(year=TODAY().year + 1)
        assert f"is due on {due.day} {due:%B} {due.year}" in facts

    def test_a_page_opened_before_the_closing_changes_nothing_after_it(self, ready):
        """Acts that enter something new read the programme again under the lock."""
        stale = Programme.objects.get()
        ready.close()
        assert not stale.read_only
        with pytest.raises(ValidationError) as refused:
            plan.create_workstream(
                programme=stale,
                by=ready.manager,
                reason="r",
                effective_on=TODAY(),
                number=9,
                principle_en="x",
            )
        assert refused.value.code == "read_only"
        with pytest.raises(ValidationError) as refused:
            objective_actions.offer(
                programme=stale, by=ready.manager, receiver=ready.receiver, asked_on=TODAY(), title_en="x",
                reason="r", duties=[("x", "")],
            )  # fmt: skip
        assert refused.value.code == "read_only"


class TestTheSource:
    def test_the_page_of_the_loaded_programme_names_what_blocks_it(self, client, programme):
        client.force_login(builders.make_user("Elin", is_auditor=True))
        page = client.get(reverse("reports:closure", args=[programme.slug])).content.decode()
        assert "4 conditions stand in the way." in page and "6 things are missing." in page
        assert "regular updating of the table included as Appendix E" in page
        assert "has had it under discussion since 4 November 2020" in page
        assert "9 open objectives were never offered to any board:" in page
        assert "The closure report has not been issued. Its state is: Draft." in page
        assert "17 items: 142 days" in page and '<td class="number" data-label="Days each">142</td>' in page
        then = client.get(
            reverse("reports:closure", args=[programme.slug]), {"as_at": "2020-09-30"}
        ).content.decode()
        assert "and has not accepted it yet" in then and "under discussion" not in then
