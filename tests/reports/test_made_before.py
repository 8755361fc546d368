"""The second request of an unchanged document finds the file of the first before anything is read for it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from reports import actions
from reports.making.models import PrintOrder
from saferwales.audit import writing
from tests import builders
from tests.reports.documents import World
from workstreams.models import Membership

pytestmark = pytest.mark.django_db
ON_TOP = 2  # the session, and the user with the roles
KEPT = 2  # the chain's head, and the file


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("reports.printing.render_pdf", lambda page, **options: b"%PDF-" + page.encode())
    monkeypatch.setattr("reports.rendering.engine.pdf_available", lambda: True)
    return World()


@pytest.fixture
def address(world, client):
    client.force_login(world.secretary)
    document = world.start()
    return reverse("reports:document-pdf", args=[world.programme.slug, document.key])


def ask(client, address, **query):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, query)
    return answer, len(asked) - ON_TOP


def test_it_is_served_in_two_statements(client, address):
    first, many = ask(client, address)
    second, few = ask(client, address)
    assert few == KEPT and many > KEPT
    assert first.content == second.content != b""
    assert second["Content-Disposition"] == first["Content-Disposition"]
    assert PrintOrder.objects.count() == 1


@pytest.mark.parametrize("name", ["closure-report", "closure-pack", "where", "overview"])
def test_so_are_the_reports_of_the_record(client, world, address, name):
    more = ["recommendation-progress"] if name == "overview" else []
    asked = reverse(f"reports:{name}-pdf", args=[world.programme.slug, *more])
    first, _many = ask(client, asked)
    second, few = ask(client, asked)
    assert few == KEPT and second.content == first.content


def test_whatever_is_written_meanwhile_has_the_page_read_again(client, world, address):
    first, _many = ask(client, address)
    builders.make_person()  # which the page does not print, so that the file is the same
    again, many = ask(client, address)
    assert many > KEPT and again.content == first.content and PrintOrder.objects.count() == 1
    assert ask(client, address)[1] == KEPT
    section = world.programme.documents.get().sections.first()
    actions.save_section(section=section, by=world.secretary, body_en="Other words.")
    assert b"Other words." in ask(client, address)[0].content and PrintOrder.objects.count() == 2


def test_another_language_moment_day_or_person_is_another_request(client, world, address):
    ask(client, address)
    with override("cy"):
        welsh = reverse("reports:document-pdf", args=[world.programme.slug, "closure-report"])
    assert ask(client, welsh)[1] > KEPT and ask(client, welsh)[1] == KEPT
    assert ask(client, address, known_at="2999")[0].status_code == 400
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    PrintOrder.objects.update(ordered_at=today - timedelta(seconds=1))
    assert ask(client, address)[1] > KEPT
    client.force_login(world.manager)
    assert ask(client, address)[1] > KEPT and PrintOrder.objects.filter(ordered_by=world.manager).count() == 1


def test_whoever_lost_the_role_gets_nothing(client, world, address):
    ask(client, address)
    with transaction.atomic():
        held = writing.lock(Membership.objects, user=world.secretary)
        writing.amend(held, by=builders.ACTOR, reason="r", effective_on=timezone.localdate(), archived=True)
    assert client.get(address).status_code == 404
