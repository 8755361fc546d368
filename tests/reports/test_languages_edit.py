"""Every text that stands in two languages has a place where it is changed: a form of its own, or both side by side."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from boards.models import Decision, MeetingAction, Region
from objectives.models import Handover, HandoverItem
from reports import languages, languages_edit
from reports.actions.languages import edit_texts
from saferwales.audit import twins, writing
from saferwales.audit.asat import Reading
from saferwales.web.forms import LongText
from tests import builders
from workstreams.models import Barrier, Event, Heading, Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream():
    return builders.make_workstream()


@pytest.fixture
def manager(stream):
    return builders.make_user("Mair", stream.programme, "manager")


def address(programme, record, query=""):
    kind = record._meta.model_name
    return reverse("reports:edit_languages", args=[programme.slug, kind, record.pk]) + query


def save(record, programme, by, **texts):
    how = {"by": by, "reason": "Translated", "effective_on": timezone.localdate()}
    return edit_texts(record=record, programme=programme, **how, **texts)


def refused(*about, **texts):
    with pytest.raises(ValidationError) as told:
        save(*about, **texts)
    return " ".join(told.value.messages)


def amend(record, **facts):
    return writing.amend(record, by=builders.ACTOR, reason="r", effective_on=timezone.localdate(), **facts)


def offered(stream, **facts):
    board = stream.programme.governing_board
    between = {"giver": board, "receiver": builders.make_board(), "title_en": "Offer"}
    return builders.enter(
        HandoverItem, handover=builders.enter(Handover, programme=stream.programme, **between), **facts
    )


@pytest.mark.parametrize("of", sorted(languages.models()))
def test_each_text_of_each_kind_is_changed_here_or_on_a_form_that_is_named(of):
    model = languages.models()[of]
    assert set(languages_edit.places(model)) == set(twins.pairs(model))
    for place in languages_edit.places(model).values():
        if isinstance(place, languages_edit.Own):
            sample = {"pk": 1, "number": 1}
            args = [sample.get(fact.rpartition(".")[2], "a") for fact in place.facts]
            assert reverse(place.address, args=args)


def test_an_address_that_no_form_has_would_be_found_out():
    with pytest.raises(NoReverseMatch):
        reverse("objectives:edit", args=["a"])


def test_both_languages_are_written_beside_each_other_and_one_comes_back_to_the_list(client, stream, manager):
    one = builders.enter(
        Event, programme=stream.programme, order=1, on=builders.START, kind="k", label_en="The Board met"
    )
    client.force_login(manager)
    where = [stream.programme.slug, "event", "label", "cy_missing"]
    gaps = reverse("reports:language_gap", args=where)
    form = address(stream.programme, one, "?name=label&gap=cy_missing")
    assert form.replace("&", "&amp;") in client.get(gaps).content.decode()
    shown = client.get(form)
    base = shown.context["form"]["base"].value()
    sent = {"base": base, "label_en": "The Board met", "label_cy": "Cyfarfu’r Bwrdd", "reason": "Translated"}
    day = timezone.localdate()
    sent |= {"effective_on_0": day.day, "effective_on_1": day.month, "effective_on_2": day.year}
    assert client.post(form, sent)["Location"] == gaps
    last = Event.objects.get().history.first()
    assert (last.label_cy, last.actor_name, last.history_change_reason) == (
        "Cyfarfu’r Bwrdd",
        "Mair",
        "Translated",
    )
    assert "No text has this gap now" in client.get(gaps).content.decode()


def test_what_only_another_form_changes_leads_there_and_is_refused_here(client, stream, manager):
    meeting = builders.make_meeting(stream.programme.governing_board)
    decision = builders.enter(Decision, meeting=meeting, number=1, wording_en="Agreed")
    client.force_login(manager)
    own = reverse("boards:edit_decision", args=[meeting.board.slug, decision.pk])
    assert client.get(address(stream.programme, decision))["Location"] == own
    assert "a form of their own" in refused(decision, stream.programme, manager, wording_cy="Cytunwyd")
    gaps = reverse("reports:language_gap", args=[stream.programme.slug, "decision", "wording", "cy_missing"])
    assert f'href="{own}"' in client.get(gaps).content.decode()


def test_texts_of_a_programme_are_for_its_manager_and_its_name_stays_on_its_own_form(client, stream, manager):
    programme = stream.programme
    client.force_login(manager)
    shown = client.get(address(programme, programme)).content.decode()
    assert 'name="method_cy"' in shown and 'name="name_cy"' not in shown
    assert f'href="{reverse("workstreams:edit", args=[programme.slug])}"' in shown
    assert save(programme, programme, manager, method_en="How", method_cy="Sut").method_cy == "Sut"
    with pytest.raises(PermissionDenied):
        save(programme, programme, builders.make_user("Sec", programme, "secretary"), method_cy="Modd")


def test_quoted_english_stands_while_its_welsh_is_changed(client, stream, manager):
    quoted = builders.enter(Heading, workstream=stream, document="annex-a", text_en="Work-stream 1")
    client.force_login(manager)
    shown = client.get(address(stream.programme, quoted)).context["form"]
    assert "readonly" in str(shown["text_en"]) and "readonly" not in str(shown["text_cy"])
    assert "quoted" in refused(quoted, stream.programme, manager, text_en="Mine", text_cy="Ffrwd waith 1")
    assert save(quoted, stream.programme, manager, text_en="Work-stream 1", text_cy="Ffrwd waith 1")


def test_of_a_duty_that_a_board_answered_only_the_missing_language_is_added(stream, manager):
    duty = offered(stream, duty_en="Keep the table")
    duty = save(duty, stream.programme, manager, duty_en="Keep the table up to date")
    amend(duty, answer="accepted", answered_on=timezone.localdate())
    programme = stream.programme
    assert "A board has answered" in refused(duty, programme, manager, duty_en="Burn the table")
    assert save(duty, programme, manager, duty_cy="Cadw’r tabl").duty_cy == "Cadw’r tabl"
    assert "A board has answered" in refused(duty, programme, manager, duty_cy="Llosgi’r tabl")
    assert "A board has answered" in refused(duty.handover, programme, manager, title_en="Other")


def test_an_item_that_is_an_objective_has_no_words_of_its_own(client, stream, manager):
    item = offered(stream, objective=builders.make_objective(stream))
    assert "where the objective is edited" in refused(item, stream.programme, manager, duty_en="Mine")
    client.force_login(manager)
    assert client.get(address(stream.programme, item)).status_code == 302


@pytest.mark.parametrize("state", ["approved", "locked"])
def test_words_of_minutes_that_are_settled_stand(stream, manager, state):
    meeting = builders.make_meeting(stream.programme.governing_board)
    action = builders.enter(MeetingAction, meeting=meeting, number=1, words_en="Write", owner="Clerk")
    action = save(action, stream.programme, manager, words_cy="Ysgrifennu")
    amend(meeting, minutes_state=state)
    assert state in refused(action, stream.programme, manager, words_cy="Darllen")


def test_english_is_never_taken_away(stream, manager):
    barrier = builders.enter(Barrier, programme=stream.programme, number="1", order=1, text_en="No money")
    assert "Nothing is taken away" in refused(barrier, stream.programme, manager, text_en=" ")


def test_a_closed_programme_leads_back_and_stands_still(client, stream, manager):
    programme = stream.programme
    barrier = builders.enter(Barrier, programme=programme, number="1", order=1, text_en="A", text_cy="B")
    builders.close(programme)
    client.force_login(manager)
    confirm = reverse("reports:confirm_languages", args=[programme.slug, "barrier", barrier.pk])
    for found in (address(programme, barrier), confirm):
        assert client.get(found)["Location"] == reverse("reports:languages", args=[programme.slug])
    assert client.post(confirm, {"reason": "Read"}).status_code == 302
    assert "closed" in refused(barrier, Programme.objects.get(pk=programme.pk), manager, text_cy="C")


def test_what_programmes_share_is_for_whoever_keeps_boards(stream):
    region = builders.enter(Region, slug="gwent", name_en="Gwent")
    secretary = builders.make_user("Sec", stream.programme, "secretary")
    assert save(region, stream.programme, secretary, name_cy="Gwent").name_cy == "Gwent"
    with pytest.raises(PermissionDenied):
        save(region, stream.programme, builders.make_sro(stream), name_cy="Gwent Fwyaf")


def test_another_programme_s_record_is_not_found(client, stream, manager):
    other = builders.enter(
        Barrier, programme=builders.make_programme(), number="1", order=1, text_en="Theirs"
    )
    client.force_login(manager)
    assert client.get(address(stream.programme, other)).status_code == 404


def test_lines_of_a_text_that_nobody_touched_leave_its_twin_behind(stream):
    lines = {"text_en": "One\nTwo", "text_cy": "Un\nDau"}
    barrier = builders.enter(Barrier, programme=stream.programme, number="1", order=1, **lines)
    sent = LongText().clean("Un\r\nDau")
    amend(barrier, text_en="One\nThree", text_cy=sent)
    late = twins.behind(Reading(), {Barrier: Reading().of(Barrier)})
    assert late[Barrier, "text"] == {barrier.pk: "cy"}
