"""Every page at a moment of the past: nothing of later shows, links keep the moment, and nothing can be changed."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.models import Board, Meeting
from objectives.models import Handover, Letter, Objective, Recommendation
from reports.content import overviews
from saferwales.audit import writing
from saferwales.audit.models import record_models
from tests.builders import ACTOR, make_board, make_objective, make_user, make_workstream
from tests.conftest import ROOT
from workstreams.models import Programme

pytestmark = pytest.mark.django_db
DAY = date(2020, 11, 4)
LATER = "Said only later"
TEXTS = ("name_en", "label_en", "title_en", "text_en", "position_en", "next_steps_en", "purpose_en", "body_en",
         "words", "principle_en", "description_en", "heading_en", "note", "wording_en", "post", "label", "judgement_en")  # fmt: skip


def _change_everything():
    """Every text of every record is something else since today."""
    for model in record_models():
        names = {field.name for field in model._meta.concrete_fields if isinstance(field, models.TextField)}
        names |= {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField) and (field.max_length or 0) >= 100 and not field.unique
        }
        for record in model.objects.filter(archived=False):
            with writing.act(by=ACTOR, reason=LATER, effective_on=timezone.localdate()):
                for name in names & set(TEXTS):
                    setattr(record, name, f"{LATER} {record.pk}")
                record.save()


@pytest.fixture(scope="module")
def changed(django_db_setup, django_db_blocker):
    """The programme of the data files, and the moment after which every text of it was changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = ROOT / "fixtures" / "safer-communities-2018-2020"
        call_command("load_programme", str(folder), stdout=StringIO(), skip_checks=True)
        moment = timezone.now()
        _change_everything()
        yield moment
        transaction.set_rollback(True)


@pytest.fixture
def reader(changed, client):
    client.force_login(make_user("Elin", is_auditor=True))
    return client


def _of_workstreams(programme):
    slug = programme.slug
    for stream in programme.workstreams.all():
        yield reverse("workstreams:statements", args=[slug, stream.number])
        yield reverse("workstreams:statement", args=[slug, stream.sro_reports.first().pk])
        yield reverse("objectives:workstream", args=[slug, stream.number])


def _of_papers(one):
    slug = one.slug
    for document in one.documents.all():
        yield document.get_absolute_url()
        yield reverse("reports:read_document", args=[slug, document.key])
        section = document.sections.exclude(body_en="").first()
        yield reverse("reports:section_versions", args=[slug, document.key, section.key])
    for letter in Letter.objects.filter(programme=one):
        yield reverse("objectives:letter", args=[slug, letter.key])
        yield reverse("reports:letter", args=[slug, letter.key])
    for handover in Handover.objects.filter(programme=one):
        yield reverse("objectives:handover", args=[slug, handover.pk])


OF_THE_PROGRAMME = (
    "programme", "list", "csv", "recommendations", "coverage", "letters", "handovers", "watching",
)  # fmt: skip


def _pages():
    """The address of every page of the record, each kind of record by one that has most to show."""
    one = Programme.objects.get()
    slug = one.slug
    for name in OF_THE_PROGRAMME:
        yield reverse(f"objectives:{name}", args=[slug])
    for name in ("regions", "timeline", "barriers"):
        yield reverse(f"workstreams:{name}", args=[slug])
    yield reverse("workstreams:return", args=[slug, one.returns.first().pk])
    yield reverse("boards:landscape")
    yield from _of_workstreams(one)
    for objective in Objective.objects.filter(programme=one)[::4]:
        yield reverse("objectives:objective", args=[slug, objective.key])
    for recommendation in Recommendation.objects.filter(programme=one)[::3]:
        yield reverse("objectives:recommendation", args=[slug, recommendation.key])
    yield from _of_papers(one)
    for board in Board.objects.all()[::5]:
        yield reverse("boards:board", args=[board.slug])
    for meeting in Meeting.objects.select_related("board"):
        yield reverse("boards:meetings", args=[meeting.board.slug])
        yield meeting.get_absolute_url()
        yield reverse("reports:agenda", args=[meeting.board.slug, meeting.pk])
        yield reverse("reports:minutes", args=[meeting.board.slug, meeting.pk])
    yield from (reverse("web:home"), reverse("workstreams:list"), reverse("boards:list"))
    yield from (
        reverse(f"reports:{name}", args=[slug])
        for name in ("list", "checks", "reconciliation", "closure-report", "closure-pack", "closure", "where")
    )
    yield from (reverse("reports:overview", args=[slug, kind]) for kind in overviews.TITLES)


def _text(response):
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize("way", ["as_at", "known_at"])
def test_no_page_of_the_past_says_what_was_said_later(reader, changed, way):
    moment = {"as_at": "2020-11-04"} if way == "as_at" else {"known_at": changed.isoformat()}
    told = []
    for address in _pages():
        response = reader.get(address, moment)
        assert response.status_code == 200, address
        if LATER in _text(response):
            told.append(address)
    assert told == []


def test_todays_pages_do_say_it(reader):
    silent = [address for address in _pages() if LATER not in _text(reader.get(address))]
    assert [address for address in silent if "/boards/" not in address] == []


def test_nothing_was_known_before_the_record_was_loaded(reader, changed):
    before = {"known_at": (changed - timedelta(days=2)).strftime("%Y-%m-%d")}
    slug = Programme.objects.get().slug
    response = reader.get(reverse("objectives:programme", args=[slug]), before)
    assert response.status_code == 404
    assert "holds nothing at this address as it was then" in response.content.decode()


