"""Every page in a real browser, in both languages, for every role: axe finds nothing, nothing scrolls sideways, nothing is logged.

Roles that get the same page are counted once: their markup is compared, without the tokens and the names of who reads.
"""

import hashlib
import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tests import access_world
from tests.test_access import LIBRARY, ROLES, TABLE, address, named_patterns

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup]
WIDTHS = (320, 768, 1280)
CHANGING = re.compile(r'(name="(?:csrfmiddlewaretoken|base)" value=")[^"]*|hx-headers=\'[^\']*')
WATCH = """() => { window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective)); }"""
ROOT = "document.documentElement"
# Every rule of levels A and AA and of good practice, also those that axe leaves out unless it is asked.
LEFT_OUT = ("wcag2aaa", "deprecated")
RULES = (
    "axe.getRules().filter((rule) => !rule.tags.some((tag) => %s.includes(tag))).map((rule) => rule.ruleId)"
)


def _addresses(where):
    """Every address that has a language, and what the library answers itself."""
    with translation.override("en"):
        found = [address(name, *where) for name in sorted(TABLE)]
        for name in sorted(set(named_patterns())):
            if name.startswith(LIBRARY):
                try:
                    found.append(reverse(name))
                except NoReverseMatch:
                    continue
    return [one for one in found if one.startswith("/en/")]


def _same(answer, user):
    """What is the same for everybody who is shown the same page."""
    text = CHANGING.sub(r"\1", answer.content.decode())
    text = text.replace(str(user), "…") if user else text
    return hashlib.sha256(text.encode()).hexdigest()


def _answers(people, where):
    """(role, address, answer) for each page, in each language, that a role gets; of a form also its refusal."""
    for there in _addresses(where):
        for role in ROLES:
            client = Client()
            if people[role]:
                client.force_login(people[role])
            for language in ("en", "cy"):
                path = f"/{language}/{there[4:]}"
                for method in ("get", "post") if role == "manager" else ("get",):
                    answer = getattr(client, method)(path)
                    if (
                        answer.status_code in (200, 400, 403, 404, 422)
                        and "html" in answer.headers["Content-Type"]
                    ):
                        yield role, path, answer


class Window:
    """A browser's page that is shown the answers which roles got, at the addresses where they got them."""

    def __init__(self, browser, served):
        from axe_playwright_python.sync_playwright import Axe

        self.axe, self.url, self.logged = Axe(), served.url, []
        self.rules = []
        self.page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        self.page.add_init_script(f"({WATCH})()")
        self.page.on(
            "console", lambda message: self.logged.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.logged.append(str(error)))

    def _options(self):
        if not self.rules:
            self.page.evaluate(self.axe.axe_script)
            self.rules = self.page.evaluate(RULES % list(LEFT_OUT))
        return {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in self.rules}}

    def faults(self, path, answer):
        """What is wrong with the page, in words."""
        self.logged.clear()
        self.page.route(f"{self.url}{path}", lambda route: route.fulfill(
            status=200, body=answer.content.decode(), headers=dict(answer.headers)), times=1)  # fmt: skip
        self.page.goto(f"{self.url}{path}")
        found = [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in self.axe.run(self.page, options=self._options()).response["violations"]
        ]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            if not self.page.evaluate(f"{ROOT}.scrollWidth <= {ROOT}.clientWidth"):
                found.append(f"scrolls sideways at {width}")
        return found + self.page.evaluate("window.refused") + self.logged


def test_every_page_of_every_role_in_both_languages(browser, served, monkeypatch):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    people, *where = access_world.make()
    window, opened, wrong, pages = Window(browser, served), set(), [], 0
    for role, path, answer in _answers(people, where):
        pages += 1
        if (same := _same(answer, people[role])) in opened:
            continue
        opened.add(same)
        if faults := window.faults(path, answer):
            wrong.append((role, path, answer.status_code, faults))
    window.page.context.close()
    print(f"{pages} pages × languages × roles, {len(opened)} of them different: {len(wrong)} with faults")
    assert wrong == []
    assert pages > 1500
