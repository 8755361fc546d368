"""The link to the other language leads to the same page, with its query, its filters and what is typed in its forms."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.urls import reverse
from django.utils import translation

from boards.models import Region
from tests import access_world, builders
from tests.browser.answers import addresses, client_of, is_page, parts
from tests.browser.windows import window_of
from tests.test_access import ROLES, TABLE, address
from workstreams.models import RegionalReturn

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup, pytest.mark.usefixtures("quiet")]
READERS = ("manager", "administrator", "sro", "auditor", "outsider", "anonymous")
KEPT = "kept=a%26b+c"
REFUSED = {"400", "422"}
OWN = '.filter((box) => box.name && !["hidden", "file", "password", "submit", "button"].includes(box.type))'
FILL = f"""() => [...document.forms].map((form, place) => [...form.elements]{OWN}.map((box, at) => {{
    if (box.type === "checkbox" || box.type === "radio") box.checked = at % 2 === 0 || box.checked;
    else if (box.type === "select-one") box.selectedIndex = box.options.length - 1;
    else if (box.type === "select-multiple") [...box.options].forEach((one) => {{ one.selected = true; }});
    else if (box.type === "date") box.value = "2026-03-27";
    else if (box.type === "number") box.value = "7";
    else box.value = `Hanner ${{place}} ${{at}}`.slice(0, box.maxLength > 0 ? box.maxLength : 99);
    return box.value;
  }}).length).reduce((sum, one) => sum + one, 0)"""
READ = f"""() => [...document.forms].map((form) => [...form.elements]{OWN}
  .map((box) => [box.name, ["checkbox", "radio"].includes(box.type) ? box.checked
    : box.type === "select-multiple" ? [...box.selectedOptions].map((one) => one.value).sort() : box.value])
  .sort())"""
OWN_FORM = """[...document.querySelectorAll("main form[method=post]")]
  .find((form) => new URL(form.action).pathname === location.pathname)"""
SEND_EMPTY = f"""() => {{ const form = {OWN_FORM}; [...form.elements]{OWN}.forEach((box) => {{
    if (box.type === "checkbox" || box.type === "radio") box.checked = false;
    else if (box.type.startsWith("select")) box.selectedIndex = -1;
    else box.value = "";
  }}); form.submit(); }}"""
# What each filter takes: a day that exists, the last of its choices, a letter.
FILTER = f"""(place) => {{ const form = document.querySelectorAll("main form[method=get]")[place]; [...form.elements]{OWN}.forEach((box) => {{
    const part = {{ _0: "27", _1: "3", _2: "2026" }}[box.name.slice(-2)];
    if (box.type.startsWith("select")) box.selectedIndex = box.options.length - 1;
    else if (box.type === "checkbox") box.checked = true;
    else if (box.type === "radio") box.checked ||= !form.querySelector(`[name="${{box.name}}"]:checked`);
    else box.value = part || (box.name.includes("time") ? "10:30" : "a");
  }}); form.submit(); }}"""


@pytest.fixture(scope="module")
def world(served):
    return access_world.make()


@pytest.fixture
def windows(browser, served, world):
    opened = {role: window_of(browser, served, world[0][role]) for role in READERS}
    yield opened
    for page in opened.values():
        page.context.close()


def _pages(people, where):
    """(role, address) of each page by the first role that reads it, and of each other answer that differs from all before."""
    clients, seen = {role: client_of(people[role]) for role in READERS}, set()
    for there in addresses(where):
        read = False
        for role in READERS:
            answer = clients[role].get(there)
            one = is_page(answer) and parts(there, answer, people[role])
            if is_page(answer) and one not in seen and not (read and answer.status_code == 200):
                read = read or answer.status_code == 200
                seen.add(one)
                yield role, there


def _parts(url):
    """The path without its language, and the query by its names and values."""
    parts = urlsplit(url)
    return parts.path[:4], parts.path[4:], parse_qsl(parts.query, keep_blank_values=True)


class Count:
    """How many pages were kept, and which were not."""

    def __init__(self):
        self.pages, self.boxes, self.lost = 0, 0, []

    def switch(self, page, *what):
        """Fill what the page has to fill, follow the link, and compare."""
        here = _parts(page.url)
        self.boxes += page.evaluate(FILL)
        typed = page.evaluate(READ)
        self._follow(page, here, typed, what)

    def _follow(self, page, here, typed, what):
        link = page.locator("#other-language")
        with page.expect_navigation():
            link.click()
        self.pages += 1
        code, path, query = _parts(page.url)
        if (code, path, query) != ("/cy/", *here[1:]) or page.evaluate(READ) != typed:
            self.lost.append((*what, page.url))

    def end(self, figure, what):
        figure(
            f"{what}: the language link keeps {self.pages - len(self.lost)} of {self.pages}, with {self.boxes} boxes filled"
        )
        assert self.lost == []


def test_the_switch_keeps_page_and_half_filled_form_everywhere(served, world, windows, figure):
    people, *where = world
    count = Count()
    for role, there in _pages(people, where):
        page = windows[role]
        page.goto(f"{served.url}{there}{'&' if '?' in there else '?'}{KEPT}")
        count.switch(page, role, there)
    count.end(figure, "Pages")
    assert count.pages > 180 and count.boxes > 300


def test_the_switch_keeps_what_filters_were_given(served, world, windows, figure):
    people, *where = world
    count, page = Count(), windows["administrator"]
    reader = client_of(people["administrator"])
    for there in addresses(where):
        answer = reader.get(there)
        if answer.status_code != 200 or not is_page(answer) or "?" in there:
            continue
        for place in range(answer.content.decode().partition("<main")[2].count('method="get"')):
            page.goto(f"{served.url}{there}")
            with page.expect_navigation() as sent:
                page.evaluate(FILTER, place)
            assert sent.value.status == 200 and page.locator(".summary-wrong").count() == 0, page.url
            assert urlsplit(page.url).query
            count.switch(page, there, place)
    count.end(figure, "Lists and readings under filters that were accepted")
    assert count.pages > 8


def _refusing(where):
    """The addresses of forms that refuse the programme manager where nothing is written."""
    for name, (_get, post) in sorted(TABLE.items()):
        there = address(name, *where)
        if post and post.split()[ROLES.index("manager")] in REFUSED and there.startswith("/en/"):
            yield there


def test_the_switch_keeps_what_was_refused(served, world, windows, figure):
    people, *where = world
    count, page, reader = Count(), windows["manager"], client_of(people["manager"])
    with translation.override("en"):
        for there in _refusing(where):
            answer = reader.get(there)
            if answer.status_code != 200:
                continue
            page.goto(f"{served.url}{there}")
            if not page.evaluate(f"!!{OWN_FORM}"):
                continue
            with page.expect_navigation() as sent:
                page.evaluate(SEND_EMPTY)
            assert sent.value.status == 422 or page.locator(".summary-wrong").count() == 1, there
            count.switch(page, there)
    count.end(figure, "Forms that were refused")
    assert count.pages > 60


def test_the_switch_keeps_a_form_loaded_into_a_page(browser, served, figure):
    programme, board = builders.make_programme(), builders.make_board()
    region = Region.objects.filter(slug="dyfed").first() or builders.enter(
        Region, slug="dyfed", name_en="Dyfed Powys"
    )
    owed = {"programme": programme, "custodian": board, "quarter_on": builders.START, "label_en": "January"}
    made = builders.enter(RegionalReturn, region=region, **owed)
    page = window_of(browser, served, builders.make_user("Sara", programme, "secretary"))
    page.goto(served.url + reverse("workstreams:regions", args=[programme.slug]))
    page.locator("[id^=return-]").get_by_role("link").first.click()
    page.locator("[id^=return-] form textarea").first.wait_for()
    count = Count()
    count.boxes += page.evaluate(FILL)
    typed = page.evaluate(READ)
    form = reverse("workstreams:edit_return", args=[programme.slug, made.pk])
    count._follow(page, _parts(served.url + form), typed, ["the form in the cell"])
    count.end(figure, "A form loaded into a page")
    page.context.close()


def test_what_was_refused_is_gone_once_the_page_is_read_anew(browser, served):
    stream = builders.make_workstream()
    page = window_of(browser, served, builders.make_user("Mair", stream.programme, "manager"))
    page.goto(served.url + reverse("objectives:new", args=[stream.programme.slug]))
    page.locator("[name=label_en]").fill("Half a name")
    page.locator("main button[type=submit]").click()
    page.locator(".summary-wrong").wait_for()
    page.locator("#other-language").click()
    page.wait_for_url("**/cy/**")
    assert page.locator("[name=label_en]").input_value() == "Half a name"
    page.reload()
    assert page.locator("[name=label_en]").input_value() == ""
    page.context.close()


def test_the_link_is_remembered_on_a_second_machine_and_without_scripts(browser, served):
    user = builders.make_user("Nia", builders.make_programme(), "manager")
    first = window_of(browser, served, user)
    first.goto(f"{served.url}/en/boards/")
    first.locator("#other-language").click()
    first.wait_for_url("**/cy/boards/")
    for _time in range(600):  # no page waits for what is sent beside it
        user.refresh_from_db()
        if user.language:
            break
        first.wait_for_timeout(50)
    assert user.language == "cy"
    second = browser.new_context(java_script_enabled=False).new_page()
    second.goto(f"{served.url}/en/boards/")
    second.get_by_label("Email").fill(user.email)
    second.get_by_label("Password").fill("secret")
    second.get_by_role("button", name="Sign in").click()
    assert second.url == f"{served.url}/cy/boards/"
    second.get_by_role("link", name="English").click()
    second.goto(f"{served.url}/verify")
    assert second.url == f"{served.url}/en/verify/"
    for page in (first, second):
        page.context.close()
