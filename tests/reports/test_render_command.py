"""`manage.py render` makes every kind of document that there is, without naming any of them."""

import pytest
from django.core.management import CommandError, call_command

from reports import kinds
from tests.reports.documents import BEGUN, World

pytestmark = pytest.mark.django_db
WRITTEN = [key for key, kind in kinds.every().items() if kind.about not in ("letter", "meeting")]


@pytest.fixture
def render(monkeypatch, tmp_path):
    """Calls the command; gives the report of which it would make the file."""
    made = []

    def pdf_of(report, **options):
        made.append(report)
        return b"%PDF-"

    monkeypatch.setattr("reports.printing.pdf_of", pdf_of)

    def call(*asked):
        call_command("render", *asked, "--output", str(tmp_path / "a.pdf"))
        return made[-1]

    return call


@pytest.mark.parametrize("kind", WRITTEN)
def test_it_makes_each_kind_that_no_letter_or_meeting_is_needed_for(render, kind):
    world = World()
    more = ["--workstream", str(world.stream.number)] if kinds.every()[kind].about else []
    made = render(kind, *more, "--as-at", BEGUN.isoformat(), "--language", "cy")
    assert (made.language, made.as_at, made.slug) == ("cy", BEGUN, kind)


def test_it_prints_the_words_of_the_document_that_was_begun(render):
    world = World()
    begun = world.start("workstream-statement", subject=world.stream, title_en="Mair's own words")
    assert render("workstream-statement", "--workstream", "1").title == "Mair's own words"
    assert render("workstream-statement", "--workstream", "1").as_at == begun.as_at
    assert render("covering-report").title == "Covering report"


def test_whose_statement_it_is_must_be_named(render):
    World()
    for more in ([], ["--workstream", "9"]):
        with pytest.raises(CommandError, match="--workstream"):
            render("workstream-statement", *more)
