"""In which language a board or a person wishes to be written to is recorded, and shown to whoever writes."""

import re

import pytest
from django.urls import reverse

from boards.models import Person, Seat
from objectives import actions
from objectives.models import LetterParty
from saferwales.audit import writing
from tests import builders
from tests.objectives.test_letters import make_letter
from tests.reports.documents import World

pytestmark = pytest.mark.django_db
SAID = {"effective_on_0": "1", "effective_on_1": "1", "effective_on_2": "2026", "reason": "She said so"}


@pytest.fixture
def seat():
    board, person = builders.make_board(), builders.make_person()
    return builders.enter(Seat, board=board, person=person, role="chair")


@pytest.fixture
def secretary(client):
    programme = builders.make_programme()
    client.force_login(builders.make_user("Siân", programme, "secretary"))
    client.programme = programme
    return client


def wish(client, seat, language, **more):
    address = reverse("boards:correspondence", args=[seat.board.slug, seat.pk])
    base = client.get(address).context["form"]["base"].value()
    return client.post(address, {**SAID, "base": base, "correspondence": language, **more})


def test_a_persons_wish_is_kept_with_its_reason_and_shown_beside_the_seat(secretary, seat):
    assert wish(secretary, seat, "cy").status_code == 302
    kept = Person.objects.get(pk=seat.person_id)
    assert kept.correspondence == "cy" and kept.history.first().history_change_reason == "She said so"
    shown = secretary.get(seat.board.get_absolute_url()).content.decode()
    assert "Correspondence: In Welsh" in shown


def test_a_wish_without_a_reason_is_refused_and_stays_in_the_form(secretary, seat):
    refused = wish(secretary, seat, "both", reason="")
    assert refused.status_code == 422
    (chosen,) = re.findall(r"<input[^>]*\bchecked\b[^>]*>", refused.content.decode())
    assert 'value="both"' in chosen
    assert Person.objects.get(pk=seat.person_id).correspondence == ""


def test_two_who_record_it_at_once_lose_neither_wish(secretary, seat):
    address = reverse("boards:correspondence", args=[seat.board.slug, seat.pk])
    base = secretary.get(address).context["form"]["base"].value()
    wish(secretary, seat, "en")
    told = secretary.post(address, {**SAID, "base": base, "correspondence": "cy"})
    assert told.status_code == 409 and told.context["form"]["correspondence"].value() == "cy"
    assert "Somebody changed this while you were editing" in told.content.decode()
    assert Person.objects.get(pk=seat.person_id).correspondence == "en"


def test_a_seat_that_a_post_holds_has_no_person_to_ask(secretary, seat):
    empty = builders.enter(Seat, board=seat.board, post="Chief Officer", role="member")
    address = reverse("boards:correspondence", args=[seat.board.slug, empty.pk])
    assert secretary.get(address).status_code == 404


def test_a_boards_wish_is_one_of_its_facts(secretary, seat):
    address = reverse("boards:edit", args=[seat.board.slug])
    form = secretary.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name not in ("founded_on", "ended_on")}
    sent = sent | SAID | {"correspondence": "both"}
    assert secretary.post(address, sent).status_code == 302
    shown = secretary.get(seat.board.get_absolute_url()).content.decode()
    assert "Wish for correspondence" in shown and "In both languages" in shown


def test_whoever_writes_a_letter_sees_the_wish(secretary, seat):
    wish(secretary, seat, "cy")
    letter = make_letter(secretary.programme, "ask")
    builders.enter(LetterParty, letter=letter, side="to", person=Person.objects.get(pk=seat.person_id))
    assert "Correspondence: In Welsh" in secretary.get(letter.get_absolute_url()).content.decode()


def test_the_forms_of_a_letter_say_the_wish_and_whether_the_letter_meets_it(secretary, seat):
    wish(secretary, seat, "cy")
    letter = make_letter(secretary.programme, "ask", body_en="Dear Chair", state="draft", dated_on=None)
    builders.enter(LetterParty, letter=letter, side="to", person=Person.objects.get(pk=seat.person_id))
    where = [secretary.programme.slug, letter.key]
    told = f"to whom it goes: {seat.person}. Correspondence: In Welsh"
    for name in ("objectives:letter_edit", "reports:send_letter"):
        page = secretary.get(reverse(name, args=where)).content.decode()
        assert told in page and "the letter has no Welsh text" in page
    actions.edit_letter(letter=letter, by=builders.ACTOR, reason="r", body_cy="Annwyl Gadeirydd")
    page = secretary.get(reverse("reports:send_letter", args=where)).content.decode()
    assert told in page and "the letter has no Welsh text" not in page


@pytest.mark.parametrize(
    "name", ["objectives:letter_party_new", "reports:new_recipient", "reports:issue_document"]
)
def test_the_wish_stands_beside_each_name_that_one_may_write_to(client, name):
    world = World()
    board = world.programme.governing_board
    writing.amend(board, by=builders.ACTOR, reason="r", effective_on=builders.START, correspondence="both")
    key = {
        "objectives:letter_party_new": lambda: make_letter(world.programme, "ask").key,
        "reports:new_recipient": lambda: world.issued()[1].reference,
        "reports:issue_document": lambda: world.agreed().key,
    }[name]()
    client.force_login(world.secretary)
    page = client.get(reverse(name, args=[world.programme.slug, key])).content.decode()
    assert f"{board}. Correspondence: In both languages" in page
