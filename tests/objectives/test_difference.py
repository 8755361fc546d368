"""What moved between two days, and what was learned of one afterwards, from histories made by hand."""

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from objectives import actions
from objectives.models import Handover, HandoverItem, Objective
from objectives.views.difference import _compare, _learn, _learned_names
from saferwales.audit import writing
from saferwales.audit.asat import Reading
from tests import builders
from tests.builders import ACTOR, START, clock, make_board, make_objective, make_user, make_workstream

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20)


def status(objective, day, by=ACTOR, reason="r", **facts):
    return actions.change_status(objective=objective, by=by, effective_on=day, reason=reason, **facts)


def correct(objective, version, day, by=ACTOR, reason="misread", **facts):
    entry = objective.history.get(version=version)
    return actions.correct_entry(
        objective=objective, entry_id=entry.history_id, by=by, reason=reason, effective_on=day, **facts
    )


def archive(record, day, archived=True):
    record = writing.lock(type(record).objects, pk=record.pk)
    return writing.amend(record, by=ACTOR, reason="Ended", effective_on=day, archived=archived)


def names(programme, known_at=None):
    request = RequestFactory().get("/")
    request.user = make_user("Aud", is_auditor=True)
    request.reading = Reading(known_at=known_at)
    return _learned_names(request, programme.slug)[0]


def compare(programme, start=JANUARY, end=MARCH, known_at=None):
    return _compare(names(programme, known_at), programme, start, end)


def learn(programme, day, known_at=None):
    return _learn(names(programme, known_at), programme, day)


def said(difference, kind=None):
    return [one.moved.sentence for one in difference.moves if kind in (None, one.kind)]


@pytest.fixture
def stream():
    with clock(2026, 1, 5, 9):
        return make_workstream()


@pytest.fixture
def objective(stream):
    with clock(2026, 1, 5, 9):
        return make_objective(stream, delivery="in_progress", position_en="As planned")


def make_item(programme, objective=None, **facts):
    handover = builders.enter(
        Handover, programme=programme, giver=programme.governing_board, receiver=make_board(name_en="Safer Board"),
        title_en="H",
    )  # fmt: skip
    return writing.enter(
        HandoverItem,
        by=ACTOR,
        reason="asked",
        effective_on=START,
        handover=handover,
        objective=objective,
        **facts,
    )


def test_both_axes_move_apart_and_each_names_its_entry(stream, objective):
    nia = make_user("Nia", stream.programme, "manager")
    board = make_board(name_en="Safer Board")
    status(
        objective,
        date(2026, 2, 1),
        by=nia,
        reason="A pause was asked for",
        delivery="paused",
        evidence="Letter",
    )
    actions.note_governance(
        objective=objective, by=ACTOR, effective_on=date(2026, 3, 1), reason="Found", governing_body=board,
        governance_basis="existing_named",
    )  # fmt: skip
    difference = compare(stream.programme)
    old = stream.programme.governing_board
    assert said(difference, "delivery") == ["Delivery moved from “In progress” to “Paused”."]
    assert said(difference, "governance") == [
        f"Governance passed from “{old} (Programme board)” to “Safer Board (Existing arrangements, body named)”."
    ]
    move = difference.moves[0]
    assert (move.entry.actor_name, move.entry.reason, move.entry.evidence) == (
        "Nia",
        "A pause was asked for",
        "Letter",
    )


def test_states_are_counted_on_both_days_and_the_unchanged_are_not_listed(stream, objective):
    still = make_objective(stream)
    status(objective, date(2026, 2, 1), delivery="paused")
    difference = compare(stream.programme)
    part = difference.part(stream)
    assert [(row.key, row.before, row.after, row.change) for row in part.deliveries] == [
        ("open", 1, 1, "0"),
        ("in_progress", 1, 0, "−1"),
        ("paused", 0, 1, "+1"),
    ]
    assert (part.unchanged, part.figures) == (1, {"moved": 1, "new": 0, "archived": 0})
    assert still.pk not in {move.objective.pk for move in difference.moves}


def test_a_difference_is_net_and_a_change_there_and_back_is_none(stream, objective):
    status(objective, date(2026, 2, 1), delivery="paused")
    status(objective, date(2026, 3, 1), delivery="in_progress")
    assert said(compare(stream.programme)) == []
    assert said(compare(stream.programme, end=FEBRUARY)) == ["Delivery moved from “In progress” to “Paused”."]
    assert said(compare(stream.programme, start=MARCH, end=MARCH)) == []


