"""The closure pack holds the covering report and Documents 1 to 4 in one file with one outline."""

import re
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports import printing
from reports.content import letters
from reports.content.closure_pack import build
from reports.content.digest import content_sha256
from reports.content.record import NotYet
from tests import builders
from tests.conftest import SOURCE
from tests.reports.conftest import CLOSED
from tests.reports.test_closure_report import assert_accessible

pytestmark = pytest.mark.django_db
ALL_SECTIONS = [
    "covering-report",
    "recommendations",
    "introduction",
    "context",
    "programme",
    "achievements",
    "transition",
    "annex-b",
    "annex-c",
    "annex-d",
    "annex-e",
    "letter",
    "appendix-a",
    "reply",
]


class TestContent:
    def test_it_holds_five_documents_in_their_order(self, programme):
        parts = build(programme, CLOSED, "en").parts
        assert [str(one.label) for one in parts] == [
            "Covering report",
            *(f"Document {n}" for n in range(1, 5)),
        ]
        assert [one.title for one in parts][1:3] == [
            "Document 1: Welsh Government: Working Together for Safer Communities recommendations",
            "Document 2: Programme Closure Report",
        ]
        assert [one.letter.as_at for one in parts[3:]] == [date(2020, 9, 15), date(2020, 11, 4)]
        assert len(parts[2].annexes) == 5 and not any(one.lacking for one in parts)

    def test_the_same_recommendations_bear_each_documents_numbers(self, programme):
        parts = build(programme, CLOSED, "en").parts
        numbered = [parts[1].sections[0], parts[2].annexes[3]]
        first, last = ([one.number for one in section.parts[0].content] for section in numbered)
        assert (first[0], first[-1], last[0], last[-1]) == ("1", "11", "12", "22")

    @pytest.mark.parametrize("language", ["en", "cy"])
    def test_a_title_that_bears_its_number_is_given_no_second_one(self, programme, language):
        titles = [str(one.title) for one in build(programme, CLOSED, language).parts[1:]]
        numbers = [len(re.findall(r"(?:Document|Dogfen) \d", title)) for title in titles]
        assert numbers == [1, 1, 1, 1], titles

    def test_no_two_places_have_one_name(self, programme):
        parts = build(programme, CLOSED, "en").parts
        names = [one.key for one in parts] + [section.key for one in parts for section in one.sections]
        assert len(names) == len(set(names))

    def test_a_programme_without_covering_report_or_letters_says_what_lacks(self):
        programme = builders.make_programme()
        pack = build(programme, CLOSED, "en")
        assert [str(one.label) for one in pack.parts] == [f"Document {number}" for number in range(1, 5)]
        assert [bool(one.lacking) for one in pack.parts] == [False, False, True, True]
        html = printing.html_of(pack)
        assert "The record holds no such letter" in html and "Document 3: Handover letter" in html

    def test_before_the_closure_report_there_is_none(self, programme):
        with pytest.raises(NotYet, match="Choose a later day"):
            build(programme, date(2019, 1, 1), "en")

    def test_it_has_a_digest_of_its_own(self, programme):
        both = [build(programme, CLOSED, language) for language in ("en", "cy")]
        assert len(content_sha256(*both)) == 64

    def test_statements_are_few_and_fixed(self, programme, django_assert_num_queries):
        with django_assert_num_queries(
            8
        ):  # the words of all, two reports, two letters of two each, overrides
            printing.html_of(build(programme, CLOSED, "en"))


@pytest.mark.needs_pango
class TestFile:
    @pytest.fixture
    def file(self, programme, rendering):
        """Made once, by the command, for all tests of the file."""
        where = rendering / "pack.pdf"
        if not where.exists():
            asked = ["--as-at", "2020-06-15", "--language", "en", "--output", str(where)]
            call_command("render", "closure-pack", *asked)
        return where

    @pytest.mark.needs_source
    @pytest.mark.needs_pdftotext
    def test_it_carries_the_words_of_the_source(self, file):
        tool = SOURCE / "tools" / "recall.py"
        said = subprocess.run(
            [sys.executable, str(tool), "--floor", "0.98", "--show", "5", str(file), *ALL_SECTIONS],
            capture_output=True,
            text=True,
        )
        assert said.returncode == 0, said.stdout + said.stderr

    @pytest.mark.needs_source
    @pytest.mark.needs_pdftotext
    def test_the_withheld_contact_lines_stay_withheld(self, file):
        text = subprocess.run(
            ["pdftotext", str(file), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert "Not printed here" in text and "mailto" not in text and "@" not in text

    def test_one_outline_names_each_annex_with_its_parent(self, file):
        pypdf = pytest.importorskip("pypdf")
        outline = pypdf.PdfReader(file).outline
        top = [one.title for one in outline if not isinstance(one, list)]
        assert len(top) == 6 and top[0] == "Closure pack" and top[5].startswith("Document 4: Response letter")
        below = [one for one in outline if isinstance(one, list)]
        annexes = [one.title for group in below for one in group if not isinstance(one, list)]
        assert sum(one.startswith("Document 2: A") for one in annexes) == 5
        assert sum(one.startswith("Document 3: Appendix A") for one in annexes) == 1

    def test_parts_begin_on_a_page_of_their_own_and_pages_are_counted_through(self, file):
        pypdf = pytest.importorskip("pypdf")
        pages = [page.extract_text() for page in pypdf.PdfReader(file).pages]
        for title in (
            "Document 1: Welsh",
            "Document 2: Programme Closure",
            "Document 3 – SRO",
            "Document 4: Resp",
        ):
            assert any(page.lstrip().startswith(title) for page in pages), title
        for number, page in enumerate(pages, 1):
            assert f"Page {number} of {len(pages)}" in page
            assert "Draft – not issued" in page

    def test_it_is_accessible(self, file):
        assert_accessible(file.read_bytes())


class TestPage:
    @pytest.fixture
    def reader(self, client, programme):
        client.force_login(builders.make_user("Elin", programme, "secretary"))
        return client

    def test_it_can_be_read_in_the_browser(self, reader, programme):
        response = reader.get(reverse("reports:closure-pack", args=[programme.slug]))
        page = response.content.decode()
        assert response.status_code == 200
        assert "closure-pack.pdf?as_at=2020-06-15" in page and "as it stood on 15 June 2020" in page
        assert 'id="document-3-enclosure"' in page and page.count('id="notes"') == 1
        assert (
            reverse("reports:closure-pack", args=[programme.slug])
            in reader.get(reverse("reports:list", args=[programme.slug])).content.decode()
        )

    def test_a_day_before_it_is_refused_in_a_sentence(self, reader, programme):
        response = reader.get(reverse("reports:closure-pack", args=[programme.slug]), {"as_at": "2019-01-01"})
        assert response.status_code == 422 and "Choose a later day" in response.content.decode()

    def test_statements_of_the_page(self, reader, programme, django_assert_num_queries):
        # session and user; programme, its own day, the pack's seven, and what was overridden at the closing
        with django_assert_num_queries(2 + 10):
            reader.get(reverse("reports:closure-pack", args=[programme.slug]))

    @pytest.mark.needs_pango
    def test_the_file_comes_with_its_name(self, reader, programme, rendering):
        response = reader.get(reverse("reports:closure-pack-pdf", args=[programme.slug]))
        assert "closure-pack-2020-06-15-en.pdf" in response["Content-Disposition"]
        assert response.content.startswith(b"%PDF-")

    def test_letters_of_the_pack_are_the_registers(self, programme):
        alone = letters.build(programme, letters.REPLY, "en")
        assert build(programme, CLOSED, "en").parts[4].letter == alone
