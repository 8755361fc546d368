"""The language that somebody chose is remembered: by the browser for anybody, for a person on every machine."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person():
    return builders.make_user("Ann", builders.make_programme(), "manager")


def sign_in(client, user, language="en", after=""):
    query = f"?next={after}" if after else ""
    sent = {"login": user.email, "password": "secret", **({"next": after} if after else {})}
    return client.post(f"/{language}/accounts/login/{query}", sent)


def choose(client, language):
    return client.post(reverse("accounts:language"), {"language": language})


def test_the_link_of_the_header_is_remembered_on_a_second_machine(client, person):
    client.force_login(person)
    assert choose(client, "cy").status_code == 204
    elsewhere = Client()
    assert elsewhere.get("/").url == "/en/accounts/login/?next=/"
    answer = sign_in(elsewhere, person, after="/en/boards/?q=a%26b")
    assert answer.url == "/cy/boards/?q=a%26b"
    assert elsewhere.cookies[COOKIE].value == "cy"
    assert elsewhere.get("/").url == "/cy/"


def test_what_was_chosen_last_counts(client, person):
    client.force_login(person)
    choose(client, "cy")
    choose(client, "en")
    assert sign_in(Client(), person, language="cy").url == "/en/"


def test_the_profile_says_what_the_link_recorded(client, person):
    client.force_login(person)
    choose(client, "cy")
    page = client.get("/en/profile/").content.decode()
    assert (
        page.count(" checked") == 1 and 'value="cy"' in page.partition(" checked")[0].rpartition("<input")[2]
    )
    client.post("/en/profile/", {"language": "en"})
    person.refresh_from_db()
    assert person.language == "en" and client.cookies[COOKIE].value == "en"


def test_who_has_not_chosen_goes_on_in_the_language_of_the_page_where_they_sign_in(client, person):
    answer = sign_in(client, person, language="cy", after="/en/boards/")
    assert answer.url == "/cy/boards/"
    assert COOKIE not in client.cookies
    assert person.language == ""


def test_what_lies_outside_goes_where_it_always_went(client, person):
    assert sign_in(client, person, language="cy", after="https://elsewhere.invalid/en/").url == "/cy/"


def test_the_browser_remembers_for_anybody_without_scripts(client):
    before = {"HTTP_REFERER": "http://testserver/en/privacy/", "HTTP_HOST": "testserver"}
    client.get("/cy/privacy/", **before)
    kept = client.cookies[COOKIE]
    assert (kept.value, kept["max-age"], kept["samesite"]) == ("cy", 365 * 24 * 60 * 60, "Lax")
    assert client.get("/").url == "/cy/accounts/login/?next=/"
    client.get("/en/privacy/", HTTP_REFERER="http://testserver/cy/privacy/")
    assert client.get("/").url == "/en/accounts/login/?next=/"


@pytest.mark.parametrize("before", ["", "http://testserver/cy/", "http://elsewhere.invalid/en/privacy/"])
def test_who_did_not_switch_is_not_taken_to_have_chosen(client, before):
    client.get("/cy/privacy/", HTTP_REFERER=before)
    assert COOKIE not in client.cookies


def test_nothing_else_than_a_language_is_recorded(client, person):
    client.force_login(person)
    assert choose(client, "fr").status_code == 422
    assert client.get(reverse("accounts:language")).status_code == 405
    person.refresh_from_db()
    assert person.language == ""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    assert choose(strict, "cy").status_code == 403