def test_changed_words_are_counted_apart_and_an_update_with_nothing_new_changes_nothing(stream, objective):
    other = make_objective(stream)
    status(objective, FEBRUARY, position_en="Other words")
    actions.nothing_new(objective=other, by=ACTOR, effective_on=FEBRUARY)
    part = compare(stream.programme).part(stream)
    assert (part.moves, [one.pk for one in part.reworded], part.unchanged) == ([], [objective.pk], 1)


def test_a_correction_is_named_and_what_was_restated_keeps_its_own_author(stream, objective):
    nia = make_user("Nia", stream.programme, "manager")
    status(objective, date(2026, 1, 10), delivery="paused")
    status(objective, date(2026, 2, 1), by=nia, reason="Begun again", delivery="continuing")
    correct(objective, 2, date(2026, 1, 10), delivery="early_stage")
    difference = compare(stream.programme)
    assert said(difference) == ["Delivery moved from “Early stage” to “Continuing”."]
    entry = difference.moves[0].entry
    assert (entry.actor_name, entry.reason, entry.version) == ("Nia", "Begun again", 3)
    correct(objective, 5, date(2026, 2, 1), reason="It was still paused", delivery="paused")
    entry = compare(stream.programme).moves[0].entry
    assert entry.is_correction and entry.reason == "It was still paused"


def test_the_difference_as_it_was_known_passes_over_later_corrections(stream, objective):
    with clock(2026, 2, 1, 9):
        status(objective, date(2026, 2, 1), delivery="paused")
    with clock(2026, 4, 1, 9):
        correct(objective, 2, date(2026, 2, 1), delivery="continuing")
    known = datetime(2026, 3, 25, tzinfo=UTC)
    assert said(compare(stream.programme, known_at=known)) == [
        "Delivery moved from “In progress” to “Paused”."
    ]
    assert said(compare(stream.programme)) == ["Delivery moved from “In progress” to “Continuing”."]


def test_entries_of_one_moment_follow_their_versions(stream, objective):
    with clock(2026, 2, 1, 9):
        status(objective, date(2026, 2, 1), reason="first", delivery="paused")
        status(objective, date(2026, 2, 1), reason="second", delivery="continuing")
    difference = compare(stream.programme)
    assert said(difference) == ["Delivery moved from “In progress” to “Continuing”."]
    assert difference.moves[0].entry.reason == "second"
    with clock(2026, 4, 1, 9):
        status(objective, date(2026, 2, 1), reason="third", position_en="More is known")
        correct(objective, 2, date(2026, 2, 1), reason="fourth", delivery="early_stage")
    [lesson] = learn(stream.programme, FEBRUARY).lessons
    assert [entry.reason for entry in lesson.entries] == ["third", "fourth"]
    assert [(change.label, change.after) for change in lesson.changes] == [
        ("Current position (English)", "More is known")
    ]


def test_a_clock_set_back_changes_no_order(stream, objective):
    with clock(2026, 2, 1, 9):
        status(objective, date(2026, 1, 25), delivery="paused")
    with clock(2026, 1, 30, 9):
        status(objective, date(2026, 1, 25), reason="later all the same", delivery="continuing")
    difference = compare(stream.programme)
    assert difference.moves[0].moved.after == "Continuing"
    assert difference.moves[0].entry.reason == "later all the same"


def test_objectives_are_new_archived_and_taken_up_again(stream, objective):
    new = make_objective(stream, effective_on=FEBRUARY)
    old = make_objective(stream)
    archive(old, FEBRUARY)
    difference = compare(stream.programme)
    assert {(move.kind, move.objective.pk, move.entry.version) for move in difference.moves} == {
        ("new", new.pk, 1),
        ("archived", old.pk, 2),
    }
    assert difference.part(stream).figures == {"moved": 0, "new": 1, "archived": 1}
    archive(old, MARCH, archived=False)
    assert said(compare(stream.programme, start=FEBRUARY))[0].startswith("Taken up again. Delivery: Open")
    assert len(said(compare(stream.programme, start=date(1900, 1, 1), end=START))) == 2


