"""Recommendations as pages: responses, printed numbers, coverage, and what nothing advances."""

from datetime import date

import pytest

from objectives import actions
from objectives.models import Recommendation, RecommendationNumber, RecommendationPoint
from saferwales.audit import writing
from tests.builders import ACTOR, enter, make_objective, make_programme, make_user, make_workstream

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2
TODAY = {"effective_on_0": "2", "effective_on_1": "2", "effective_on_2": "2026"}
NEW = {
    "key": "R9",
    "label_en": "A dialogue",
    "text_en": "Establish a dialogue with the Office.",
    "response": "accepted",
    "reason": "Published in the review",
    **TODAY,
}


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(client, programme):
    user = make_user("Mair", programme, "manager")
    client.force_login(user)
    return user


def make_recommendation(programme, key, **facts):
    order = programme.recommendations.count() + 1
    words = {"label_en": f"Label {key}", "text_en": f"Text of {key}."}
    return enter(Recommendation, programme=programme, key=key, order=order, **words | facts)


def link(objective, recommendation, **facts):
    return actions.link_recommendation(
        objective=objective, recommendation=recommendation, by=ACTOR, reason="judged", **facts
    )


def root(programme):
    return f"/en/programmes/{programme.slug}/recommendations/"


def typed(one, **changes):
    kept = {name: getattr(one, name) for name in ("label_en", "text_en", "response")}
    return kept | {"reason": "Answered", **TODAY, **changes}


def test_the_list_shows_response_numbers_and_who_advances(client, programme, manager):
    one = make_recommendation(programme, "R1", response="in_part", outcome_en="It was done.")
    two = make_recommendation(programme, "R2")
    enter(RecommendationNumber, recommendation=one, document="document-1", number="1")
    enter(RecommendationNumber, recommendation=one, document="annex-d", number="12")
    enter(RecommendationNumber, recommendation=two, document="document-1", number="2")
    objective = make_objective(make_workstream(programme))
    link(objective, one)
    response = client.get(root(programme))
    text = response.content.decode()
    assert "No. 12 in Annex D of the closure report" in text and "No. 1 in Document 1" in text
    assert "Accepted in part" in text and "It was done." in text
    assert [row.recommendation for row in response.context["unadvanced"]] == [two]
    assert "What to do next" in text


def test_what_nothing_advances_is_computed_from_the_links_as_they_stand(client, programme, manager):
    one = make_recommendation(programme, "R1")
    made = link(make_objective(make_workstream(programme)), one)
    assert client.get(f"{root(programme)}coverage/").context["unadvanced"] == []
    actions.unlink_recommendation(link=made, by=ACTOR, reason="misjudged")
    response = client.get(f"{root(programme)}coverage/")
    assert [row.recommendation for row in response.context["unadvanced"]] == [one]


def test_the_matrix_has_a_cell_for_each_workstream_and_an_objective_once(client, programme, manager):
    first, second = make_workstream(programme), make_workstream(programme)
    one = make_recommendation(programme, "R5")
    objective = make_objective(first)
    for key in ("p1", "p2"):
        point = enter(RecommendationPoint, recommendation=one, key=key, order=1, text_en=key)
        link(objective, one, point=point, judgement_en=f"It serves {key}.")
    response = client.get(f"{root(programme)}coverage/")
    row = response.context["rows"][0]
    assert [cell["workstream"] for cell in row.cells] == [first, second]
    assert [[entry["objective"] for entry in cell["objectives"]] for cell in row.cells] == [[objective], []]
    assert row.cells[0]["objectives"][0]["judgement"] == "It serves p1. It serves p2."
    assert "Legend" in response.content.decode()


def test_a_page_shows_points_in_groups_and_each_judgement_with_its_words(client, programme, manager):
    one = make_recommendation(programme, "R5", response_text_en="We accept it.")
    for order, (key, group) in enumerate((("p1", ""), ("p2", "Areas:"), ("p3", "Areas:"))):
        enter(
            RecommendationPoint,
            recommendation=one, key=key, order=order, group_en=group, text_en=f"Point {key}",
        )  # fmt: skip
    point = RecommendationPoint.objects.get(key="p2")
    link(make_objective(make_workstream(programme)), one, point=point, judgement_en="It drafts the guidance.")
    link(make_objective(make_workstream(programme), governing_body=None, governance_basis="none"), one)
    response = client.get(f"{root(programme)}R5/")
    assert [len(group["points"]) for group in response.context["groups"]] == [1, 2]
    text = response.content.decode()
    assert "It drafts the guidance." in text and "On point p2:" in text
    assert "No words are recorded." in text and "No governing body" in text and "We accept it." in text


def test_an_outsider_finds_nothing(client, programme):
    one = make_recommendation(programme, "R1")
    client.force_login(make_user("Olwen", make_programme(), "manager"))
    for end in ("", "coverage/", "new/", f"{one.key}/", f"{one.key}/edit/"):
        assert client.get(f"{root(programme)}{end}").status_code == 404


def test_unknown_keys_do_not_exist(client, programme, manager):
    for end in ("R99/", "R99/edit/"):
        assert client.get(f"{root(programme)}{end}").status_code == 404


