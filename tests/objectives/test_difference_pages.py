"""The pages of what moved and what was learned: their sentences, their refusals and the file."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from objectives import actions
from tests import builders
from tests.builders import clock
from tests.objectives.test_difference import archive, correct, make_item, status

pytestmark = pytest.mark.django_db


def days(**given):
    """Days as the boxes hold them; ``from`` is a word of the language, so it is written from_."""
    return {
        f"{name.rstrip('_')}_{place}": str(part)
        for name, parts in given.items()
        for place, part in enumerate(parts)
    }


@pytest.fixture
def objective():
    with clock(2026, 1, 5, 9):
        return builders.make_objective(label_en="Open the help line", delivery="in_progress")


@pytest.fixture
def ask(client, objective):
    """Asks for one of the pages as the programme's secretary."""
    client.force_login(builders.make_user("Sara", objective.programme, "secretary"))

    def get(name, **query):
        return client.get(reverse(f"objectives:{name}", args=[objective.programme.slug]), query)

    return get


def text(response):
    return " ".join(response.content.decode().split())


def test_without_days_the_page_runs_from_the_first_entry_to_today(ask, objective):
    status(
        objective,
        date(2026, 2, 1),
        reason="A pause was asked for",
        delivery="paused",
        evidence="Letter of May",
    )
    response = ask("difference")
    assert response.context["start"] == builders.START
    page = text(response)
    for piece in ("Delivery moved from “In progress” to “Paused”.", "A pause was asked for", "Letter of May",
                  "Open the help line", "system:tests"):  # fmt: skip
        assert piece in page


def test_each_empty_state_says_what_to_do_next(ask, objective):
    same = days(from_=(1, 2, 2026), to=(2, 2, 2026))
    assert "Choose days that lie further apart." in text(ask("difference", **same))
    before = days(from_=(1, 2, 1999), to=(2, 2, 1999))
    assert "Choose later days, or another work-stream." in text(ask("difference", **before))
    grown = days(from_=(1, 2, 1999), to=(2, 2, 2026))
    assert "each one counts as new" in text(ask("difference", **grown))
    assert "Choose an earlier day" in text(ask("learned", **days(day=(1, 2, 2026))))


def test_history_loaded_long_after_its_days_was_not_known_on_them(ask, objective):
    builders.make_objective(objective.workstream, effective_on=date(2020, 6, 15))
    page = text(ask("learned", **days(day=(1, 7, 2020))))
    assert "By the end of 1 July 2020 nothing had been recorded yet." in page
    assert "recorded on 5 January 2026, 09:00" in page
    assert "of 1 objective, was written down afterwards" in page
    assert "the record says nothing of any objective even now" in text(
        ask("learned", **days(day=(1, 7, 1999)))
    )


def test_a_programme_without_objectives_says_so(client):
    programme = builders.make_programme()
    client.force_login(builders.make_user("Aud", is_auditor=True))
    for name, sentence in (
        ("difference", "no objective on either day"),
        ("learned", "has no objectives yet"),
    ):
        assert sentence in text(client.get(reverse(f"objectives:{name}", args=[programme.slug])))


def test_what_was_learned_names_who_when_why_and_what_it_replaced(ask, objective):
    nia = builders.make_user("Nia", objective.programme, "manager")
    with clock(2026, 2, 1, 9):
        status(objective, date(2026, 2, 1), delivery="paused")
    with clock(2026, 3, 1, 10, 30):
        correct(objective, 2, date(2026, 2, 1), by=nia, reason="I misread the minutes", delivery="continuing",
                evidence="Minutes, item 4")  # fmt: skip
    with clock(2026, 3, 2, 9):
        correct(objective, 3, date(2026, 2, 1), reason="No, it was early", delivery="early_stage")
    page = text(ask("learned", **days(day=(20, 2, 2026))))
    for piece in ("Correction", "Nia", "1 March 2026, 10:30", "I misread the minutes", "Minutes, item 4", "Replaced",
                  "Paused", "Early stage"):  # fmt: skip
        assert piece in page


@pytest.mark.parametrize("name", ["difference", "difference_csv"])
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (days(from_=(31, 2, 2026)), "Enter a day that exists"),
        (days(from_=(1, 1, 99999)), "Enter a day that exists"),
        (days(from_=(1, 1, 9999)), "Enter a year between 1900 and 2200."),
        (days(from_=(1, 1, 1)), "Enter a year between 1900 and 2200."),
        (days(from_=("١", 1, 2026)), "Enter a day that exists"),
        (days(from_=("", 1, 2026)), "Enter a day, month and year."),
        (days(to=(1, 1, 2199)), "The day has not come yet"),
        (days(from_=(2, 2, 2026), to=(1, 2, 2026)), "The second day must not be before the first."),
        ({"workstream": "99"}, "Choose a work-stream of this programme."),
        ({"workstream": "<script>"}, "Choose a work-stream of this programme."),
    ],
)
def test_bad_input_gets_its_sentence_and_keeps_what_was_typed(ask, name, given, sentence):
    response = ask(name, **given)
    page = text(response)
    assert response.status_code == 422 and sentence in page and "<script>" not in page.split("<main")[1]
    for box, typed in given.items():
        assert box == "workstream" or not typed or f'name="{box}" value="{typed}"' in page