def test_a_due_date_tells_its_first_its_present_and_how_often_it_moved(stream, objective):
    def due(day, on):
        actions.set_due(objective=objective, by=ACTOR, due_on=day, reason=f"to {day}", effective_on=on)

    due(date(2026, 9, 1), date(2026, 1, 15))
    due(date(2026, 10, 1), date(2026, 2, 1))
    due(date(2026, 12, 1), date(2026, 3, 1))
    difference = compare(stream.programme)
    assert said(difference, "due") == [
        "The due date moved from 1 September 2026 to 1 December 2026. The first due date was 1 September 2026. "
        "It moved 2 times between the two days."
    ]
    assert difference.moves[0].entry.reason == "to 2026-12-01"
    due(date(2026, 9, 1), date(2026, 3, 15))
    assert said(compare(stream.programme), "due") == [
        "The due date moved, and stands at 1 September 2026 again. It moved 3 times between the two days."
    ]
    assert said(compare(stream.programme, start=START, end=JANUARY), "due") == [
        "A due date was set: 1 September 2026."
    ]


def test_confidence_and_work_stream_move(stream, objective):
    other = make_workstream(stream.programme, number=9)
    status(objective, FEBRUARY, confidence="4")
    objective = actions.edit_objective(
        objective=objective, by=ACTOR, effective_on=FEBRUARY, reason="Belongs there", workstream=other
    )
    difference = compare(stream.programme)
    assert said(difference, "confidence") == ["Delivery confidence was graded for the first time: “High”."]
    assert said(difference, "workstream") == ["It moved from work-stream 1 to work-stream 9."]
    left, taken = difference.part(stream), difference.part(other)
    assert ([move.kind for move in left.moves], left.deliveries[0].change) == (["workstream"], "−1")
    assert ({move.kind for move in taken.moves}, taken.deliveries[0].change) == (
        {"workstream", "confidence"},
        "+1",
    )
    status(objective, MARCH, confidence="2")
    assert said(compare(stream.programme, start=FEBRUARY)) == [
        "Delivery confidence moved from “High” to “Low”."
    ]


def test_handover_answers_stand_with_their_objective_and_duties_by_themselves(stream, objective):
    item = make_item(stream.programme, objective)
    duty = make_item(stream.programme, duty_en="Keep the annex")
    for one, answer in ((item, "accepted"), (duty, "declined")):
        actions.answer_item(item=one, by=ACTOR, answered_on=FEBRUARY, answer=answer, words="As they wrote")
    difference = compare(stream.programme)
    assert said(difference, "governance") != []
    assert said(difference, "handover") == [
        "The answer of Safer Board moved from “Awaiting an answer” to “Accepted”.",
        "The answer of Safer Board moved from “Awaiting an answer” to “Declined”.",
    ]
    assert [act.duties for act in difference.duties] == [["Keep the annex"]]
    assert [move.kind for move in difference.part(stream).moves].count("handover") == 1
    assert (
        said(compare(stream.programme, start=date(2026, 1, 1), end=START), "handover")
        == ["Safer Board was asked to govern it and has not answered."] * 2
    )
    archive(duty, MARCH)
    assert any("taken out of the record" in one for one in said(compare(stream.programme, start=FEBRUARY)))


def test_one_act_on_many_objectives_is_told_once(stream):
    made = [make_objective(stream, key=f"1.{number}") for number in (10, 2, 1)]
    with clock(2026, 2, 1, 9):
        for one in made:
            status(one, date(2026, 2, 1), reason="All paused", delivery="discontinued")
    part = compare(stream.programme).part(stream)
    [(heading, [act])] = part.sections
    assert str(heading) == "Delivery: how far the work is"
    assert [one.key for one in act.objectives] == ["1.1", "1.2", "1.10"]


def test_what_is_recorded_late_was_learned_of_the_earlier_day(stream, objective):
    nia = make_user("Nia", stream.programme, "manager")
    with clock(2026, 3, 10, 9):
        status(
            objective,
            date(2026, 2, 1),
            by=nia,
            reason="The minutes came late",
            delivery="paused",
            evidence="M",
        )
    [lesson] = learn(stream.programme, FEBRUARY).lessons
    assert [(change.label, change.before, change.after) for change in lesson.changes] == [
        ("Delivery", "In progress", "Paused")
    ]
    [entry] = lesson.entries
    assert (entry.actor_name, entry.reason, entry.evidence) == ("Nia", "The minutes came late", "M")
    assert learn(stream.programme, date(2026, 1, 31)).lessons == []
    assert learn(stream.programme, date(2026, 3, 10)).lessons == []


