"""What became of each objective and duty, said from the record; and how long no body had said yes."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from boards.models import Board, Decision, Meeting
from objectives import actions, dispositions, gap
from objectives.dispositions import SETTLED, Kind
from objectives.models import Handover, HandoverItem, Objective
from saferwales.audit.asat import Reading
from tests import builders
from tests.conftest import ROOT
from workstreams.models import Programme, Workstream

pytestmark = pytest.mark.django_db
ASKED, ANSWERED = date(2026, 2, 2), date(2026, 3, 3)


@pytest.fixture
def stream():
    return builders.make_workstream()


def read(programme, day=None, known_at=None):
    """(the reading, dispositions by the name of what they are about, gaps by the same)."""
    reading = Reading(day, known_at).load(
        Programme.objects.filter(pk=programme.pk),
        Workstream.objects.filter(programme=programme),
        Objective.objects.filter(programme=programme),
        Handover.objects.filter(programme=programme),
        HandoverItem.objects.filter(handover__programme=programme),
        Board.objects.all(),
    )
    stood = reading.get(Programme, programme.pk)
    found = gap.history(reading, stood)
    said = dispositions.read(reading, gap.discontinued(found))
    gaps = gap.Gaps(reading, stood, found)
    return (reading, {one.title: one for one in said}, {str(one.subject): one for one in gaps.all}, gaps)


def the_disposition(objective, day=None):
    return read(objective.programme, day)[1][str(objective)]


def offered(objective=None, programme=None, duty="", receiver=None):
    """An item offered to a board."""
    programme = programme or objective.programme
    handover = actions.offer(
        programme=programme, by=builders.ACTOR, receiver=receiver or builders.make_board(), asked_on=ASKED,
        title_en="Handover", reason="asked", objectives=[objective] if objective else [],
        duties=[(duty, "")] if duty else [],
    )  # fmt: skip
    return handover.items.get()


def answer(item, kind, **more):
    if kind == "agreed":
        meeting = builders.enter(Meeting, board=item.handover.receiver, held_on=ANSWERED)
        more["decision"] = builders.enter(Decision, meeting=meeting, number=1, wording_en="Agreed")
    facts = {"words": "In these words", "reason": "r", **more}
    return actions.answer_item(item=item, by=builders.ACTOR, answered_on=ANSWERED, answer=kind, **facts)


def claim(objective):
    user = builders.make_user("Mair", objective.programme, "manager")
    return actions.change_status(
        objective=objective, by=user, effective_on=ANSWERED, reason="done", evidence="e",
        delivery="complete_claimed",
    )  # fmt: skip


class TestObjectives:
    def test_only_the_programmes_board_is_no_disposition(self, stream):
        one = the_disposition(builders.make_objective(stream))
        assert one.kind == Kind.PROGRAMME_BOARD and not one.settled
        assert "Only the programme's own board" in one.sentence and "offers it to a board" in one.who
        assert one.url == reverse("objectives:handovers", args=[stream.programme.slug])

    def test_nobody_and_existing_arrangements(self, stream):
        board = builders.make_board(name_en="Named board")
        none = builders.make_objective(stream, governing_body=None, governance_basis="none")
        unnamed = builders.make_objective(stream, governing_body=None, governance_basis="existing_unnamed")
        named = builders.make_objective(stream, governing_body=board, governance_basis="existing_named")
        own = builders.make_objective(
            stream, governing_body=stream.programme.governing_board, governance_basis="existing_named"
        )
        assert the_disposition(none).kind == Kind.NO_OWNER
        assert the_disposition(unnamed).kind == Kind.UNNAMED
        assert "no body is named" in the_disposition(unnamed).sentence
        assert the_disposition(named).kind == Kind.EMBEDDED
        assert the_disposition(named).sentence == "Named board governs it under existing arrangements."
        assert the_disposition(own).kind == Kind.PROGRAMME_BOARD, "the programme's own board ends with it"

    @pytest.mark.parametrize(
        ("given", "kind", "sentence"),
        [
            (None, Kind.AWAITING, "was asked and has not answered"),
            ("agreed", Kind.AGREED, "agreed on 3 March 2026, and has not accepted it yet"),
            ("under_discussion", Kind.UNDER_DISCUSSION, "under discussion since 3 March 2026"),
            ("declined", Kind.DECLINED, "declined it on 3 March 2026"),
            ("accepted", Kind.ACCEPTED, "accepted it on 3 March 2026."),
            ("accepted_reserved", Kind.ACCEPTED_RESERVED, "with a reservation: In these words"),
        ],
    )
    def test_each_answer(self, stream, given, kind, sentence):
        objective = builders.make_objective(stream)
        item = offered(objective)
        if given:
            answer(item, given)
        one = the_disposition(objective)
        assert one.kind == kind and sentence in one.sentence
        assert one.settled == (kind in SETTLED) and bool(one.who) != one.settled

    def test_an_acceptance_on_condition_blocks_and_lapses(self, stream):
        objective = builders.make_objective(stream)
        shadow = builders.make_board(standing="shadow")
        until = timezone.localdate() + timedelta(1)
        item = answer(offered(objective, receiver=shadow), "accepted_conditional", conditional_until=until)
        assert the_disposition(objective).kind == Kind.CONDITIONAL
        item.refresh_from_db()
        answer(item, "accepted_conditional", conditional_until=ANSWERED + timedelta(1))
        assert the_disposition(objective).kind == Kind.LAPSED

    def test_declined_and_offered_elsewhere_stands_at_the_new_offer(self, stream):
        objective = builders.make_objective(stream)
        answer(offered(objective), "declined")
        offered(objective)
        assert the_disposition(objective).kind == Kind.AWAITING

    def test_completion_must_be_verified(self, stream):
        objective = builders.make_objective(stream, delivery="in_progress")
        claim(objective)
        one = the_disposition(objective)
        assert one.kind == Kind.CLAIMED and "nobody has verified" in one.sentence
        actions.verify_completion(
            objective=objective, by=builders.ACTOR, effective_on=ANSWERED, reason="seen"
        )
        assert the_disposition(objective).kind == Kind.DELIVERED

    def test_discontinued_says_why(self, stream):
        objective = builders.make_objective(stream, delivery="in_progress")
        actions.change_status(
            objective=objective, by=builders.ACTOR, effective_on=ANSWERED, reason="The law changed",
            delivery="discontinued",
        )  # fmt: skip
        one = the_disposition(objective)
        assert one.kind == Kind.DISCONTINUED and one.sentence == "It is discontinued: The law changed"

    def test_as_it_stood_on_a_day(self, stream):
        objective = builders.make_objective(stream)
        answer(offered(objective), "accepted")
        kinds = [
            the_disposition(objective, day).kind
            for day in (builders.START, ASKED, ANSWERED - timedelta(1), ANSWERED)
        ]
        assert kinds == [Kind.PROGRAMME_BOARD, Kind.AWAITING, Kind.AWAITING, Kind.ACCEPTED]

    def test_an_archived_objective_needs_no_disposition(self, stream):
        objective = builders.make_objective(stream)
        actions.edit_objective(
            objective=objective, by=builders.ACTOR, effective_on=ANSWERED, reason="r", archived=True
        )
        assert str(objective) not in read(stream.programme)[1]


class TestDuties:
    @pytest.mark.parametrize(
        ("given", "kind"),
        [(None, Kind.AWAITING), ("under_discussion", Kind.UNDER_DISCUSSION), ("declined", Kind.DECLINED),
         ("accepted", Kind.ACCEPTED), ("accepted_reserved", Kind.ACCEPTED_RESERVED)],
    )  # fmt: skip
    def test_each_answer(self, stream, given, kind):
        item = offered(programme=stream.programme, duty="Keep the table")
        if given:
            answer(item, given)
        one = read(stream.programme)[1]["Keep the table"]
        assert one.kind == kind and one.url == item.handover.get_absolute_url()

    def test_taken_back_it_has_no_owner_and_offered_anew_it_counts_once(self, stream):
        item = offered(programme=stream.programme, duty="Keep the table")
        actions.withdraw_items(
            handover=item.handover, items=[item], by=builders.ACTOR, withdrawn_on=ANSWERED, reason="r"
        )
        assert read(stream.programme)[1]["Keep the table"].kind == Kind.NO_OWNER
        answer(offered(programme=stream.programme, duty="keep  the table"), "accepted")
        _reading, said, *_rest = read(stream.programme)
        assert {title: one.kind for title, one in said.items()} == {"keep  the table": Kind.ACCEPTED}

    def test_discontinued_with_a_reason(self, stream):
        item = offered(programme=stream.programme, duty="Keep the table")
        manager = builders.make_user("Mair", stream.programme, "manager")
        with pytest.raises(ValidationError, match="Say why"):
            actions.discontinue_duty(item=item, by=manager, discontinued_on=ANSWERED, reason=" ")
        actions.discontinue_duty(item=item, by=manager, discontinued_on=ANSWERED, reason="No more table")
        one = read(stream.programme)[1]["Keep the table"]
        assert one.kind == Kind.DISCONTINUED and one.sentence == "It is discontinued: No more table"
        item.refresh_from_db()
        for act in (
            lambda: answer(item, "accepted"),
            lambda: actions.discontinue_duty(item=item, by=manager, discontinued_on=ANSWERED, reason="again"),
        ):
            with pytest.raises(ValidationError):
                act()

    def test_an_accepted_duty_and_an_objective_are_not_discontinued_so(self, stream):
        accepted = answer(offered(programme=stream.programme, duty="Keep the table"), "accepted")
        objective = offered(builders.make_objective(stream))
        for item in (accepted, objective):
            with pytest.raises(ValidationError) as refused:
                actions.discontinue_duty(item=item, by=builders.ACTOR, discontinued_on=ANSWERED, reason="r")
            assert refused.value.code == "settled"

    def test_an_sro_discontinues_no_duty(self, stream, client):
        item = offered(programme=stream.programme, duty="Keep the table")
        sro = builders.make_sro(stream)
        with pytest.raises(PermissionDenied):
            actions.discontinue_duty(item=item, by=sro, discontinued_on=ANSWERED, reason="r")
        address = reverse("objectives:discontinue_duty", args=[stream.programme.slug, item.pk])
        client.force_login(sro)
        assert client.get(address).status_code == 403
        assert address not in client.get(item.handover.get_absolute_url()).content.decode()
        client.force_login(builders.make_user("Mair", stream.programme, "manager"))
        assert address in client.get(item.handover.get_absolute_url()).content.decode()
        day = {"discontinued_on_0": "3", "discontinued_on_1": "3", "discontinued_on_2": "2026"}
        assert client.post(address, day | {"reason": ""}).status_code == 422
        assert client.post(address, day | {"reason": "No more table"}).status_code == 302
        page = client.get(item.handover.get_absolute_url()).content.decode()
        assert "No more table" in page and address not in page


class TestNamingTheBody:
    WHY = {"effective_on": ANSWERED, "reason": "Asked the department", "evidence": "Its letter"}

    def test_the_body_of_existing_arrangements_is_named_with_evidence(self, stream):
        board = builders.make_board()
        objective = builders.make_objective(stream, governing_body=None, governance_basis="existing_unnamed")
        manager = builders.make_user("Mair", stream.programme, "manager")
        with pytest.raises(ValidationError) as refused:
            facts = self.WHY | {"evidence": ""}
            actions.name_arrangements(objective=objective, by=manager, governing_body_id=board.pk, **facts)
        assert "evidence" in refused.value.error_dict
        actions.name_arrangements(objective=objective, by=manager, governing_body_id=board.pk, **self.WHY)
        assert the_disposition(objective).kind == Kind.EMBEDDED
        assert read(stream.programme)[2][str(objective)].lasts is False

    def test_what_the_programme_board_governs_moves_by_a_handover_alone(self, stream):
        objective = builders.make_objective(stream)
        manager = builders.make_user("Mair", stream.programme, "manager")
        for body in (builders.make_board().pk, stream.programme.governing_board_id):
            with pytest.raises(ValidationError):
                actions.name_arrangements(objective=objective, by=manager, governing_body_id=body, **self.WHY)
        objective.refresh_from_db()
        assert objective.governance_basis == "programme_board"

    def test_the_programmes_own_board_is_no_existing_arrangement(self, stream):
        objective = builders.make_objective(stream, governing_body=None, governance_basis="existing_unnamed")
        own = stream.programme.governing_board_id
        with pytest.raises(ValidationError, match="other than"):
            actions.name_arrangements(
                objective=objective, by=builders.ACTOR, governing_body_id=own, **self.WHY
            )


class TestTheGap:
    def test_none_while_the_programmes_board_governs(self, stream):
        objective = builders.make_objective(stream)
        assert read(stream.programme)[2][str(objective)].days == 0

    def test_from_the_end_of_the_boards_authority_to_the_acceptance(self):
        programme = builders.make_programme(reporting_ended_on=date(2026, 2, 1))
        stream = builders.make_workstream(programme)
        objective = builders.make_objective(stream)
        answer(offered(objective), "accepted")
        gaps = read(programme)[2]
        assert gaps[str(objective)].spans == ((date(2026, 2, 1), ANSWERED),)
        assert gaps[str(objective)].days == 30 and not gaps[str(objective)].lasts
        before = read(programme, date(2026, 2, 11))[2][str(objective)]
        assert before.days == 10 and before.lasts

    def test_the_boards_own_end_comes_first(self):
        board = builders.make_board(ended_on=date(2026, 2, 21))
        programme = builders.make_programme(governing_board=board, reporting_ended_on=date(2026, 1, 20))
        objective = builders.make_objective(builders.make_workstream(programme))
        assert read(programme, ANSWERED)[2][str(objective)].days == 10

    def test_from_creation_where_there_is_no_body(self, stream):
        objective = builders.make_objective(stream, governing_body=None, governance_basis="none")
        gaps = read(stream.programme, builders.START + timedelta(7))[2]
        assert gaps[str(objective)].days == 7 and gaps[str(objective)].lasts

    def test_it_ends_with_the_work(self, stream):
        objective = builders.make_objective(
            stream, governing_body=None, governance_basis="none", delivery="in_progress"
        )
        actions.change_status(
            objective=objective, by=builders.ACTOR, effective_on=ANSWERED, reason="r", delivery="discontinued"
        )
        found = read(stream.programme)[2][str(objective)]
        assert found.spans == ((builders.START, ANSWERED),) and not found.lasts

    def test_a_duty_since_the_record_first_held_it(self):
        programme = builders.make_programme(reporting_ended_on=date(2026, 1, 20))
        builders.make_workstream(programme)
        answer(offered(programme=programme, duty="Keep the table"), "accepted")
        found = read(programme)[2]["Keep the table"]
        assert found.spans == ((ASKED, ANSWERED),)

    def test_a_correction_is_counted_and_what_it_corrects_is_not(self):
        programme = builders.make_programme(reporting_ended_on=date(2026, 2, 1))
        stream = builders.make_workstream(programme)
        objective = builders.make_objective(
            stream, governing_body=None, governance_basis="existing_unnamed", delivery="in_progress"
        )
        manager = builders.make_user("Mair", programme, "manager")
        wrong = actions.change_status(
            objective=objective,
            by=manager,
            effective_on=date(2026, 2, 9),
            reason="r",
            delivery="discontinued",
        ).history.first()
        assert read(programme, ANSWERED)[2][str(objective)].lasts is False
        actions.correct_entry(
            objective=objective, entry_id=wrong.history_id, by=manager, reason="It goes on",
            effective_on=date(2026, 2, 9), delivery="paused",
        )  # fmt: skip
        found = read(programme, ANSWERED)[2][str(objective)]
        assert found.days == (ANSWERED - builders.START).days and found.lasts


class TestTheSource:
    @pytest.fixture
    def programme(self, db):
        folder = ROOT / "fixtures" / "safer-communities-2018-2020"
        call_command("load_programme", str(folder), stdout=StringIO(), skip_checks=True)
        return Programme.objects.get()

    def test_what_blocks_and_how_long_nobody_had_said_yes(self, programme):
        _reading, said, _by_name, gaps = read(programme)
        blocking = {}
        for one in said.values():
            blocking.setdefault(one.kind, []).append(getattr(one.subject, "key", "duty"))
        assert len(blocking[Kind.ACCEPTED]) == 17
        assert blocking[Kind.EMBEDDED] == ["5.3"]
        assert blocking[Kind.UNNAMED] == ["5.1", "5.2", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"]
        assert blocking[Kind.UNDER_DISCUSSION] == ["duty"] and len(blocking) == 4
        by_days = {group.days: len(group.subjects) for group in gaps.groups}
        assert by_days[142] == 17 and by_days[0] == 1
        open_since = {group.spans[0][0] for group in gaps.groups if group.lasts}
        assert open_since == {date(2020, 6, 15), date(2020, 11, 4)}

    def test_on_the_day_before_the_reply(self, programme):
        _reading, said, _by_name, gaps = read(programme, date(2020, 11, 3))
        kinds = [one.kind for one in said.values()]
        assert kinds.count(Kind.AGREED) == 17 and kinds.count(Kind.UNNAMED) == 8 and len(kinds) == 26
        assert {group.days for group in gaps.groups} == {141, 0}
