"""Pages for everybody: no fault that axe knows, no sideways scrolling, with the keyboard alone, without scripts."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from boards.actions_business import add_action
from boards.actions_meetings import record_attendance
from boards.models import Seat
from objectives import actions
from saferwales.audit.models import AuditEntry
from tests import builders

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup]
SIZES = {"desk in light": (1280, "light"), "phone in the dark": (320, "dark")}


@pytest.fixture
def world(served):
    stream = builders.make_workstream()
    with builders.clock(2026, 1, 5, 9):
        objective = builders.make_objective(stream, label_en="Open the help line", governance_basis="none")
    actions.change_status(
        objective=objective, by=builders.ACTOR, effective_on=date(2026, 2, 1), reason="The minutes came late",
        delivery="paused", position_en="The line is built.\nIt waits for the number that the operator gives to it, "
        "and for the first of the helpers to be trained.",
    )  # fmt: skip
    governed = builders.make_objective(stream, label_en="Train the helpers", delivery="in_progress")
    meet(stream.programme.governing_board, governed)
    return stream.programme, objective, builders.make_user("Mair", stream.programme, "manager")


def _signed_in(user):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


@pytest.fixture
def visitor(browser, served, world):
    """Opens pages as the programme's manager or a user given, in a window of a size and scheme, with scripts or not."""
    opened = []

    def open_page(width=1280, scheme="light", scripts=True, user=None):
        cookie = _signed_in(user or world[2])
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
        )
        context.add_cookies([{**cookie, "url": served.url}])
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


def meeting_addresses(board):
    """A board's meetings, one with all that a meeting has, and the forms by which it is carried on."""
    meeting = board.meetings.get()
    steps = ("edit_meeting", "attendance", "circulate_minutes", "new_action")
    return [
        reverse("boards:meetings", args=[board.slug]),
        meeting.get_absolute_url(),
        *(reverse(f"boards:{step}", args=[board.slug, meeting.pk]) for step in steps),
        reverse("business:new_agenda_item", args=[board.slug, meeting.pk]),
        reverse("business:decide", args=[board.slug, meeting.pk]),
        *(reverse(f"reports:{kind}", args=[board.slug, meeting.pk]) for kind in ("agenda", "minutes")),
    ]


def meet(board, objective):
    """A meeting of the board at which the objective was on the agenda and decided on."""
    meeting = builders.make_meeting(board)
    seat = builders.enter(Seat, board=board, post="Chief Officer", role="chair")
    given = {"meeting": meeting, "by": builders.ACTOR}
    record_attendance(attendance=[(seat, "present", "")], **given)
    item = actions.put_on_agenda(title_en="The help line", subjects=[objective], **given)
    actions.decide(wording_en="It goes on.", agenda_item=item, subjects=[objective], **given)
    add_action(words_en="Ask for the number", owner_seat=seat, due_on=date(2026, 2, 1), **given)


def addresses(programme, objective):
    slug = programme.slug
    return [
        reverse("web:home"),
        reverse("objectives:programme", args=[slug]),
        reverse("objectives:workstream", args=[slug, 1]),
        reverse("objectives:list", args=[slug]),
        reverse("objectives:objective", args=[slug, objective.key]),
        reverse("objectives:status", args=[slug, objective.key]),
        reverse("objectives:difference", args=[slug]),
        reverse("objectives:difference", args=[slug]) + "?from_0=31&from_1=2&from_2=2026",
        reverse("objectives:learned", args=[slug]),
        reverse("objectives:learned", args=[slug]) + "?day_0=1&day_1=3&day_2=2026",
        reverse("reports:reconciliation", args=[slug]),
        reverse("reports:checks", args=[slug]),
        reverse("reports:closure", args=[slug]),
        reverse("reports:close", args=[slug]),
        reverse("reports:where", args=[slug]),
        reverse("objectives:watching", args=[slug]),
        reverse("workstreams:statements", args=[slug, 1]),
        reverse("workstreams:new_statement", args=[slug, 1]),
        reverse("boards:list"),
        reverse("boards:own_feed"),
        reverse("boards:board_feed", args=[programme.governing_board.slug]),
        *meeting_addresses(programme.governing_board),
        reverse("accounts:profile"),
        reverse("account_change_password"),
    ]


