"""Writing documents: begun from the record, in two languages side by side, every version kept and compared."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from objectives.models import Letter
from reports import actions, kinds
from reports.checks import Inspected, languages
from reports.checks.record import Checks
from reports.models import Document, Edition, Section, SectionComment
from saferwales.audit import files, writing
from saferwales.audit.asat import Reading
from saferwales.web import bounds
from tests import builders
from tests.reports.documents import World
from workstreams.models import SroAppointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def office(client, world):
    """The secretary, signed in."""
    client.force_login(world.secretary)
    return client


def go(name, document, *more):
    return reverse(f"reports:{name}", args=[document.programme.slug, document.key, *more])


class TestKinds:
    @pytest.mark.parametrize("key", sorted(kinds.every()))
    def test_each_is_begun_and_read_in_both_languages(self, office, world, key):
        kind = kinds.every()[key]
        letter = {"programme": world.programme, "title_en": "Letter", "dated_on": builders.START}
        asked = {
            "workstream": lambda: world.stream,
            "meeting": lambda: world.meeting,
            "letter": lambda: builders.enter(Letter, key="l1", direction="sent", effective_on=builders.START, **letter),
        }  # fmt: skip
        subject = asked[kind.about]() if kind.about else None
        document = world.start(key, subject=subject, as_at=None)
        for language in kinds.LANGUAGES:
            page = office.get(go("read_document", document).replace("/en/", f"/{language}/", 1))
            assert page.status_code == 200, page.content.decode()
            assert not page.context["problem"]


class TestBeginning:
    def test_sections_are_written_from_the_record(self, world):
        document = world.start()
        sections = list(document.sections.order_by("order"))
        assert [one.key for one in sections][:2] == ["introduction", "programme"]
        assert sections[0].body_en == "It was set up." and sections[0].heading_cy == "1. Cyflwyniad"
        assert any("[[objectives-to-oversee]]" in one.body_en for one in sections)

    def test_what_has_no_welsh_is_marked(self, client):
        world = World(origin_cy="")
        document = world.start()
        client.force_login(world.secretary)
        assert client.get(document.get_absolute_url()).content.decode().count("Welsh is missing") == 1

    def test_several_documents_of_a_kind_have_keys_of_their_own(self, world):
        assert [world.start().key for _turn in range(3)] == [
            "closure-report", "closure-report-2", "closure-report-3",
        ]  # fmt: skip

    def test_in_the_browser(self, office, world):
        listed = office.get(reverse("reports:list", args=[world.programme.slug])).content.decode()
        assert reverse("reports:new_document", args=[world.programme.slug]) in listed
        chosen = office.get(reverse("reports:new_document", args=[world.programme.slug])).content.decode()
        address = reverse("reports:start_document", args=[world.programme.slug, "closure-report"])
        assert address in chosen
        sent = {"title_en": "The end", "as_at_0": "5", "as_at_1": "1", "as_at_2": "2026"}
        answer = office.post(address, sent, follow=True)
        document = Document.objects.get()
        assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
        page = answer.content.decode()
        assert "Send to review" in page and "5 January 2026" in page and "Welsh is missing" not in page
        assert document.title_en == "The end" and document.as_at == date(2026, 1, 5)

    def test_the_future_has_no_record(self, office, world):
        address = reverse("reports:start_document", args=[world.programme.slug, "closure-report"])
        sent = {"title_en": "The end", "as_at_0": "5", "as_at_1": "1", "as_at_2": "2190"}
        answer = office.post(address, sent)
        assert answer.status_code == 422 and "lies in the future" in answer.content.decode()
        assert not Document.objects.exists()

    def test_a_closed_programme_leads_back_and_says_why(self, office, world):
        document = world.start()
        builders.close(world.programme)
        for name, more in (("edit_section", ["introduction"]), ("send_document", []), ("new_section", [])):
            answer = office.get(go(name, document, *more), follow=True)
            assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
            assert "This programme is closed" in answer.content.decode()


class TestTheDaysOfADocument:
    def test_its_words_are_todays_and_its_data_those_of_its_day(self, office, world):
        """Whoever held a role on the document's day is printed, although somebody else holds it today."""
        stream = world.stream
        for name, since, until in (
            ("Alun", date(2019, 1, 1), date(2020, 6, 1)),
            ("Beth", date(2020, 6, 2), None),
        ):
            builders.enter(
                SroAppointment, programme=world.programme, workstream=stream, kind="sro", title_en=name,
                from_on=since, to_on=until, person=builders.make_person(name=name),
            )  # fmt: skip
        document = world.start(as_at=date(2019, 12, 31))
        section = document.sections.get(key="introduction")
        actions.save_section(section=section, by=world.secretary, body_en="Led by:\n\n[[sro-list]]")
        page = office.get(go("read_document", document)).content.decode()
        assert "Led by:" in page and "Alun" in page and "Beth" not in page
        later = actions.edit_document(
            document=document, by=world.secretary, reason="r", as_at=date(2026, 1, 5)
        )
        page = office.get(go("read_document", later)).content.decode()
        assert "Beth" in page and "Alun" not in page


