"""The register of letters is kept in the browser: numbered without gaps, dated truthfully, each answer matched."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from objectives import actions
from objectives.models import Letter, LetterAnswer, LetterFile, LetterItem, LetterParty
from saferwales.audit import guards
from saferwales.audit.models import StoredFile
from tests import builders

pytestmark = pytest.mark.django_db
DAY = {"dated_on_0": "15", "dated_on_1": "9", "dated_on_2": "2020"}
SENT = {
    "direction": "sent",
    "title_en": "Closure letter",
    "precision": "day",
    "state": "registered",
    "reason": "r",
}


@pytest.fixture
def programme():
    return builders.make_programme(name_en="Safer Communities Programme")


@pytest.fixture
def office(client, programme):
    client.force_login(builders.make_user("Sara", programme, "secretary"))
    return client


def enter(programme, **facts):
    facts = {"direction": "sent", "title_en": "Letter", "dated_on": builders.START, "reason": "r"} | facts
    return actions.enter_letter(programme=programme, by=builders.ACTOR, **facts)


def go(name, letter, *pk):
    return reverse(f"objectives:{name}", args=[letter.programme.slug, letter.key, *pk])


class TestEntering:
    def test_a_letter_gets_the_next_number_and_keeps_it(self, office, programme):
        address = reverse("objectives:letter_new", args=[programme.slug])
        assert office.post(address, SENT | DAY).status_code == 302
        office.post(address, SENT | DAY | {"title_en": "Second"})
        assert list(Letter.objects.values_list("our_reference", flat=True).order_by("pk")) == [
            "SCP-L-001",
            "SCP-L-002",
        ]
        letter = Letter.objects.first()
        assert letter.history.get().effective_on == date(2020, 9, 15)
        register = office.get(reverse("objectives:letters", args=[programme.slug])).content.decode()
        assert "SCP-L-001" in register and "Second" in register

    def test_another_programme_counts_for_itself(self, programme):
        enter(programme)
        assert enter(builders.make_programme(name_en="The next one")).our_reference == "TNO-L-001"

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"dated_on_0": "", "dated_on_1": "", "dated_on_2": ""}, "say that the letter bears none"),
            ({"precision": "month"}, "Say how the date is known"),
            ({"dated_on_2": "2190"}, "lies in the future"),
            ({"state": "draft"}, "A draft gets its date when it is sent"),
            ({"state": "draft", "direction": "received"}, "Only a letter to be sent, or a reply to one"),
            ({"title_en": ""}, "This field is required"),
        ],
    )
    def test_what_cannot_be_is_refused_and_kept_in_the_form(self, office, programme, wrong, sentence):
        typed = SENT | DAY | {"body_en": "Dear Chairs,"} | wrong
        answer = office.post(reverse("objectives:letter_new", args=[programme.slug]), typed)
        page = answer.content.decode()
        assert answer.status_code == 422 and sentence in page and "Dear Chairs," in page
        assert not Letter.objects.exists()

    @pytest.mark.parametrize(
        ("body", "sentence"),
        [
            ("> " * 21 + "x", "Make it flatter"),
            ("|a|\n|-|\n" + "|b|\n" * 1_001, "Divide it into smaller tables"),
        ],
    )
    def test_what_no_document_can_print_is_refused_by_the_form_and_the_act(
        self, office, programme, body, sentence
    ):
        typed = SENT | DAY | {"body_cy": body}
        answer = office.post(reverse("objectives:letter_new", args=[programme.slug]), typed)
        assert answer.status_code == 422 and sentence in answer.content.decode()
        with pytest.raises(ValidationError, match=sentence) as refused:
            enter(programme, body_cy=body)
        assert list(refused.value.error_dict) == ["body_cy"]
        letter = enter(programme)
        with pytest.raises(ValidationError, match=sentence):
            actions.edit_letter(letter=letter, by=builders.ACTOR, reason="r", body_en=body)

    def test_what_we_write_has_the_letters_that_documents_print_and_what_came_stays_as_it_came(
        self, programme
    ):
        owl = "An owl \U0001f989"
        draft = {"state": "draft", "dated_on": None}
        with pytest.raises(ValidationError, match="a character that documents cannot print"):
            enter(programme, **draft, body_en=owl)
        assert enter(programme, direction="received", body_en=owl).body_en == owl
        ours = enter(programme, **draft, body_en="An owl")
        with pytest.raises(ValidationError, match="a character that documents cannot print"):
            actions.edit_letter(letter=ours, by=builders.ACTOR, reason="r", body_en=owl)

    def test_a_letter_of_a_closed_programme_is_refused(self, programme):
        closed = builders.make_programme(state="closed")
        with pytest.raises(ValidationError, match="closed"):
            enter(closed)

    def test_a_letter_cannot_answer_itself(self, programme):
        letter = enter(programme)
        with pytest.raises(ValidationError, match="cannot answer itself"):
            actions.edit_letter(letter=letter, by=builders.ACTOR, reason="r", in_reply_to=letter)


class TestDrafts:
    def test_a_draft_is_sent_on_a_day(self, office, programme):
        letter = enter(programme, state="draft", dated_on=None, body_en="Dear Chairs,")
        page = office.get(letter.get_absolute_url()).content.decode()
        assert "still being written" in page
        assert (
            office.post(
                reverse("reports:send_letter", args=[letter.programme.slug, letter.key]),
                DAY | {"reason": "Posted"},
            ).status_code
            == 302
        )
        letter.refresh_from_db()
        assert (letter.state, letter.dated_on) == ("registered", date(2020, 9, 15))
        assert (
            office.post(
                reverse("reports:send_letter", args=[letter.programme.slug, letter.key]),
                DAY | {"reason": "Again"},
            ).status_code
            == 422
        )

    def test_without_text_nothing_is_sent(self, programme):
        letter = enter(programme, state="draft", dated_on=None)
        with pytest.raises(ValidationError, match="no text yet"):
            actions.send_letter(letter=letter, by=builders.ACTOR, dated_on=builders.START, reason="r")


class TestWhatItAsks:
    def test_items_are_numbered_within_their_kind(self, office, programme):
        letter = enter(programme)
        for kind in ("request", "request", "proposal"):
            typed = {"kind": kind, "words": "Please", "due_precision": "day", "reason": "r"}
            assert office.post(go("letter_item_new", letter), typed).status_code == 302
        assert sorted(letter.items.values_list("key", flat=True)) == ["P1", "Q1", "Q2"]

    def test_an_answer_is_matched_and_shown_at_both_ends(self, office, programme):
        letter, reply = enter(programme), enter(programme, direction="received", title_en="Reply")
        how = {"by": builders.ACTOR, "reason": "r"}
        item = actions.add_item(letter=letter, kind="request", words="Govern these", **how)
        typed = {"item": item.pk, "outcome": "accepted", "words": "We will", "reason": "r"}
        assert office.post(go("letter_answer_new", reply), typed).status_code == 302
        asked, answered = (office.get(one.get_absolute_url()).content.decode() for one in (letter, reply))
        assert "We will" in asked and "1 answered" in asked
        assert "We will" in answered and "On Q1" in answered

    def test_what_was_never_asked_is_called_that(self, office, programme):
        reply = enter(programme, direction="received")
        refused = office.post(go("letter_answer_new", reply), {"outcome": "accepted", "reason": "r"})
        assert refused.status_code == 422 and "nothing asked for it" in refused.content.decode()
        typed = {"outcome": "under_discussion", "words": "We discuss Annex E", "reason": "r"}
        office.post(go("letter_answer_new", reply), typed)
        assert "Never asked" in office.get(reply.get_absolute_url()).content.decode()

    def test_a_foreign_item_cannot_be_answered(self, office, programme):
        other = enter(builders.make_programme())
        item = actions.add_item(letter=other, by=builders.ACTOR, reason="r", kind="request", words="x")
        typed = {"item": item.pk, "outcome": "accepted", "words": "w", "reason": "r"}
        assert office.post(go("letter_answer_new", enter(programme)), typed).status_code == 422
        assert not LetterAnswer.objects.exists()

    def test_a_proposal_is_an_obligation_until_it_is_answered(self, office, programme):
        letter, reply = enter(programme, direction="received"), enter(programme, title_en="Our reply")
        how = {"by": builders.ACTOR, "reason": "r"}
        due = date(2026, 3, 1)
        meeting = actions.add_item(
            letter=letter,
            kind="proposal",
            words="Meet once a year",
            label_en="Annual meeting",
            due_on=due,
            **how,
        )
        register = reverse("objectives:letters", args=[programme.slug])
        page = office.get(register).content.decode()
        assert "Waiting for a reply" in page and "Annual meeting" in page and "Overdue" in page
        assert "We, to what we received" in page
        actions.add_answer(letter=reply, item=meeting, outcome="accepted", words="Gladly", **how)
        assert "Waiting for a reply" not in office.get(register).content.decode()

    def test_what_is_answered_is_not_taken_out_first(self, office, programme):
        letter, reply = enter(programme), enter(programme, direction="received")
        how = {"by": builders.ACTOR, "reason": "r"}
        item = actions.add_item(letter=letter, kind="request", words="x", **how)
        answer = actions.add_answer(letter=reply, item=item, outcome="accepted", words="y", **how)
        page = office.post(go("withdraw_letter_items", letter, item.pk), {"reason": "Mistake"})
        assert page.status_code == 422 and "Withdraw that answer first" in page.content.decode()
        for name, one, part in (
            ("withdraw_letter_answers", reply, answer),
            ("withdraw_letter_items", letter, item),
        ):
            assert office.post(go(name, one, part.pk), {"reason": "Mistake"}).status_code == 302
        assert not LetterItem.objects.filter(archived=False).exists()
        assert item.history.count() == 2

    def test_another_letters_parts_do_not_exist_here(self, office, programme):
        letter, other = enter(programme), enter(programme)
        item = actions.add_item(letter=other, by=builders.ACTOR, reason="r", kind="request", words="x")
        for name in ("letter_item_edit", "withdraw_letter_items"):
            assert office.get(go(name, letter, item.pk)).status_code == 404
            assert office.get(go(name, letter, 2**70)).status_code == 404


class TestParties:
    def test_a_party_is_a_board_or_a_printed_name(self, office, programme):
        letter = enter(programme)
        assert office.post(go("letter_party_new", letter), {"side": "to", "reason": "r"}).status_code == 422
        board = programme.governing_board
        office.post(go("letter_party_new", letter), {"side": "from", "board": board.pk, "reason": "r"})
        office.post(
            go("letter_party_new", letter), {"side": "to", "name_as_printed": "CHAIRS", "reason": "r"}
        )
        page = office.get(letter.get_absolute_url()).content.decode()
        assert str(board) in page and "CHAIRS" in page
        party = LetterParty.objects.get(side="to")
        office.post(go("withdraw_letter_parties", letter, party.pk), {"reason": "Wrong letter"})
        assert "CHAIRS" not in office.get(letter.get_absolute_url()).content.decode()

    def test_the_register_is_narrowed_by_board_and_direction(self, office, programme):
        letter = enter(programme, title_en="To the board")
        enter(programme, title_en="To nobody", direction="received")
        board = programme.governing_board
        actions.add_party(letter=letter, by=builders.ACTOR, reason="r", side="to", board=board)
        register = reverse("objectives:letters", args=[programme.slug])
        narrowed = office.get(register, {"board": board.pk}).content.decode()
        assert "To the board" in narrowed and "To nobody" not in narrowed
        received = office.get(register, {"direction": "received"}).content.decode()
        assert "To nobody" in received and "To the board" not in received
        assert office.get(register, {"direction": "sideways"}).status_code == 400


class TestFiles:
    def post(self, office, letter, name, content):
        upload = SimpleUploadedFile(name, content)
        return office.post(go("letter_file_new", letter), {"file": upload, "reason": "r"})

    def test_a_file_is_kept_and_handed_out_as_it_came(self, office, programme):
        letter = enter(programme)
        assert self.post(office, letter, "Llythyr ŵ.pdf", b"%PDF-1.7 words").status_code == 302
        file = LetterFile.objects.get()
        answer = office.get(go("letter_file", letter, file.pk))
        assert answer.content == b"%PDF-1.7 words" and answer["Content-Type"] == "application/pdf"
        assert (
            answer["Content-Disposition"].startswith("attachment")
            and answer["X-Content-Type-Options"] == "nosniff"
        )

    def test_exchanged_bytes_are_found_out(self, office, programme):
        letter = enter(programme)
        self.post(office, letter, "a.txt", b"as it was")
        with guards.lifted(connection):
            StoredFile.objects.update(content=b"as somebody wished")
        answer = office.get(go("letter_file", letter, LetterFile.objects.get().pk))
        assert answer.status_code == 410 and "not those that were recorded" in answer.content.decode()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.exe", b"MZ\x90\x00"), ("page.pdf.html", b"%PDF-1.7"), ("a.txt", b"a\x00b"), ("a.svg", b"\xff\xfe<svg"),
            ("a.docx.exe", b"PK\x03\x04"), ("empty.txt", b""), ("archive.docx", b"PK\x03\x04 and no document"),
            ("page.html", b"<script>"), ("picture.svg", b"<svg/>"),
        ],
    )  # fmt: skip
    def test_other_kinds_are_refused_with_a_sentence(self, office, programme, name, content):
        answer = self.post(office, enter(programme), name, content)
        assert answer.status_code == 422 and not StoredFile.objects.exists()

    def test_too_large_a_file_is_refused(self, office, programme):
        answer = self.post(office, enter(programme), "a.txt", b"a" * (10 * 1024 * 1024 + 1))
        assert answer.status_code == 422 and "larger than 10 MB" in answer.content.decode()

    def test_the_same_file_twice_is_refused(self, office, programme):
        letter = enter(programme)
        self.post(office, letter, "a.txt", b"a")
        assert self.post(office, letter, "b.txt", b"a").status_code == 422

    def test_outsiders_do_not_learn_of_it(self, client, office, programme):
        letter = enter(programme)
        self.post(office, letter, "a.txt", b"a")
        client.force_login(builders.make_user("Out", builders.make_programme(), "secretary"))
        assert client.get(go("letter_file", letter, LetterFile.objects.get().pk)).status_code == 404

    def test_a_word_document_is_told_by_what_is_in_it(self, office, programme):
        letter = enter(programme)
        for member, status in (("word/document.xml", 302), ("evil/other.xml", 422)):
            held = BytesIO()
            with ZipFile(held, "w") as archive:
                archive.writestr("[Content_Types].xml", "<Types/>")
                archive.writestr(member, "<document/>")
            assert self.post(office, letter, "a.docx", held.getvalue()).status_code == status


class TestWhatWaits:
    def test_a_draft_waits_for_nothing(self, office, programme):
        draft = enter(programme, state="draft", dated_on=None, title_en="Being written")
        actions.add_item(letter=draft, by=builders.ACTOR, reason="r", kind="request", words="x")
        register = reverse("objectives:letters", args=[programme.slug])
        assert "Being written" in office.get(register).content.decode()
        assert "Being written" not in office.get(register, {"waiting": "on"}).content.decode()

    def test_what_is_past_its_day_waits_on_the_keepers_start_page(self, office, programme):
        letter = enter(programme)
        facts = {"kind": "proposal", "words": "Meet once a year", "due_on": builders.START}
        item = actions.add_item(letter=letter, by=builders.ACTOR, reason="r", **facts)
        home = reverse("web:home")
        assert "1 proposal or request of a letter is past its day" in office.get(home).content.decode()
        reply = enter(programme, direction="received", in_reply_to=letter)
        given = {"item": item, "outcome": "accepted"}
        actions.add_answer(letter=reply, by=builders.ACTOR, reason="r", **given)
        assert "past its day" not in office.get(home).content.decode()

    def test_an_edited_answer_to_nothing_keeps_its_words(self, programme):
        reply = enter(programme, direction="received")
        how = {"by": builders.ACTOR, "reason": "r"}
        answer = actions.add_answer(letter=reply, outcome="accepted", words="We will.", **how)
        with pytest.raises(ValidationError, match="nothing asked for it"):
            actions.edit_part(part=answer, words="", **how)
