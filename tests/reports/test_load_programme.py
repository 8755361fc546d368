"""Loading a programme: everything once, with its true days, by the system and by nobody else."""

from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from boards.models import Board, BoardRelation, Decision, Meeting, Organisation, Person, Post, Seat
from objectives.models import (
    Answer,
    Basis,
    HandoverItem,
    Letter,
    LetterItem,
    Objective,
    ObjectiveWording,
    Output,
    Recommendation,
    RecommendationLink,
)
from reports.models import Document, Section
from saferwales.audit.asat import Reading
from saferwales.audit.models import Record
from tests.conftest import ROOT
from workstreams.models import (
    Achievement,
    Barrier,
    Event,
    Footnote,
    Programme,
    RegionalReturn,
    SroAppointment,
    SroReport,
    VisionStatement,
    Workstream,
)

pytestmark = pytest.mark.django_db
FOLDER = ROOT / "fixtures" / "safer-communities-2018-2020"
CLOSED, ASKED, AGREED, ACCEPTED = date(2020, 6, 15), date(2020, 9, 15), date(2020, 9, 24), date(2020, 11, 4)
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]

COUNTS = {
    Board: 57,
    BoardRelation: 33,
    Organisation: 44,
    Person: 12,
    Post: 13,
    Programme: 1,
    VisionStatement: 6,
    Workstream: 6,
    SroAppointment: 7,
    SroReport: 6,
    Achievement: 43,
    Footnote: 12,
    Recommendation: 11,
    Objective: 26,
    ObjectiveWording: 43,
    Output: 9,
    Letter: 2,
    HandoverItem: 18,
    RegionalReturn: 16,
    Barrier: 5,
    Event: 41,
    Document: 2,
    Section: 15,
}


