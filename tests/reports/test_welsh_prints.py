"""In a document printed in Welsh, what the record says in English alone says that it is English, in every kind of it."""

import pytest
from django.utils.translation import override

from reports import kinds, printing
from reports.content import closure_report, meetings
from reports.content.edition import issued
from reports.content.overridden import printed_with
from saferwales.audit import writing
from saferwales.audit.models import record_models
from saferwales.audit.twins import pairs
from saferwales.web.bilingual import marked
from saferwales.web.prose import PLACED
from tests.builders import ACTOR
from tests.crawling import read
from tests.reports.conftest import ANSWERED
from tests.reports.test_conformance import EDITION, OTHERS, build

pytestmark = [pytest.mark.django_db, pytest.mark.markup]
ENGLISH = "English words"


def _write_out():
    """Every text is in English and says so; none has its Welsh. What is placed in a section stays there."""
    number = 0
    for model in record_models():
        for record in model.objects.all() if pairs(model) else ():
            with writing.act(by=ACTOR, reason="set up"):
                for name in pairs(model):
                    if text := getattr(record, f"{name}_en"):
                        number += 1
                        placed = [line for line in text.splitlines() if PLACED.match(line.strip())]
                        setattr(record, f"{name}_en", "\n\n".join([f"{ENGLISH} {number}", *placed]))
                        setattr(record, f"{name}_cy", "")
                record.save()


def unmarked(report):
    """What stands in English, and not marked as such, in a document in Welsh; a title of it can bear no mark."""
    said = read(printing.html_of(report))
    assert any(ENGLISH in text for _language, text, _tag in said)
    return [
        text
        for language, text, tag in said
        if ENGLISH in text and language != "en" and tag != "title" and not tag.startswith("@")
    ]


@pytest.fixture
def in_english(programme):
    _write_out()
    programme.refresh_from_db()
    return programme


def test_no_english_stands_unmarked_in_any_kind_of_document(in_english):
    with override("cy"):
        found = {kind: unmarked(issued(build(in_english, kind, "cy"), EDITION)) for kind in kinds.every()}
    assert found == dict.fromkeys(kinds.every(), [])


def test_nor_once_a_board_has_accepted_what_was_handed_over(in_english):
    with override("cy"):
        report = closure_report.build(in_english, ANSWERED, "cy")
    assert unmarked(report) == [] and "Derbyniwyd ers hynny gan: <span lang" in printing.html_of(report)


def test_nor_in_the_papers_of_a_meeting_that_speaks_of_every_kind_of_item(pack, meeting):
    _write_out()
    for kind in meetings.KINDS:
        with override("cy"):
            assert unmarked(meetings.build(meeting.board_id, meeting.pk, kind, "cy")) == []


def test_nor_in_a_paper_or_a_letter_of_the_register(in_english):
    with override("cy"):
        found = {name: unmarked(OTHERS[name](in_english, "cy")) for name in ("agenda", "letter")}
    assert found == {"agenda": [], "letter": []}


def test_nor_in_the_annex_of_overridden_findings(in_english):
    with override("cy"):
        reports = [
            issued(build(in_english, kind, "cy"), EDITION)
            for kind in ("closure-report", "closure-pack", "reply")
        ]
        said = {name: marked(f"{ENGLISH} of the {name}", "en") for name in ("subject", "sentence")}
        facts = said | {"by": "Mair", "on": "1 Mai 2026", "why": "Cytunwyd"}
        reports = [printed_with(report, [facts]) for report in reports]
    for report in reports:
        assert unmarked(report) == [] and "of the sentence" in printing.html_of(report)
