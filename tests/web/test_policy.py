"""The Content-Security-Policy of whatever is answered: nothing but our own files, and no exception to it."""

import pytest
from django.test import Client

from tests import access_world
from tests.browser.answers import client_of
from tests.test_access import address

pytestmark = pytest.mark.django_db
POLICY = "Content-Security-Policy"
OWN = {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"}
ANSWERS = {
    "a page": ("manager", "web:home", 200, "text/html"),
    "a page without signing in": ("anonymous", "privacy", 200, "text/html"),
    "a PDF": ("manager", "reports:edition_file", 200, "application/pdf"),
    "a PDF asked for": ("manager", "reports:order_file", 200, "application/pdf"),
    "a CSV": ("manager", "objectives:csv", 200, "text/csv"),
    "the chain": ("auditor", "audit:export", 200, "application/jsonl"),
    "a calendar": ("anonymous", "boards:feed", 200, "text/calendar"),
    "a way on": ("anonymous", "web:home", 302, "text/html"),
    "a refusal": ("auditor", "objectives:new", 403, "text/html"),
    "what is not there": ("outsider", "objectives:list", 404, "text/html"),
    "health": ("anonymous", "healthz", 200, "application/json"),
}


def strict(answer):
    """Each directive names nothing or ourselves, a picture may be written into the page, and the rest is shut."""
    said = dict(one.strip().partition(" ")[::2] for one in answer.headers[POLICY].split(";"))
    assert said.pop("default-src") == said.pop("base-uri") == said.pop("frame-ancestors") == "'none'"
    assert said.pop("img-src") == "'self' data:"
    assert set(said) == OWN - {"img-src"} and set(said.values()) == {"'self'"}
    assert "unsafe-" not in answer.headers[POLICY]
    assert f"{POLICY}-Report-Only" not in answer.headers


def test_every_kind_of_answer_is_under_the_policy():
    people, *where = access_world.make()
    for what, (role, name, status, kind) in ANSWERS.items():
        answer = client_of(people[role]).get(address(name, *where))
        got = (answer.status_code, answer.headers["Content-Type"].partition(";")[0])
        assert got == (status, kind), what
        strict(answer)


def test_a_forged_form_is_refused_under_the_policy():
    answer = Client(enforce_csrf_checks=True).post("/en/accounts/login/")
    assert answer.status_code == 403
    strict(answer)


@pytest.mark.expects_log_errors
def test_a_failure_is_under_the_policy(monkeypatch):
    def fail(*_args, **_facts):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("saferwales.web.views._published", fail)
    answer = Client(raise_request_exception=False).get("/en/privacy/")
    assert answer.status_code == 500 and "Something went wrong" in answer.content.decode()
    strict(answer)