@pytest.mark.parametrize("role", ["sro", "board", "secretary"])
def test_a_weak_role_is_refused_with_a_sentence(client, programme, role):
    make_recommendation(programme, "R1")
    client.force_login(make_user("Ann", programme, role))
    assert client.get(f"{root(programme)}R1/").status_code == 200
    for end in ("new/", "R1/edit/"):
        for response in (client.get(f"{root(programme)}{end}"), client.post(f"{root(programme)}{end}", NEW)):
            assert response.status_code == 403
            assert "can edit recommendations" in response.content.decode()


def test_a_manager_adds_one_at_the_end(client, programme, manager):
    make_recommendation(programme, "R1")
    assert client.get(f"{root(programme)}new/").status_code == 200
    assert client.post(f"{root(programme)}new/", NEW).url == f"{root(programme)}R9/"
    made = programme.recommendations.get(key="R9")
    assert (made.order, made.response) == (2, "accepted")
    assert made.history.get().actor == f"user:{manager.pk}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"key": "coverage"}, "used by the pages"),
        ({"key": "R1"}, "has this key"),
        ({"key": "a b"}, "letters, digits"),
        ({"effective_on_2": "2199"}, "today or earlier"),
        ({"response": "maybe"}, "not one of the available choices"),
        ({"text_en": "x" * 20_001}, "at most 20000 characters"),
        ({"reason": " "}, "required"),
    ],
)
def test_a_wrong_one_keeps_what_was_typed(client, programme, manager, wrong, sentence):
    make_recommendation(programme, "R1")
    response = client.post(f"{root(programme)}new/", {**NEW, "note": "kept words", **wrong})
    assert response.status_code == 422
    text = response.content.decode()
    assert sentence in text and "kept words" in text


def test_a_response_is_recorded_with_its_day_and_reason(client, programme, manager):
    one = make_recommendation(programme, "R1")
    base = client.get(f"{root(programme)}R1/edit/").context["form"].initial["base"]
    facts = typed(one, base=base, response="not_accepted", response_text_en="It is not ours to give.")
    assert client.post(f"{root(programme)}R1/edit/", facts).status_code == 302
    entry = one.history.get(version=2)
    assert (entry.response, entry.effective_on) == ("not_accepted", date(2026, 2, 2))
    assert entry.history_change_reason == "Answered"
    early = typed(one, base="", effective_on_2="2020")
    assert client.post(f"{root(programme)}R1/edit/", early).status_code == 400
    base = client.get(f"{root(programme)}R1/edit/").context["form"].initial["base"]
    refused = client.post(f"{root(programme)}R1/edit/", early | {"base": base, "outcome_en": "kept words"})
    assert refused.status_code == 422 and "kept words" in refused.content.decode()


def test_two_editors_at_once_lose_no_word(client, programme, manager):
    one = make_recommendation(programme, "R1")
    base = client.get(f"{root(programme)}R1/edit/").context["form"].initial["base"]
    actions.edit_recommendation(
        recommendation=one, by=ACTOR, effective_on=date(2026, 1, 9), reason="meanwhile",
        text_en="Theirs", outcome_en="Only theirs",
    )  # fmt: skip
    response = client.post(f"{root(programme)}R1/edit/", typed(one, base=base, text_en="Mine"))
    assert response.status_code == 409
    form = response.context["form"]
    assert (form["text_en"].value(), form["outcome_en"].value()) == ("Mine", "Only theirs")
    assert client.post(f"{root(programme)}R1/edit/", form.data.dict()).status_code == 302
    now = Recommendation.objects.get(pk=one.pk)
    assert (now.text_en, now.outcome_en) == ("Mine", "Only theirs")


def test_a_change_beside_the_form_is_passed_over_and_a_refusal_after_it_is_still_shown(
    client, programme, manager
):
    one = make_recommendation(programme, "R1")
    base = client.get(f"{root(programme)}R1/edit/").context["form"].initial["base"]
    writing.amend(one, by=ACTOR, reason="moved", effective_on=date(2026, 3, 1), order=7)
    facts = typed(one, base=base, text_en="kept words")
    refused = client.post(f"{root(programme)}R1/edit/", facts)
    assert refused.status_code == 422 and "kept words" in refused.content.decode()
    saved = client.post(f"{root(programme)}R1/edit/", facts | {"effective_on_1": "3"})
    assert saved.status_code == 302
    now = Recommendation.objects.get(pk=one.pk)
    assert (now.text_en, now.order) == ("kept words", 7)


def test_a_closed_programme_stands_still(client):
    programme = make_programme(state="closed")
    client.force_login(make_user("Mair", programme, "manager"))
    response = client.post(f"{root(programme)}new/", NEW)
    assert response.status_code == 422
    assert "programme is closed" in response.content.decode()


@pytest.mark.parametrize("times", [2, 25])
def test_each_page_is_one_statement_and_one_more_tells_a_keeper_what_is_behind(
    client, programme, manager, times, django_assert_num_queries
):
    for number in range(times):
        one = make_recommendation(programme, f"R{number}")
        enter(RecommendationNumber, recommendation=one, document="document-1", number=str(number))
        point = enter(RecommendationPoint, recommendation=one, key="p1", order=1, text_en="Point")
        link(make_objective(make_workstream(programme)), one, point=point)
        link(make_objective(make_workstream(programme)), make_recommendation(programme, f"S{number}"))
    for end, more in (("", 0), ("coverage/", 0), ("R1/", 1)):
        client.get(f"{root(programme)}{end}")
        with django_assert_num_queries(1 + more + SESSION_AND_USER):
            client.get(f"{root(programme)}{end}")
