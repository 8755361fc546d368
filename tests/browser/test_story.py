"""The story in a real browser: the SRO updates, the manager verifies, the secretary downloads."""

from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect
from pypdf import PdfReader

from reports.models import Document, DocumentKind, Section
from tests import builders
from workstreams.models import Workstream

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_pango]


def sign_in(page, server, user):
    page.goto(f"{server.url}{reverse('account_login')}")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="What waits for you").wait_for()


def sign_out(page, server):
    page.goto(f"{server.url}{reverse('account_logout')}")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


@pytest.fixture
def world(served):
    stream = builders.make_workstream()
    programme = stream.programme
    objective = builders.make_objective(stream, delivery="in_progress", label_en="Open the help line")
    document = builders.enter(
        Document,
        programme=programme,
        key="closure-report",
        kind=DocumentKind.CLOSURE_REPORT,
        title_en="Closure",
    )
    builders.enter(
        Section, document=document, key="transition", order=1, heading_en="1. TRANSITION",
        body_en="What is left.\n\n[[objectives-to-oversee]]",
    )  # fmt: skip
    manager = builders.make_user("Mair", programme, "manager")
    secretary = builders.make_user("Sara", programme, "secretary")
    return programme, objective, builders.make_sro(stream), manager, secretary


def test_sro_updates_manager_verifies_secretary_downloads(page, served, world):
    programme, objective, sro, manager, secretary = world
    sign_in(page, served, sro)
    page.get_by_role("link", name="Work-stream 1").click()
    page.get_by_role("link", name="Open the help line").first.click()
    page.get_by_role("link", name="Change status").click()
    page.get_by_label("Completion claimed").check()
    page.get_by_label("Current position (English)").fill("The line answers calls.")
    page.get_by_label("Reason").fill("Opened on Monday")
    page.get_by_label("Evidence").fill("Call log of the first day")
    page.get_by_role("button", name="Record the status").click()
    page.get_by_text("The line answers calls.").first.wait_for()
    sign_out(page, served)

    sign_in(page, served, manager)
    page.get_by_role("link", name="1 claimed completion waits to be verified").click()
    page.get_by_role("link", name="Open the help line").click()
    page.get_by_role("link", name="Verify completion").click()
    page.get_by_label("What did you check?").fill("I called the line")
    page.get_by_role("button", name="Verify completion").click()
    page.get_by_text("Completion verified").first.wait_for()
    expect(page.get_by_text("I called the line")).to_have_count(1)
    sign_out(page, served)

    sign_in(page, served, secretary)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Closure", exact=True).click()
    page.get_by_role("link", name="Read it as it will print").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as PDF").click()
    file = waiting.value.path().read_bytes()
    assert file.startswith(b"%PDF-") and len(file) > 5000


def test_pages_need_no_sideways_scrolling_on_a_phone(page, served, world):
    programme, objective, _sro, manager, _secretary = world
    sign_in(page, served, manager)
    page.set_viewport_size({"width": 320, "height": 640})
    for name, args in (
        ("web:home", []),
        ("objectives:programme", [programme.slug]),
        ("objectives:workstream", [programme.slug, 1]),
        ("objectives:list", [programme.slug]),
        ("objectives:objective", [programme.slug, objective.key]),
        ("objectives:status", [programme.slug, objective.key]),
        ("boards:list", []),
    ):
        page.goto(f"{served.url}{reverse(name, args=args)}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_filtering_by_htmx_changes_results_and_address(page, served, world):
    programme, objective, _sro, manager, _secretary = world
    sign_in(page, served, manager)
    page.goto(f"{served.url}{reverse('objectives:list', args=[programme.slug])}")
    page.get_by_label("Delivery").select_option("paused")
    page.get_by_text("No objective matches.").wait_for()
    assert "delivery=paused" in page.url


def test_each_work_stream_of_the_loaded_programme_prints_on_one_page(page, served):
    call_command("load_programme", verbosity=0)
    auditor = builders.make_user("Aud", is_auditor=True)
    sign_in(page, served, auditor)
    for stream in Workstream.objects.select_related("programme"):
        page.goto(
            f"{served.url}{reverse('objectives:workstream', args=[stream.programme.slug, stream.number])}"
        )
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(PdfReader(BytesIO(paper)).pages) == 1, stream
