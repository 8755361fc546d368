"""On every edit form two people at once lose no word: 409, was / yours / now, one's own text kept, theirs merged."""

from datetime import date

import pytest
from django.urls import reverse

from boards.models import AgendaItem, BoardRelation, Decision, Meeting, Region, Seat
from objectives.models import Letter, LetterAnswer, LetterItem, Recommendation
from reports.models import Document, Section
from saferwales.audit import writing
from tests import builders
from workstreams.models import Barrier, RegionalReturn, SroReport

pytestmark = pytest.mark.django_db
DAY = {"effective_on_0": "1", "effective_on_1": "6", "effective_on_2": "2026"}


def _board(world):
    return world["board"], reverse("boards:edit", args=[world["board"].slug])


def _programme(world):
    return world["programme"], reverse("workstreams:edit", args=[world["programme"].slug])


def _workstream(world):
    stream = world["stream"]
    return stream, reverse("workstreams:edit_workstream", args=[stream.programme.slug, stream.number])


def _recommendation(world):
    one = world["recommendation"]
    return one, reverse("objectives:recommendation_edit", args=[one.programme.slug, one.key])


def _objective(name):
    def found(world):
        one = world["objective"]
        return one, reverse(f"objectives:{name}", args=[one.programme.slug, one.key])

    return found


def _seat(world):
    board = world["board"]
    return world["seat"], reverse("boards:edit_seat", args=[board.slug, world["seat"].pk])


def _relation(world):
    board = world["board"]
    return world["relation"], reverse("boards:edit_relation", args=[board.slug, world["relation"].pk])


def _return(world):
    owed = world["return"]
    return owed, reverse("workstreams:edit_return", args=[owed.programme.slug, owed.pk])


def _letter(world):
    letter = world["letter"]
    return letter, reverse("objectives:letter_edit", args=[letter.programme.slug, letter.key])


def _letter_part(name):
    def found(world):
        part = world[name]
        letter = part.letter
        return part, reverse(f"objectives:{name}_edit", args=[letter.programme.slug, letter.key, part.pk])

    return found


def _met(name, record):
    def found(world):
        return world[record], reverse(f"boards:{name}", args=[world["board"].slug, world[record].pk])

    return found


def _statement(world):
    one = world["statement"]
    return one, reverse("workstreams:edit_statement", args=[world["programme"].slug, one.pk])


def _document(world):
    one = world["document"]
    return one, reverse("reports:edit_document", args=[world["programme"].slug, one.key])


def _section(world):
    one = world["section"]
    return one, reverse("reports:edit_section", args=[world["programme"].slug, one.document.key, one.key])


def _arrangements(world):
    one = world["arranged"]
    return one, reverse("objectives:governance", args=[one.programme.slug, one.key])


def _texts(world):
    one = world["barrier"]
    return one, reverse("reports:edit_languages", args=[one.programme.slug, "barrier", one.pk])


# The form: the record and its address, the field that both change with what I write, the field that only they change.
FORMS = {
    "board": (_board, {"name_en": "Mine"}, {"purpose_en": "Theirs alone"}),
    "programme": (_programme, {"name_en": "Mine"}, {"name_cy": "Theirs alone"}),
    "work-stream": (_workstream, {"principle_en": "Mine"}, {"description_en": "Theirs alone"}),
    "recommendation": (_recommendation, {"label_en": "Mine"}, {"outcome_en": "Theirs alone"}),
    "objective": (_objective("edit"), {"label_en": "Mine"}, {"note": "Theirs alone"}),
    "status": (_objective("status"), {"position_en": "Mine"}, {"next_steps_en": "Theirs alone"}),
    "seat": (_seat, {"title_as_printed": "Mine"}, {"note": "Theirs alone"}),
    "relation": (_relation, {"words": "Mine"}, {"note": "Theirs alone"}),
    "regional return": (_return, {"position_en": "Mine"}, {"action_owner": "Theirs alone"}),
    "letter": (_letter, {"title_en": "Mine"}, {"note": "Theirs alone"}),
    "letter's item": (_letter_part("letter_item"), {"words": "Mine"}, {"note": "Theirs alone"}),
    "letter's answer": (_letter_part("letter_answer"), {"words": "Mine"}, {"note": "Theirs alone"}),
    "statement": (_statement, {"text_en": "Mine"}, {"text_cy": "Theirs alone"}),
    "arrangements": (_arrangements, {"governance_words": "Mine"}, {"governing_body": "another board"}),
    "meeting": (_met("edit_meeting", "meeting"), {"place_en": "Mine"}, {"title_en": "Theirs alone"}),
    "agenda item": (_met("edit_agenda_item", "item"), {"title_en": "Mine"}, {"minute_en": "Theirs alone"}),
    "decision": (_met("edit_decision", "decision"), {"wording_en": "Mine"}, {"wording_cy": "Theirs alone"}),
    "document": (_document, {"title_en": "Mine"}, {"title_cy": "Theirs alone"}),
    "section": (_section, {"body_en": "Mine"}, {"body_cy": "Theirs alone"}),
    "both languages": (_texts, {"text_cy": "Mine"}, {"summary_en": "Theirs alone"}),
    "due date": (_objective("due"), {"slippage_cause": "Mine"}, {"due_on": date(2027, 3, 2)}),
}