def audit_addresses(objective):
    """The list, the list with a fault, an entry of each kind, and the verification."""
    own = AuditEntry.objects.filter(table="objectives_objective", object_pk=objective.pk)
    return [
        reverse("audit:list"),
        reverse("audit:list") + "?since_0=41",
        reverse("audit:list") + "?record=nothing",
        *(reverse("audit:entry", args=[seq]) for seq in own.values_list("seq", flat=True)),
        reverse("audit:verification"),
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("reader", ["manager", "auditor"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor, served, world, size, language, reader):
    from axe_playwright_python.sync_playwright import Axe

    programme, objective, manager = world
    if reader == "auditor":
        user, listed = builders.make_user("Aud", is_auditor=True), audit_addresses(objective)
    else:
        user, listed = manager, addresses(programme, objective)
    page = visitor(*SIZES[size], user=user)
    for address in listed:
        page.goto(served.url + address.replace("/en/", f"/{language}/", 1))
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), address


def test_the_keyboard_alone_skips_filters_and_opens(visitor, served, world):
    programme, objective, _manager = world
    page = visitor()
    page.goto(served.url + reverse("objectives:list", args=[programme.slug]))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#main:focus").wait_for()
    page.get_by_label("Search").focus()
    page.keyboard.type("help line")
    page.keyboard.press("Enter")
    page.get_by_text("Objectives 1 to 1 of 1").wait_for()
    assert "q=help%20line" in page.url
    assert "q=help+line" in page.get_by_role("link", name="Cymraeg").get_attribute("href")
    page.get_by_role("link", name="Open the help line").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Open the help line").wait_for()


def test_a_wrong_form_puts_the_cursor_on_the_summary_of_errors(visitor, served, world):
    programme, objective, _manager = world
    page = visitor()
    page.goto(served.url + reverse("objectives:status", args=[programme.slug, objective.key]))
    page.get_by_role("button", name="Record the status").click()
    page.locator(".summary-wrong:focus").wait_for()
    page.get_by_role("link", name="Reason").click()
    page.locator("[name=reason]:focus").wait_for()


def test_the_list_is_filtered_without_scripts(visitor, served, world):
    programme, _objective, _manager = world
    page = visitor(scripts=False)
    page.goto(served.url + reverse("objectives:list", args=[programme.slug]))
    page.get_by_label("Search").fill("helpers")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Train the helpers").wait_for()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="Open the help line").count() == 0


def test_two_days_are_compared_without_scripts(visitor, served, world):
    programme, objective, _manager = world
    page = visitor(scripts=False)
    page.goto(served.url + reverse("objectives:programme", args=[programme.slug]))
    page.get_by_role("link", name="What changed since").click()
    page.get_by_role("group", name="To").get_by_label("Day").fill("31")
    page.get_by_role("group", name="To").get_by_label("Month").fill("2")
    page.get_by_role("button", name="Show what changed").click()
    page.get_by_role("link", name="To: Enter a day that exists").wait_for()
    page.get_by_role("group", name="To").get_by_label("Day").fill("28")
    page.get_by_role("group", name="To").get_by_label("Year").fill("2026")
    page.get_by_role("button", name="Show what changed").click()
    page.get_by_text("Delivery moved from").wait_for()
    page.get_by_role("link", name="What was learned afterwards about 28 February 2026").click()
    page.get_by_text("The minutes came late").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_auditor_has_the_chain_verified_and_sees_the_end_of_it(visitor, served, world, scripts):
    name = f"Auditor {scripts}"
    page = visitor(320, scripts=scripts, user=builders.make_user(name, is_auditor=True))
    page.goto(served.url + reverse("audit:list"))
    page.get_by_role("button", name="Verify now").click()
    ended = page.get_by_text(f"Begun by {name}")
    for _time in range(100):
        if scripts or ended.count():
            break
        page.get_by_role("link", name="Show how far it is now").click()
        page.wait_for_timeout(200)
    ended.wait_for()
    page.get_by_text("The last verification found no problem").wait_for()
    expect(page.get_by_role("button", name="Verify now")).to_have_count(1)


def test_an_auditor_searches_and_opens_an_entry_with_the_keyboard_alone(visitor, served, world):
    key = world[1].key
    page = visitor(user=builders.make_user("Aud", is_auditor=True))
    page.goto(served.url + reverse("audit:list"))
    page.locator("[name=record]").focus()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    page.get_by_text("2 entries match.").wait_for()
    assert f"record={key}" in page.get_by_role("link", name="Cymraeg").get_attribute("href")
    page.locator("#results a").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What was changed").wait_for()
