"""No kind of document is issued with one language of what it prints behind the other, unless somebody says why."""

import pytest
from django.core.exceptions import ValidationError

from boards.models import AgendaItem, Region
from objectives.models import Recommendation
from reports import actions, issue_findings, kinds
from saferwales.audit import writing
from tests import builders
from tests.reports.documents import World
from workstreams.models import Achievement, RegionalReturn

pytestmark = pytest.mark.django_db
BOTH = {"en": "As it was said", "cy": "Fel y dywedwyd"}
LETTERS = ("handover-letter", "reply")


def _texts(name):
    return {f"{name}_{language}": words for language, words in BOTH.items()}


def _objective(world):
    return builders.make_objective(world.stream, **_texts("label")), "label"


def _text(world):
    return builders.make_objective(world.stream, **_texts("text")), "text"


def _achievement(world):
    facts = {"workstream": world.stream, "key": "a", "order": 1}
    return builders.enter(Achievement, **facts, **_texts("text")), "text"


def _recommendation(world):
    facts = {"programme": world.programme, "key": "1", "order": 1, "text_en": "Do it"}
    return builders.enter(Recommendation, **facts, **_texts("label")), "label"


def _return(world):
    region = builders.enter(Region, slug="gwent", name_en="Gwent", name_cy="Gwent")
    facts = {"programme": world.programme, "region": region, "custodian": world.programme.governing_board}
    return builders.enter(RegionalReturn, quarter_on=builders.START, **facts, **_texts("label")), "label"


def _agenda_item(world):
    return builders.enter(AgendaItem, meeting=world.meeting, order=1, **_texts("title")), "title"


def _origin(world):
    return world.programme, "origin"


def _programme(world):
    return world.programme, "name"


PRINTED = {
    "closure-report": _text,
    "covering-report": _programme,
    "minutes": _agenda_item,
    "recommendation-progress": _recommendation,
    "regional-overview": _return,
    "where-are-they-now": _objective,
    "workstream-statement": _achievement,
}


def test_every_kind_is_tried():
    """Letters are their own record, and what encloses others is stopped by what stops one of them."""
    assert {*PRINTED, *LETTERS} == {kind.key for kind in kinds.every().values() if not kind.encloses}


def _late(document):
    return [one for one in issue_findings.of(document) if one.rule == "language" and one.blocks]


@pytest.mark.parametrize("kind", PRINTED)
def test_what_is_behind_stops_the_kind_until_a_reason_is_given(kind):
    world = World(name_cy="Y Rhaglen Cymunedau Mwy Diogel")
    record, name = PRINTED[kind](world)
    about = {"minutes": {"subject": world.meeting}, "workstream-statement": {"subject": world.stream}}
    document = world.start(kind, title_cy="Y ddogfen", as_at=None, **about.get(kind, {}))
    assert _late(document) == []
    told = {"by": builders.ACTOR, "reason": "r", "effective_on": builders.START}
    writing.amend(record, **told, **{f"{name}_en": "As it is said now"})
    (one,) = _late(document)
    assert one.documents == {document.key} and "after the Welsh" in one.sentence
    facts = {"programme": world.programme, "by": world.manager}
    actions.override_finding(finding=one.key, reason="The translator answers on Monday.", **facts)
    assert _late(document) == []
    writing.amend(
        type(record).objects.get(pk=record.pk), **told, **{f"{name}_en": "As it is said after that"}
    )
    (again,) = _late(document)
    assert again.key != one.key


def test_the_document_is_refused_at_the_act_itself():
    world = World()
    programme, name = _origin(world)
    document = world.agreed(as_at=None)
    told = {"by": builders.ACTOR, "reason": "r", "effective_on": builders.START}
    writing.amend(programme, **told, **{f"{name}_en": "As it is said now"})
    with pytest.raises(ValidationError) as refused:
        world.issue(document)
    assert refused.value.code == "blocked"


def test_what_another_board_left_behind_is_no_matter_of_this_document():
    world = World()
    meeting = builders.make_meeting(builders.make_board(), state="held")
    item = builders.enter(AgendaItem, meeting=meeting, order=1, **_texts("title"))
    told = {"by": builders.ACTOR, "reason": "r", "effective_on": builders.START}
    writing.amend(item, **told, title_en="As it is said now")
    assert _late(world.start("minutes", as_at=None, subject=world.meeting)) == []


@pytest.mark.parametrize(
    "lists", [("- One thing\n- Another", "- Un peth\n- Un arall"), ("1. First", "1. Cyntaf")]
)
def test_a_list_is_known_again_however_it_is_printed(lists):
    world = World()
    facts = {"workstream": world.stream, "key": "a", "order": 1}
    made = builders.enter(Achievement, **facts, text_en=lists[0], text_cy=lists[1])
    told = {"by": builders.ACTOR, "reason": "r", "effective_on": builders.START}
    writing.amend(made, **told, text_en=f"{lists[0]} more")
    document = world.start("workstream-statement", subject=world.stream, as_at=None)
    (one,) = _late(document)
    assert one.documents == {document.key}


def test_a_heading_that_was_left_behind_stops_its_document_and_no_other():
    world = World()
    document, other = (
        world.start(title_cy="Yr adroddiad", as_at=None),
        world.start("covering-report", as_at=None),
    )
    section = document.sections.order_by("order").first()
    actions.save_section(
        section=section, by=world.secretary, heading_en="1. What it was", heading_cy="1. Beth"
    )
    assert _late(document) == []
    section.refresh_from_db()
    actions.save_section(section=section, by=world.secretary, heading_en="1. What it is now")
    (one,) = _late(document)
    assert one.documents == {document.key} and _late(other) == []
