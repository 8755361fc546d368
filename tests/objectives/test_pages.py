"""The objectives' pages: nothing typed is lost, and bad input gets a sentence."""

import csv
import io

import pytest
from django.urls import reverse

from boards.models import Organisation
from objectives import actions
from objectives.models import Objective
from tests import builders

pytestmark = pytest.mark.django_db
DAY = {"effective_on_0": "1", "effective_on_1": "6", "effective_on_2": "2026"}


@pytest.fixture
def objective():
    return builders.make_objective(delivery="in_progress", position_en="As planned")


@pytest.fixture
def manager(objective, client):
    client.force_login(builders.make_user("Mair", objective.programme, "manager"))
    return client


def address(name, objective, **more):
    return reverse(
        f"objectives:{name}", kwargs={"programme": objective.programme.slug, "key": objective.key, **more}
    )


def filled(client, objective, **changes):
    """The status form as it is drawn, with what the person typed."""
    initial = client.get(address("status", objective)).context["form"].initial
    data = {name: value for name, value in initial.items() if name != "effective_on"}
    return data | DAY | {"reason": "A reason"} | changes


def test_a_new_status_is_seen_on_the_page_and_in_its_history(manager, objective):
    data = filled(manager, objective, delivery="paused", reason="Staff moved to the pandemic")
    response = manager.post(address("status", objective), data, follow=True)
    text = response.content.decode()
    assert "Paused" in text and "Staff moved to the pandemic" in text and "Mair" in text


def test_only_allowed_states_are_offered(manager, objective):
    offered = dict(manager.get(address("status", objective)).context["form"].fields["delivery"].choices)
    assert set(offered) == {"in_progress", "continuing", "paused", "complete_claimed", "discontinued"}


def test_an_incomplete_form_keeps_what_was_typed(manager, objective):
    data = filled(manager, objective, reason="", position_en="Half of it is done", effective_on_0="31")
    response = manager.post(address("status", objective), data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Half of it is done" in text and "Enter a day that exists" in text
    assert 'value="31"' in text and objective.history.count() == 1


def test_the_second_of_two_editors_loses_no_word(manager, objective):
    mine = filled(manager, objective, position_en="My own words")
    actions.change_status(
        objective=objective, by=builders.ACTOR, effective_on=builders.START, reason="r", position_en="Their words",
        next_steps_en="Their next step",
    )  # fmt: skip
    response = manager.post(address("status", objective), mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "My own words" in text and "Their words" in text and "As planned" in text
    form = response.context["form"]
    assert form["position_en"].value() == "My own words"
    assert form["next_steps_en"].value() == "Their next step"
    again = mine | {"base": form["base"].value(), "next_steps_en": "Their next step"}
    assert manager.post(address("status", objective), again).status_code == 302
    now = Objective.objects.get(pk=objective.pk)
    assert (now.position_en, now.next_steps_en) == ("My own words", "Their next step")


def test_a_change_elsewhere_on_the_record_is_no_conflict(manager, objective):
    mine = filled(manager, objective, position_en="My own words")
    actions.set_due(
        objective=objective, by=builders.ACTOR, due_on=builders.START, reason="r", effective_on=builders.START
    )
    assert manager.post(address("status", objective), mine).status_code == 302


@pytest.mark.parametrize("base", ["", "forged", "WyJ4Il0:1abc:xyz"])
def test_a_forged_version_is_refused(manager, objective, base):
    response = manager.post(address("status", objective), filled(manager, objective, base=base))
    assert response.status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "delivery=nonsense",
        "workstream=99",
        "body=abc",
        "sort=-x",
        "page=abc",
        "page=0",
        "attention=1",
        "basis=%27",
    ],
)
def test_unknown_filter_values_get_a_sentence(manager, objective, query):
    listing = reverse("objectives:list", args=[objective.programme.slug])
    assert manager.get(f"{listing}?{query}").status_code == 400


