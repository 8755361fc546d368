"""The link to the other language leads to the same page, with its query, its filters and what is typed in its forms."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import access_world, builders
from tests.test_access import TABLE, address

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup]
READERS = ("manager", "administrator", "sro", "auditor", "anonymous")
FILL = """() => [...document.forms].map((form, place) => [...form.elements]
  .filter((box) => box.name && !["hidden", "file", "password", "submit", "button"].includes(box.type))
  .map((box, at) => {
    if (box.type === "checkbox" || box.type === "radio") box.checked = at % 2 === 0 || box.checked;
    else if (box.type === "select-one") box.selectedIndex = box.options.length - 1;
    else if (box.type === "select-multiple") [...box.options].forEach((one) => { one.selected = true; });
    else if (box.type === "date") box.value = "2026-03-27";
    else if (box.type === "number") box.value = "7";
    else box.value = `Hanner ${place} ${at}`.slice(0, box.maxLength > 0 ? box.maxLength : 99);
    return box.value;
  }).length).reduce((sum, one) => sum + one, 0)"""
READ = """() => [...document.forms].map((form) => [...form.elements]
  .filter((box) => box.name && !["hidden", "file", "password", "submit", "button"].includes(box.type))
  .map((box) => [box.name, ["checkbox", "radio"].includes(box.type) ? box.checked
    : box.type === "select-multiple" ? [...box.selectedOptions].map((one) => one.value).sort() : box.value])
  .sort())"""


def _pages(people, where):
    """(role, address) of each page that has the link, by the first role that reads it."""
    for name in sorted(TABLE):
        with translation.override("en"):
            there = address(name, *where)
        if not there.startswith("/en/"):
            continue
        for role in READERS:
            client = Client()
            if people[role]:
                client.force_login(people[role])
            answer = client.get(there)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                yield role, there
                break


def _window(browser, served, user):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    if user:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": served.url}])
    return context.new_page()


def _switched(page):
    page.locator("#other-language").click()
    page.wait_for_load_state()


def test_the_switch_keeps_page_and_half_filled_form_everywhere(browser, served):
    people, *where = access_world.make()
    windows = {role: _window(browser, served, people[role]) for role in READERS}
    lost, pages, boxes = [], 0, 0
    for role, there in _pages(people, where):
        page = windows[role]
        page.goto(f"{served.url}{there}?page=1")
        boxes += page.evaluate(FILL)
        typed = page.evaluate(READ)
        _switched(page)
        pages += 1
        if page.url != f"{served.url}/cy/{there[4:]}?page=1" or page.evaluate(READ) != typed:
            lost.append((role, there, page.url))
    print(f"{pages - len(lost)} of {pages} pages kept, with {boxes} boxes filled")
    for page in windows.values():
        page.context.close()
    assert lost == []
    assert pages > 100
    assert boxes > 300


def test_what_was_refused_is_still_there_in_the_other_language(browser, served):
    stream = builders.make_workstream()
    page = _window(browser, served, builders.make_user("Mair", stream.programme, "manager"))
    page.goto(served.url + reverse("objectives:new", args=[stream.programme.slug]))
    page.locator("[name=label_en]").fill("Half a name")
    page.locator("main button[type=submit]").click()
    page.locator(".summary-wrong").wait_for()
    _switched(page)
    assert "/cy/" in page.url
    assert page.locator("[name=label_en]").input_value() == "Half a name"
    page.reload()
    assert page.locator("[name=label_en]").input_value() == ""
    page.context.close()
