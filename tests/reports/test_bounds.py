"""What is too much is a sentence at the form; what is let in ends in a document, whatever was typed."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports import printing
from reports.content.notes import Notes
from reports.content.shapes import Part, Report, Section
from reports.models import Section as StoredSection
from reports.rendering import engine
from saferwales.web import bounds, prose
from saferwales.web.printable import printable
from tests import builders
from tests.reports.adversaries import ADVERSARIES, PIECES
from tests.reports.conftest import CLOSED
from tests.reports.test_closure_report import assert_accessible

TYPED = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=300))
ANY = settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def report(*bodies):
    sections = tuple(
        Section(f"s{place}", f"{place}", "", (Part("prose", prose.to_html(body)),))
        for place, body in enumerate(bodies)
    )
    return Report("Report", "Programme", "Programme", "Board", CLOSED, None, "en", True, sections)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x " * 10_001, "20,002 characters, and may have 20,000"),
        ("> " * 21 + "x", "21 levels deep, and may stand 20"),
        ("".join("  " * depth + "- x\n" for depth in range(21)), "21 levels deep"),
        ("|a|\n|-|\n" + "|b|\n" * 1_000, "more than 1,000 rows"),
        ("|a" * 21 + "|\n" + "|-" * 21 + "|\n", "more than 20 columns"),
        ("a\0b", r"U\+0000"),
        ("漢", "cannot print: 漢"),
    ],
)
def test_too_much_is_refused_with_what_to_change(typed, sentence):
    with pytest.raises(ValidationError, match=sentence) as refused:
        bounds.check(typed)
    assert refused.value.code and "%(" not in refused.value.messages[0]


def test_what_may_stand_may_stand():
    deepest = "".join("  " * depth + "- x\n" for depth in range(20))
    bounds.check("x" * 20_000, deepest, "|a|\n|-|\n" + "|b|\n" * 999, "Tŷ Ŵyl – “café” e\u0301", None, "")
    assert prose.to_html(deepest).count("<ul>") == 20


def test_a_document_has_its_own_bound():
    bounds.check_document(["x" * 20_000] * 10)
    with pytest.raises(ValidationError, match="215 KB of text, and may hold 200 KB"):
        bounds.check_document(["x" * 20_000] * 11)


@pytest.mark.parametrize("name", ADVERSARIES)
def test_adversarial_prose_becomes_html_or_a_sentence_at_once(name):
    html = printing.soften(printable(prose.to_html(ADVERSARIES[name])))
    assert len(html) < 1_000_000
    try:
        bounds.check(ADVERSARIES[name])
    except ValidationError as refused:
        assert refused.messages[0].endswith(".")


@given(TYPED)
@ANY
def test_whatever_is_typed_becomes_html(typed):
    html = prose.to_html(typed)
    assert "<script" not in html.lower() and "<img" not in html.lower()
    assert 'href="javascript' not in html and 'href="file' not in html
    Notes({}).place(html)


@given(st.lists(TYPED, min_size=1, max_size=3))
@settings(ANY, max_examples=100)
def test_whatever_is_typed_becomes_a_page(bodies):
    page = printing.html_of(report(*bodies))
    assert page.rstrip().endswith("</html>") and "\0" not in page and "漢" not in page


@pytest.mark.django_db
def test_whatever_is_typed_is_a_page_of_the_site(client, programme):
    client.force_login(builders.make_user("Elin", programme, "secretary"))
    section = StoredSection.objects.get(key="context")
    for place in range(12):
        body = "".join(PIECES[place * 5 : place * 5 + 5]).replace("\0", "").replace("\ud800", "")
        builders.writing.amend(section, by=builders.ACTOR, reason="r", body_en=body, effective_on=CLOSED)
        assert client.get(reverse("reports:closure-report", args=[programme.slug])).status_code == 200
        section.refresh_from_db()


def test_an_endless_run_is_parted_between_the_tags_only():
    softened = printing.soften(f'<p data-x="{"x" * 90}">{"y" * 90} &amp;{"&lt;" * 50}</p>')
    assert f'data-x="{"x" * 90}"' in softened and softened.count("\u200b") == 3 + 2
    address = f"<p>https://example.org/{'z' * 100}</p>"
    assert printing.soften(address) == address


@pytest.mark.needs_pango
class TestMaking:
    @pytest.mark.parametrize(
        "name", ["long word in a cell", "nested emphasis", "letters we lack", "controls", "deepest list"]
    )
    def test_the_worst_prose_ends_in_an_accessible_document(self, rendering, name):
        assert_accessible(printing.pdf_of(report(ADVERSARIES[name])))

    def test_all_pieces_together_end_in_an_accessible_document(self, rendering):
        assert_accessible(printing.pdf_of(report("".join(PIECES), "\n\n".join(PIECES))))

    def test_what_takes_too_long_is_refused_in_a_sentence(self, rendering):
        with pytest.raises(engine.RenderRefused, match="was stopped. Shorten it"):
            engine.render_pdf(printing.html_of(report(ADVERSARIES["unfinished table"])), timeout=3)
