"""After a programme has closed everything stands still, but for what other boards accepted: they report on it."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.models import Seat
from objectives import actions as objective_actions
from objectives.models import Objective
from reports import actions_closure as actions
from reports.content.where_are_they_now import build as build_where
from reports.models import DocumentDecision
from saferwales.audit import writing
from tests import builders
from tests.reports.closing import ANSWERED, MET, TODAY
from workstreams import actions as plan
from workstreams import actions_statements
from workstreams.models import Programme, SroReport

pytestmark = pytest.mark.django_db


def _acts_of_the_plan(ready, programme):
    """Each act on the programme's plan, ready to be called."""
    objective = Objective.objects.first()
    why = {"by": ready.manager, "reason": "r"}
    on = why | {"effective_on": TODAY()}
    quarter = {"quarter_on": date(2026, 1, 1), "due_on": date(2026, 3, 31), "custodian": None}
    words = {"key": "x", "label_en": "x", "text_en": "x"}
    return [
        lambda: plan.edit_programme(programme=programme, **on, name_en="x"),
        lambda: plan.create_workstream(programme=programme, **on, number=9, principle_en="x"),
        lambda: plan.edit_workstream(workstream=ready.stream, **on, principle_en="x"),
        lambda: plan.appoint(programme=programme, **why, from_on=TODAY(), new_person="x"),
        lambda: plan.grant_role(programme=programme, user=ready.sro, role="manager", **why),
        lambda: plan.open_quarter(programme=programme, **why, **quarter),
        lambda: objective_actions.create_objective(
            programme=programme, **on, workstream=ready.stream, **words
        ),
        lambda: objective_actions.edit_objective(objective=objective, **on, note="x"),
        lambda: objective_actions.set_due(objective=objective, due_on=TODAY(), **why),
        lambda: objective_actions.create_recommendation(programme=programme, **on, key="x"),
    ]


def _acts_of_handing_over(ready, programme, given):
    """Each act on handovers, statements, documents and overrides, ready to be called."""
    why = {"by": ready.manager, "reason": "r"}
    on = why | {"effective_on": TODAY()}
    statement, link = SroReport.objects.get(), DocumentDecision.objects.get()
    offered = {"receiver": ready.receiver, "asked_on": TODAY(), "title_en": "x", "duties": [("x", "")]}
    item = given.items.first()
    declined = {"answered_on": TODAY(), "answer": "declined"}
    admin = {"by": ready.administrator, "reason": "r"}
    return [
        lambda: objective_actions.offer(programme=programme, **why, **offered),
        lambda: objective_actions.add_items(handover=given, **why, asked_on=TODAY(), duties=[("x", "")]),
        lambda: objective_actions.answer_item(item=item, **why, **declined),
        lambda: actions_statements.edit_statement(statement=statement, **on, text_en="x"),
        lambda: actions_statements.return_statement(statement=statement, **on),
        lambda: actions.record_agreement(document=ready.report, decision=link.decision, **why),
        lambda: actions.withdraw_agreement(link=link, **why),
        lambda: actions.override_condition(programme=programme, condition="issued", **admin),
    ]


def test_every_act_is_refused(ready):
    given = ready.hand_over(builders.make_objective(ready.stream))
    ready.close()
    programme = Programme.objects.get()
    acts = _acts_of_the_plan(ready, programme) + _acts_of_handing_over(ready, programme, given)
    for number, act in enumerate(acts):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "read_only", number


