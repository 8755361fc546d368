"""The closure report says what the record said on its day, in the source's words, on the web and in the file."""

import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from objectives.models import Objective
from reports import printing
from reports.content.closure_report import build
from reports.content.record import NotYet
from reports.rendering import engine
from tests import builders
from tests.conftest import SOURCE
from tests.reports.conftest import ANSWERED, CLOSED

pytestmark = pytest.mark.django_db
SECTIONS = [
    "introduction",
    "context",
    "programme",
    "achievements",
    "transition",
    "annex-b",
    "annex-c",
    "annex-d",
    "annex-e",
]


def groups(report, place):
    """(heading, number of lines) of a list in the transition section: 0 in place, 1 to oversee."""
    (section,) = [one for one in report.sections if one.key == "transition"]
    parts = [part for part in section.parts if part.kind == "groups"]
    return [(group.heading, len(group.items)) for group in parts[place].content]


def assert_accessible(made):
    validator = pytest.importorskip("page")
    report = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
    assert "0 failed, 104 total" in str(report), str(report)


class TestContent:
    def test_the_lists_come_from_the_record_of_the_day(self, programme):
        then, later = build(programme, CLOSED, "en"), build(programme, ANSWERED, "en")
        assert groups(then, 0) == [
            ("Supported by appropriate skills and knowledge", 6),
            ("Preventing and intervening as soon as possible", 3),
            ("Focused on long-term improvements and benefits", 6),
        ]
        assert [count for _heading, count in groups(then, 1)] == [5, 2, 4]
        assert sum(count for _heading, count in groups(later, 0)) == 9
        ((heading, count),) = groups(later, 1)
        assert heading.startswith("Accepted since by: Safer Communities Board")
        assert count == 17

    def test_no_objective_is_lost_on_any_day(self, programme):
        for day in (CLOSED, date(2020, 9, 24), ANSWERED, date(2026, 1, 1)):
            report = build(programme, day, "en")
            assert sum(count for place in (0, 1) for _heading, count in groups(report, place)) == 26

    def test_an_empty_annex_says_so(self, programme):
        report = build(programme, CLOSED, "en")
        (annex,) = [one for one in report.annexes if one.key == "annex-a"]
        assert "holds no text" in str(annex.parts[0].content)

    def test_a_return_that_did_not_come_says_so(self, programme):
        html = printing.html_of(build(programme, CLOSED, "en"))
        assert html.count("no update received") == 24

    def test_english_words_of_a_welsh_report_are_marked_as_english(self, programme):
        html = printing.html_of(build(programme, CLOSED, "cy"))
        assert '<html lang="cy">' in html
        assert '<h2 id="introduction" lang="en">' in html

    def test_before_its_day_there_is_no_report(self, programme):
        with pytest.raises(NotYet, match="1 January 2019"):
            build(programme, date(2019, 1, 1), "en")

    def test_a_new_programme_has_a_report_under_plain_headings(self):
        one = builders.make_objective()
        html = printing.html_of(build(one.programme, date(2030, 1, 1), "en"))
        assert one.text_en in html
        assert "None on this day." in html

    def test_what_users_type_is_text(self):
        one = builders.make_objective(text_en="Do <script>alert(1)</script> & {{ settings }} [^1]")
        html = printing.html_of(build(one.programme, date(2030, 1, 1), "en"))
        assert "Do &lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ settings }} [^1]" in html

    @pytest.mark.parametrize("many", [0, 60])
    def test_as_many_statements_whatever_the_number_of_objectives(
        self, programme, many, django_assert_num_queries
    ):
        stream = programme.workstreams.first()
        for _turn in range(many):
            builders.make_objective(stream)
        with django_assert_num_queries(3):  # the record on its day, its words, what was overridden
            printing.html_of(build(programme, date(2030, 1, 1), "en"))
        assert Objective.objects.count() == 26 + many


