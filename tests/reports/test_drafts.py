"""Letters begin with the record's own words, claim nothing beyond it, and go out only where nothing blocks them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from boards.models import Decision, Meeting, Seat
from objectives import actions
from objectives.models import Handover, Letter
from reports import actions_letters
from reports.content import letters
from reports.reconciliation.compare import Reconciliation
from saferwales.audit.asat import Reading
from tests import builders

pytestmark = pytest.mark.django_db
ASKED, ANSWERED = date(2026, 2, 2), date(2026, 3, 2)


@pytest.fixture
def handover():
    stream = builders.make_workstream()
    builders.make_sro(stream, "Siân Jones")
    objectives = [builders.make_objective(stream) for _turn in range(3)]
    receiver = builders.make_board(name_en="Receiving Board")
    builders.enter(Seat, board=receiver, person=builders.make_person(name="Alun Davies"), role="chair")
    offered = {"title_en": "Offer", "asked_on": ASKED, "reason": "The programme ends"}
    return actions.offer(
        programme=stream.programme, by=builders.ACTOR, receiver=receiver, objectives=objectives,
        duties=[("Keep the regional table", "")], **offered,
    )  # fmt: skip


def draft(handover):
    letter = actions_letters.draft_handover_letter(handover=handover, by=builders.ACTOR)
    handover.refresh_from_db()
    return letter


def sent(handover):
    letter = draft(handover)
    return actions.send_letter(letter=letter, by=builders.ACTOR, dated_on=ASKED, reason="Posted")


def answer(handover, items, what, **rests):
    board = handover.receiver
    meeting = builders.enter(Meeting, board=board, held_on=ANSWERED)
    decision = builders.enter(Decision, meeting=meeting, number=1, wording_en="Yes")
    given = {"answer": what, "answered_on": ANSWERED, "decision": decision, "words": "We say so", **rests}
    actions.answer_items(handover=handover, items=items, by=builders.ACTOR, **given)


class TestTheLetter:
    def test_it_asks_for_what_the_handover_offers(self, handover):
        letter = draft(handover)
        assert letter.is_draft and handover.letter == letter
        assert "3 outstanding objectives listed in Appendix A" in letter.body
        assert "- Keep the regional table" in letter.body
        assert sorted(item.key for item in letter.items.all()) == ["E1", "Q1", "Q2"]
        assert [str(party) for party in letter.parties.filter(side="to")] == ["Alun Davies"]

    def test_its_table_is_the_records(self, handover):
        draft(handover)
        document = letters.build(handover.programme, letters.LETTER, "en", key=handover.letter.key)
        (row,) = document.rows
        assert document.is_draft and "Siân Jones" in row.sro and len(row.items) == 3

    def test_there_is_one_letter_for_a_handover(self, handover):
        draft(handover)
        with pytest.raises(ValidationError, match="already"):
            draft(handover)

    def test_what_was_taken_back_is_not_asked_for(self, handover):
        actions.withdraw_items(
            handover=handover,
            items=[handover.items.get(order=4)],
            by=builders.ACTOR,
            withdrawn_on=ASKED,
            reason="r",
        )
        assert "regional table" not in draft(handover).body


class TestTheReply:
    def test_it_says_what_was_answered_with_each_exception_named(self, handover):
        letter = sent(handover)
        items = list(handover.items.order_by("order"))
        answer(handover, items[:3], "accepted")
        answer(handover, items[3:], "under_discussion", decision=None)
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        assert "has accepted 3 of the 4 items" in reply.body
        assert "Still under discussion: Keep the regional table" in reply.body
        assert "2 March 2026" in reply.body and "2 February 2026" in reply.body
        outcomes = {one.item.key: one.outcome for one in reply.answers.all()}
        assert outcomes == {"Q1": "accepted", "Q2": "under_discussion"}
        assert reply.in_reply_to == letter

    def test_its_own_sentences_are_no_overclaim(self, handover):
        sent(handover)
        items = list(handover.items.order_by("order"))
        answer(handover, items[:3], "accepted")
        actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        kinds = [one.kind for one in Reconciliation(Reading(), handover.programme).blocking]
        assert "overclaim" not in kinds

    def test_a_typed_claim_beyond_the_record_blocks_the_letter(self, handover):
        sent(handover)
        items = list(handover.items.order_by("order"))
        answer(handover, items[:3], "accepted")
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        body = reply.body + "\n\nThe Board has accepted all responsibility for everything."
        actions.edit_letter(letter=reply, by=builders.ACTOR, reason="r", body_en=body)
        with pytest.raises(ValidationError, match="No body has said yes to: Keep the regional table"):
            actions_letters.send_letter(letter=reply, by=builders.ACTOR, dated_on=ANSWERED, reason="r")

    def test_without_a_letter_there_is_nothing_to_reply_to(self, handover):
        with pytest.raises(ValidationError, match="none to reply to"):
            actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        draft(handover)
        with pytest.raises(ValidationError, match="none to reply to"):
            actions_letters.draft_reply(handover=handover, by=builders.ACTOR)

    def test_the_board_that_was_asked_writes_its_own_reply_and_no_other(self, client, handover):
        sent(handover)
        chair = builders.make_chair(handover.receiver, handover.programme)
        reply = actions_letters.draft_reply(handover=handover, by=chair)
        client.force_login(chair)
        edit = reverse("objectives:letter_edit", args=[handover.programme.slug, reply.key])
        assert client.get(edit).status_code == 200
        other = reverse("objectives:letter_edit", args=[handover.programme.slug, handover.letter.key])
        assert client.get(other).status_code == 403
        stranger = builders.make_chair(builders.make_board(), handover.programme, "Somebody")
        with pytest.raises(PermissionDenied):
            actions_letters.draft_reply(handover=handover, by=stranger)


class TestPages:
    def test_from_the_handover_to_the_letter_that_was_sent(self, client, handover):
        client.force_login(builders.make_user("Sara", handover.programme, "secretary"))
        page = client.get(handover.get_absolute_url()).content.decode()
        assert "Draft the handover letter" in page and "Draft the reply" not in page
        go = reverse("reports:draft_handover_letter", args=[handover.programme.slug, handover.pk])
        drafted = client.post(go, follow=True).content.decode()
        assert "The draft is written from the record" in drafted and "still being written" in drafted
        letter = Letter.objects.get()
        send = reverse("reports:send_letter", args=[handover.programme.slug, letter.key])
        day = {"dated_on_0": "2", "dated_on_1": "2", "dated_on_2": "2026", "reason": "Posted"}
        assert client.post(send, day).status_code == 302
        page = client.get(handover.get_absolute_url()).content.decode()
        assert "Draft the handover letter" not in page and "Draft the reply" in page
        again = client.post(go, follow=True).content.decode()
        assert "There is a letter for this handover already" in again

    def test_what_blocks_is_named_on_the_form(self, client, handover):
        letter = draft(handover)
        body = letter.body + "\n\nThe Board has agreed to take over all of it."
        actions.edit_letter(letter=letter, by=builders.ACTOR, reason="r", body_en=body)
        client.force_login(builders.make_user("Sara", handover.programme, "secretary"))
        send = reverse("reports:send_letter", args=[handover.programme.slug, letter.key])
        day = {"dated_on_0": "2", "dated_on_1": "2", "dated_on_2": "2026", "reason": "Posted"}
        answer = client.post(send, day)
        assert answer.status_code == 422 and "stand in the way" in answer.content.decode()
        assert Handover.objects.get().letter.is_draft


class TestTheReplyClaimsNothingBeyondTheAnswers:
    def test_what_was_taken_back_after_the_letter_is_not_answered(self, handover):
        sent(handover)
        items = list(handover.items.order_by("order"))
        answer(handover, items[:2], "accepted")
        actions.withdraw_items(
            handover=handover, items=items[2:], by=builders.ACTOR, withdrawn_on=ANSWERED, reason="r"
        )
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        outcomes = {one.item.key: one.outcome for one in reply.answers.all()}
        assert outcomes == {"Q1": "accepted", "Q2": "not_answered"}

    def test_a_request_that_the_handover_does_not_hold_is_not_accepted_with_the_objectives(self, handover):
        letter = sent(handover)
        more = {"kind": "request", "words": "Please pay for the annual meeting."}
        actions.add_item(letter=letter, by=builders.ACTOR, reason="r", **more)
        answer(handover, list(handover.items.order_by("order")), "accepted")
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        outcomes = {one.item.key: one.outcome for one in reply.answers.all()}
        assert outcomes == {"Q1": "accepted", "Q2": "accepted", "Q3": "not_answered"}

    def test_a_reply_still_being_written_answers_nothing(self, client, handover):
        letter = sent(handover)
        answer(handover, list(handover.items.order_by("order")), "accepted")
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        client.force_login(builders.make_user("Sara", handover.programme, "secretary"))
        register = reverse("objectives:letters", args=[handover.programme.slug])
        assert "Waiting for a reply" in client.get(register).content.decode()
        assert (
            "No letter of the register answers it." in client.get(letter.get_absolute_url()).content.decode()
        )
        assert "What this letter answers" in client.get(reply.get_absolute_url()).content.decode()
        actions.send_letter(letter=reply, by=builders.ACTOR, dated_on=ANSWERED, reason="r")
        assert "Waiting for a reply" not in client.get(register).content.decode()
        assert "No letter of the register" not in client.get(letter.get_absolute_url()).content.decode()
