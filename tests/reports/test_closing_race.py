"""Closing against taking a condition away, at the same moment: one wins, the other is told, and no record lies."""

from django.core.exceptions import ValidationError

from reports import actions_closure as actions
from reports.closure.gate import Gate
from reports.models import DocumentDecision
from saferwales.audit import verify
from saferwales.audit.asat import Reading
from tests.audit import racing
from tests.reports.closing import World
from workstreams.models import Programme

ROUNDS = 12


def test_no_programme_closes_on_a_condition_that_was_taken_away(committed):
    winners = []
    for _round in range(ROUNDS):
        world = World().make_ready()
        link = DocumentDecision.objects.get(document=world.report)
        acts = (
            ("close", world.close),
            (
                "withdraw",
                lambda link=link, world=world: actions.withdraw_agreement(
                    link=link, by=world.manager, reason="r"
                ),
            ),
        )
        won, told = [], []

        def run(place, acts=acts, won=won, told=told):
            name, act = acts[place]
            try:
                act()
            except ValidationError as refused:
                told.append((name, refused.code))
            else:
                won.append(name)

        racing.together(2, run)
        programme = Programme.objects.get(pk=world.programme.pk)
        assert (won, told) in ((["close"], [("withdraw", "read_only")]), (["withdraw"], [("close", "unmet")]))
        assert programme.read_only is (won == ["close"])
        assert (Gate(Reading(), programme).unmet == []) is programme.read_only
        winners += won
    assert len(winners) == ROUNDS
    assert racing.chain_faults() == [] and verify.run().problems == []