def test_the_bar_says_which_and_links_keep_it(reader):
    slug = Programme.objects.get().slug
    address = reverse("objectives:list", args=[slug])
    page = reader.get(address, {"as_at": "2020-11-04", "delivery": "open"}).content.decode()
    assert "The record as it stood on 4 November 2020, by all that is known today." in page
    ours = re.findall(r'href="(/[^"]*)"', page)
    away = [link for link in ours if "as_at=2020-11-04" not in link and not link.startswith("/static/")]
    assert len(ours) > 20 and away == []
    assert '<input type="hidden" name="as_at" value="2020-11-04">' in page
    assert 'href="?delivery=open"' in page, "the way back to today keeps the filters"
    both = reader.get(address, {"as_at": "2020-11-04", "known_at": timezone.localdate().isoformat()})
    assert "as it was known on" in both.content.decode()
    assert "&amp;known_at=" in both.content.decode()


def test_a_redirect_keeps_the_moment(reader):
    assert "as_at=2020-11-04" in reader.get("/", {"as_at": "2020-11-04"})["Location"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"as_at": "2020-02-31"}, {"as_at": "yesterday"}, {"as_at": "9999-12-31"}, {"as_at": "0001-01-01"},
        {"known_at": "2020-02-31"}, {"known_at": "2020-11-04T25:00"}, {"known_at": "9999-12-31T10:00"},
        {"known_at": "0001-01-01"}, {"known_at": "-1"}, {"as_at": "x" * 4000},
    ],
)  # fmt: skip
def test_what_is_no_moment_is_a_sentence(client, wrong):
    client.force_login(make_user("Elin", is_auditor=True))
    response = client.get(reverse("web:home"), wrong)
    assert response.status_code == 400
    assert "in the address" in response.content.decode()


class TestNothingCanBeChanged:
    @pytest.fixture
    def world(self, client):
        stream = make_workstream()
        objective = make_objective(stream, effective_on=date(2026, 1, 5))
        client.force_login(make_user("Mair", stream.programme, "manager"))
        return client, stream.programme, objective

    def test_whatever_is_sent_is_refused(self, world):
        client, programme, objective = world
        for name in ("status", "nothing_new", "edit", "due", "verify"):
            address = reverse(f"objectives:{name}", args=[programme.slug, objective.key])
            response = client.post(f"{address}?as_at=2026-02-01", {"reason": "x"})
            assert response.status_code == 403
            assert "Return to today" in response.content.decode()
        assert objective.history.count() == 1

    def test_forms_are_not_offered_and_buttons_say_why(self, world):
        client, programme, objective = world
        address = reverse("objectives:status", args=[programme.slug, objective.key])
        assert client.get(address, {"as_at": "2026-02-01"}).status_code == 403
        page = client.get(
            reverse("objectives:objective", args=[programme.slug, objective.key]), {"as_at": "2026-02-01"}
        ).content.decode()
        assert "You are reading the record as it was" in page
        assert f'href="{address}' not in page

    def test_signing_out_and_ones_language_stay_possible(self, world):
        client, *_rest = world
        assert (
            client.post(reverse("accounts:profile") + "?as_at=2026-02-01", {"language": "cy"}).status_code
            == 302
        )
        assert client.post(reverse("account_logout") + "?as_at=2026-02-01").status_code == 302


class TestChoosingAMoment:
    @pytest.fixture
    def page(self, client):
        client.force_login(make_user("Elin", is_auditor=True))
        return lambda **typed: client.get(reverse("moment"), {"next": "/en/boards/?level=national", **typed})

    def test_both_days_lead_to_the_page_one_came_from(self, page):
        typed = {"as_at_0": "15", "as_at_1": "6", "as_at_2": "2020"}
        typed |= {"known_on_0": "23", "known_on_1": "3", "known_on_2": "2026", "known_time": "10:30"}
        assert page(**typed)["Location"] == (
            "/en/boards/?level=national&as_at=2020-06-15&known_at=2026-03-23T10%3A30%3A00"
        )

    def test_a_day_without_a_time_means_its_end(self, page):
        typed = {"known_on_0": "23", "known_on_1": "3", "known_on_2": "2026"}
        assert page(**typed)["Location"].endswith("known_at=2026-03-23")

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"as_at_0": "", "known_time": "10:30"}, "to which the time belongs"),
            ({"as_at_0": ""}, "at least one of the two days"),
            ({"as_at_0": "31", "as_at_1": "2", "as_at_2": "2020"}, "a day that exists"),
            ({"as_at_0": "1", "as_at_1": "1", "as_at_2": "2199"}, "has not come yet"),
            (
                {"known_on_0": "1", "known_on_1": "1", "known_on_2": "2026", "known_time": "late"},
                "such as 10:30",
            ),
        ],
    )
    def test_what_is_wrong_is_said_beside_what_was_typed(self, page, typed, sentence):
        response = page(**typed)
        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_it_leads_nowhere_else(self, page):
        typed = {"as_at_0": "15", "as_at_1": "6", "as_at_2": "2020", "next": "https://evil.example/"}
        assert page(**typed)["Location"].startswith("/en/?as_at")


def test_reading_the_past_costs_the_list_at_most_three_statements_more(client, figure):
    stream = make_workstream()
    make_objective(stream)
    make_board()
    client.force_login(make_user("Mair", stream.programme, "manager"))
    address = reverse("objectives:list", args=[stream.programme.slug])
    counts = []
    for query in ({}, {"as_at": "2026-02-01"}, {"known_at": timezone.localdate().isoformat()}):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, query).status_code == 200
        counts.append(len(asked))
    figure(f"Statements of the list of objectives today, as at, as known: {counts}")
    assert max(counts) <= counts[0] + 3
