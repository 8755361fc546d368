"""The next programme is set up from nothing in the browser, and what is typed wrong is said and kept."""

import pytest
from django.urls import reverse

from objectives.models import Objective
from tests import builders
from workstreams.models import Membership, Programme, SroAppointment, Workstream

pytestmark = pytest.mark.django_db
SINCE = {
    "effective_on_0": "1",
    "effective_on_1": "6",
    "effective_on_2": "2026",
    "reason": "Set up by ministers",
}


def on(name, day, month, year):
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}


def programme_data(**facts):
    named = {"slug": "safer-streets-2027", "name_en": "Safer Streets", "state": "active"}
    return {**named, "reporting_interval": "60", **SINCE, **facts}


@pytest.fixture
def manager(client):
    user = builders.make_user("Mair", is_administrator=True)
    client.force_login(user)
    return user


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response


def sent(client, name, *args, **data):
    """Where the form leads once it is accepted."""
    response = client.post(reverse(name, args=args), data)
    assert response.status_code == 302, response.context["form"].errors
    return response.headers["Location"]


def set_up_programme(client):
    board = builders.make_board(name_en="Streets Board")
    assert reverse("boards:new") in page(client, "workstreams:new").content.decode()
    led_to = sent(client, "workstreams:new", **programme_data(governing_board_id=board.pk))
    programme = Programme.objects.get(slug="safer-streets-2027")
    assert led_to == reverse("objectives:programme", args=[programme.slug])
    assert (programme.governing_board, programme.reporting_interval) == (board, 60)
    assert Membership.objects.get(programme=programme).role == "manager"
    assert "Add a work-stream" in client.get(led_to).content.decode()
    return programme


def add_workstream(client, slug):
    assert page(client, "workstreams:new_workstream", slug).context["form"].initial["number"] == 1
    led_to = sent(client, "workstreams:new_workstream", slug, number=1, principle_en="Well-lit", **SINCE)
    assert led_to == reverse("objectives:workstream", args=[slug, 1])
    assert "Nobody is appointed." in client.get(led_to).content.decode()
    return Workstream.objects.get(programme__slug=slug)


def appoint_sro(client, slug, stream):
    sro = builders.make_user("Siân")
    facts = {
        "kind": "sro",
        "new_person": "Siân Example",
        "title_en": "Head of Streets",
        "reason": "Appointed",
    }
    facts |= {"workstream": stream.pk, "user": sro.pk} | on("from_on", "1", "6", "2026")
    sent(client, "workstreams:new_appointment", slug, **facts)
    shown = page(client, "objectives:workstream", slug, 1).content.decode()
    assert "Siân Example" in shown
    assert "Head of Streets" in shown
    return sro


def test_from_nothing_to_an_objective_with_its_sro(client, manager):
    assert reverse("workstreams:new") in page(client, "web:home").content.decode()
    programme = set_up_programme(client)
    stream = add_workstream(client, programme.slug)
    sro = appoint_sro(client, programme.slug, stream)
    facts = {"key": "1.1", "label_en": "Lamps", "text_en": "Light every street.", "competence": "devolved"}
    sent(client, "objectives:new", programme.slug, **facts, workstream=stream.pk, **SINCE)
    assert Objective.objects.get(programme=programme).governing_body == programme.governing_board
    client.force_login(sro)
    shown = page(client, "objectives:workstream", programme.slug, 1).content.decode()
    assert reverse("objectives:nothing_new", args=[programme.slug, "1.1"]) in shown


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_en": ""}, "name_en"),
        ({"name_en": "x" * 201}, "name_en"),
        ({"slug": "no such address!"}, "slug"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 20_001}, "reason"),
        ({"governing_board_id": "999999"}, "governing_board_id"),
        ({"governing_board_id": "abc"}, "governing_board_id"),
        ({"state": "asleep"}, "state"),
        ({"reporting_interval": "0"}, "reporting_interval"),
        ({"reporting_interval": "9" * 40}, "reporting_interval"),
        (on("effective_on", "31", "2", "2026"), "effective_on"),
        (on("started_on", "1", "1", "2027") | on("ended_on", "1", "1", "2026"), "ended_on"),
        (
            on("started_on", "1", "1", "2027") | on("reporting_ended_on", "1", "1", "2026"),
            "reporting_ended_on",
        ),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(client, manager, wrong, field):
    response = client.post(reverse("workstreams:new"), programme_data(name_cy="Strydoedd Diogelach") | wrong)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Strydoedd Diogelach" in response.content.decode()
    assert not Programme.objects.exists()


