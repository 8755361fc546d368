"""The three main jobs with the keyboard alone: to update a status, to issue a closure report, to accept a handover."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives import actions
from objectives.models import HandoverItem, Objective
from reports.models import Edition
from tests import builders
from tests.browser.keys import Keyboard
from tests.reports.documents import World

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_pango, pytest.mark.markup]

PRINTING = 180_000  # two real PDF files are made meanwhile


@pytest.fixture(params=[("en", 1280), ("en", 320), ("cy", 1280)], ids=str)
def keyboard(page, request):
    language, width = request.param
    page.set_viewport_size({"width": width, "height": 800})
    with translation.override(language):
        yield Keyboard(page, language)


def link(page, name, **options):
    return page.get_by_role("link", name=name, **options).first


def button(page, name):
    return page.get_by_role("button", name=name)


def steps(job, keyboard):
    width = keyboard.page.viewport_size["width"]
    return f"{job} with the keyboard alone, in {keyboard.language} at {width}: {keyboard.steps} steps"


def test_a_status_is_updated(keyboard, served, figure):
    stream = builders.make_workstream()
    made = builders.make_objective(stream, delivery="in_progress", label_en="Open the help line")
    page = keyboard.page
    keyboard.sign_in(served, builders.make_sro(stream))
    keyboard.press(link(page, _("Work-stream %(number)s") % {"number": 1}))
    keyboard.press(link(page, "Open the help line"))
    keyboard.press(link(page, _("Change status")))
    keyboard.choose(page.get_by_role("group", name=_("Delivery")), _("Completion claimed"))
    keyboard.write(page.get_by_label(_("Current position (English)")), "The line answers calls.")
    keyboard.write(page.get_by_label(_("Reason")), "Opened on Monday")
    keyboard.write(page.get_by_label(_("Evidence")), "Call log of the first day")
    keyboard.press(button(page, _("Record the status")))
    page.get_by_text("The line answers calls.").first.wait_for()
    assert Objective.objects.get(pk=made.pk).delivery == "complete_claimed"
    figure(steps("A status", keyboard))


def test_a_closure_report_is_issued(keyboard, served, figure):
    world = World()
    world.agreed(title_en="The closure report")
    page = keyboard.page
    keyboard.sign_in(served, world.secretary)
    keyboard.press(page.get_by_role("navigation", name=_("Main")).get_by_role("link", name=_("Reports")))
    keyboard.press(link(page, "The closure report", exact=True))
    keyboard.press(link(page, _("Issue the document")))
    keyboard.press(button(page, _("Issue the document")))
    page.get_by_text("-CR-01-").first.wait_for(timeout=PRINTING)
    edition = Edition.objects.get(programme=world.programme)
    assert sorted(one.language for one in edition.files.all()) == ["cy", "en"]
    figure(steps("A closure report", keyboard))


def test_a_handover_is_accepted(keyboard, served, figure):
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
    said = ngettext(
        "%(board)s: %(n)d item offered has no final answer",
        "%(board)s: %(n)d items offered have no final answer",
        1,
    )
    keyboard.press(link(page, said % {"board": receiver.name_en, "n": 1}))
    keyboard.press(link(page, "Outstanding objectives"))
    keyboard.press(link(page, _("Record an answer")))
    keyboard.tick(page.get_by_role("group", name=_("Items that the answer is for")).get_by_role("checkbox"))
    keyboard.choose(page.get_by_role("group", name=_("Answer")), _("Accepted"))
    days = page.get_by_role("group", name=_("Answered on"))
    for label, part in (("Day", "3"), ("Month", "3"), ("Year", "2026")):
        keyboard.write(days.get_by_label(_(label)), part)
    keyboard.write(page.get_by_label(_("Words of the answer")), "The board takes it over.")
    keyboard.press(button(page, _("Record the answer")))
    said = ngettext("The answer to %(n)d item is recorded.", "The answer to %(n)d items is recorded.", 1)
    page.get_by_text(said % {"n": 1}).wait_for()
    assert HandoverItem.objects.get(objective=objective).answer == "accepted"
    assert Objective.objects.get(pk=objective.pk).governing_body == receiver
    figure(steps("A handover", keyboard))
