"""Every kind of page that links lead to in the programme of 2018-2020, in both languages: axe finds nothing on the real record."""

import html
import re

import pytest
from django.core.management import call_command
from django.urls import resolve
from django.utils import translation

from tests import builders
from tests.browser.answers import client_of, is_page
from tests.browser.windows import Proof

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup, pytest.mark.usefixtures("quiet")]
LINK = re.compile(r'<a [^>]*href="(/en/[^"#]*)')


def _where_it_leads(client):
    """One address of each kind that links lead to, beginning at the start page, and its answer."""
    tried, waiting = set(), ["/en/"]
    while waiting:
        there = waiting.pop(0)
        name = resolve(there.partition("?")[0]).view_name
        if name in tried:
            continue
        tried.add(name)
        answer = client.get(there)
        if is_page(answer):
            yield there, answer
            waiting += [html.unescape(one) for one in LINK.findall(answer.content.decode())]


def test_every_kind_of_page_of_the_programme_of_2020(browser, served, monkeypatch, figure):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    call_command("load_programme", verbosity=0)
    manager = builders.make_user("Mair", is_administrator=True)
    client, proof = client_of(manager), Proof(browser, served)
    with translation.override("en"):
        led = list(_where_it_leads(client))
    more = [
        f"{one.partition('?')[0]}?page=2" for one, answer in led if 'class="pages"' in answer.content.decode()
    ]
    assert more
    for there in [one for one, _answer in led] + more:
        for language in ("en", "cy"):
            path = f"/{language}/{there[4:]}"
            proof.add("administrator", path, client.get(path), manager)
    proof.end(figure, "Pages of the programme of 2020, one of each kind × languages")
    assert proof.pages > 120