def test_a_day_ends_at_midnight_by_the_clock_of_wales(stream, objective):
    summer = date(2026, 6, 30)
    with clock(2026, 6, 30, 22, 59, 59):
        status(objective, summer, delivery="paused")
    assert learn(stream.programme, summer).lessons == []
    with clock(2026, 6, 30, 23, 0, 0):
        status(objective, summer, delivery="continuing")
    [lesson] = learn(stream.programme, summer).lessons
    assert lesson.changes[0].before == "Paused"


def test_a_correction_is_learned_with_the_entry_it_replaces_and_without_what_it_restates(stream, objective):
    with clock(2026, 2, 2, 9):
        status(objective, date(2026, 2, 1), reason="first", delivery="paused")
        status(objective, date(2026, 2, 2), reason="second", position_en="More is known")
    with clock(2026, 3, 1, 9):
        correct(objective, 2, date(2026, 2, 1), reason="misread", delivery="continuing")
    with clock(2026, 3, 2, 9):
        correct(objective, 4, date(2026, 2, 1), reason="misread again", delivery="early_stage")
    [lesson] = learn(stream.programme, FEBRUARY).lessons
    assert [(change.before, change.after) for change in lesson.changes] == [("Paused", "Early stage")]
    assert [(entry.reason, entry.is_correction) for entry in lesson.entries] == [
        ("misread", True),
        ("misread again", True),
    ]
    [lesson] = learn(stream.programme, FEBRUARY, known_at=datetime(2026, 3, 1, 12, tzinfo=UTC)).lessons
    assert [(change.before, change.after) for change in lesson.changes] == [("Paused", "Continuing")]


def test_a_correction_to_a_later_day_takes_the_fact_out_of_the_day(stream):
    with clock(2026, 1, 5, 9):
        one = make_objective(stream)
    with clock(2026, 3, 1, 9):
        correct(one, 1, date(2026, 2, 10), reason="It began in February")
    [lesson] = learn(stream.programme, JANUARY).lessons
    assert lesson.now is None and lesson.then.pk == one.pk
    assert [entry.reason for entry in lesson.entries] == ["It began in February"]
    assert learn(stream.programme, FEBRUARY).lessons == []


def test_a_later_correction_of_another_day_did_not_make_the_difference(stream, objective):
    with clock(2026, 3, 1, 9):
        status(objective, date(2026, 1, 10), reason="late", delivery="paused")
        status(objective, date(2026, 2, 25), delivery="continuing")
        correct(objective, 3, date(2026, 2, 25), reason="elsewhere", delivery="early_stage")
        actions.nothing_new(objective=objective, by=ACTOR, effective_on=date(2026, 2, 26))
    [lesson] = learn(stream.programme, JANUARY).lessons
    assert [entry.reason for entry in lesson.entries] == ["late"]


def test_new_archived_and_handed_over_are_learned_too(stream, objective):
    with clock(2026, 1, 5, 9):
        item = make_item(stream.programme, objective)
        gone = make_objective(stream)
    with clock(2026, 3, 1, 9):
        late = make_objective(stream, effective_on=date(2026, 1, 8))
        archive(gone, date(2026, 1, 9))
        actions.answer_item(item=item, by=ACTOR, answered_on=date(2026, 1, 12), answer="agreed", words="Yes")
    lessons = {
        (lesson.item or lesson.objective).pk: lesson for lesson in learn(stream.programme, JANUARY).lessons
    }
    assert lessons[late.pk].then is None and lessons[late.pk].entries[0].kind == "created"
    assert lessons[gone.pk].now is None
    told = [lesson for lesson in lessons.values() if lesson.item]
    assert [(told[0].receiver, change.label) for change in told[0].changes][0] == ("Safer Board", "Answer")
    assert len(lessons) == 3


def test_names_are_those_of_the_records_not_their_numbers(stream, objective):
    other = make_workstream(stream.programme, number=9)
    with clock(2026, 3, 1, 9):
        actions.edit_objective(
            objective=objective, by=ACTOR, effective_on=date(2026, 1, 8), reason="r", workstream=other
        )
    [lesson] = learn(stream.programme, JANUARY).lessons
    assert [(one.before, one.after) for one in lesson.changes] == [("Principle 1", "Principle 9")]
    assert Objective.objects.get(pk=objective.pk).workstream_id == other.pk
