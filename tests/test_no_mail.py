"""The application sends no e-mail: what waits for somebody stands on their pages."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from objectives import actions
from objectives.models import HandoverItem
from tests import builders
from tests.conftest import ROOT
from tests.reports.documents import World

pytestmark = pytest.mark.django_db
PACKAGES = ("saferwales", "boards", "workstreams", "objectives", "reports")
SENDS = re.compile(
    r"django\.core\.mail|django\.core import .*\bmail\b|smtplib|send_mail|EmailMessage|email_user|mail_admins"
)


def _hand_over(world):
    objective = builders.make_objective(world.stream)
    receiver = builders.make_board(name_en="Receiving board")
    chair = builders.make_chair(receiver, world.programme)
    how = {"title_en": "Outstanding", "reason": "r", "asked_on": date(2026, 3, 2)}
    actions.offer(
        programme=world.programme, by=builders.ACTOR, receiver=receiver, objectives=[objective], **how
    )
    return objective, chair, HandoverItem.objects.get(objective=objective).handover


def test_the_main_acts_send_nothing_and_the_pages_say_what_waits(client):
    cache.clear()
    world = World()
    objective, chair, handover = _hand_over(world)
    client.post(reverse("account_login"), {"login": chair.email, "password": "wrong"})
    client.post(reverse("account_login"), {"login": chair.email, "password": "secret"})
    assert "1 item offered has no final answer" in client.get(reverse("web:home")).content.decode()
    actions.answer_items(
        handover=handover, by=chair, items=list(handover.items.all()), answer="accepted",
        answered_on=date(2026, 3, 3), words="The board takes it over.",
    )  # fmt: skip
    actions.change_status(
        objective=objective, by=world.sro, effective_on=date(2026, 3, 4), reason="r", delivery="complete_claimed",
        position_en="Done.", evidence="The minutes",
    )  # fmt: skip
    client.force_login(world.manager)
    assert "1 claimed completion waits to be verified" in client.get(reverse("web:home")).content.decode()
    world.issued()
    new = "a long enough passphrase"
    client.post(
        reverse("account_change_password"), {"oldpassword": "secret", "password1": new, "password2": new}
    )
    world.manager.refresh_from_db()
    assert world.manager.check_password(new)
    client.post(reverse("account_reset_password"), {"email": world.manager.email})
    assert mail.outbox == []


def test_no_line_of_the_application_can_send_any():
    sources = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    assert len(sources) > 150
    assert [str(file) for file in sources if SENDS.search(file.read_text(encoding="utf-8"))] == []
