"""Words of a source stand as they were written; a Welsh page and a Welsh document say over each that it is a quotation."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from boards.models import Board, BoardRelation, Meeting
from objectives.models import (
    Handover,
    HandoverItem,
    Letter,
    LetterAnswer,
    LetterItem,
    Objective,
    ObjectiveWording,
)
from reports.content import meetings, register_items
from reports.content.closure_report import build
from reports.content.notes import Notes
from reports.content.shapes import Part
from saferwales.web import quotations
from tests import builders
from tests.conftest import ROOT
from tests.crawling import read
from tests.reports.conftest import CLOSED
from workstreams.models import Event

CAPTION = "Dyfyniad o'r ddogfen Saesneg"


def _words(model, name="words"):
    return {f"“{' '.join(one.split())}”" for one in model.objects.values_list(name, flat=True) if one}


def _addresses(programme):
    """Every page on which words of the source are quoted."""
    records = [
        *Objective.objects.all(),
        *Handover.objects.all(),
        *Letter.objects.all(),
        *Board.objects.all(),
        *Meeting.objects.all(),
    ]
    within = f"/en/programmes/{programme.slug}/"
    return [
        *(one.get_absolute_url() for one in records),
        f"{within}timeline/",
        f"{within}reports/reconciliation/",
        f"{within}reports/checks/",
    ]


def _uncaptioned(said, words):
    """Which quotations of a page do not stand directly below the caption."""
    before = ""
    for _language, text, tag in said:
        quoted = tag in ("blockquote", "ins", "del", "span") and before == CAPTION
        if (tag == "blockquote" or text in words) and not quoted:
            yield text
        before = before if quoted else text


@pytest.mark.markup
@pytest.mark.django_db
def test_every_quotation_of_a_welsh_page_stands_under_its_caption(programme):
    reader = Client()
    reader.force_login(builders.make_user(is_administrator=True))
    words = set().union(
        *(_words(one) for one in (Event, Meeting, HandoverItem, LetterItem, LetterAnswer, BoardRelation))
    )
    words |= _words(ObjectiveWording, "text_en") | _words(Objective, "governance_words")
    words |= _words(Objective, "priority_words") | _words(Board, "founded_text")
    found, without = set(), []
    for address in _addresses(programme):
        answer = reader.get(address.replace("/en/", "/cy/", 1))
        assert answer.status_code == 200, address
        said = read(answer.content.decode())
        found |= {text for language, text, tag in said if tag == "blockquote" and language == "en"}
        without += [(address, text) for text in _uncaptioned(said, words)]
    assert without == []
    assert words - found == set()
    assert [one for one in _addresses(programme)[::9] if CAPTION in reader.get(one).content.decode()] == []


def test_no_template_sets_a_quotation_apart_by_itself():
    templates = (ROOT / "templates").rglob("*.html")
    assert [one.name for one in templates if "<blockquote" in one.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("words", "named", "language"),
    [
        ("The Board was established in 2019.", "", "en"),
        ("Sefydlwyd y Bwrdd yn 2019 ac mae wedi cwrdd.", "", "cy"),
        ("Cytunwyd.", "Cymraeg", "cy"),
        ("Cytunwyd.", "", "en"),
        ("Sefydlwyd y Bwrdd yn 2019.", "English", "en"),
        ("Sefydlwyd y Bwrdd yn 2019.", "English, with bilingual labels", "cy"),
    ],
)
def test_words_bear_the_language_that_they_were_written_in(words, named, language):
    assert quotations.language_of(words, named) == language
    with translation.override("en" if language == "cy" else "cy"):
        assert f'<blockquote lang="{language}">“{words}”</blockquote>' in quotations.block(words, named)
        assert ("<figcaption>" in quotations.block(words, named)) is (language == "en")
    with translation.override(language):
        assert quotations.block(words, named) == f"<blockquote>“{words}”</blockquote>"


def test_what_is_quoted_is_escaped():
    assert "<b>" not in quotations.block("<b>The Board</b>")


def _printed(part):
    with translation.override("cy"):
        return read(
            f'<html lang="cy">{render_to_string(f"reports/parts/{part.kind}.html", {"part": part, "notes": Notes()})}'
        )


@pytest.mark.django_db
class TestADocument:
    def test_the_lines_of_the_sros_stand_under_the_caption(self, programme):
        english, welsh = (
            [part for section in build(programme, CLOSED, language).sections for part in section.parts]
            for language in ("en", "cy")
        )
        assert {part.caption for part in english} == {""}
        (lines,) = (part for part in welsh if part.caption)
        said = _printed(lines)
        assert said[0] == ("cy", CAPTION, "p") and {language for language, _text, _tag in said[1:]} == {"en"}
        assert any("Chief Fire Officer" in text for _language, text, _tag in said[1:])

    def test_what_is_said_of_a_meeting_stands_under_the_caption(self, programme):
        meeting = Meeting.objects.exclude(words="")[0]
        papers = [
            meetings.build(meeting.board_id, meeting.pk, meetings.MINUTES, language)
            for language in ("en", "cy")
        ]
        english, welsh = (one.sections[0].parts[0] for one in papers)
        assert english.caption == "" and welsh.caption == CAPTION
        said = _printed(welsh)
        assert said[0][1] == CAPTION and ("en", " ".join(meeting.words.split()), "span") in said

    def test_the_answers_to_an_offer_stand_in_a_column_of_that_name(self, programme):
        items = list(HandoverItem.objects.exclude(words=""))
        assert register_items._in_which_words(items) == "In these words"
        with translation.override("cy"):
            assert register_items._in_which_words(items) == CAPTION
            items[0].words = "Cytunwyd gan y Bwrdd yn unol â'r cais."
            assert register_items._in_which_words(items[:1]) == "Yn y geiriau hyn"

    def test_what_is_said_in_welsh_of_an_english_line_is_no_english(self):
        from reports.content.shapes import Item

        with translation.override("cy"):
            line = Item(
                quotations.marked("A line", "en"), (Item("Is-bwynt"),), remark="Nid oes neb yn y swydd."
            )
        said = _printed(Part("list", (line,)))
        assert said == [
            ("en", "A line", "span"),
            ("cy", "Nid oes neb yn y swydd.", "strong"),
            ("cy", "Is-bwynt", "li"),
        ]
