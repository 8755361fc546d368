"""No English stands on a Welsh page but what says that it is English: every address, by every role, in both languages.

What has no language is let through: names of people, words that somebody typed once for both languages, references,
digests, names of files. Neither a title, an option of a list nor a drawing can bear a mark in its midst, so names
of the record may stand in those.
"""

import gettext
import re
import subprocess
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client
from django.utils import translation

from saferwales.audit import writing
from saferwales.audit.models import record_models
from tests import access_world
from tests.builders import ACTOR
from tests.crawling import read, without_tokens
from tests.test_access import ROLES, TABLE, address

pytestmark = [pytest.mark.django_db, pytest.mark.markup, pytest.mark.needs_aspell]
ENGLISH, WELSH = "English words", "Geiriau Cymraeg"
LOCALE = Path(__file__).resolve().parent.parent / "locale" / "cy"
WITHOUT_MARKS = ("title", "option", "@data-label", "@aria-label", "@title")
NO_LANGUAGE = re.compile(
    r"https?://\S+|\bSHA-256\b|\b[0-9a-f]{64}\b|[\w.+-]+@[\w.-]+|[\w-]+\.(?:pdf|txt|csv|jsonl|py)\b|\bsystem:tests\b|\[\[[\w-]+\]\]"
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
BOTH = {  # pages that show both languages of a text beside each other, or files of either language
    "objectives:objective", "workstreams:statement", "reports:section_versions", "reports:checks", "reports:orders", "reports:confirm_languages",
}  # fmt: skip
SHORTENED = re.compile(r"['’](?:r|n|i|u|m|ch|th|w)\b")


def _pairs(model):
    return [one.name.removesuffix("_en") for one in model._meta.concrete_fields if one.name.endswith("_en")]


def _write_out(with_welsh):
    """Every text in English says that it is; its Welsh is there, or is missing."""
    number = 0
    for model in record_models():
        pairs = _pairs(model)
        for record in model.objects.all() if pairs else ():
            with writing.act(by=ACTOR, reason="set up"):
                for name in pairs:
                    if getattr(record, f"{name}_en"):
                        number += 1
                        setattr(record, f"{name}_en", f"{ENGLISH} {number}")
                        setattr(record, f"{name}_cy", f"{WELSH} {number}" if with_welsh else "")
                record.save()


def _typed():
    """All texts that are kept once for both languages: names, reasons, words as printed."""
    found = set(get_user_model().objects.values_list("name", flat=True))
    for model in record_models():
        own = [
            one.attname
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField)
            and not one.name.endswith(("_en", "_cy"))
            and not one.choices
        ]
        for values in model.objects.values_list(*own) if own else ():
            found |= {" ".join(str(value).split()) for value in values if value}
        found |= set(
            model.history.exclude(history_change_reason="").values_list("history_change_reason", flat=True)
        )
    longest_first = sorted((re.escape(one) for one in found if len(one) > 1), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)")


def _alike():
    """Sentences that are the same in both languages, as the catalogue says."""
    with (LOCALE / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog
    return {one for one, said in known.items() if isinstance(one, str) and one == said}


def _walk(people, where, roles, languages):
    """(name, its markup in each language) of every page that the roles read, and of what an empty form is answered."""
    for name in sorted(TABLE):
        with translation.override("en"):
            there = address(name, *where)
        if not there.startswith("/en/"):
            continue
        for role in roles:
            client = Client()
            if people[role]:
                client.force_login(people[role])
            for method in ("get", "post") if role == "manager" else ("get",):
                act = getattr(client, method)
                said = [act(f"/{language}/{there[4:]}") for language in languages]
                if all("html" in one.headers["Content-Type"] for one in said) and said[0].status_code != 302:
                    yield name, *(one.content.decode() for one in said)


@pytest.fixture
def crawl(monkeypatch, figure):
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    people, *where = access_world.make()

    def walk(with_welsh, roles=ROLES, languages=("en", "cy")):
        _write_out(with_welsh)
        seen, pages = set(), 0
        for name, *said in _walk(people, where, roles, languages):
            pages += 1
            if (same := without_tokens(said[-1])) not in seen:
                seen.add(same)
                yield name, *(read(one) for one in said)
        there = "with Welsh in the record" if with_welsh else "without Welsh in the record"
        figure(f"Welsh read through, {there}: {pages} pages, {len(seen)} of them different")

    return walk


def test_no_english_stands_unmarked_on_a_welsh_page(crawl):
    unmarked, said = set(), {}
    for name, english, welsh in crawl(with_welsh=False):
        there = {text for language, text, _tag in english if language == "en"}
        for text, tag in ((text, tag) for language, text, tag in welsh if language == "cy"):
            if ENGLISH in text and tag not in WITHOUT_MARKS:
                unmarked.add((name, tag, text))
            elif ENGLISH not in text:
                said.setdefault((text, text in there), name)
    assert sorted(unmarked) == []
    typed, alike = _typed(), _alike()
    left = {one: typed.sub(" ", NO_LANGUAGE.sub(" ", one[0])) for one in said}
    same = {
        (said[one], one[0]) for one in said if one[1] and one[0] not in alike and LETTERS.search(left[one])
    }
    assert sorted(same) == []
    words = {word: said[one] for one in said for word in LETTERS.findall(SHORTENED.sub(" ", left[one]))}
    assert _unknown(words) == {}


def _unknown(words):
    reviewed = set((LOCALE / "words.txt").read_text(encoding="utf-8").split())
    said = subprocess.run(
        ["aspell", "-l", "cy", "--encoding=utf-8", "list"],
        input="\n".join(words),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {word: words[word] for word in sorted(set(said.split()) - reviewed)}


def test_where_there_is_welsh_it_is_shown_and_known_as_welsh(crawl):
    """By those whose pages hold all of the record; that no sentence of ours is English is asked above, for every role."""
    shown, mistaken = set(), set()
    for name, welsh in crawl(True, ("administrator", "manager", "board"), ("cy",)):
        for language, text, tag in welsh:
            if ENGLISH in text and tag != "textarea" and name not in BOTH:
                shown.add((name, tag, text))
            if WELSH in text and ENGLISH not in text and language != "cy":
                mistaken.add((name, tag, text))
    assert sorted(shown) == []
    assert sorted(mistaken) == []
