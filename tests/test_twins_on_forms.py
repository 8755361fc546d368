"""On every form of the application a text and its twin in the other language stand beside each other."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from tests import access_world
from tests.crawling import VOID
from tests.test_access import TABLE, address

pytestmark = [pytest.mark.django_db, pytest.mark.markup]


class _Forms(HTMLParser):
    """{name of a box: the group of twins that it stands in, or None} of each form of a page."""

    def __init__(self):
        super().__init__()
        self.open, self.forms, self.groups = [], [], 0

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        group = self.open[-1][1] if self.open else None
        if "twins" in (facts.get("class") or "").split():
            self.groups += 1
            group = self.groups
        if tag == "form":
            self.forms.append({})
        if tag in ("input", "textarea", "select") and facts.get("name") and self.forms:
            self.forms[-1][facts["name"]] = group
        if tag not in VOID:
            self.open.append((tag, group))

    def handle_endtag(self, tag):
        if tag in {name for name, _group in self.open}:
            while self.open.pop()[0] != tag:
                pass


def apart(markup):
    """(how many pairs of texts the page's forms hold, the names of those that do not stand beside each other)."""
    page = _Forms()
    page.feed(markup)
    pairs = [
        (name[:-3], boxes[name], boxes[f"{name[:-3]}_cy"])
        for boxes in page.forms
        for name in boxes
        if name.endswith("_en") and f"{name[:-3]}_cy" in boxes
    ]
    return len(pairs), [name for name, english, welsh in pairs if english is None or english != welsh]


def test_a_twin_that_stands_apart_is_found():
    box = '<form><div class="twins {}"><input name="a_en"></div>{}</form>'
    assert apart(box.format("", '<input name="a_cy">')) == (1, ["a"])
    assert apart(box.format("", '<div class="twins"><textarea name="a_cy"></textarea></div>')) == (1, ["a"])
    assert apart('<form class="twins"><input name="a_en"><input name="a_cy"></form>') == (1, [])


def test_every_form_draws_a_text_beside_its_twin():
    people, *where = access_world.make()
    client, found, wrong = Client(), {}, {}
    client.force_login(people["administrator"])
    for name, (get, _post) in sorted(TABLE.items()):
        if get.split()[2] != "200":
            continue
        page = client.get(address(name, *where))
        if not page.headers["Content-Type"].startswith("text/html") or page.streaming:
            continue
        found[name], lonely = apart(page.content.decode())
        if lonely:
            wrong[name] = lonely
    forms = {name: count for name, count in found.items() if count}
    print(len(found), "pages,", len(forms), "with twins,", sum(forms.values()), "pairs")
    assert wrong == {}
    assert len(forms) > 20 and {"boards:new", "objectives:status", "workstreams:edit_return"} <= set(forms)
