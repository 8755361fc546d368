"""Somebody else writes between reading a form and sending it: what is refused then is a sentence, never an error."""

from datetime import date

import pytest

from objectives import actions
from objectives.models import Objective
from tests.builders import ACTOR, make_objective, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["status", "edit"])
def test_a_change_beside_the_form_with_a_later_day_is_a_refusal_of_the_earlier_day(client, page):
    objective = make_objective()
    client.force_login(make_user("Mair", objective.programme, "manager"))
    address = f"/en/programmes/{objective.programme.slug}/objectives/{objective.key}/{page}/"
    facts = {name: value or "" for name, value in client.get(address).context["form"].initial.items()}
    facts |= {"position_en": "kept words", "note": "kept words", "reason": "seen"}
    facts |= {"effective_on_0": "2", "effective_on_1": "2", "effective_on_2": "2026"}
    actions.nothing_new(objective=objective, by=ACTOR, effective_on=date(2026, 3, 1))
    refused = client.post(address, facts)
    assert refused.status_code == 422
    assert "kept words" in refused.content.decode() and "earlier than" in refused.content.decode()
    assert client.post(address, facts | {"effective_on_1": "3"}).status_code == 302
    now = Objective.objects.get(pk=objective.pk)
    assert "kept words" in (now.position_en, now.note)
