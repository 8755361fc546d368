"""Where a document is shown beside its own pages, and where none of its text is offered."""

import re
from datetime import timedelta

import pytest

from reports import actions
from tests import builders
from tests.reports.documents import BEGUN, World
from tests.reports.test_documents import go

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def office(client, world):
    client.force_login(world.secretary)
    return client


def test_the_meeting_says_which_document_its_decision_agreed(office, world):
    """Whoever has no role in the document's programme is not told of it."""
    document = world.agreed()
    meeting = world.meeting.get_absolute_url()
    page = office.get(meeting).content.decode()
    assert "Documents that it agreed:" in page and document.get_absolute_url() in page
    other = builders.make_programme(governing_board=world.programme.governing_board)
    office.force_login(builders.make_user("Other", other, "secretary"))
    page = office.get(meeting).content.decode()
    assert "Decision 1" in page and document.get_absolute_url() not in page


def test_what_the_record_writes_takes_no_section(office, world):
    """Nobody writes a text that is printed nowhere."""
    document = world.start("where-are-they-now", title_en="A year after")
    assert "Add a section" not in office.get(document.get_absolute_url()).content.decode()
    led = office.get(go("new_section", document), follow=True)
    assert "would be printed nowhere" in led.content.decode()
    answer = office.post(go("new_section", document), {"heading_en": "More", "body_en": "Words"})
    assert answer.status_code == 422 and "would be printed nowhere" in answer.content.decode()
    assert not document.sections.exists()
    assert "Add a section" in office.get(world.start().get_absolute_url()).content.decode()


def test_the_versions_say_what_else_changed_in_the_document(office, world):
    """Sections that came and went, titles and the day: between two editions nothing changes unsaid."""
    document = world.start(title_cy="Yr adroddiad")
    kept, gone = list(document.sections.all())[:2]
    actions.add_section(document=document, by=world.secretary, heading_en="Thanks", body_en="To all.")
    actions.remove_section(section=gone, by=world.secretary, reason="Said elsewhere")
    facts = {"title_en": "The last report", "as_at": BEGUN + timedelta(days=1)}
    actions.edit_document(document=document, by=world.secretary, reason="r", **facts)
    page = office.get(go("section_versions", document, kept.key)).content.decode()
    said = [
        sentence for sentence in re.findall(r'<th scope="row">([^<]*)</th>', page) if sentence[0].isalpha()
    ]
    assert said[:4] == [
        "English title: “The closure report” became “The last report”.",
        "Day whose record it prints: “5 January 2026” became “6 January 2026”.",
        f"Section taken out: {gone.heading_en}",
        "Section added: Thanks",
    ]
    assert f"Section added: {kept.heading_en}" in said and not any("Welsh title" in one for one in said)