def test_a_character_that_cannot_be_stored_is_refused(client, manager):
    assert client.post(reverse("workstreams:new"), programme_data(name_en="a\x00b")).status_code == 400
    assert not Programme.objects.exists()


def test_a_short_name_is_taken_once(client, manager):
    builders.make_programme(slug="safer-streets-2027")
    response = client.post(reverse("workstreams:new"), programme_data())
    assert response.status_code == 422
    assert "slug" in response.context["form"].errors


def test_a_work_streams_number_is_taken_once(client, manager):
    stream = builders.make_workstream()
    address = reverse("workstreams:new_workstream", args=[stream.programme.slug])
    response = client.post(address, {"number": stream.number, "principle_en": "Kept words", **SINCE})
    assert response.status_code == 422
    assert "number" in response.context["form"].errors
    assert "Kept words" in response.content.decode()


@pytest.mark.parametrize("name", ["workstream", "person", "user"])
@pytest.mark.parametrize("value", ["999999", "abc", "9" * 40])
def test_an_unknown_choice_is_refused(client, manager, name, value):
    programme = builders.make_programme()
    data = {"kind": "sro", "new_person": "Ann Example", "reason": "r", **on("from_on", "1", "6", "2026")}
    address = reverse("workstreams:new_appointment", args=[programme.slug])
    response = client.post(address, data | {name: value})
    assert response.status_code == 422
    assert name in response.context["form"].errors
    assert not SroAppointment.objects.exists()


def test_another_programmes_work_stream_is_no_choice(client, manager):
    stream, programme = builders.make_workstream(), builders.make_programme()
    data = {"kind": "sro", "new_person": "Ann Example", "reason": "r", **on("from_on", "1", "6", "2026")}
    address = reverse("workstreams:new_appointment", args=[programme.slug])
    assert client.post(address, data | {"workstream": stream.pk}).status_code == 422


def test_an_appointment_ends_by_its_page(client, manager):
    programme = builders.make_programme()
    made = builders.enter(
        SroAppointment, programme=programme, person=builders.make_person(), from_on=builders.START
    )
    address = reverse("workstreams:end_appointment", args=[programme.slug, made.pk])
    assert address in client.get(reverse("objectives:programme", args=[programme.slug])).content.decode()
    early = client.post(address, {"reason": "Kept words", **on("to_on", "1", "1", "2026")})
    assert early.status_code == 422
    assert "Kept words" in early.content.decode()
    assert client.post(address, {"reason": "Left", **on("to_on", "1", "7", "2026")}).status_code == 302
    again = client.post(address, {"reason": "Kept words too", **on("to_on", "2", "7", "2026")})
    assert again.status_code == 422
    assert "already ended" in again.content.decode() and "Kept words too" in again.content.decode()


def test_another_programmes_appointment_does_not_exist_here(client, manager):
    made = builders.enter(SroAppointment, programme=builders.make_programme(), person=builders.make_person())
    other = builders.make_programme()
    address = reverse("workstreams:end_appointment", args=[other.slug, made.pk])
    assert client.get(address).status_code == 404
    assert client.get(reverse("workstreams:end_appointment", args=[other.slug, 2**64])).status_code == 404


def test_roles_are_given_and_withdrawn(client, manager):
    programme, ann = builders.make_programme(), builders.make_user("Ann")
    address = reverse("workstreams:roles", args=[programme.slug])
    assert "Nobody holds a role" in client.get(address).content.decode()
    assert client.post(address, {"user": ann.pk, "role": "auditor", "reason": "r"}).status_code == 422
    assert client.post(address, {"user": ann.pk, "role": "manager", "reason": "r"}).status_code == 302
    held = Membership.objects.get(programme=programme)
    client.force_login(ann)
    withdraw = reverse("workstreams:withdraw_role", args=[programme.slug, held.pk])
    refused = client.post(withdraw)
    assert refused.status_code == 422
    assert "Ask another programme manager" in refused.content.decode()
    client.force_login(manager)
    assert client.post(withdraw).status_code == 302
    client.force_login(ann)
    assert client.get(address).status_code == 404
