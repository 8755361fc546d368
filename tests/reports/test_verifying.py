"""Anybody verifies a document without an account, and learns nothing beyond what the document itself says."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from reports import kinds, printing
from reports.content import annexes
from reports.content.edition import in_groups
from reports.content.shapes import Section
from reports.models import Document, Edition, EditionFile
from saferwales.audit import chain, files, writing
from tests import builders
from tests.reports.documents import World
from tests.reports.test_annexes import table

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 the file as it was issued"
CONTENT = "0123abcd" * 8


@pytest.fixture(autouse=True)
def unthrottled(settings, tmp_path):
    """Counted as in production, where all processes count together."""
    settings.CACHES = {"default": {"BACKEND": "saferwales.web.cache.SharedCache", "LOCATION": tmp_path}}


@pytest.fixture
def edition():
    programme = builders.make_programme(name_en="Secret programme")
    facts = {"programme": programme, "kind": "closure-report", "title_en": "Secret title"}
    document = builders.enter(Document, key="closure-report", **facts)
    seq, digest = chain.head()
    made = builders.enter(
        Edition, document=document, number=3, reference="SP-CR-3-7K9PQR", issued_on=date(2026, 5, 4),
        as_at=date(2026, 5, 1), content_sha256=CONTENT, checkpoint_seq=seq, checkpoint_digest=digest, **facts,
    )  # fmt: skip
    seal = files.keep(PDF)
    builders.enter(
        EditionFile, edition=made, language="en", name="a.pdf", sha256=seal.sha256, size=seal.size, pages=1
    )
    return made


def ask(client, **sent):
    return client.post(reverse("verify"), sent)


def words(answer):
    return " ".join(answer.content.decode().split())


class TestVerifying:
    def test_the_file_itself_is_known_byte_for_byte(self, client, edition):
        page = words(ask(client, file=SimpleUploadedFile("any.pdf", PDF)))
        assert "Issued here, and it stands" in page and "Byte for byte" in page
        assert "SP-CR-3-7K9PQR" in page and "4 May 2026" in page and "It still contains entry" in page

    def test_its_digest_is_enough(self, client, edition):
        assert "it stands" in words(ask(client, sha256=edition.files.get().sha256.upper()))

    def test_the_reference_is_read_as_people_type_it(self, client, edition):
        page = words(ask(client, reference=" sp-cr-3-7k9pqr "))
        assert "it stands" in page and "Only the reference was checked" in page

    @pytest.mark.parametrize(
        "typed", [CONTENT.upper(), in_groups(CONTENT), f"\u200b {in_groups(CONTENT, 32)}"]
    )
    def test_the_digest_on_the_last_page_is_read_as_people_type_it(self, client, edition, typed):
        page = words(ask(client, reference=typed))
        assert "it stands" in page and "Only the SHA-256 of the content was checked" in page

    def test_the_digest_of_a_file_can_be_typed_too(self, client, edition):
        page = words(ask(client, reference=edition.files.get().sha256))
        assert "it stands" in page and "Byte for byte" in page

    @pytest.mark.parametrize("by", ["reference", "content_sha256"])
    def test_what_the_last_page_prints_can_be_compared(self, client, edition, by):
        page = words(ask(client, reference=getattr(edition, by)))
        assert in_groups(CONTENT) in page and in_groups(edition.checkpoint_digest) in page

    @pytest.mark.parametrize("typed", ["f" * 64, "0" * 64, CONTENT[:-1] + "f"])
    def test_an_unknown_digest_is_a_sentence_of_its_own(self, client, edition, typed):
        page = words(ask(client, reference=typed))
        assert "Not issued here" in page and "Neither a file nor the content of a document" in page

    def test_the_edition_that_says_the_same_and_stands_is_told(self, client, edition):
        why = {"by": builders.ACTOR, "reason": "r", "effective_on": date(2026, 6, 1)}
        writing.amend(edition, **why, state="superseded", state_why="Sent anew", state_on=date(2026, 6, 1))
        builders.enter(
            Edition, document=edition.document, programme=edition.programme, kind=edition.kind, title_en="T", number=4,
            reference="SP-CR-4-222222", issued_on=date(2026, 6, 1), as_at=date(2026, 5, 1), content_sha256=CONTENT,
            checkpoint_seq=edition.checkpoint_seq, checkpoint_digest=edition.checkpoint_digest,
        )  # fmt: skip
        page = words(ask(client, reference=CONTENT))
        assert "SP-CR-4-222222" in page and "it stands" in page

    def test_an_annex_file_is_known_byte_for_byte(self, client, monkeypatch):
        make = kinds.build

        def with_table(*given):
            made = make(*given)
            return replace(made, sections=(*made.sections, Section("t", "T", "", (table(),))))

        monkeypatch.setattr(kinds, "build", with_table)
        _document, edition = World().issued()
        english, welsh = sorted(annexes.of(edition.content), key=lambda one: one.language, reverse=True)
        assert edition.annex_sha256.split() == [welsh.sha256, english.sha256]
        page = words(ask(client, file=SimpleUploadedFile("renamed.csv", english.content)))
        assert edition.reference in page and "An annex file of this edition, byte for byte" in page
        other = words(ask(client, file=SimpleUploadedFile("renamed.csv", english.content + b"\r\n")))
        assert "Not issued here" in other and edition.reference not in other

    def test_nothing_else_is_said(self, client, edition):
        for sent in (
            {"reference": edition.reference},
            {"reference": CONTENT},
            {"sha256": edition.files.get().sha256},
        ):
            page = words(ask(client, **sent))
            assert "Secret" not in page and edition.programme.slug not in page

    @pytest.mark.parametrize(
        "typed", ["SP-CR-3", "SP-CR-3-7K9PQ", "SP-CR-3-%", "SP-CR-3-7K9PQS", "'", "SP-CR-2-7K9PQR"]
    )
    def test_part_of_a_reference_finds_nothing(self, client, edition, typed):
        assert "Not issued here" in words(ask(client, reference=typed))

    def test_a_changed_file_is_not_ours(self, client, edition):
        assert "Not issued here" in words(ask(client, file=SimpleUploadedFile("a.pdf", PDF + b" ")))

    @pytest.mark.parametrize(
        ("state", "sentence"), [("superseded", "superseded since"), ("withdrawn", "withdrawn since")]
    )
    def test_what_no_longer_stands_says_so(self, client, edition, state, sentence):
        why = {"by": builders.ACTOR, "reason": "r", "effective_on": date(2026, 6, 1)}
        writing.amend(edition, **why, state=state, state_why="A wrong table", state_on=date(2026, 6, 1))
        page = words(ask(client, reference=edition.reference))
        assert sentence in page and "1 June 2026" in page and "wrong table" not in page

    def test_a_chain_without_the_checkpoint_is_an_alarm(self, client, edition):
        other = builders.enter(
            Edition, document=edition.document, programme=edition.programme, kind=edition.kind, title_en="T", number=4,
            reference="SP-CR-4-222222", issued_on=date(2026, 5, 4), as_at=date(2026, 5, 1), content_sha256="0" * 64,
            checkpoint_seq=edition.checkpoint_seq, checkpoint_digest="f" * 64,
        )  # fmt: skip
        assert "does not contain the checkpoint" in words(ask(client, reference=other.reference))


class TestThePage:
    def test_it_needs_no_account_and_keeps_out_of_caches(self, client):
        answer = client.get(reverse("verify"))
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        assert client.get("/verify").url == reverse("verify")

    @pytest.mark.parametrize("sent", [{}, {"sha256": "xyz"}, {"sha256": "g" * 64}, {"reference": "x" * 81}])
    def test_what_cannot_be_is_a_sentence(self, client, sent):
        assert ask(client, **sent).status_code == 422

    def test_it_is_throttled(self, client, edition):
        statuses = [ask(client, reference=f"SP-CR-3-{number:06}").status_code for number in range(35)]
        assert statuses[:30] == [200] * 30 and set(statuses[30:]) == {429}

    def test_a_body_too_large_is_refused_before_it_is_read(self, client):
        answer = client.post(reverse("verify"), {"reference": "a"}, CONTENT_LENGTH=str(40 * 1024 * 1024))
        assert answer.status_code == 413 and "larger than 32 MB" in answer.content.decode()

    def test_found_or_not_it_asks_the_same_few_statements(self, client, edition):
        for sent, most in (
            ({"reference": edition.reference}, 2),
            ({"reference": CONTENT}, 2),
            ({"sha256": edition.files.get().sha256}, 2),
            ({"reference": "nothing"}, 1),
            ({"reference": "f" * 64}, 1),
            ({"sha256": "f" * 64}, 1),
        ):
            with CaptureQueriesContext(connection) as asked:
                ask(client, **sent)
            assert len(asked) == most


@pytest.mark.needs_pango
def test_the_last_page_says_where_in_both_languages(rendering, settings):
    """The address is frozen with the content, so that the edition goes on saying what was printed."""
    settings.ADDRESS = "https://governance.invalid"
    world = World()
    edition = world.issue(world.agreed(), render=printing.file_of)
    assert {one["verify_at"] for one in edition.content} == {"https://governance.invalid/verify"}
    for one in edition.files.all():
        last = PdfReader(io.BytesIO(files.fetch(one.sha256))).pages[-1].extract_text()
        assert "https://governance.invalid/verify" in last and edition.reference in last


def test_the_digest_of_one_file_does_not_answer_for_what_is_asked_next(client):
    page = client.post(reverse("verify"), {"sha256": "ab" * 32}).content.decode()
    assert 'name="sha256"' in page and f'value="{"ab" * 32}"' not in page
