"""The handover letter and the reply come out of the record in the source's words, on the web and in the file."""

import subprocess
import sys
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from objectives.models import Handover, HandoverItem, Letter
from reports import printing
from reports.content import letters
from tests import builders
from tests.conftest import SOURCE
from tests.reports.test_closure_report import assert_accessible

pytestmark = pytest.mark.django_db
RECALL = {letters.HANDOVER_LETTER: ["letter", "appendix-a"], letters.REPLY: ["reply"]}


class TestContent:
    def test_the_table_holds_what_was_asked_by_work_stream_and_sro(self, programme):
        made = letters.build(programme, letters.HANDOVER_LETTER, "en")
        assert [len(row.items) for row in made.rows] == [5, 6, 2, 4]
        assert made.rows[0].sro == "SRO: Dafydd Llewelyn, Dyfed Powys, Police & Crime Commissioner"
        assert made.rows[1].items[0].text.startswith("Establish the Safer Communities Network")
        assert made.as_at == date(2020, 9, 15) and not made.is_draft

    def test_the_reply_has_its_own_letterhead_and_no_contact_lines(self, programme):
        made = letters.build(programme, letters.REPLY, "en")
        head = dict(made.head)
        assert head["Dyddiad /Date:"] == "4 November 2020"
        assert head["Gofynnwch am/Please ask for:"] == "Naomi Alleyne"
        assert head["Ebost/Email:"] == head["Llinell uniongyrchol/Direct line:"] == "Not printed here"
        assert [str(one.name) for one in made.signatories] == ["Alun Michael", "Cllr Mathew Dorrance"]
        assert made.rows == ()

    def test_in_welsh_the_words_of_the_letter_stay_marked_as_english(self, programme):
        html = printing.html_of(letters.build(programme, letters.REPLY, "cy"))
        assert '<html lang="cy">' in html and '<div class="prose" lang="en">' in html
        assert "4 Tachwedd 2020" in html

    def test_what_was_withdrawn_before_the_day_is_not_asked_for(self, programme):
        item = HandoverItem.objects.get(objective__key="1.1")
        builders.writing.amend(
            item, by=builders.ACTOR, reason="r", effective_on=date(2020, 12, 1), answer="withdrawn",
            answered_on=date(2020, 12, 1),
        )  # fmt: skip
        then = letters.build(programme, letters.HANDOVER_LETTER, "en")
        later = letters.build(programme, letters.HANDOVER_LETTER, "en", day=date(2020, 12, 2))
        assert (len(then.rows[0].items), len(later.rows[0].items)) == (5, 4)

    def test_another_programmes_letter_needs_only_what_the_record_has(self):
        stream = builders.make_workstream()
        objective = builders.make_objective(stream)
        letter = builders.enter(
            Letter, programme=stream.programme, key="ask", direction="sent", title_en="Asking",
            body_en="Please take **this**.\n\n<script>x</script>",
        )  # fmt: skip
        handover = builders.enter(
            Handover, programme=stream.programme, giver=stream.programme.governing_board,
            receiver=builders.make_board(), title_en="H", letter=letter,
        )  # fmt: skip
        builders.enter(HandoverItem, handover=handover, objective=objective)
        made = letters.build(stream.programme, letters.HANDOVER_LETTER, "en")
        assert made.is_draft and made.rows[0].sro == "No SRO was in post on this day."
        assert made.rows[0].items[0].text == objective.text_en
        html = printing.html_of(made)
        assert "<strong>this</strong>" in html and "<script>" not in html and "DRAFT" in html

    def test_two_statements_whatever_the_number_of_objectives(self, programme, django_assert_num_queries):
        with django_assert_num_queries(2):
            printing.html_of(letters.build(programme, letters.HANDOVER_LETTER, "en"))


@pytest.mark.needs_pango
class TestFile:
    @pytest.mark.needs_source
    @pytest.mark.needs_pdftotext
    @pytest.mark.parametrize("kind", letters.KINDS)
    def test_the_command_brings_out_the_source_word_for_word(self, programme, rendering, tmp_path, kind):
        file = tmp_path / "letter.pdf"
        call_command("render", kind, "--output", str(file))
        assert_accessible(file.read_bytes())
        tool = SOURCE / "tools" / "recall.py"
        found = subprocess.run([sys.executable, tool, file, *RECALL[kind]], capture_output=True, text=True)
        print(found.stdout)
        assert found.returncode == 0, found.stdout + found.stderr

    @pytest.mark.parametrize("kind", letters.KINDS)
    def test_it_is_accessible_in_welsh(self, programme, rendering, kind):
        assert_accessible(printing.pdf_of(letters.build(programme, kind, "cy")))

    def test_a_programme_without_letters_is_told(self, tmp_path):
        slug = builders.make_programme().slug
        with pytest.raises(CommandError, match="no such letter"):
            call_command("render", "reply", "--programme", slug, "--output", str(tmp_path / "a.pdf"))


class TestPages:
    @pytest.fixture
    def reader(self, client, programme):
        client.force_login(builders.make_user("Elin", programme, "secretary"))
        return client

    def test_every_letter_of_the_register_is_read_as_it_is_sent(self, reader, programme):
        for letter in Letter.objects.all():
            page = reader.get(reverse("reports:letter", args=[programme.slug, letter.key]))
            assert page.status_code == 200 and letter.salutation_en in page.content.decode()
            register = reader.get(letter.get_absolute_url()).content.decode()
            assert reverse("reports:letter", args=[programme.slug, letter.key]) in register

    def test_no_such_letter_does_not_exist(self, reader, programme):
        for name in ("letter", "letter-pdf"):
            assert reader.get(reverse(f"reports:{name}", args=[programme.slug, "none"])).status_code == 404

    def test_before_it_was_written_there_is_none(self, reader, programme):
        address = reverse("reports:letter", args=[programme.slug, "document-4"])
        assert reader.get(address, {"as_at": "2020-10-01"}).status_code == 404

    @pytest.mark.needs_pango
    def test_the_file_is_named_after_the_letter(self, reader, programme, rendering):
        response = reader.get(reverse("reports:letter-pdf", args=[programme.slug, "document-4"]))
        assert "-document-4-2020-11-04-en.pdf" in response["Content-Disposition"]
        assert response.content.startswith(b"%PDF-")