def load(folder=FOLDER):
    out = StringIO()
    call_command("load_programme", str(folder), stdout=out, skip_checks=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The programme loaded once for the tests of this module; they only read, and it is undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


def history(model):
    return model.history.all()


def test_the_counts_are_those_of_the_source(loaded):
    assert {model: model.objects.count() for model in COUNTS} == COUNTS
    assert Recommendation.objects.get(key="R5").points.count() == 13
    assert Counter(RecommendationLink.objects.values_list("recommendation__key", flat=True)).keys() == {
        "R1",
        "R2",
        "R3",
        "R4",
        "R5",
        "R6",
        "R7",
        "R9",
        "R10",
    }


def test_each_recommendation_has_its_two_numbers(loaded):
    for place, recommendation in enumerate(Recommendation.objects.order_by("order"), 1):
        numbers = dict(recommendation.numbers.values_list("document", "number"))
        assert numbers == {"document-1": str(place), "annex-d": str(place + 11)}


def test_the_two_wordings_of_an_objective_are_kept_apart(loaded):
    kinds = Counter()
    for objective in Objective.objects.filter(wordings__document="appendix-a"):
        first, second = (
            objective.wordings.get(document=name).text_en for name in ("closure-report", "appendix-a")
        )
        kinds["same" if first == second else "full stop" if first == f"{second}." else "reworded"] += 1
    assert kinds == {"same": 11, "reworded": 4, "full stop": 2}
    assert Counter(ObjectiveWording.objects.values_list("document", "group")) == {
        ("closure-report", "in-place"): 15,
        ("closure-report", "to-oversee"): 11,
        ("appendix-a", ""): 17,
    }


def test_the_four_days(loaded):
    """Governance stands still while it is asked for and agreed, and moves on the day on which it is accepted."""
    on = {
        day: Reading(day).load(Objective.objects.all(), HandoverItem.objects.all())
        for day in (CLOSED, ASKED, AGREED, ACCEPTED)
    }
    bases = {
        day: Counter(row.governance_basis for row in reading.all(Objective)) for day, reading in on.items()
    }
    before = {Basis.PROGRAMME_BOARD: 11, Basis.EXISTING_UNNAMED: 14, Basis.EXISTING_NAMED: 1}
    assert bases[CLOSED] == bases[ASKED] == bases[AGREED] == before
    assert bases[ACCEPTED] == {
        Basis.ACCEPTED_HANDOVER: 17,
        Basis.EXISTING_UNNAMED: 8,
        Basis.EXISTING_NAMED: 1,
    }
    answers = {day: Counter(row.answer for row in reading.all(HandoverItem)) for day, reading in on.items()}
    assert answers == {
        CLOSED: {},
        ASKED: {Answer.AWAITING: 17},
        AGREED: {Answer.AGREED: 17},
        ACCEPTED: {Answer.ACCEPTED: 17, Answer.UNDER_DISCUSSION: 1},
    }
    days = set(history(Objective).values_list("effective_on", flat=True))
    assert days == {CLOSED, ASKED, AGREED, ACCEPTED}


def test_the_nine_never_offered_are_carried_forward(loaded):
    never = Objective.objects.filter(handover_items=None)
    assert never.count() == 9
    for objective in never:
        entries = list(objective.history.order_by("version").values_list("entry_kind", "effective_on"))
        assert entries == [
            ("created", CLOSED),
            ("carried", ASKED),
            ("carried", AGREED),
            ("carried", ACCEPTED),
        ]
        silent = objective.history.get(effective_on=AGREED)
        assert silent.history_change_reason == "carried forward, the source states nothing new"


def test_answers_rest_on_a_decision_or_a_letter(loaded):
    for item in HandoverItem.objects.filter(asked=True):
        agreed = item.history.get(effective_on=AGREED)
        assert agreed.decision == Decision.objects.get(meeting__held_on=AGREED)
        assert item.letter.key == "document-4"
    duty = HandoverItem.objects.get(asked=False)
    assert duty.answer == Answer.UNDER_DISCUSSION and duty.objective is None


def test_only_the_system_acts_and_every_entry_has_a_reason(loaded):
    for model in RECORDS:
        entries = history(model)
        assert set(entries.values_list("actor", flat=True)) <= {"system:load_programme"}
        assert not entries.exclude(history_user_id=None).exists()
        assert not entries.filter(history_change_reason="").exists()
    assert (
        not Seat.objects.exclude(user=None).exists()
        and not SroAppointment.objects.exclude(user=None).exists()
    )


def test_the_programme_was_active_until_it_was_concluded(loaded):
    for day, state, standing in (
        (date(2020, 6, 14), "active", "operating"),
        (CLOSED, "closing", "concluded"),
    ):
        reading = Reading(day).load(Programme.objects.all(), Board.objects.filter(slug="programme-board"))
        assert reading.all(Programme)[0].state == state
        assert reading.all(Board)[0].standing == standing


def test_every_relation_has_one_far_end(loaded):
    for relation in BoardRelation.objects.all():
        assert sum(map(bool, (relation.to_board, relation.to_organisation, relation.to_post))) == 1


def test_the_empty_quarters_stay_empty_and_no_action_has_an_owner(loaded):
    received = RegionalReturn.objects.exclude(position_en="")
    assert received.count() == 4 and set(received.values_list("quarter_on", flat=True)) == {date(2020, 1, 1)}
    assert not RegionalReturn.objects.exclude(action_owner="").exists()
    assert RegionalReturn.objects.filter(actions_en="TBC – whose actions?").count() == 2


def test_the_meeting_of_24_september_and_the_claim_about_the_chair(loaded):
    assert Meeting.objects.get(held_on=AGREED).board.slug == "safer-communities-board"
    claim = LetterItem.objects.get(kind="claim")
    assert claim.words.endswith("which you chaired")
    chairs = Seat.objects.filter(board__slug="programme-board", role="chair").order_by("order")
    assert [seat.person.slug for seat in chairs] == ["alun-davies", "jane-hutt"]


def test_each_footnote_is_called_once(loaded):
    bodies = [
        *Achievement.objects.values_list("text_en", flat=True),
        *Section.objects.values_list("body_en", flat=True),
    ]
    for footnote in Footnote.objects.all():
        assert "".join(bodies).count(f"[^{footnote.number}]") == 1
    assert not Section.objects.get(key="annex-a").body_en


def test_loading_twice_changes_nothing(loaded):
    before = {model: (model.objects.count(), history(model).count()) for model in RECORDS}
    assert "already loaded" in load()
    assert {model: (model.objects.count(), history(model).count()) for model in RECORDS} == before