class TestSections:
    def save(self, office, section, **typed):
        address = go("edit_section", section.document, section.key)
        shown = office.get(address).context["form"]
        sent = {one.name: one.value() for one in shown if one.value() not in (None, False)}
        return office.post(address, sent | typed)

    @pytest.fixture
    def section(self, world):
        return world.start().sections.get(key="introduction")

    def test_both_languages_are_saved_together_and_each_save_is_a_version(self, office, section):
        assert self.save(office, section, body_en="Text", body_cy="Testun ŵ").status_code == 302
        section.refresh_from_db()
        assert (section.body_en, section.body_cy, section.version) == ("Text", "Testun ŵ", 2)
        assert self.save(office, section, body_cy="Testun arall").status_code == 302
        assert section.history.count() == 3

    def test_whichever_language_is_changed_alone_leaves_the_other_behind(self, office, world, section):
        def told():
            found = Checks(Reading(), world.programme).inspected.twins
            twins = [one for one in found if one.passage.part == section.key]
            return [one.sentence for one in languages.behind(Inspected((), twins=tuple(twins)))]

        self.save(office, section, body_en="Text", body_cy="")
        self.save(office, section, body_cy="Testun")
        assert told() == []
        self.save(office, section, body_cy="Testun arall")
        assert [one.startswith("The Welsh text was changed after the English.") for one in told()] == [True]
        self.save(office, section, body_en="Another text")
        assert [one.startswith("The English text was changed after the Welsh.") for one in told()] == [True]
        self.save(office, section, body_en="Both", body_cy="Y ddau")
        assert told() == []
        self.save(office, section, body_en="")
        assert [one.startswith("The English text is missing here.") for one in told()] == [True]

    def test_two_versions_are_compared_word_by_word(self, office, section):
        self.save(office, section, body_en="The board met once.")
        self.save(office, section, body_en="The board met twice.", reason="It met again")
        page = office.get(go("section_versions", section.document, section.key)).content.decode()
        assert "removed:" in page and "once." in page and "twice." in page and "It met again" in page
        first = office.get(
            go("section_versions", section.document, section.key), {"from": "1", "to": "2"}
        ).content.decode()
        assert "It was set up." in first and "twice." not in first

    def test_a_preview_saves_nothing(self, office, section):
        answer = self.save(office, section, body_en="### Part\n\n<b>bold</b> [x](javascript:1)", preview="1")
        page = answer.content.decode()
        assert answer.status_code == 200 and "Preview: not saved yet" in page
        assert (
            "<h3>Part</h3>" in page and "&lt;b&gt;bold&lt;/b&gt;" in page and 'href="javascript' not in page
        )
        section.refresh_from_db()
        assert section.version == 1

    def test_a_preview_shows_the_record_where_it_is_placed(self, office, section):
        page = self.save(office, section, body_en="[[board-members]]", preview="1").content.decode()
        assert "[[board-members]]" in page  # in the form, that is; the preview prints the list
        assert page.count("[[board-members]]") == 2  # the form, and the table of what can be placed

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("x" * 20_001, "20,001 characters, and may have 20,000"),
            ("\n".join("  " * depth + "- a" for depth in range(22)), "levels deep"),
            ("|a|\n|-|\n" + "|b|\n" * 1_001, "more than 1,000 rows"),
            ("\u4e2d", "cannot print"),
        ],
    )
    def test_what_is_too_much_is_refused_at_the_field_and_kept_in_the_form(
        self, office, section, text, sentence
    ):
        answer = self.save(office, section, body_cy=text)
        form = answer.context["form"]
        assert answer.status_code == 422 and sentence in str(form.errors["body_cy"])
        assert form["body_cy"].value() == text
        with pytest.raises(ValidationError) as refused:
            actions.save_section(section=section, by=builders.ACTOR, body_cy=text)
        assert list(refused.value.error_dict) == ["body_cy"]

    def test_a_document_holds_200_kb_in_a_language(self, world, section):
        for number in range(10):
            actions.add_section(
                document=section.document,
                by=world.secretary,
                heading_en=f"Part {number}",
                body_en="x" * 20_000,
            )
        with pytest.raises(ValidationError, match=f"may hold {bounds.MOST_BYTES // 1024} KB") as refused:
            actions.save_section(section=section, by=world.secretary, body_en="x" * 15_000)
        assert list(refused.value.error_dict) == ["body_en"]

    def test_a_section_is_added_and_taken_out_with_a_reason(self, office, world, section):
        document = section.document
        answer = office.post(go("new_section", document), {"heading_en": "What next", "body_en": "More."})
        assert answer.status_code == 302
        added = document.sections.get(key="what-next")
        assert added.order == max(one.order for one in document.sections.all())
        assert office.post(go("remove_section", document, "what-next"), {}).status_code == 422
        office.post(go("remove_section", document, "what-next"), {"reason": "Not needed"})
        assert office.get(go("edit_section", document, "what-next")).status_code == 404
        assert "What next" not in office.get(document.get_absolute_url()).content.decode()

    def test_comments_stand_with_their_section(self, office, world, section):
        document = section.document
        assert office.post(go("comment_section", document, section.key), {"text": " "}).status_code == 422
        office.post(go("comment_section", document, section.key), {"text": "Which board?"})
        said = SectionComment.objects.get()
        page = office.get(document.get_absolute_url()).content.decode()
        assert "Which board?" in page and "1 comment waits" in page
        office.post(go("resolve_comment", document, said.pk))
        page = office.get(document.get_absolute_url()).content.decode()
        assert "Settled" in page and "1 comment waits" not in page
        assert office.post(go("resolve_comment", document, 2**70)).status_code == 404

    def test_another_documents_parts_do_not_exist_here(self, office, world, section):
        other = World().start()
        said = actions.comment(section=other.sections.first(), by=builders.ACTOR, text="Theirs")
        assert office.get(go("section_versions", other, "introduction")).status_code == 404
        assert office.post(go("resolve_comment", section.document, said.pk)).status_code == 404
        assert office.get(other.get_absolute_url()).status_code == 404