class TestAfterClosing:
    CHANGE = {"effective_on": None, "reason": "Reported", "position_en": "Going well"}

    def report(self, world, by, objective=None):
        facts = self.CHANGE | {"effective_on": TODAY()}
        return objective_actions.change_status(objective=objective or world.objective, by=by, **facts)

    def test_before_closing_the_receiving_board_does_not_report(self, ready):
        with pytest.raises(PermissionDenied):
            self.report(ready, ready.chair)
        assert self.report(ready, ready.sro).position_en == "Going well"

    def test_the_receiving_boards_chair_and_secretary_report_and_nobody_else(self, ready):
        other = builders.make_chair(builders.make_board(), ready.programme, "Other")
        ready.close()
        for user in (ready.sro, ready.manager, ready.administrator, other):
            with pytest.raises(PermissionDenied, match="The programme is closed"):
                self.report(ready, user)
        assert self.report(ready, ready.chair).position_en == "Going well"
        assert objective_actions.nothing_new(objective=ready.objective, by=ready.chair).version

    def test_completion_is_claimed_and_verified_by_two_of_the_board(self, ready):
        second = builders.make_chair(ready.receiver, ready.programme, "Second")
        ready.close()
        objective_actions.change_status(
            objective=ready.objective, by=ready.chair, effective_on=TODAY(), reason="r", evidence="e",
            delivery="complete_claimed",
        )  # fmt: skip
        facts = {"objective": ready.objective, "effective_on": TODAY(), "reason": "Seen"}
        for user in (ready.manager, ready.sro):
            with pytest.raises(PermissionDenied):
                objective_actions.verify_completion(by=user, **facts)
        with pytest.raises(ValidationError, match="somebody else"):
            objective_actions.verify_completion(by=ready.chair, **facts)
        done = objective_actions.verify_completion(by=second, **facts)
        assert done.delivery == "complete_verified"

    def test_what_nobody_accepted_and_what_is_archived_stands_still(self, ready):
        named = builders.make_objective(
            ready.stream, governing_body=ready.receiver, governance_basis="existing_named"
        )
        ready.close()
        with pytest.raises((PermissionDenied, ValidationError)):
            self.report(ready, ready.chair, named)
        kept = writing.lock(Programme.objects, pk=ready.programme.pk)
        writing.amend(kept, by=builders.ACTOR, reason="r", effective_on=TODAY(), state="archived")
        with pytest.raises((PermissionDenied, ValidationError)):
            self.report(ready, ready.chair)

    def test_a_new_chair_of_the_receiving_board_is_given_the_role(self, client, ready):
        ready.close()
        programme = Programme.objects.get()
        user = builders.make_user("Newydd")
        builders.enter(Seat, board=ready.receiver, user=user, post="Newydd", role="chair")
        why = {"programme": programme, "user": user, "by": ready.manager, "reason": "Elected"}
        for role in ("manager", "sro"):
            with pytest.raises(ValidationError):
                plan.grant_role(role=role, **why)
        held = plan.grant_role(role="board", **why)
        client.force_login(ready.manager)
        roles = ready.address("workstreams:roles")
        assert roles in client.get(programme.get_absolute_url()).content.decode()
        assert self.report(ready, type(user).objects.get(pk=user.pk)).position_en == "Going well"
        plan.withdraw_role(membership=held, by=ready.manager, reason="Stepped down")
        with pytest.raises(PermissionDenied):
            self.report(ready, type(user).objects.get(pk=user.pk))

    def test_the_buttons_follow(self, client, ready):
        ready.close()
        change = ready.address("objectives:status", ready.objective.key)
        page = ready.address("objectives:objective", ready.objective.key)
        stream = ready.address("objectives:workstream", ready.stream.number)
        for user, sees in ((ready.chair, True), (ready.sro, False), (ready.manager, False)):
            client.force_login(user)
            assert (f'href="{change}"' in client.get(page).content.decode()) is sees
            assert ("Nothing new" in client.get(stream).content.decode()) is sees
            assert client.get(change).status_code == (200 if sees else 403)
        client.force_login(ready.chair)
        base = client.get(change).context["form"].initial["base"]
        sent = {"base": base, "delivery": "in_progress", "reason": "r", "position_en": "On its way",
                "effective_on_0": str(TODAY().day), "effective_on_1": str(TODAY().month),
                "effective_on_2": str(TODAY().year)}  # fmt: skip
        assert client.post(change, sent).status_code == 302
        assert Objective.objects.get().position_en == "On its way"

    def test_the_giving_sro_keeps_watching(self, client, ready):
        other = builders.make_workstream(ready.programme)
        away = builders.make_objective(other)
        ready.hand_over(away)
        builders.enter(
            SroReport, workstream=other, kind="closing", state="acknowledged", answered_on=MET, text_en="x"
        )
        ready.close()
        client.force_login(ready.sro)
        address = ready.address("objectives:watching")
        page = client.get(address).content.decode()
        assert ready.objective.label in page and away.label not in page
        assert "None since it accepted" in page
        assert away.label in client.get(address, {"all": "1"}).content.decode()
        self.report(ready, ready.chair)
        page = client.get(address).content.decode()
        assert "Going well" in page and "None since it accepted" not in page
        then = client.get(address, {"as_at": ANSWERED.isoformat()}).content.decode()
        assert ready.objective.label in then and "Going well" not in then
        client.force_login(ready.manager)
        assert away.label in client.get(address).content.decode()


