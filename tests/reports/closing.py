"""A programme ready to be closed, for tests: one work-stream, one objective, and a board that accepts it."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from boards.models import Decision, Meeting
from objectives import actions as objective_actions
from reports import actions_closure as actions
from reports.closure.gate import Gate
from reports.models import Document
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests import builders
from workstreams import actions_statements

TODAY = timezone.localdate
MET, ANSWERED = date(2026, 3, 2), date(2026, 3, 3)
CONDITIONS = ["statements", "dispositions", "agreed", "issued"]


class World:
    """A programme with a work-stream, an objective that another board accepted, and a closure report."""

    def __init__(self):
        self.stream = builders.make_workstream()
        self.programme = self.stream.programme
        self.board = self.programme.governing_board
        self.receiver = builders.make_board(name_en="Receiving board")
        self.objective = builders.make_objective(self.stream, delivery="in_progress")
        self.report = builders.enter(
            Document,
            programme=self.programme,
            key="closure-report",
            kind="closure-report",
            title_en="Report",
            as_at=MET,
        )
        self.sro = builders.make_sro(self.stream)
        self.manager = builders.make_user("Mair", self.programme, "manager")
        self.administrator = builders.make_user("Admin", is_administrator=True)
        self.chair = builders.make_chair(self.receiver, self.programme)

    def state(self):
        why = {"reason": "r", "effective_on": MET}
        made = actions_statements.draft_statement(
            workstream=self.stream, kind="closing", text_en="Done", by=self.sro, **why
        )
        made = actions_statements.submit_statement(statement=made, by=self.sro, **why)
        return actions_statements.acknowledge_statement(statement=made, by=self.manager, **why)

    def hand_over(self, objective=None, duty=""):
        handover = objective_actions.offer(
            programme=self.programme, by=builders.ACTOR, receiver=self.receiver, asked_on=MET, title_en="H",
            reason="r", objectives=[objective or self.objective], duties=[(duty, "")] if duty else [],
        )  # fmt: skip
        for item in handover.items.all():
            objective_actions.answer_item(
                item=item, by=builders.ACTOR, answered_on=ANSWERED, answer="accepted", reason="r"
            )
        return handover

    def decide(self, board=None, held_on=MET, number=1):
        meeting = builders.enter(Meeting, board=board or self.board, held_on=held_on)
        return builders.enter(Decision, meeting=meeting, number=number, wording_en="The report is agreed.")

    def agree(self, decision=None):
        return actions.record_agreement(
            document=self.report, decision=decision or self.decide(), by=self.manager, reason="Minute 1"
        )

    @transaction.atomic
    def issue(self):
        report = writing.lock(Document.objects, pk=self.report.pk)
        return writing.amend(
            report, by=builders.ACTOR, reason="issued", effective_on=ANSWERED, state="issued"
        )

    def make_ready(self):
        self.state()
        self.hand_over()
        self.agree()
        self.issue()
        return self

    def unmet(self, day=None):
        return [one.key.value for one in Gate(Reading(day), self.programme).unmet]

    def close(self, by=None, effective_on=None, reason="The board closed it"):
        return actions.close_programme(
            programme=self.programme,
            by=by or self.manager,
            effective_on=effective_on or TODAY(),
            reason=reason,
        )

    def override(self, condition, by=None, reason="Ministers asked for it"):
        return actions.override_condition(
            programme=self.programme, condition=condition, by=by or self.administrator, reason=reason
        )

    def address(self, name, *more):
        return reverse(name, args=[self.programme.slug, *more])
