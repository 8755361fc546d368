"""A letter that is sent stands in both languages, Welsh first, in the layout chosen for it; at its foot Welsh is welcomed."""

import io
from itertools import groupby

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.urls import reverse

from objectives import actions
from objectives.models import Letter
from reports import actions_letters, languages, printing
from reports.content import letterhead, letters
from saferwales.audit.asat import Reading
from tests import builders
from tests.conftest import SOURCE
from tests.reports.test_closure_report import assert_accessible
from tests.reports.test_drafts import ANSWERED, ASKED, answer, draft, handover, sent

__all__ = ["handover"]
pytestmark = pytest.mark.django_db
LAYOUTS = ("blocks", "columns")


def amend(letter, **facts):
    letter = Letter.objects.get(pk=letter.pk)
    return actions.edit_letter(letter=letter, by=builders.ACTOR, reason="r", **facts)


def build(letter, language):
    return letters.build(letter.programme, letters.LETTER, language, key=letter.key)


def tagged(made):
    """The languages of the paragraphs and list items of a file, in the order in which they are read out."""
    pypdf = pytest.importorskip("pypdf")
    root = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]

    def walk(node, language):
        language = node.get("/Lang", language)
        if node.get("/S") in ("/P", "/LI"):
            yield language
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield from walk(kid, language)

    return [language for language, _run in groupby(walk(root["/StructTreeRoot"], root["/Lang"]))]


class TestTheDraft:
    def test_it_begins_in_both_languages_from_the_same_facts(self, handover):
        letter = draft(handover)
        assert letter.languages == ["cy", "en"] and letter.layout == "blocks"
        assert letter.salutation_cy == "Annwyl Gadeirydd," and letter.salutation_en == "Dear Chair,"
        assert (
            letter.closing_cy == "Yn gywir,"
            and "Atodiad A" in letter.body_cy
            and "Appendix A" in letter.body_en
        )
        assert letter.language == "Welsh and English" and letter.letterhead == letterhead.LABELS
        enclosed = letter.items.get(kind="enclosure")
        assert enclosed.label_cy.startswith("Atodiad A") and enclosed.words.startswith("Appendix A")

    def test_so_does_the_reply_whatever_language_whoever_drafts_it_reads(self, handover):
        sent(handover)
        answer(handover, list(handover.items.order_by("order")), "accepted")
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        assert "2 Chwefror 2026" in reply.body_cy and "2 February 2026" in reply.body_en
        assert reply.title_cy and reply.letterhead == letterhead.LABELS
        actions_letters.send_letter(letter=reply, by=builders.ACTOR, dated_on=ANSWERED, reason="r")

    def test_what_has_no_welsh_yet_is_marked_as_english_in_it_wherever_it_is_read(self, handover, client):
        letter = draft(handover)
        named = f"[{handover.programme.name_en}]{{en}}"
        assert named in letter.body_cy and "- [Keep the regional table]{en}" in letter.body_cy
        assert "{en}" not in letter.body_en + letter.title_cy
        assert letter.subject_en == handover.programme.name_en and letter.subject_cy == ""
        client.force_login(builders.make_user("Ann", handover.programme, "secretary"))
        page = client.get(reverse("objectives:letter", args=[handover.programme.slug, letter.key]))
        for html in (page.content.decode(), printing.html_of(build(letter, "cy"))):
            assert '<span lang="en">Keep the regional table</span>' in html and "{en}" not in html
        actions_letters.send_letter(letter=letter, by=builders.ACTOR, dated_on=ASKED, reason="r")
        answer(handover, list(handover.items.order_by("order")), "accepted")
        reply = actions_letters.draft_reply(handover=handover, by=builders.ACTOR)
        assert "[Receiving Board]{en}" in reply.body_cy and "{en}" not in reply.body_en

    def test_one_language_that_was_left_behind_holds_the_letter_back(self, handover):
        letter = draft(handover)
        amend(letter, body_en=letter.body_en + "\n\nOne more sentence.")
        with pytest.raises(ValidationError, match="The English text was changed after the Welsh"):
            actions_letters.send_letter(
                letter=Letter.objects.get(pk=letter.pk), by=builders.ACTOR, dated_on=ASKED, reason="r"
            )