class TestTheWayInTheBrowser:
    def test_from_the_draft_to_the_edition(self, client, world, monkeypatch):
        from reports.actions import issuing
        from tests.reports.documents import stub

        monkeypatch.setattr(issuing.printing, "file_of", stub)
        monkeypatch.setitem(issuing.issue.__kwdefaults__, "render", stub)
        document = world.start()
        client.force_login(world.secretary)
        sent = client.post(go("send_document", document), {"reviewers": [str(world.sro.pk)]}, follow=True)
        assert "In review" in sent.content.decode()
        client.force_login(world.sro)
        assert "Review the document" in client.get(document.get_absolute_url()).content.decode()
        assert client.post(go("review_document", document), {"outcome": "changes"}).status_code == 422
        client.post(go("review_document", document), {"outcome": "approved", "words": "Good."})
        client.force_login(world.secretary)
        assert "Record that the board agreed it" in client.get(document.get_absolute_url()).content.decode()
        client.post(go("agree_document", document), {"decision": world.decision.pk, "reason": "Minute 1"})
        board = builders.make_board()
        answer = client.post(
            go("issue_document", document),
            {"boards": [str(board.pk)], "others": "The Minister\r\n"},
            follow=True,
        )
        edition = Edition.objects.get()
        page = answer.content.decode()
        assert answer.redirect_chain[-1][0] == edition.get_absolute_url()
        assert edition.content_sha256 in page and "The Minister" in page and str(board) in page
        again = client.post(go("issue_document", document), {"others": ""})
        assert again.status_code == 422 and "issued already" in again.content.decode()

    def test_reviewers_offered_are_others_with_a_role(self, office, world):
        builders.make_user("Outsider Ann")
        page = office.get(go("send_document", world.start())).content.decode()
        assert "Siân" in page and "Mair" in page and "Outsider Ann" not in page
        assert ">Sioned</label>" not in page

    def test_an_act_out_of_time_leads_back(self, office, world):
        document = world.start()
        for name in ("agree_document", "issue_document", "return_document"):
            answer = office.get(go(name, document), follow=True)
            assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
            assert 'role="alert"' in answer.content.decode()


