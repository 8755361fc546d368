"""Acts on objectives: who may, when, and what they leave behind."""

import inspect
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objectives import actions
from objectives.models import Delivery, Objective
from objectives.transitions import TRANSITIONS, diagram
from saferwales.audit.asat import Reading
from tests.builders import ACTOR, make_objective, make_programme, make_sro, make_user, make_workstream

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 2)


def test_every_action_is_keyword_only_and_names_its_actor():
    for name in actions.__all__:
        parameters = inspect.signature(getattr(actions, name)).parameters
        assert all(p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters.values()), name
        assert parameters["by"].default is inspect.Parameter.empty, name


def test_every_state_stands_in_the_table_and_the_diagram():
    assert set(TRANSITIONS) == set(Delivery)
    assert all(state in diagram() for state in Delivery.values)


@pytest.mark.parametrize("before", Delivery.values)
@pytest.mark.parametrize("after", Delivery.values)
def test_only_transitions_of_the_table_happen(before, after):
    objective = make_objective(delivery=before, claimed_by=1 if before == "complete_claimed" else None)
    may = before == after or (after in TRANSITIONS[Delivery(before)] and after != "complete_verified")
    change = dict(objective=objective, by=ACTOR, effective_on=DAY, reason="r", evidence="e", delivery=after)
    if after == "complete_claimed" and before != after:
        change["by"] = make_user("Mair", objective.programme, "manager")
    if may:
        assert actions.change_status(**change).delivery == after
    else:
        with pytest.raises(ValidationError):
            actions.change_status(**change)
        assert Objective.objects.get(pk=objective.pk).delivery == before


def test_an_sro_updates_the_own_workstream_only():
    programme = make_programme()
    own, other = make_workstream(programme), make_workstream(programme)
    sro = make_sro(own)
    actions.nothing_new(objective=make_objective(own), by=sro)
    with pytest.raises(PermissionDenied, match="not the SRO"):
        actions.nothing_new(objective=make_objective(other), by=sro)


def test_completion_needs_evidence_and_another_verifier():
    objective = make_objective(delivery="in_progress")
    claimer = make_user("Mair", objective.programme, "manager")
    facts = dict(
        objective=objective, by=claimer, effective_on=DAY, reason="Finished", delivery="complete_claimed"
    )
    with pytest.raises(ValidationError) as refused:
        actions.change_status(**facts)
    assert "evidence" in refused.value.message_dict
    actions.change_status(**facts, evidence="Published on the website")
    with pytest.raises(ValidationError, match="somebody else"):
        actions.verify_completion(objective=objective, by=claimer, effective_on=DAY, reason="Seen")
    other = make_user("Nia", objective.programme, "manager")
    verified = actions.verify_completion(objective=objective, by=other, effective_on=DAY, reason="Seen")
    assert verified.delivery == "complete_verified"


def test_a_future_day_and_an_empty_reason_are_refused():
    objective = make_objective()
    for facts in ({"effective_on": date(2199, 1, 1), "reason": "r"}, {"effective_on": DAY, "reason": " "}):
        with pytest.raises(ValidationError):
            actions.change_status(objective=objective, by=ACTOR, delivery="paused", **facts)


def test_a_correction_restates_what_came_after_and_keeps_the_wrong_entry():
    objective = make_objective()
    actions.change_status(objective=objective, by=ACTOR, effective_on=DAY, reason="a", delivery="paused")
    actions.change_status(
        objective=objective, by=ACTOR, effective_on=date(2026, 3, 1), reason="b", position_en="P"
    )
    wrong = objective.history.get(version=2)
    actions.correct_entry(
        objective=objective,
        entry_id=wrong.history_id,
        by=ACTOR,
        reason="misread",
        effective_on=DAY,
        delivery="continuing",
    )
    now = Objective.objects.get(pk=objective.pk)
    assert (now.delivery, now.position_en, now.version) == ("continuing", "P", 5)
    assert objective.history.get(history_id=wrong.history_id).delivery == "paused"
    then = Reading(on=DAY).load(Objective.objects.filter(pk=objective.pk)).get(Objective, objective.pk)
    assert (then.delivery, then.position_en) == ("continuing", "")
    with pytest.raises(ValidationError, match="already been corrected"):
        actions.correct_entry(
            objective=objective, entry_id=wrong.history_id, by=ACTOR, reason="again", effective_on=DAY
        )


def test_the_first_due_date_is_kept_and_each_move_has_its_reason():
    objective = make_objective()
    actions.set_due(objective=objective, by=ACTOR, due_on=date(2026, 9, 1), reason="agreed", effective_on=DAY)
    moved = actions.set_due(
        objective=objective, by=ACTOR, due_on=date(2027, 1, 1), reason="staff left", effective_on=DAY
    )
    assert (moved.first_due_on, moved.due_on) == (date(2026, 9, 1), date(2027, 1, 1))
    with pytest.raises(ValidationError):
        actions.set_due(objective=objective, by=ACTOR, due_on=date(2028, 1, 1), reason="")


def test_a_closed_programme_stands_still():
    workstream = make_workstream(make_programme(state="closed"))
    with pytest.raises(ValidationError, match="closed"):
        make_objective(workstream)


def test_the_readme_shows_the_table_as_it_is():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{diagram()}\n```" in readme
