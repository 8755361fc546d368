"""A region's return is filled in where it stands in the matrix, with scripts and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from boards.models import Region
from tests import builders
from tests.browser.test_story import sign_in
from workstreams.models import RegionalReturn

pytestmark = [pytest.mark.needs_chromium]


@pytest.fixture
def world(served):
    programme, board = builders.make_programme(), builders.make_board()
    owed = {
        "programme": programme,
        "custodian": board,
        "quarter_on": builders.START,
        "label_en": "January 2026",
    }
    for slug, name in (("gwent", "Gwent"), ("dyfed", "Dyfed Powys")):
        region = Region.objects.filter(slug=slug).first() or builders.enter(Region, slug=slug, name_en=name)
        builders.enter(RegionalReturn, region=region, **owed)
    return programme, board


def regions(server, programme):
    return f"{server.url}{reverse('workstreams:regions', args=[programme.slug])}"


def test_the_custodian_fills_in_two_cells_at_once(page, served, world):
    programme, board = world
    sign_in(page, served, builders.make_chair(board, programme))
    page.goto(regions(served, programme))
    first, second = (page.locator(f"#return-{one.pk}") for one in programme.returns.order_by("pk"))
    for cell in (first, second):
        cell.get_by_role("link").first.click()
        cell.get_by_label("Current position (English)").wait_for()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    second.get_by_label("Current position (English)").fill("Two hubs are open.")
    second.get_by_label("Actions for the next quarter (English)").fill("TBC – whose actions?")
    second.get_by_label("Reason").fill("Quarterly return")
    second.get_by_role("button", name="Save the return").click()
    second.get_by_text("Two hubs are open.").wait_for()
    first.get_by_label("Current position (English)").wait_for()
    second.locator(".alarm, .tag--alarm").first.wait_for()


def test_the_secretary_fills_in_a_cell_without_scripts(browser, served, world):
    programme, _board = world
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, served, builders.make_user("Sara", programme, "secretary"))
    page.goto(regions(served, programme))
    owed = programme.returns.order_by("pk").first()
    page.locator(f"#return-{owed.pk}").get_by_role("link").first.click()
    page.get_by_label("Current position (English)").fill("Nothing has changed since January.")
    page.get_by_label("Reason").fill("Told by telephone")
    page.get_by_role("button", name="Save the return").click()
    page.get_by_text("The return is saved.").wait_for()
    expect(page.get_by_text("Nothing has changed since January.")).to_have_count(1)
    context.close()