class TestEditionPages:
    @pytest.fixture
    def issued(self, world):
        return world.issued()

    def test_the_stored_file_is_handed_out_in_three_statements(
        self, office, issued, django_assert_max_num_queries
    ):
        _document, edition = issued
        address = reverse("reports:edition_file", args=[edition.programme.slug, edition.reference, "cy"])
        office.get(address)
        with django_assert_max_num_queries(3):  # the session, the user with the roles, the file
            answer = office.get(address)
        assert answer.status_code == 200 and answer["Content-Language"] == "cy"
        assert answer["Content-Disposition"].startswith("attachment")
        assert edition.reference.encode() in answer.content

    def test_no_other_language_and_no_other_programmes_edition(self, office, issued, client):
        _document, edition = issued
        other = World().issued()[1]
        for slug, reference, language in (
            (edition.programme.slug, edition.reference, "fr"),
            (other.programme.slug, other.reference, "en"),
            (edition.programme.slug, other.reference, "en"),
        ):
            assert (
                office.get(reverse("reports:edition_file", args=[slug, reference, language])).status_code
                == 404
            )

    def test_an_exchanged_file_is_not_handed_out(self, office, issued):
        from django.db import connection

        from saferwales.audit import guards
        from saferwales.audit.models import StoredFile

        _document, edition = issued
        with guards.lifted(connection):
            StoredFile.objects.filter(sha256=edition.files.first().sha256).update(content=b"%PDF forged")
        answer = office.get(
            reverse("reports:edition_file", args=[edition.programme.slug, edition.reference, "en"])
        )
        assert answer.status_code == 410 and "not those that were recorded" in answer.content.decode()

    def test_superseded_and_withdrawn_ones_are_marked_and_kept(self, office, world, issued):
        document, first = issued
        again = actions.return_to_draft(document=document, by=world.secretary, reason="Corrected")
        second = world.issue(world.agree(world.review(again)))
        page = office.get(first.get_absolute_url()).content.decode()
        assert "Superseded." in page and second.get_absolute_url() in page
        actions.withdraw(document=second.document, by=world.secretary, reason="Wrong board")
        page = office.get(second.get_absolute_url()).content.decode()
        assert "Withdrawn." in page and "Wrong board" in page
        for one, words in (
            (first, ("superseded", "disodlwyd")),
            (second, ("withdrawn", "tynnwyd-yn-%C3%B4l")),
        ):
            for language, word in zip(("en", "cy"), words, strict=True):
                address = reverse("reports:edition_file", args=[one.programme.slug, one.reference, language])
                answer, kept = office.get(address), one.files.get(language=language)
                assert f"{one.reference}-{language}-{word}.pdf" in answer["Content-Disposition"]
                assert answer.content == files.fetch(kept.sha256)
        listed = office.get(document.get_absolute_url()).content.decode()
        assert first.reference in listed and second.reference in listed

    def test_supersede_and_recipients_in_the_browser(self, office, world, issued):
        document, first = issued
        _other, second = world.issued(title_en="Revised")
        go_to = {"args": [world.programme.slug, first.reference]}
        answer = office.post(reverse("reports:new_recipient", **go_to), {"words": "The archive"} | _today(), follow=True)  # fmt: skip
        assert "The archive" in answer.content.decode()
        office.post(
            reverse("reports:supersede_edition", **go_to), {"successor": second.pk, "reason": "Rewritten"}
        )
        document.refresh_from_db()
        assert document.state == "superseded"
        led = office.get(reverse("reports:supersede_edition", **go_to), follow=True)
        assert "does not stand" in led.content.decode()


def _today():
    day = timezone.localdate()
    return {"sent_on_0": day.day, "sent_on_1": day.month, "sent_on_2": day.year}


def test_the_laid_down_report_prints_the_document_that_stands(world):
    """A withdrawn draft does not speak for the programme where another document of the kind stands."""
    from reports.content import closure_report

    first = world.start(title_en="First")
    world.start(title_en="Second")
    today = timezone.localdate()
    assert closure_report.build(world.programme, today, "en").title == "First"
    actions.withdraw(document=first, by=world.secretary, reason="Written anew")
    assert closure_report.build(world.programme, today, "en").title == "Second"
    assert Section.objects.filter(document=first).exists() and writing
