"""Every page in a real browser, in both languages, for every role: axe finds nothing, nothing scrolls sideways, nothing is logged.

Roles that get the same page are counted once: their markup is compared, without the tokens, the names of who reads
and the page's own address. A page is its content in a frame (header, menu, footer); nothing is named in both, so that
each content and each frame is looked at once in a whole page.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from boards.models import Region
from saferwales.web.views import server_error
from tests import access_world, builders
from tests.browser.answers import answers, client_of
from tests.browser.windows import Proof, Window, window_of
from workstreams.models import RegionalReturn

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup, pytest.mark.usefixtures("quiet")]
REFUSED = "status of 422"  # what a browser itself logs of an answer that is meant


def test_every_page_of_every_role_in_both_languages(browser, served, monkeypatch, figure):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    people, *where = access_world.make()
    proof = Proof(browser, served)
    for role, path, answer in answers(people, where):
        proof.add(role, path, answer, people[role])
    proof.end(figure, "Pages × languages × roles")
    assert proof.pages > 2500


def test_what_is_said_when_something_goes_wrong(browser, served, settings, figure):
    proof = Proof(browser, served)
    reader = client_of(builders.make_user("Mair", is_administrator=True))
    stranger = Client(enforce_csrf_checks=True)
    for language in ("en", "cy"):
        home = f"/{language}/"
        with translation.override(language):
            proof.add("nobody", f"{home}500", server_error(None))
        proof.add("nobody", f"{home}accounts/login/", stranger.post(f"{home}accounts/login/"))
        proof.add("nobody", f"{home}verify/", stranger.get(f"{home}verify/?reference=%00"))
        proof.add("nobody", f"{home}nowhere/", stranger.get(f"{home}nowhere/"))
        large = stranger.post(home, b"", content_type="text/plain", CONTENT_LENGTH=str(33 * 1024 * 1024))
        proof.add("nobody", home, large)
        settings.MODE = "demonstration"
        proof.add("administrator", home, reader.get(home))
        proof.add("nobody", f"{home}accounts/login/", stranger.get(f"{home}accounts/login/"))
        settings.MODE = "test"
    proof.end(figure, "Pages that say what went wrong, and those of a demonstration × languages")
    assert proof.pages == 14 and proof.opened == 13


def test_what_is_loaded_into_a_page(browser, served, figure):
    programme, board = builders.make_programme(), builders.make_board()
    region = Region.objects.filter(slug="gwent").first() or builders.enter(
        Region, slug="gwent", name_en="Gwent"
    )
    owed = {"programme": programme, "custodian": board, "quarter_on": builders.START, "label_en": "January"}
    builders.enter(RegionalReturn, region=region, **owed)
    user = builders.make_user("Sara", programme, "secretary")
    window = Window(window_of(browser, served, user), served.url)
    for language in ("en", "cy"):
        with translation.override(language):
            window.page.goto(served.url + reverse("workstreams:regions", args=[programme.slug]))
        cell = window.page.locator("[id^=return-]")
        cell.get_by_role("link").first.click()
        cell.locator("form textarea").first.wait_for()
        window.look("the form in the cell")
        assert window.ended() == []
        with window.page.expect_response(lambda answer: answer.status == 422):
            cell.locator("form button[type=submit]").click()
        cell.locator(".summary-wrong").wait_for()
        window.look("the form refused in the cell")
        said = [fault for _label, faults in window.ended() for fault in faults if REFUSED not in fault]
        assert said == []
        window.logged.clear()
    window.page.context.close()
    figure("Forms loaded into a page, and refused there: 4 of 4 without a violation")
