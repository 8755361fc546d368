"""Pages of a programme's record: what each must say, and that no word typed is lost."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from boards.models import Region
from saferwales.audit.days import Precision
from tests import builders
from workstreams import actions
from workstreams.models import (
    Achievement,
    Barrier,
    BarrierResponse,
    Event,
    Footnote,
    RegionalReturn,
    SroAppointment,
    VisionStatement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream():
    return builders.make_workstream()


@pytest.fixture
def manager(client, stream):
    user = builders.make_user("Mair", stream.programme, "manager")
    client.force_login(user)
    return user


def read(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def make_return(programme, region, **facts):
    return builders.enter(
        RegionalReturn,
        **{
            "programme": programme,
            "region": region,
            "quarter_on": date(2020, 1, 1),
            "label_en": "January 2020",
        }
        | facts,
    )


def test_an_empty_quarter_is_never_blank(client, manager, stream):
    north, south = (builders.enter(Region, slug=name.lower(), name_en=name) for name in ("North", "South"))
    make_return(stream.programme, north, position_en="Going well", actions_en="TBC – whose actions?")
    make_return(stream.programme, south, position_en="Also", actions_en="Meet", action_owner="The mayor")
    make_return(stream.programme, north, quarter_on=date(2020, 4, 1), label_en="April 2020")
    page = read(client, "workstreams:regions", stream.programme.slug)
    assert page.count("No update received") == 2
    assert page.count("Action without an owner") == 1
    assert "Actions without an owner:</strong> North (January 2020)" in page
    assert "Action owner: The mayor" in page


def test_a_return_that_is_not_due_is_not_called_late(client, manager, stream):
    north = builders.enter(Region, slug="north", name_en="North")
    make_return(stream.programme, north, quarter_on=date(2150, 1, 1), due_on=date(2150, 4, 1))
    page = read(client, "workstreams:regions", stream.programme.slug)
    assert "No update received yet" in page
    assert "Not due yet" in page
    assert "was not received" not in page


@pytest.mark.parametrize(
    ("precision", "until", "shown"),
    [
        (Precision.DAY, None, "1 June 2020: Event"),
        (Precision.DAY, date(2020, 6, 3), "1 June 2020 – 3 June 2020: Event"),
        (Precision.MONTH, None, "June 2020: Event"),
        (Precision.SEASON, date(2020, 8, 31), "Summer 2020: Event"),
        (Precision.YEAR, None, "2020: Event"),
        (Precision.YEARS, date(2022, 6, 1), "2020 – 2022: Event"),
        (Precision.FINANCIAL_YEAR, date(2021, 3, 31), "2020–21: Event"),
    ],
)
def test_an_event_bears_its_day_no_more_exactly_than_known(client, manager, stream, precision, until, shown):
    facts = {"precision": precision, "until": until, "kind": "event", "order": 1, "label_en": "Event"}
    builders.enter(Event, programme=stream.programme, on=date(2020, 6, 1), **facts)
    assert f"<h2>{shown}</h2>" in read(client, "workstreams:timeline", stream.programme.slug)


def test_a_barrier_stands_with_what_was_done_about_it(client, manager, stream):
    barrier = builders.enter(
        Barrier, programme=stream.programme, number="1", order=1, text_en="<b>No money</b>"
    )
    builders.enter(BarrierResponse, barrier=barrier, order=1, text_en="Asked for some", source="s. 4")
    page = read(client, "workstreams:barriers", stream.programme.slug)
    assert "&lt;b&gt;No money&lt;/b&gt;" in page
    assert page.index("No money") < page.index("Asked for some")


@pytest.mark.parametrize("name", ["regions", "timeline", "barriers"])
def test_an_empty_page_says_so(client, manager, stream, name):
    assert 'class="empty"' in read(client, f"workstreams:{name}", stream.programme.slug)


def test_the_programme_page_says_who_governs_and_who_leads(client, manager, stream):
    programme = stream.programme
    builders.enter(VisionStatement, programme=programme, document="report", number=1, text_en="Safe streets")
    builders.enter(SroAppointment, programme=programme, person=builders.make_person(name="Ann Example"))
    builders.make_objective(stream)
    page = read(client, "objectives:programme", programme.slug)
    for said in (str(programme.governing_board), "Safe streets", "Ann Example", "Nobody", "Every 90 days"):
        assert said in page
    for name in ("reports:list", "objectives:letters", "objectives:handovers", "workstreams:timeline"):
        assert reverse(name, args=[programme.slug]) in page


def test_the_work_streams_page_says_what_is_missing(client, manager, stream):
    one = builders.make_objective(stream, governing_body=None, governance_basis="none")
    page = read(client, "objectives:workstream", stream.programme.slug, stream.number)
    assert f"No governing body:</strong> {one.key}" in page
    for said in ("No current position:", "No owner, nobody is named who delivers it:", "No due date:"):
        assert said in page
    assert "Governed by a body that is not named:" not in page


def test_a_long_list_is_cut_and_says_so(client, manager, stream):
    builders.make_many_objectives(stream, 60)
    page = read(client, "objectives:workstream", stream.programme.slug, stream.number)
    assert "These are the first 50 of 60 objectives." in page
    assert page.count("Nothing new<") == 50


def test_achievements_stand_with_their_footnotes_only(client, manager, stream):
    builders.enter(Achievement, workstream=stream, key="A1", order=1, text_en="A unit was set up[^7].")
    for number in (7, 8):
        builders.enter(Footnote, programme=stream.programme, number=number, text_en=f"Note {number}")
    page = read(client, "objectives:workstream", stream.programme.slug, stream.number)
    assert "(footnote 7)" in page
    assert "Note 7" in page
    assert "Note 8" not in page


def test_staleness_ends_with_reporting(client, manager, stream):
    builders.make_objective(stream)
    address = (stream.programme.slug, stream.number)
    assert ">Stale<" in read(client, "objectives:workstream", *address)
    actions.edit_programme(
        programme=stream.programme, by=manager, reason="Over", effective_on=timezone.localdate(),
        reporting_ended_on=date(2026, 1, 31),
    )  # fmt: skip
    assert ">Stale<" not in read(client, "objectives:workstream", *address)


def test_somebody_elses_sro_sees_no_button(client, stream):
    builders.make_objective(stream)
    client.force_login(builders.make_sro(builders.make_workstream(stream.programme)))
    page = read(client, "objectives:workstream", stream.programme.slug, stream.number)
    assert "Nothing new" not in page
    assert reverse("workstreams:edit_workstream", args=[stream.programme.slug, stream.number]) not in page


@pytest.mark.parametrize("number", [99, 32_768, 2**70])
def test_an_unknown_work_stream_does_not_exist(client, manager, stream, number):
    address = reverse("objectives:workstream", args=[stream.programme.slug, number])
    assert client.get(address).status_code == 404
    assert (
        client.get(reverse("workstreams:edit_workstream", args=[stream.programme.slug, number])).status_code
        == 404
    )


def edit_data(form, **changed):
    """What a browser sends back of the form as it stands, with some fields typed anew."""
    data = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            data |= {f"{bound.name}_{place}": part for place, part in enumerate(parts) if part is not None}
        elif value not in (None, False):
            data[bound.name] = value
    return data | {"reason": "Because"} | changed


def test_two_edit_different_things_and_both_stand(client, manager, stream):
    address = reverse("workstreams:edit_workstream", args=[stream.programme.slug, stream.number])
    mine = edit_data(client.get(address).context["form"], principle_en="Mine")
    actions.edit_workstream(
        workstream=stream, by=manager, reason="r", effective_on=timezone.localdate(), description_en="Theirs"
    )
    shown = client.post(address, mine)
    assert shown.status_code == 409
    again = edit_data(shown.context["form"])
    assert client.post(address, again).status_code == 302
    stream.refresh_from_db()
    assert (stream.principle_en, stream.description_en) == ("Mine", "Theirs")


def test_the_second_to_edit_one_text_is_shown_both(client, manager, stream):
    address = reverse("workstreams:edit", args=[stream.programme.slug])
    mine = edit_data(client.get(address).context["form"], name_en="My name for it")
    actions.edit_programme(
        programme=stream.programme, by=manager, reason="r", effective_on=timezone.localdate(),
        name_en="Their name for it",
    )  # fmt: skip
    shown = client.post(address, mine)
    page = shown.content.decode()
    assert shown.status_code == 409
    assert "My name for it" in page
    assert "Their name for it" in page
    assert "Both changed it" in page


def test_a_closed_programme_says_why_it_cannot_be_changed(client, manager, stream):
    address = reverse("workstreams:edit_workstream", args=[stream.programme.slug, stream.number])
    mine = edit_data(client.get(address).context["form"], principle_en="Kept words")
    builders.close(stream.programme)
    refused = client.post(address, mine)
    assert refused.status_code == 422
    assert "This programme is closed" in refused.content.decode()
    assert "Kept words" in refused.content.decode()
    page = read(client, "objectives:programme", stream.programme.slug)
    assert reverse("workstreams:edit", args=[stream.programme.slug]) not in page


def test_a_profile_names_the_roles_held_and_keeps_the_language(client, manager, stream):
    page = read(client, "accounts:profile")
    assert f"Programme manager, {stream.programme.name}" in page
    address = reverse("accounts:profile")
    assert client.post(address, {"language": "fr"}).status_code == 422
    assert client.post(address, {"language": "cy"}).headers["Location"].startswith("/cy/")
    manager.refresh_from_db()
    assert manager.language == "cy"