class TestWhereAreTheyNow:
    def rows(self, world, day=None, known_at=None):
        report = build_where(world.programme, day or TODAY(), "en", known_at)
        tables = [part.content for one in report.sections for part in one.parts if part.kind == "table"]
        return report, {label: cells for table in tables for label, cells in table.rows}

    def test_what_became_of_each_a_year_on(self, world):
        duty = "Keep the table"
        done = builders.make_objective(world.stream, delivery="in_progress")
        objective_actions.change_status(
            objective=done, by=builders.ACTOR, effective_on=MET, reason="r", delivery="discontinued"
        )
        world.state(), world.hand_over(duty=duty), world.agree(), world.issue()
        world.close(effective_on=ANSWERED)
        report, rows = self.rows(world)
        silent = (TODAY() - ANSWERED).days
        key = f"{world.objective.key} {world.objective.label}"
        assert rows[key] == (
            "Accepted", "Receiving board", "", "In progress", f"3 March 2026 ({silent} days)",
        )  # fmt: skip
        assert set(rows) == {key, duty} and rows[duty][:2] == ("Accepted", "Receiving board")
        TestAfterClosing().report(world, world.chair)
        _report, rows = self.rows(world)
        assert rows[key][2] == f"{TODAY().day} {TODAY():%B} {TODAY().year}" and "(0 days)" in rows[key][4]
        then = self.rows(world, ANSWERED)[1]
        assert then[key][2] == "" and "(0 days)" in then[key][4]

    def test_the_disposition_is_that_of_the_closing(self, ready):
        ready.close(effective_on=ANSWERED)
        named = Objective.objects.get()
        with writing.act(by=builders.ACTOR, reason="moved on", effective_on=TODAY()):
            named.governing_body, named.governance_basis = (
                builders.make_board(name_en="Next"),
                "existing_named",
            )
            named.save()
        _report, rows = self.rows(ready)
        assert next(iter(rows.values()))[:2] == ("Accepted", "Next")

    def test_before_the_closing_it_says_so(self, world):
        report, rows = self.rows(world)
        said = [part.content for part in report.sections[0].parts]
        assert "has not closed yet" in said[0]
        assert next(iter(rows.values()))[0] == "Governed by the programme board alone"

    @pytest.mark.needs_pango
    def test_as_a_file_and_from_a_shell(self, client, ready, rendering, tmp_path):
        ready.close()
        client.force_login(ready.manager)
        answer = client.get(ready.address("reports:where-pdf"))
        assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
        assert "where-are-they-now" in answer["Content-Disposition"]
        file = tmp_path / "where.pdf"
        call_command(
            "render", "where-are-they-now", "--as-at", TODAY().isoformat(), "--output", str(file),
            stdout=StringIO(), stderr=StringIO(),
        )  # fmt: skip
        assert file.read_bytes().startswith(b"%PDF")

    def test_the_manager_is_reminded_a_year_on(self, client, ready):
        ready.close(effective_on=ANSWERED)
        sentence = "has been due since 3 March 2027"
        client.force_login(ready.manager)
        assert sentence not in client.get(reverse("web:home")).content.decode()
        with builders.clock(2027, 3, 4, 12):
            client.force_login(ready.manager)
            assert sentence in client.get(reverse("web:home")).content.decode()


class TestStatements:
    """The pages ask the same number of statements at any number of objectives, also once closed."""

    @pytest.mark.parametrize("many", [0, 200])
    def test_flat(self, client, ready, many):
        for one in builders.make_many_objectives(ready.stream, many):
            one = writing.lock(Objective.objects, pk=one.pk)
            writing.amend(
                one, by=builders.ACTOR, reason="r", effective_on=ANSWERED, governing_body=ready.receiver,
                governance_basis="accepted_handover",
            )  # fmt: skip
        ready.close()
        client.force_login(ready.chair)
        found = {}
        for name in ("reports:closure", "reports:where", "objectives:watching", "objectives:workstream"):
            more = [ready.stream.number] if name == "objectives:workstream" else []
            with CaptureQueriesContext(connection) as asked:
                assert client.get(ready.address(name, *more)).status_code == 200
            found[name] = len(asked) - 2
        assert found == {
            "reports:closure": 3,
            "reports:where": 4,
            "objectives:watching": 2,
            "objectives:workstream": 3,  # also the name of the SRO, who is no person of the record here
        }
