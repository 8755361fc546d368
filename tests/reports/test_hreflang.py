"""A link to a file in one fixed language says which, on a page in either language."""

import re

import pytest
from django.urls import resolve
from django.utils import translation

from tests import access_world
from tests.test_access import address

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a [^>]*href="(/[^"?#]*)[^>]*>')
PAGES = ("reports:edition", "reports:order", "reports:orders", "reports:board_order", "reports:board_orders")
FILES = {"reports:edition_file", "reports:edition_annex", "reports:order_file", "reports:board_order_file"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_links_to_files_name_their_language(client, language):
    people, *where = access_world.make()
    client.force_login(people["manager"])
    with translation.override(language):
        read = [client.get(address(name, *where)).content.decode() for name in PAGES]
        links = [one for page in read for one in LINK.finditer(page) if one[1].startswith(f"/{language}/")]
        to_files = [(resolve(one[1]).view_name, one[0]) for one in links]
    to_files = [(name, tag) for name, tag in to_files if name in FILES]
    assert {name for name, _tag in to_files} == FILES
    named = [(tag, "cy" if "-cy.csv" in tag else "en") for _name, tag in to_files]
    assert [tag for tag, language in named if f' hreflang="{language}"' not in tag] == []