def _of_documents(programme):
    facts = {"key": "report", "kind": "closure-report", "title_en": "Report"}
    document = builders.enter(Document, programme=programme, **facts)
    section = builders.enter(
        Section, document=document, key="one", order=1, heading_en="One", body_en="As it was"
    )
    return {"document": document, "section": section}


def _of_letters(programme):
    facts = {"direction": "sent", "title_en": "Letter", "dated_on": builders.START}
    letter = builders.enter(Letter, programme=programme, key="l1", **facts)
    asked = {"letter": letter, "words": "As it was"}
    return {
        "letter": letter,
        "letter_item": builders.enter(LetterItem, kind="request", key="Q1", **asked),
        "letter_answer": builders.enter(LetterAnswer, outcome="accepted", key="A1", **asked),
    }


@pytest.fixture
def world(client):
    stream = builders.make_workstream()
    client.force_login(builders.make_user("Mair", stream.programme, "manager"))
    objective = builders.make_objective(stream, delivery="in_progress")
    recommendation = builders.enter(
        Recommendation,
        programme=stream.programme,
        key="R1",
        order=1,
        label_en="R",
        text_en="R",
        response="accepted",
    )
    board = builders.make_board()
    region = builders.enter(Region, slug="gwent", name_en="Gwent")
    meeting = builders.enter(Meeting, board=board, held_on=builders.START)
    owed = {"programme": stream.programme, "region": region, "quarter_on": builders.START, "label_en": "Q"}
    return {
        **_of_letters(stream.programme),
        **_of_documents(stream.programme),
        "barrier": builders.enter(Barrier, programme=stream.programme, number="1", order=1, text_en="As it was"),
        "board": board, "another board": builders.make_board(),
        "seat": builders.enter(Seat, board=board, post="Chief", role="member"),
        "relation": builders.enter(BoardRelation, board=board, kind="oversees", to_post="Chief"),
        "return": builders.enter(RegionalReturn, custodian=board, position_en="As it was", **owed),
        "statement": builders.enter(SroReport, workstream=stream, kind="update", state="draft", text_en="As it was"),
        "arranged": builders.make_objective(stream, governing_body=board, governance_basis="existing_named"),
        "meeting": meeting,
        "item": builders.enter(AgendaItem, meeting=meeting, order=1, title_en="A"),
        "decision": builders.enter(Decision, meeting=meeting, number=1, wording_en="D"),
        "stream": stream, "programme": stream.programme,
        "objective": objective, "recommendation": recommendation,
    }  # fmt: skip


def _sent(form):
    """What a browser would send of the form as it is shown."""
    sent = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            sent |= {
                f"{bound.name}_{place}": "" if part is None else part for place, part in enumerate(parts)
            }
        else:
            sent[bound.name] = "" if value is None else bound.field.prepare_value(value)
    return sent


@pytest.mark.parametrize("name", FORMS)
def test_nobodys_words_are_lost(name, client, world):
    where, mine, theirs = FORMS[name]
    record, address = where(world)
    theirs = {name: world.get(value, value) for name, value in theirs.items()}
    shown = client.get(address).context["form"]
    both = next(iter(mine))
    writing.amend(
        record,
        by=builders.ACTOR,
        reason="meanwhile",
        effective_on=date(2026, 1, 9),
        **{both: "Theirs"},
        **theirs,
    )
    sent = _sent(shown) | DAY | {"reason": "My reason", "evidence": "The minutes", **mine}
    if name == "due date":
        sent |= {"due_on_0": "1", "due_on_1": "2", "due_on_2": "2027"}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    form, page = answer.context["form"], answer.content.decode()
    assert form[both].value() == "Mine" and form["reason"].value() == "My reason"
    assert "Somebody changed this while you were editing" in page and 'role="alert"' in page
    clashing = {row.label for row in answer.context["rows"] if row.clash}
    assert str(form.fields[both].label) in {str(label) for label in clashing}
    again = client.post(address, _sent(form))
    assert again.status_code == 302, again.content.decode()
    record.refresh_from_db()
    assert getattr(record, both) == "Mine"
    other, words = next(iter(theirs.items()))
    if name != "due date":  # there both changed the day too, and mine was sent again knowingly
        assert getattr(record, other) == words
    assert record.history.get(version=2).__dict__[both] == "Theirs"


def test_every_form_that_edits_is_tried_here():
    from tests.test_access import TABLE

    # A POST without its version is refused with 400 by the forms that edit, and by no other page.
    names = {name for name, (_get, post) in TABLE.items() if post and "400" in post}
    tried = {"boards:edit", "workstreams:edit", "workstreams:edit_workstream", "objectives:recommendation_edit",
             "objectives:edit", "objectives:status", "objectives:due", "boards:edit_seat", "boards:edit_relation",
             "workstreams:edit_return", "objectives:letter_edit", "objectives:letter_item_edit",
             "objectives:letter_answer_edit", "workstreams:edit_statement", "objectives:governance", "boards:edit_meeting", "boards:edit_agenda_item", "boards:edit_decision", "reports:edit_document", "reports:edit_section", "reports:edit_languages"}  # fmt: skip
    # A person's wish has one choice to make, and tests/boards/test_correspondence.py; a confirmation changes no words.
    assert names - tried == {"boards:correspondence", "reports:confirm_languages"} and tried <= names