class TestThePrint:
    @pytest.mark.needs_pango
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_welsh_is_read_first_and_the_file_is_accessible(self, handover, rendering, layout):
        letter = draft(handover)
        longer = {
            "body_cy": letter.body_cy + "\n\nParagraff arall." * 30,
            "body_en": letter.body_en + "\n\nMore." * 60,
        }
        amend(letter, layout=layout, **longer)
        for language, frame in (("en", ["en"]), ("cy", [])):
            made = printing.pdf_of(build(letter, language))
            assert_accessible(made)
            assert tagged(made)[: 4 + len(frame)] == [*frame, "cy", "en", "cy", "en"]

    def test_the_layout_is_the_one_that_was_chosen(self, handover):
        letter = draft(handover)
        for layout in LAYOUTS:
            amend(letter, layout=layout)
            page = printing.html_of(build(letter, "en"))
            assert ("letter__tellings--columns" in page) == (layout == "columns")

    def test_both_files_say_the_same_in_frames_of_their_own(self, handover):
        letter = draft(handover)
        welsh, english = (build(letter, language) for language in ("cy", "en"))
        assert [one.salutation for one in welsh.tellings] == [one.salutation for one in english.tellings]
        assert [one.enclosure for one in english.tellings] == [
            "Atodiad A: amcanion i'w dwyn ymlaen", "Appendix A: objectives to be carried forward",
        ]  # fmt: skip
        assert dict(welsh.head)["Dyddiad/Date:"] == "Heb ei ddyddio eto / Not dated yet"
        assert (welsh.title, english.title) == (letter.title_cy, letter.title_en)
        page = printing.html_of(english)
        assert '<span lang="cy">Dyddiad</span>/Date:' in page and '<h2 id="appendix-cy"' in page

    @pytest.mark.parametrize(("missing", "spoken"), [("cy", "en"), ("en", "cy")])
    def test_a_letter_of_one_language_is_printed_in_that_alone(self, handover, missing, spoken):
        letter = draft(handover)
        amend(letter, **{f"{name}_{missing}": "" for name in ("subject", "salutation", "body", "closing")})
        for frame in ("en", "cy"):
            (telling,) = build(letter, frame).tellings
            assert telling.salutation == getattr(letter, f"salutation_{spoken}")
            assert telling.parts[0].lang == ("" if frame == spoken else spoken)


class TestTheFoot:
    def test_every_letter_written_here_welcomes_welsh_in_both_languages_welsh_first(self, handover):
        letter = draft(handover)
        amend(letter, body_cy="", salutation_cy="", subject_cy="", closing_cy="")
        for language in ("en", "cy"):
            page = printing.html_of(build(letter, language))
            welsh, english = (page.index(f'<p lang="{one}">{said}</p>') for one, said in letterhead.STANDING)
            assert page.index("Yours sincerely") < welsh < english

    @pytest.mark.needs_source
    def test_the_sentences_are_the_glossarys(self):
        terms = yaml.safe_load((SOURCE / "source" / "data" / "glossary.yaml").read_text())["terms"]
        (own,) = [one for one in terms if one["en"].startswith("We welcome correspondence")]
        assert dict(letterhead.STANDING) == {"cy": own["cy"], "en": own["en"]}

    def test_nothing_is_added_to_what_was_written_elsewhere(self, programme):
        for kind in letters.KINDS:
            made = letters.build(programme, kind, "en")
            assert made.standing == () and len(made.tellings) == 1
            assert "croesawu" not in printing.html_of(made)


class TestInTheBrowser:
    @pytest.fixture
    def office(self, client, handover):
        client.force_login(builders.make_user("Sara", handover.programme, "secretary"))
        return client

    def test_both_languages_are_written_beside_each_other_and_the_layout_is_chosen(self, office, handover):
        letter = draft(handover)
        address = reverse("objectives:letter_edit", args=[letter.programme.slug, letter.key])
        form = office.get(address).context["form"]
        page = office.get(address).content.decode()
        for name in ("subject", "salutation", "body", "closing"):
            (twins,) = [one for one in page.split('<div class="twins">')[1:] if f'name="{name}_en"' in one]
            assert f'name="{name}_cy"' in twins and twins.index("_en") < twins.index(f'name="{name}_cy"')
        typed = {name: form[name].value() or "" for name in form.fields if name != "dated_on"}
        assert typed["layout"] == "blocks"
        assert office.post(address, typed | {"layout": "columns", "reason": "Short"}).status_code == 302
        assert Letter.objects.get(pk=letter.pk).layout == "columns"
        read = reverse("reports:letter", args=[letter.programme.slug, letter.key])
        assert "letter__tellings--columns" in office.get(read).content.decode()

    def test_the_register_shows_what_each_language_says(self, office, handover):
        letter = draft(handover)
        page = office.get(letter.get_absolute_url()).content.decode()
        assert page.index("Annwyl Gadeirydd,") < page.index("Dear Chair,")
        assert '<div lang="cy"><p>Annwyl' in page and '<div lang="en"><p>Dear' in page

    def test_the_page_of_gaps_counts_a_letter_that_lacks_its_welsh(self, handover):
        letter = draft(handover)
        amend(letter, body_cy="")
        reading = Reading()
        rows = languages.rows(reading, languages.owned(reading, handover.programme))
        missing = {row.name: row.texts.cy_missing for row in rows if row.model is Letter}
        assert missing == {
            "title": 0,
            "subject": 0 if letter.subject_cy else 1,
            "salutation": 0,
            "body": 1,
            "closing": 0,
        }
