import re

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from saferwales.web import pages
from saferwales.web.context import page as page_context
from saferwales.web.views import server_error
from tests.builders import make_user


class Rows(list):
    """A list that counts like a queryset."""

    def count(self):
        return len(self)


def asked(query, **headers):
    return RequestFactory().get(f"/en/{query}", headers=headers)


@pytest.mark.parametrize(
    "query", ["?page=abc", "?page=0", "?page=-1", "?page=1.5", "?page=²", "?page=9999999"]
)
def test_a_malformed_page_number_gets_a_sentence(query):
    with pytest.raises(BadRequest, match="whole number"):
        pages.cut(asked(query), Rows(range(60)))


@pytest.mark.parametrize(
    ("query", "first", "last", "number"),
    [
        ("", 1, 25, 1),
        ("?page=", 1, 25, 1),
        ("?page=2", 26, 50, 2),
        ("?page=3", 51, 60, 3),
        ("?page=99", 51, 60, 3),
    ],
)
def test_a_list_is_cut_into_pages_of_25_and_ends_with_its_last(query, first, last, number):
    page = pages.cut(asked(query), Rows(range(60)))
    assert (page.first, page.last, page.number, page.pages, page.count) == (first, last, number, 3, 60)
    assert page.rows == list(range(first - 1, last))


def test_an_empty_list_has_one_page_and_nothing_on_it():
    page = pages.cut(asked(""), Rows())
    assert (page.first, page.last, page.pages, page.rows) == (0, 0, 1, [])


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/en/boards/?q=a%26b&level=local", "/cy/boards/?q=a%26b&level=local"),
        ("/cy/boards/", "/en/boards/"),
        ("/healthz", "/healthz"),
        ("/en/nowhere/at/all/", "/cy/"),
    ],
)
def test_the_language_link_leads_to_the_same_page_with_the_same_query(path, other):
    with translation.override("cy" if path.startswith("/cy") else "en"):
        assert page_context(RequestFactory().get(path))["other_language"]["url"] == other


@pytest.mark.parametrize(
    ("path", "alternates"),
    [
        ("/en/verify/?reference=a%26b", ["/en/verify/?reference=a%26b", "/cy/verify/?reference=a%26b"]),
        ("/cy/privacy/", ["/en/privacy/", "/cy/privacy/"]),
        ("/en/nowhere/at/all/", []),
    ],
)
def test_the_head_names_the_same_page_in_both_languages(client, path, alternates):
    head = client.get(path).content.decode().partition("</head>")[0]
    named = re.findall(r'<link rel="alternate" hreflang="(en|cy)" href="([^"]*)">', head)
    assert [url for _code, url in named] == alternates
    assert all(url.startswith(f"/{code}/") for code, url in named)


def test_the_page_of_a_failure_needs_nothing_that_may_be_broken():
    answer = server_error(None)
    assert answer.status_code == 500
    assert "Nothing was half-saved" in answer.content.decode()
    assert 'lang="cy"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/en/accounts/login/?next=%00", "/en/accounts/login/?next=%ED%A0%80"])
def test_text_that_no_database_holds_gets_a_sentence(client, path):
    answer = client.get(path)
    assert answer.status_code in (200, 400)
    assert b"<h1>" in answer.content


@pytest.mark.django_db
def test_a_fragment_brings_the_language_link_with_the_filters_just_chosen(client):
    client.force_login(make_user(is_administrator=True))
    address = reverse("boards:list") + "?q=safer"
    page, fragment = client.get(address), client.get(address, headers={"HX-Request": "true"})
    link = b'id="other-language" href="/cy/boards/?q=safer"'
    assert link in page.content and page.content.count(b"hx-swap-oob") == 0
    assert link in fragment.content and b"hx-swap-oob" in fragment.content
    assert b"<html" not in fragment.content
    assert "HX-Request" in page["Vary"] and "HX-Request" in fragment["Vary"]
