"""Acts on a programme's plan: who may, when, and what each leaves in the history."""

import inspect
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from saferwales.audit.conflict import Conflict
from tests import builders
from workstreams import actions
from workstreams.models import Membership, Programme, SroAppointment, Workstream

pytestmark = pytest.mark.django_db
WHY = {"reason": "The minister asked for it", "effective_on": date(2026, 3, 2)}
ACTS = [
    found
    for name, found in vars(actions).items()
    if inspect.isfunction(found) and found.__module__ == actions.__name__ and not name.startswith("_")
]


@pytest.fixture
def programme():
    return builders.make_programme()


@pytest.fixture
def manager(programme):
    return builders.make_user("Mair", programme, "manager")


def last_entry(record):
    return record.history.order_by("-version").first()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_every_act_names_all_it_takes_and_who_does_it(act):
    signature = inspect.signature(act).parameters.values()
    kinds = {parameter.kind for parameter in signature}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    assert {"by", "reason"} <= {parameter.name for parameter in signature}


def test_whoever_sets_up_a_programme_manages_it(manager):
    made = actions.create_programme(by=manager, **WHY, slug="safer-streets", name_en="Safer Streets")
    held = Membership.objects.get(programme=made)
    assert (held.user, held.role) == (manager, "manager")
    assert last_entry(made).history_change_reason == WHY["reason"]
    assert last_entry(held).actor_name == "Mair"


@pytest.mark.parametrize("role", ["secretary", "sro", "board"])
def test_a_weak_role_keeps_no_plan(programme, role):
    user = builders.make_user("Weak", programme, role)
    with pytest.raises(PermissionDenied):
        actions.create_programme(by=user, **WHY, slug="x", name_en="X")
    with pytest.raises(PermissionDenied):
        actions.edit_programme(programme=programme, by=user, **WHY, name_en="X")
    with pytest.raises(PermissionDenied):
        actions.create_workstream(programme=programme, by=user, **WHY, number=1, principle_en="X")
    with pytest.raises(PermissionDenied):
        actions.grant_role(programme=programme, by=user, user=user, role="manager", reason="I want to")
    assert not Workstream.objects.exists()


def test_a_manager_of_another_programme_keeps_nothing_here(programme):
    other = builders.make_user("Other", builders.make_programme(), "manager")
    with pytest.raises(PermissionDenied):
        actions.edit_programme(programme=programme, by=other, **WHY, name_en="X")


def test_a_closed_programme_is_read_only(programme, manager):
    stream = builders.make_workstream(programme)
    builders.close(programme)
    programme.refresh_from_db()
    refused = {"code": "read_only"}
    for act in (
        lambda: actions.edit_programme(programme=programme, by=manager, **WHY, name_en="X"),
        lambda: actions.create_workstream(programme=programme, by=manager, **WHY, number=2, principle_en="X"),
        lambda: actions.edit_workstream(workstream=stream, by=manager, **WHY, principle_en="X"),
        lambda: actions.grant_role(programme=programme, by=manager, user=manager, role="sro", reason="r"),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == refused["code"]


def test_a_number_is_used_once_in_a_programme(programme, manager):
    builders.make_workstream(programme, number=3)
    with pytest.raises(ValidationError) as refusal:
        actions.create_workstream(programme=programme, by=manager, **WHY, number=3, principle_en="Again")
    assert "number" in refusal.value.error_dict


def test_an_edit_from_an_old_version_is_a_conflict(programme, manager):
    actions.edit_programme(programme=programme, by=manager, **WHY, name_en="First")
    with pytest.raises(Conflict):
        actions.edit_programme(programme=programme, by=manager, **WHY, expected_version=1, name_en="Second")


def test_a_change_is_not_dated_before_the_last_one(programme, manager):
    actions.edit_programme(programme=programme, by=manager, **WHY, name_en="First")
    with pytest.raises(ValidationError) as refusal:
        actions.edit_programme(
            programme=programme, by=manager, reason="r", effective_on=date(2026, 3, 1), name_en="Earlier"
        )
    assert refusal.value.code == "earlier_than_last"


def test_a_day_typed_anew_is_known_to_the_day():
    programme = builders.make_programme(started_on=date(2018, 1, 1), started_precision="year")
    facts = {"programme": programme, "by": builders.make_user("Mair", programme, "manager"), **WHY}
    assert actions.edit_programme(**facts, started_on=date(2018, 1, 1)).started_precision == "year"
    assert actions.edit_programme(**facts, started_on=date(2018, 4, 1)).started_precision == "day"


def test_an_appointed_account_can_act_at_once(programme, manager):
    stream, user = builders.make_workstream(programme), builders.make_user("Siân", programme, "board")
    made = actions.appoint(
        programme=programme, workstream=stream, by=manager, reason="r", from_on=date(2026, 1, 5),
        new_person="Siân Example", user=user, kind="sro",
    )  # fmt: skip
    assert made.person.slug == "sian-example"
    assert set(Membership.objects.filter(user=user).values_list("role", flat=True)) == {"board", "sro"}


def test_two_people_of_one_name_stay_two(programme, manager):
    facts = {"programme": programme, "by": manager, "reason": "r", "from_on": date(2026, 1, 5)}
    first, second = (actions.appoint(**facts, new_person="Siân Example") for _time in range(2))
    assert first.person_id != second.person_id
    assert second.person.slug == "sian-example-2"


def test_an_appointment_to_come_can_be_recorded_and_ended(programme, manager):
    begins = timezone.localdate() + timedelta(days=30)
    made = actions.appoint(
        programme=programme, by=manager, reason="r", from_on=begins, person=builders.make_person()
    )
    assert last_entry(made).effective_on == timezone.localdate()
    ended = actions.end_appointment(
        appointment=made, by=manager, reason="Moved post", to_on=begins + timedelta(days=1)
    )
    assert ended.to_on == begins + timedelta(days=1)


def test_an_appointment_does_not_end_before_it_begins(programme, manager):
    made = actions.appoint(
        programme=programme, by=manager, reason="r", from_on=date(2026, 2, 1), person=builders.make_person()
    )
    with pytest.raises(ValidationError) as refusal:
        actions.end_appointment(appointment=made, by=manager, reason="r", to_on=date(2026, 1, 31))
    assert "to_on" in refusal.value.error_dict
    assert SroAppointment.objects.get().to_on is None


def test_an_appointment_names_somebody_once(programme, manager):
    facts = {"programme": programme, "by": manager, "reason": "r", "from_on": date(2026, 2, 1)}
    with pytest.raises(ValidationError):
        actions.appoint(**facts)
    with pytest.raises(ValidationError):
        actions.appoint(**facts, person=builders.make_person(), new_person="Somebody else")
    with pytest.raises(ValidationError):
        actions.appoint(**facts, new_person="Ann", workstream=builders.make_workstream())


def test_a_withdrawn_role_is_given_back_and_keeps_its_history(programme, manager):
    user = builders.make_user("Ann", programme, "secretary")
    held = Membership.objects.get(user=user)
    actions.withdraw_role(membership=held, by=manager, reason="Left")
    assert not Programme.objects.for_user(type(user).objects.get(pk=user.pk)).exists()
    actions.grant_role(programme=programme, by=manager, user=user, role="secretary", reason="Came back")
    held.refresh_from_db()
    assert not held.archived
    reasons = held.history.order_by("version").values_list("history_change_reason", flat=True)
    assert list(reasons) == ["set up", "Left", "Came back"]


def test_nobody_withdraws_their_own_role(programme, manager):
    with pytest.raises(ValidationError):
        actions.withdraw_role(membership=Membership.objects.get(user=manager), by=manager, reason="r")
