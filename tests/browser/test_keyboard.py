"""The three main jobs with the keyboard alone: to update a status, to issue a closure report, to accept a handover."""

from datetime import date

import pytest

from objectives import actions
from objectives.models import HandoverItem, Objective
from reports.models import Edition
from tests import builders
from tests.browser.keys import Keyboard
from tests.reports.documents import World

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_pango, pytest.mark.markup]


@pytest.fixture(params=[1280, 320])
def keyboard(page, request):
    page.set_viewport_size({"width": request.param, "height": 800})
    return Keyboard(page)


def link(page, name, **options):
    return page.get_by_role("link", name=name, **options).first


def button(page, name):
    return page.get_by_role("button", name=name)


def test_a_status_is_updated(keyboard, served):
    stream = builders.make_workstream()
    made = builders.make_objective(stream, delivery="in_progress", label_en="Open the help line")
    page = keyboard.page
    keyboard.sign_in(served, builders.make_sro(stream))
    keyboard.press(link(page, "Work-stream 1"))
    keyboard.press(link(page, "Open the help line"))
    keyboard.press(link(page, "Change status"))
    keyboard.choose(page.get_by_role("group", name="Delivery"), "Completion claimed")
    keyboard.write(page.get_by_label("Current position (English)"), "The line answers calls.")
    keyboard.write(page.get_by_label("Reason"), "Opened on Monday")
    keyboard.write(page.get_by_label("Evidence"), "Call log of the first day")
    keyboard.press(button(page, "Record the status"))
    page.get_by_text("The line answers calls.").first.wait_for()
    assert Objective.objects.get(pk=made.pk).delivery == "complete_claimed"
    print(f"A status: {keyboard.steps} steps")


def test_a_closure_report_is_issued(keyboard, served):
    world = World()
    world.agreed(title_en="The closure report")
    page = keyboard.page
    keyboard.sign_in(served, world.secretary)
    keyboard.press(page.get_by_role("navigation", name="Main").get_by_role("link", name="Reports"))
    keyboard.press(link(page, "The closure report", exact=True))
    keyboard.press(link(page, "Issue the document"))
    keyboard.press(button(page, "Issue the document"))
    page.get_by_text("-CR-01-").first.wait_for()
    edition = Edition.objects.get(programme=world.programme)
    assert sorted(one.language for one in edition.files.all()) == ["cy", "en"]
    print(f"A closure report: {keyboard.steps} steps")


def test_a_handover_is_accepted(keyboard, served):
    stream = builders.make_workstream()
    objective = builders.make_objective(stream, label_en="Open the help line")
    receiver = builders.make_board(name_en="Receiving board")
    chair = builders.make_chair(receiver, stream.programme)
    actions.offer(
        programme=stream.programme, by=builders.ACTOR, receiver=receiver, asked_on=date(2026, 3, 2),
        title_en="Outstanding objectives", reason="r", objectives=[objective],
    )  # fmt: skip
    page = keyboard.page
    keyboard.sign_in(served, chair)
    keyboard.press(link(page, "1 item offered has no final answer"))
    keyboard.press(link(page, "Outstanding objectives"))
    keyboard.press(link(page, "Record an answer"))
    keyboard.tick(page.get_by_role("group", name="Items that the answer is for").get_by_role("checkbox"))
    keyboard.choose(page.get_by_role("group", name="Answer"), "Accepted")
    days = page.get_by_role("group", name="Answered on")
    for label, part in (("Day", "3"), ("Month", "3"), ("Year", "2026")):
        keyboard.write(days.get_by_label(label), part)
    keyboard.write(page.get_by_label("Words of the answer"), "The board takes it over.")
    keyboard.press(button(page, "Record the answer"))
    page.get_by_text("The answer to 1 item is recorded.").wait_for()
    assert HandoverItem.objects.get(objective=objective).answer == "accepted"
    assert Objective.objects.get(pk=objective.pk).governing_body == receiver
    print(f"A handover: {keyboard.steps} steps")