def test_the_list_filters_searches_and_answers_htmx_with_a_fragment(manager, objective):
    listing = reverse("objectives:list", args=[objective.programme.slug])
    other = builders.make_objective(objective.workstream, label_en="Another thing", text_en="x")
    text = manager.get(listing, {"q": "another"}).content.decode()
    assert other.key in text and f">{objective.key} " not in text
    fragment = manager.get(listing, {"delivery": "in_progress"}, headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode() and "HX-Request" in fragment.headers["Vary"]


def test_the_file_holds_what_the_list_shows_and_no_formulas(manager, objective):
    builders.make_objective(objective.workstream, label_en="=1+1", text_en="x")
    response = manager.get(reverse("objectives:csv", args=[objective.programme.slug]), {"delivery": "open"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Short name", "'=1+1"]


@pytest.mark.parametrize("name", ["position_en", "reason", "delivery", "effective_on_2", "base"])
@pytest.mark.parametrize("typed", ["x" * 30_000, "\x00", "\u202e‮", "10" * 15, "<script>alert(1)</script>"])
def test_odd_input_never_breaks_a_page(manager, objective, name, typed):
    response = manager.post(address("status", objective), filled(manager, objective, **{name: typed}))
    assert response.status_code in (302, 400, 422)
    assert "<script>alert" not in response.content.decode()


def test_ids_too_large_for_the_database_are_not_found(manager, objective):
    for entry in (2**63, 10**30):
        assert manager.get(address("correct", objective, entry=entry)).status_code == 404
    listing = reverse("objectives:programme", args=[objective.programme.slug])
    assert manager.get(f"{listing}workstreams/{10**20}/").status_code == 404


def test_correcting_and_verifying_in_the_browser(manager, objective):
    claimer = builders.make_sro(objective.workstream)
    actions.change_status(
        objective=objective, by=claimer, effective_on=builders.START, reason="Done", evidence="E",
        delivery="complete_claimed",
    )  # fmt: skip
    data = DAY | {"reason": "I read the report"}
    assert manager.post(address("verify", objective), data).status_code == 302
    assert Objective.objects.get(pk=objective.pk).delivery == "complete_verified"
    first = objective.history.get(version=1)
    wrong = {
        "delivery": "paused",
        "reason": "Misread",
        "effective_on_0": "5",
        "effective_on_1": "1",
        "effective_on_2": "2026",
    }
    assert manager.post(address("correct", objective, entry=first.history_id), wrong).status_code == 302
    page = manager.get(address("objective", objective)).content.decode()
    assert "Misread" in page and "Replaced" in page


def test_the_next_programme_is_set_up_from_nothing(client):
    client.force_login(builders.make_user("Mair", builders.make_programme(), "manager"))
    board, person = builders.make_board(), builders.make_person()
    day = {"effective_on_0": "1", "effective_on_1": "4", "effective_on_2": "2026", "reason": "Set up"}
    facts = {"slug": "safer-streets-2027", "name_en": "Safer Streets", "state": "active", "reporting_interval": "90",
             "governing_board_id": board.pk}  # fmt: skip
    assert client.post(reverse("workstreams:new"), facts | day).status_code == 302
    home = ["safer-streets-2027"]
    stream = {"number": "1", "principle_en": "Evidence first"}
    assert client.post(reverse("workstreams:new_workstream", args=home), stream | day).status_code == 302
    page = client.get(reverse("workstreams:new_appointment", args=home) + "?workstream=1")
    chosen = page.context["form"].initial["workstream"]
    appointed = {"workstream": chosen, "kind": "sro", "person": person.pk, "title_en": "Director", "reason": "r",
                 "from_on_0": "1", "from_on_1": "4", "from_on_2": "2026"}  # fmt: skip
    assert client.post(reverse("workstreams:new_appointment", args=home), appointed).status_code == 302
    added = {
        "workstream": chosen,
        "key": "1.1",
        "label_en": "First",
        "text_en": "Do it.",
        "competence": "not_stated",
    }
    assert client.post(reverse("objectives:new", args=home), added | day).status_code == 302
    text = client.get(reverse("objectives:workstream", args=[*home, 1])).content.decode()
    assert str(person) in text and "First" in text and str(board) in text


def test_deliverer_governor_and_supporter_are_three_things(client):
    stream = builders.make_workstream()
    support = builders.make_workstream(stream.programme)
    police = builders.enter(Organisation, slug="police", name_en="Policing in Wales")
    objective = builders.make_objective(stream)
    client.force_login(builders.make_user("Mair", stream.programme, "manager"))
    address = reverse("objectives:edit", args=[stream.programme.slug, objective.key])
    base = client.get(address).context["form"].initial["base"]
    sent = {
        "base": base, "label_en": "L", "text_en": "T", "competence": "joint", "delivering_body": police.pk,
        "supporting_workstream": support.pk, "reason": "r", "effective_on_0": "1", "effective_on_1": "6",
        "effective_on_2": "2026",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    page = client.get(objective.get_absolute_url()).content.decode()
    for words in ("Policing in Wales", str(support), str(stream), str(stream.programme.governing_board)):
        assert words in page
    answer = client.get(reverse("objectives:csv", args=[stream.programme.slug]))
    listed = b"".join(answer.streaming_content).decode()
    assert "Policing in Wales" in listed and str(support) in listed
    earlier = client.get(objective.get_absolute_url(), {"as_at": "2026-02-01"}).content.decode()
    assert "Policing in Wales" not in earlier
