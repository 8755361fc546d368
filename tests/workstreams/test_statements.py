"""An SRO's statement is written, submitted, returned with a reason, submitted again and acknowledged by somebody else."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from saferwales.audit import conflict, writing
from tests import builders
from workstreams import actions_statements as actions
from workstreams.models import SroAppointment, SroReport

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
WHY = {"reason": "The work ends", "effective_on": DAY}
SENT = {"reason": "Seen", "effective_on_0": "1", "effective_on_1": "6", "effective_on_2": "2026"}


@pytest.fixture
def stream():
    return builders.make_workstream()


@pytest.fixture
def sro(stream):
    return builders.make_sro(stream)


@pytest.fixture
def manager(stream):
    return builders.make_user("Mair", stream.programme, "manager")


def draft(stream, by, **facts):
    facts = {"kind": "closing", "text_en": "It is done.", **WHY, **facts}
    return actions.draft_statement(workstream=stream, by=by, **facts)


def submitted(stream, by):
    return actions.submit_statement(statement=draft(stream, by), by=by, **WHY)


def address(name, one):
    return reverse(f"workstreams:{name}", args=[one.workstream.programme.slug, one.pk])


class TestTheRoadOfAStatement:
    def test_from_draft_to_acknowledged(self, stream, sro, manager):
        one = submitted(stream, sro)
        assert (one.state, one.made_on, one.submitted_by) == ("submitted", DAY, sro.pk)
        assert one.appointment.user == sro
        one = actions.return_statement(statement=one, by=manager, reason="Say what remains", effective_on=DAY)
        assert (one.state, one.answered_on, one.answer) == ("returned", DAY, "Say what remains")
        one = actions.edit_statement(statement=one, by=sro, **WHY, text_en="Two things remain.")
        one = actions.submit_statement(statement=one, by=sro, **WHY)
        assert (one.state, one.answered_on, one.answer) == ("submitted", None, "")
        one = actions.acknowledge_statement(
            statement=one, by=manager, reason="Read and agreed", effective_on=DAY
        )
        assert (one.state, one.answer) == ("acknowledged", "Read and agreed")
        states = [entry.state for entry in one.history.order_by("version")]
        assert states == ["draft", "submitted", "returned", "returned", "submitted", "acknowledged"]

    def test_a_keeper_submits_on_behalf_and_another_acknowledges(self, stream, manager):
        one = submitted(stream, manager)
        with pytest.raises(ValidationError) as refused:
            actions.acknowledge_statement(statement=one, by=manager, **WHY)
        assert refused.value.code == "own_statement"
        other = builders.make_user("Ewan", stream.programme, "manager")
        assert actions.acknowledge_statement(statement=one, by=other, **WHY).state == "acknowledged"

    def test_the_programmes_sro_acknowledges_but_not_the_own_statement(self, stream, sro):
        programme = stream.programme
        for user in (chief := builders.make_user("Prif", programme, "sro"), sro):
            builders.enter(SroAppointment, programme=programme, user=user, title_en="SRO")
        one = submitted(stream, sro)
        with pytest.raises(ValidationError, match="somebody else"):
            actions.acknowledge_statement(statement=one, by=sro, **WHY)
        assert actions.acknowledge_statement(statement=one, by=chief, **WHY).state == "acknowledged"

    def test_an_attested_statement_is_acknowledged_on_what_attests_it(self, stream, manager):
        one = builders.enter(SroReport, workstream=stream, kind="closing", state="submitted", note="Attested")
        assert one.is_attested_only
        assert actions.acknowledge_statement(statement=one, by=manager, **WHY).state == "acknowledged"

    def test_updates_may_be_many_and_the_closing_statement_is_one(self, stream, sro):
        draft(stream, sro, kind="update")
        draft(stream, sro, kind="update")
        draft(stream, sro)
        with pytest.raises(ValidationError) as refused:
            draft(stream, sro)
        assert "kind" in refused.value.error_dict


class TestRefusals:
    def test_another_work_streams_sro_neither_writes_nor_submits(self, stream, sro):
        other = builders.make_sro(builders.make_workstream(stream.programme))
        one = draft(stream, sro)
        for act in (
            lambda: draft(stream, other, kind="update"),
            lambda: actions.edit_statement(statement=one, by=other, **WHY, text_en="x"),
            lambda: actions.submit_statement(statement=one, by=other, **WHY),
        ):
            with pytest.raises(PermissionDenied):
                act()

    def test_a_work_streams_sro_acknowledges_nothing(self, stream, sro, manager):
        one = submitted(stream, manager)
        for act in (actions.acknowledge_statement, actions.return_statement):
            with pytest.raises(PermissionDenied):
                act(statement=one, by=sro, **WHY)

    @pytest.mark.parametrize("act", [actions.acknowledge_statement, actions.return_statement])
    def test_a_draft_is_not_answered(self, act, stream, sro, manager):
        with pytest.raises(ValidationError) as refused:
            act(statement=draft(stream, sro), by=manager, **WHY)
        assert refused.value.code == "not_submitted"

    def test_what_is_submitted_stands(self, stream, sro):
        one = submitted(stream, sro)
        for act in (actions.edit_statement, actions.submit_statement):
            with pytest.raises(ValidationError) as refused:
                act(statement=one, by=sro, **WHY)
            assert refused.value.code == "submitted"

    def test_words_reason_and_days(self, stream, sro, manager):
        with pytest.raises(ValidationError, match="Write the statement"):
            draft(stream, sro, text_en=" ")
        with pytest.raises(ValidationError, match="Say why"):
            draft(stream, sro, reason=" ")
        with pytest.raises(ValidationError, match="future"):
            draft(stream, sro, effective_on=timezone.localdate() + timedelta(1))
        one = draft(stream, sro)
        with pytest.raises(ValidationError, match="Write the statement"):
            actions.edit_statement(statement=one, by=sro, **WHY, text_en="")
        one = actions.submit_statement(statement=one, by=sro, **WHY)
        for reason, day, sentence in (
            ("", DAY, "Say why"),
            ("r", DAY - timedelta(1), "before the one"),
            ("r", timezone.localdate() + timedelta(1), "future"),
        ):
            with pytest.raises(ValidationError, match=sentence):
                actions.return_statement(statement=one, by=manager, reason=reason, effective_on=day)

    def test_a_closed_programme_stands_still(self, stream, sro, manager):
        one = submitted(stream, sro)
        builders.close(stream.programme)
        for act in (
            lambda: draft(SroReport.objects.get(pk=one.pk).workstream, sro, kind="update"),
            lambda: actions.acknowledge_statement(statement=one, by=manager, **WHY),
            lambda: actions.return_statement(statement=one, by=manager, **WHY),
        ):
            with pytest.raises(ValidationError) as refused:
                act()
            assert refused.value.code == "read_only"

    @pytest.mark.parametrize(
        "facts",
        [
            {"state": "returned", "answered_on": DAY},
            {"state": "acknowledged"},
            {"submitted_by": 1, "text_en": ""},
        ],
    )
    def test_the_database_holds_the_rules(self, facts, stream, sro):
        one = SroReport.objects.get(pk=draft(stream, sro).pk)
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            writing.act(by=builders.ACTOR, reason="r", effective_on=DAY),
        ):
            for name, value in facts.items():
                setattr(one, name, value)
            one.save()


class TestPages:
    def test_the_dashboard_leads_to_the_statements(self, client, stream, sro):
        client.force_login(sro)
        page = client.get(stream.get_absolute_url()).content.decode()
        where = reverse("workstreams:statements", args=[stream.programme.slug, stream.number])
        assert f'href="{where}"' in page and "Closing statement:" not in page
        assert "There is no closing statement yet" in client.get(where).content.decode()
        one = submitted(stream, sro)
        assert "Submitted" in client.get(stream.get_absolute_url()).content.decode()
        page = client.get(where).content.decode()
        assert one.get_absolute_url() in page and "There is no closing statement yet" not in page

    def test_written_submitted_returned_and_acknowledged_in_the_browser(self, client, stream, sro, manager):
        client.force_login(sro)
        where = reverse("workstreams:new_statement", args=[stream.programme.slug, stream.number])
        words = {"kind": "closing", "text_en": "First part.\n\nSecond part."}
        assert client.post(where, words | SENT | {"reason": ""}).status_code == 422
        assert client.post(where, words | SENT).status_code == 302
        one = SroReport.objects.get()
        page = client.get(one.get_absolute_url()).content.decode()
        assert "<p>Second part.</p>" in page and address("submit_statement", one) in page
        assert client.post(address("submit_statement", one), SENT).status_code == 302
        page = client.get(one.get_absolute_url()).content.decode()
        assert "Only a programme manager or the programme&#x27;s SRO can acknowledge" in page
        assert client.post(address("acknowledge_statement", one), SENT).status_code == 403
        client.force_login(manager)
        assert client.post(address("return_statement", one), SENT).status_code == 302
        assert "Returned on 1 June 2026" in client.get(one.get_absolute_url()).content.decode()
        client.force_login(sro)
        assert client.post(address("submit_statement", one), SENT).status_code == 302
        client.force_login(manager)
        assert client.post(address("acknowledge_statement", one), SENT).status_code == 302
        page = client.get(one.get_absolute_url()).content.decode()
        assert "1 June 2026: Seen" in page and "Recorded by Siân" in page

    def test_the_second_to_answer_is_told(self, client, stream, sro, manager):
        one = submitted(stream, sro)
        actions.acknowledge_statement(statement=one, by=manager, **WHY)
        client.force_login(manager)
        answer = client.post(address("return_statement", one), SENT)
        assert answer.status_code == 422
        assert "Only a submitted statement" in answer.content.decode()
        assert answer.context["form"]["reason"].value() == "Seen"

    def test_a_draft_that_somebody_else_changed_comes_back_with_both(self, client, stream, sro, manager):
        one = draft(stream, sro)
        client.force_login(sro)
        base = conflict.token(one)
        actions.edit_statement(statement=one, by=manager, **WHY, text_en="Theirs")
        answer = client.post(address("edit_statement", one), SENT | {"base": base, "text_en": "Mine"})
        page = answer.content.decode()
        assert answer.status_code == 409 and "Mine" in page and "Theirs" in page

    def test_as_it_stood_on_a_day(self, client, stream, sro, manager):
        one = submitted(stream, sro)
        actions.acknowledge_statement(
            statement=one, by=manager, reason="Later", effective_on=DAY + timedelta(9)
        )
        client.force_login(manager)
        then = client.get(one.get_absolute_url(), {"as_at": "2026-06-03"}).content.decode()
        assert "Submitted" in then and "Later" not in then
        before = client.get(one.get_absolute_url(), {"as_at": "2026-05-01"})
        assert before.status_code == 404

    def test_a_foreign_statement_does_not_exist(self, client, stream, sro):
        one = submitted(stream, sro)
        client.force_login(builders.make_user("Far", builders.make_programme(), "manager"))
        for name in ("statement", "edit_statement", "submit_statement", "acknowledge_statement"):
            assert client.get(address(name, one)).status_code == 404
        other = builders.make_workstream()
        client.force_login(builders.make_user("Near", other.programme, "manager"))
        away = reverse("workstreams:statement", args=[other.programme.slug, one.pk])
        assert client.get(away).status_code == 404