@pytest.mark.needs_pango
class TestFile:
    @pytest.mark.needs_source
    @pytest.mark.needs_pdftotext
    def test_the_source_comes_out_word_for_word_and_accessibly(self, programme, rendering, tmp_path):
        file = tmp_path / "report.pdf"
        file.write_bytes(printing.pdf_of(build(programme, CLOSED, "en")))
        assert_accessible(file.read_bytes())
        tool = SOURCE / "tools" / "recall.py"
        found = subprocess.run([sys.executable, tool, file, *SECTIONS], capture_output=True, text=True)
        assert found.returncode == 0, found.stdout + found.stderr

    def test_it_is_accessible_in_welsh_and_after_the_handover(self, programme, rendering):
        assert_accessible(printing.pdf_of(build(programme, ANSWERED, "cy")))

    def test_the_command_makes_it(self, programme, rendering, tmp_path, capsys):
        file = tmp_path / "report.pdf"
        call_command(
            "render", "closure-report", "--as-at", "2020-06-15", "--language", "en", "--output", str(file)
        )
        assert file.read_bytes().startswith(b"%PDF-1.7")
        said = capsys.readouterr()
        assert "setting the pages" in said.err
        assert "2020-06-15" in said.out

    def test_the_command_says_what_is_wrong(self, programme, rendering, tmp_path):
        with pytest.raises(CommandError, match="Choose a later day"):
            call_command(
                "render", "closure-report", "--as-at", "2001-01-01", "--output", str(tmp_path / "a.pdf")
            )
        with pytest.raises(CommandError, match="could not be written"):
            call_command("render", "closure-report", "--output", str(tmp_path / "none" / "a.pdf"))


class TestPages:
    @pytest.fixture
    def reader(self, client, programme):
        client.force_login(builders.make_user("Elin", programme, "secretary"))
        return client

    def address(self, programme, name="closure-report"):
        return reverse(f"reports:{name}", args=[programme.slug])

    def test_the_page_shows_the_day_asked_for(self, reader, programme):
        page = reader.get(self.address(programme), {"as_at": "2020-11-04"}).content.decode()
        assert "as it stood on 4 November 2020" in page
        assert "closure-report.pdf?as_at=2020-11-04" in page
        typed = {"as_at_0": "4", "as_at_1": "11", "as_at_2": "2020"}
        assert "4 November 2020" in reader.get(self.address(programme), typed, follow=True).content.decode()
        assert "as it stood on 15 June 2020" in reader.get(self.address(programme)).content.decode()

    @pytest.mark.parametrize("name", ["closure-report", "closure-report-pdf"])
    @pytest.mark.parametrize(
        "asked", ["nonsense", "2020-02-31", "0001-01-01", "9999-12-31\0", "2019-01-01", "x" * 5000]
    )
    def test_a_day_that_cannot_be_is_a_sentence(self, reader, programme, name, asked):
        response = reader.get(self.address(programme, name), {"as_at": asked})
        assert response.status_code in (400, 422)

    def test_statements_of_the_page(self, reader, programme, django_assert_num_queries):
        with django_assert_num_queries(
            2 + 5
        ):  # session and user; programme, the report's own day, the record, its words, what was overridden
            reader.get(self.address(programme))

    def test_outsiders_do_not_learn_that_it_exists(self, client, programme):
        client.force_login(builders.make_user("Out", builders.make_programme(), "manager"))
        for name in ("list", "closure-report", "closure-report-pdf"):
            assert client.get(self.address(programme, name)).status_code == 404

    @pytest.mark.expects_log_errors
    def test_without_pango_the_page_says_so(self, reader, programme, monkeypatch):
        monkeypatch.setattr(engine, "pdf_available", lambda: False)
        response = reader.get(self.address(programme, "closure-report-pdf"))
        assert response.status_code == 503
        assert "apt-get install" in response.content.decode()

    @pytest.mark.needs_pango
    def test_the_file_comes_with_its_name_and_language(self, reader, programme, rendering):
        response = reader.get(self.address(programme, "closure-report-pdf"), {"as_at": "2020-06-15"})
        assert response["Content-Type"] == "application/pdf"
        assert (
            "safer-communities-2018-2020-closure-report-2020-06-15-en.pdf" in response["Content-Disposition"]
        )
        assert response.content.startswith(b"%PDF-")
