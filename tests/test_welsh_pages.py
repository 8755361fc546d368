"""No English stands on a Welsh page but what says that it is English: every address, by every role, in both languages.

What has no language is let through: names of people, words that somebody typed once for both languages, references,
digests, names of files. Neither a title, an option of a list nor a drawing can bear a mark in its midst, so names
of the record may stand in those.
"""

from functools import partial

import pytest
from django.utils import translation

from tests import access_world
from tests.browser.answers import QUERIES, SIGNS_OUT, client_of
from tests.crawling import read, without_tokens
from tests.test_access import ROLES, TABLE, address
from tests.welsh import ENGLISH, WELSH, faults, write_out

pytestmark = [pytest.mark.django_db, pytest.mark.markup, pytest.mark.needs_aspell]
WITHOUT_MARKS = ("title", "option", "@data-label", "@aria-label", "@title")
BOTH = {  # pages that show both languages of a text beside each other, or files of either language
    "objectives:objective", "workstreams:statement", "reports:section_versions", "reports:checks", "reports:orders", "reports:confirm_languages",
}  # fmt: skip


def _addresses(where):
    """(name, address), also with what is asked of a page in its query."""
    for name in sorted(TABLE):
        with translation.override("en"):
            there = address(name, *where)
        if there.startswith("/en/"):
            yield from (
                (name, there + asked) for asked in ("", *(f"?{one}" for one in QUERIES.get(name, ())))
            )


def _walk(people, where, roles):
    """(name, its markup in Welsh, who asks for it in English) of every page that the roles read, and of what an empty
    form is answered."""
    clients = {role: client_of(people[role]) for role in roles}
    for name, there in _addresses(where):
        for role in roles:
            sends = role == "manager" and "?" not in there and not there.endswith(SIGNS_OUT)
            for method in ("get", "post") if sends else ("get",):
                ask = getattr(clients[role], method)
                said = ask(f"/cy/{there[4:]}")
                if "html" in said.headers["Content-Type"] and said.status_code != 302:
                    yield name, said.content.decode(), partial(ask, there)


@pytest.fixture
def crawl(monkeypatch, figure):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    people, *where = access_world.make()

    def walk(with_welsh, roles=ROLES):
        write_out(with_welsh)
        seen, pages = set(), 0
        for name, welsh, in_english in _walk(people, where, roles):
            pages += 1
            if (same := without_tokens(welsh)) not in seen:
                seen.add(same)
                yield name, read(welsh), in_english
        there = "with Welsh in the record" if with_welsh else "without Welsh in the record"
        figure(f"Welsh read through, {there}: {pages} pages, {len(seen)} of them different")

    return walk


def test_no_english_stands_unmarked_on_a_welsh_page(crawl):
    unmarked, said = set(), {}
    for name, welsh, in_english in crawl(with_welsh=False):
        english = read(in_english().content.decode())
        there = {text for language, text, _tag in english if language == "en"}
        for text, tag in ((text, tag) for language, text, tag in welsh if language == "cy"):
            if ENGLISH in text and tag not in WITHOUT_MARKS:
                unmarked.add((name, tag, text))
            elif ENGLISH not in text:
                said.setdefault((text, text in there), name)
    assert sorted(unmarked) == []
    assert faults(said) == ([], {})


def test_where_there_is_welsh_it_is_shown_and_known_as_welsh(crawl):
    """By those whose pages hold all of the record; that no sentence of ours is English is asked above, for every role."""
    shown, mistaken = set(), set()
    for name, welsh, _in_english in crawl(True, ("administrator", "manager", "board")):
        for language, text, tag in welsh:
            if ENGLISH in text and tag != "textarea" and name not in BOTH:
                shown.add((name, tag, text))
            if WELSH in text and ENGLISH not in text and language != "cy":
                mistaken.add((name, tag, text))
    assert sorted(shown) == []
    assert sorted(mistaken) == []
