"""The audit pages: what is searched for is found, an entry says all that was sealed, nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import resolve, reverse
from django.utils import timezone

from boards.models import Person
from saferwales.audit import chain, guards, writing
from saferwales.audit.erasure import erase
from saferwales.audit.models import AuditEntry, record_models
from saferwales.inspection import search
from saferwales.web.pages import PAGE_SIZE
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/en/audit/"


def numbers(response):
    return [line.entry.seq for line in response.context["lines"]]


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def objective():
    stream = builders.make_workstream()
    made = builders.make_objective(stream, key="2.1", label_en="Open the help line")
    writing.amend(
        made,
        by=builders.ACTOR, reason="Ministers asked\nfor a pause", effective_on=builders.START,
        evidence="Letter of the day", delivery="paused",
        position_en="The line is built.\nIt waits for its number, which the operator gives in the spring of the year.",
    )  # fmt: skip
    return made


def last_entry():
    return AuditEntry.objects.latest("seq")


def test_the_newest_entries_come_first_and_every_page_follows_without_gap_or_repetition(auditor):
    for _number in range(60):
        builders.make_board()
    head = chain.head()[0]
    seen, address = [], LIST
    while address:
        response = auditor.get(address)
        seen += numbers(response)
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', response.content.decode())), None)
        address = address and LIST + address
    assert seen == list(range(head, 0, -1))
    oldest = auditor.get(LIST, {"after": 0})
    assert numbers(oldest) == list(range(PAGE_SIZE, 0, -1))
    newer = auditor.get(LIST, {"after": PAGE_SIZE})
    assert numbers(newer) == list(range(2 * PAGE_SIZE, PAGE_SIZE, -1))
    assert f"Entries {head} to {head - PAGE_SIZE + 1} of {head}" in text(auditor.get(LIST))


def test_a_row_names_record_actor_day_and_reason_and_leads_to_the_records_page(auditor, objective):
    shown = text(auditor.get(LIST))
    assert f'href="{objective.get_absolute_url()}"' in shown
    assert "2.1 Open the help line" in shown and "system:tests" in shown
    assert "True since 5 January 2026" in shown and "Ministers asked" in shown
    assert timezone.localtime(last_entry().recorded_at).strftime("%H:%M") in shown


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ({"record": "2.1"}, 2),
        ({"record": "open HELP"}, 2),
        ({"record": "2.1", "kind": "objectives_objective"}, 2),
        ({"record": "2.1", "kind": "boards_board"}, 0),
        ({"kind": "objectives_objective"}, 2),
        ({"kind": "objectives_objective", "entry": "changed"}, 1),
        ({"entry": "verified"}, 0),
        ({"actor": "TESTS", "kind": "objectives_objective"}, 2),
        ({"actor": "nobody"}, 0),
    ],
)
def test_a_search_finds_exactly_what_matches(auditor, objective, query, hits):
    found = auditor.get(LIST, query)
    assert found.status_code == 200
    assert len(numbers(found)) == hits
    if not hits:
        assert "No entry matches." in text(found)


def test_a_record_is_found_by_its_own_number_also_where_another_is_called_so(auditor, objective):
    found = auditor.get(LIST, {"kind": "objectives_objective", "record": f"#{objective.pk}"})
    assert len(numbers(found)) == 2
    assert numbers(auditor.get(LIST, {"kind": "objectives_objective", "record": "#987654321"})) == []


def test_people_are_found_by_name_and_several_of_them_at_once(auditor):
    by = [builders.make_user(name) for name in ("Mair Evans", "Owain Evans", "Mair Rees")]
    for person in by:
        writing.enter(Person, by=person, reason="r", slug=f"p{person.pk}", name="P")
    assert len(numbers(auditor.get(LIST, {"actor": "evans"}))) == 2
    assert len(numbers(auditor.get(LIST, {"actor": "mair"}))) == 2
    assert len(numbers(auditor.get(LIST, {"actor": "mair rees"}))) == 1


def _day(name, day):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_entries_are_found_by_the_london_day_of_recording(auditor, objective):
    today = timezone.localdate()
    every = AuditEntry.objects.count()
    both = auditor.get(LIST, _day("since", today) | _day("until", today))
    assert len(numbers(both)) == min(every, PAGE_SIZE)
    assert numbers(auditor.get(LIST, _day("since", today + timedelta(1)))) == []
    assert numbers(auditor.get(LIST, _day("until", today - timedelta(1)))) == []


def test_far_entries_of_scattered_searches_are_found_past_the_near_ones(auditor, monkeypatch):
    monkeypatch.setattr(search, "NEAR", 5)
    made = [builders.make_person(name=f"Ann {number}") for number in range(30)]
    for _number in range(20):
        builders.make_board()
    first = auditor.get(LIST, {"record": "Ann"})
    assert len(numbers(first)) == PAGE_SIZE
    rest = auditor.get(LIST, {"record": "Ann", "before": numbers(first)[-1]})
    assert len(numbers(rest)) == len(made) - PAGE_SIZE
    back = auditor.get(LIST, {"record": "Ann", "after": numbers(rest)[0]})
    assert numbers(back) == numbers(first)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"since_0": "31", "since_1": "2", "since_2": "2026"}, "Enter a day that exists"),
        ({"since_0": "1"}, "Enter a day, month and year."),
        (
            {"since_0": 2, "since_1": 2, "since_2": 2026, "until_0": 1, "until_1": 2, "until_2": 2026},
            "not earlier than the first one",
        ),
        ({"kind": "auth_user"}, "Select a valid choice"),
        ({"entry": "x"}, "Select a valid choice"),
        ({"actor": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_search_that_cannot_be_says_why_and_keeps_what_was_typed(auditor, query, sentence):
    for name in ("audit:list", "audit:csv", "audit:export"):
        response = auditor.get(reverse(name), {"record": "kept words", **query})
        assert response.status_code == 400
        assert sentence in text(response)
        assert 'value="kept words"' in text(response)


def test_too_many_records_of_a_name_are_not_searched_but_named(auditor, monkeypatch):
    monkeypatch.setattr(search, "MOST_RECORDS", 2)
    for _number in range(3):
        builders.make_board(name_en="Board of the same name")
    response = auditor.get(LIST, {"record": "same name"})
    assert response.status_code == 400
    assert "More than 2 records match." in text(response)


@pytest.mark.parametrize("mark", ["x", "-1", "1e9", "9" * 30, "١"])
def test_a_place_that_is_no_number_gets_a_sentence(auditor, mark):
    response = auditor.get(LIST, {"before": mark})
    assert response.status_code == 400
    assert "must be a whole number" in text(response)


def test_an_entry_shows_each_fact_before_and_after_with_the_words_that_changed(auditor, objective):
    entry = last_entry()
    shown = text(auditor.get(reverse("audit:entry", args=[entry.seq])))
    assert "<strong>Delivery</strong>" in shown and "Paused" in shown
    assert "Ministers asked<br>for a pause" in shown and "Letter of the day" in shown
    assert "The line is built.<br>It waits for its number" in shown
    assert "5 January 2026" in shown and "(London time)" in shown
    for digest in (entry.digest, entry.prev, entry.payload_digest):
        assert digest in shown
    assert "This is the record's last entry." in shown
    first = AuditEntry.objects.get(table=entry.table, object_pk=entry.object_pk, version=1)
    assert f'href="{reverse("audit:entry", args=[first.seq])}"' in shown


def test_a_first_entry_shows_what_was_recorded_with_linked_records_by_name(auditor, objective):
    first = AuditEntry.objects.get(table="objectives_objective", object_pk=objective.pk, version=1)
    shown = text(auditor.get(reverse("audit:entry", args=[first.seq])))
    assert "What was recorded" in shown and "This is the record's first entry." in shown
    assert objective.programme.name in shown and objective.workstream.principle in shown


def test_one_word_in_a_long_text_is_marked_and_the_rest_stays(auditor):
    words = "The board meets each quarter and reads the report of the programme before it decides anything."
    person = builders.make_person(note=words)
    writing.amend(
        person,
        by=builders.ACTOR,
        reason="r",
        effective_on=builders.START,
        note=words.replace("quarter", "month"),
    )
    shown = text(auditor.get(reverse("audit:entry", args=[last_entry().seq])))
    assert re.search(
        r"The board meets each <del>.{0,60}quarter</del> <ins>.{0,60}month</ins> and reads", shown
    )


def test_a_correction_and_what_it_corrects_lead_to_each_other(auditor, objective):
    wrong = last_entry()
    writing.amend(
        objective, by=builders.ACTOR, reason="wrong day", effective_on=builders.START, delivery="in_progress",
        entry_kind="correction", corrects=wrong.history_id,
    )  # fmt: skip
    right = last_entry()
    assert f'It replaces <a href="{reverse("audit:entry", args=[wrong.seq])}">' in text(
        auditor.get(reverse("audit:entry", args=[right.seq]))
    )
    assert f'replaced by <a href="{reverse("audit:entry", args=[right.seq])}">' in text(
        auditor.get(reverse("audit:entry", args=[wrong.seq]))
    )


def test_an_entry_that_is_not_there_is_not_found(auditor):
    for seq in (0, 999_999, 10**30):
        assert auditor.get(f"{LIST}entries/{seq}/").status_code == 404


@pytest.mark.parametrize("payload", ['{"actor_name":"Somebody else"}', "not JSON at all", "[]"])
def test_a_damaged_entry_is_shown_and_called_so(auditor, objective, payload):
    entry = last_entry()
    with guards.lifted(connection):
        AuditEntry.objects.filter(seq=entry.seq).update(payload=payload)
    shown = text(auditor.get(reverse("audit:entry", args=[entry.seq])))
    assert "The contents of this entry are not what was sealed." in shown
    assert auditor.get(LIST).status_code == 200


def test_a_broken_link_is_called_so(auditor, objective):
    entry = last_entry()
    with guards.lifted(connection):
        AuditEntry.objects.filter(seq=entry.seq).update(prev="f" * 64)
    shown = text(auditor.get(reverse("audit:entry", args=[entry.seq])))
    assert "The chain is broken here." in shown


def test_a_lawful_erasure_is_named_with_its_ground(auditor):
    person = builders.make_person(name="Somebody Private")
    entry = last_entry()
    erase(table="boards_person", object_pk=person.pk, fields=["name"], ground="Article 17", by=builders.ACTOR)
    shown = text(auditor.get(reverse("audit:entry", args=[entry.seq])))
    assert "Ground: Article 17" in shown
    assert "are not what was sealed" not in shown and "Private" not in shown
    assert auditor.get(reverse("audit:entry", args=[last_entry().seq])).status_code == 200


def test_the_menu_leads_auditors_and_administrators_here_and_nobody_else(auditor, client):
    assert f'href="{LIST}"' in text(auditor.get("/en/boards/"))
    programme = builders.make_programme()
    client.force_login(builders.make_user("Mair", programme, "manager"))
    assert f'href="{LIST}"' not in text(client.get("/en/boards/"))
    refused = client.get(LIST)
    assert refused.status_code == 403
    assert "Only an auditor or an administrator can open the audit pages." in text(refused)


def test_in_the_past_the_pages_say_that_they_show_the_whole_chain(auditor, objective):
    shown = text(auditor.get(LIST, {"known_at": "2020-01-01"}))
    assert "The audit pages always show the whole chain" in shown
    assert "Open the help line" in shown and "Verify now" not in shown


def test_htmx_gets_the_results_alone(auditor, objective):
    found = auditor.get(LIST, {"record": "2.1"}, headers={"HX-Request": "true"})
    assert "<html" not in text(found) and "Open the help line" in text(found)


def test_a_list_of_nothing_says_so(auditor):
    assert "Nothing has been recorded yet." in text(auditor.get(LIST))
    assert "no entry matches" in b"".join(auditor.get(reverse("audit:csv")).streaming_content).decode()


def test_an_entry_of_each_kind_of_the_loaded_programme_has_its_page(auditor):
    call_command("load_programme", verbosity=0, skip_checks=True)
    for model in record_models():
        entry = AuditEntry.objects.filter(table=model._meta.db_table).order_by("-seq").first()
        if entry is None:
            continue
        record = model.objects.get(pk=entry.object_pk)
        if address := record.get_absolute_url():
            assert resolve(address)
            assert auditor.get(address).status_code == 200, address
        shown = auditor.get(reverse("audit:entry", args=[entry.seq]))
        assert shown.status_code == 200
        assert shown.context["line"].object_name in (
            str(record),
            f"{shown.context['line'].object_kind} {record.pk}",
        )