@pytest.mark.parametrize("given", [days(day=(30, 2, 2026)), days(day=(1, 1, 2199)), days(day=(1, 1, 1))])
def test_the_other_page_refuses_in_the_same_way(ask, given):
    assert ask("learned", **given).status_code == 422
    assert ask("learned", **days(day=(1, 2, 2026)), page="x").status_code == 400


def test_a_work_stream_alone(ask, objective):
    other = builders.make_workstream(objective.programme)
    elsewhere = builders.make_objective(other, label_en="Train the helpers")
    for one in (objective, elsewhere):
        status(one, date(2026, 2, 1), delivery="continuing")
    make_item(objective.programme, duty_en="Keep the annex")
    page = text(ask("difference", workstream=other.number))
    assert "Train the helpers" in page and "Open the help line" not in page and "Keep the annex" not in page
    assert "Keep the annex" in text(ask("difference", **days(from_=(1, 1, 2026))))
    page = text(ask("learned", workstream=other.number, **days(day=(1, 2, 2026))))
    assert "Train the helpers" in page and "Open the help line" not in page


def test_a_duty_is_told_in_welsh_and_its_english_is_marked_where_it_has_none(ask, objective):
    for welsh in ("Cadw'r atodiad", ""):
        make_item(objective.programme, duty_en="Keep the annex", duty_cy=welsh)
    with translation.override("cy"):
        page = ask("difference", **days(from_=(1, 1, 2026))).content.decode()
        file = ask("difference_csv", **days(from_=(1, 1, 2026)))
    assert "Cadw&#x27;r atodiad" in page and '<span lang="en">Keep the annex</span>' in page
    assert page.count("Keep the annex") == 1
    assert "Cadw'r atodiad" in b"".join(file.streaming_content).decode("utf-8-sig")


def test_the_file_holds_every_move_in_a_row_of_its_own_and_no_formula(ask, objective):
    other = builders.make_objective(objective.workstream, label_en="=1+1")
    for one in (objective, other):
        status(one, date(2026, 2, 1), reason="=cmd", delivery="continuing")
    response = ask("difference_csv", **days(from_=(20, 1, 2026), to=(1, 3, 2026)))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert "2026-01-20-2026-03-01.csv" in response["Content-Disposition"]
    assert len(rows) == 3 and {row[2] for row in rows[1:]} == {"Open the help line", "'=1+1"}
    assert rows[1][5:8] == ["In progress", "Continuing", "2026-02-01"]
    assert rows[1][9:11] == ["system:tests", "'=cmd"]


def test_the_page_stays_short_however_many_objectives_moved(ask, objective):
    for number in range(30):
        one = builders.make_objective(objective.workstream, key=f"9.{number}", effective_on=date(2026, 2, 1))
        status(one, date(2026, 2, 2), delivery="paused", reason=f"Reason {number}")
    page = text(ask("difference", **days(from_=(20, 1, 2026), to=(1, 2, 2026))))
    assert "More, not named here: 10" in page and "9.29" not in page


def test_while_the_record_is_read_as_it_was_no_later_day_is_compared(ask, objective):
    with clock(2026, 2, 1, 9):
        status(objective, date(2026, 2, 1), delivery="paused")
    with clock(2026, 3, 1, 9):
        correct(objective, 2, date(2026, 2, 1), delivery="continuing")
    page = text(ask("difference", known_at="2026-02-10"))
    assert "to “Paused”" in page and "both by what was known on 10 February 2026" in page
    response = ask("difference", as_at="2026-02-10", **days(to=(11, 2, 2026)))
    assert response.status_code == 422 and "enter 10 February 2026 or an earlier day" in text(response)
    assert ask("difference", as_at="2026-02-10").context["end"] == date(2026, 2, 10)


def test_the_programme_and_its_work_streams_lead_to_the_pages(ask, objective, client):
    for name, args, query in (("programme", [], ""), ("workstream", [1], "?workstream=1")):
        page = client.get(
            reverse(f"objectives:{name}", args=[objective.programme.slug, *args])
        ).content.decode()
        for target in ("difference", "learned"):
            assert f'{reverse(f"objectives:{target}", args=[objective.programme.slug])}{query}"' in page


def test_what_is_no_longer_in_the_plan_is_opened_as_it_was(ask, objective, client):
    with clock(2026, 3, 1, 9):
        archive(objective, date(2026, 2, 1))
    page = text(ask("difference", **days(from_=(10, 1, 2026))))
    opened = reverse("objectives:objective", args=[objective.programme.slug, objective.key])
    assert "Archived: it is no longer in the plan" in page and f"{opened}?as_at=2026-01-10" in page
    moment = "?as_at=2026-02-05&known_at=2026-02-05"
    assert f"{opened}{moment.replace('&', '&amp;')}" in text(ask("learned", **days(day=(5, 2, 2026))))
    assert client.get(opened).status_code == 404
    for query in ("?as_at=2026-01-10", moment):
        assert "Open the help line" in text(client.get(opened + query))


def test_an_answer_is_told_in_the_page(ask, objective):
    item = make_item(objective.programme, objective)
    actions.answer_item(
        item=item, by=builders.ACTOR, answered_on=date(2026, 2, 1), answer="agreed", words="Yes"
    )
    page = text(ask("difference", **days(from_=(6, 1, 2026), to=(1, 3, 2026))))
    assert "The answer of Safer Board moved from “Awaiting an answer” to “Agreed by the board”." in page
