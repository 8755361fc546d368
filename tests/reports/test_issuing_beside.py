"""Issuing beside the pages: asked for in the browser, done by a worker, done again after a crash, and done once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from reports.making import issuing, work, worker
from reports.making.models import SILENCE, IssueOrder, OrderState
from reports.models import Edition
from reports.rendering.engine import RenderRefused
from tests import builders
from tests.reports.documents import World, stub
from workstreams import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


@pytest.fixture
def queue(settings, monkeypatch):
    """Orders wait for a worker, as they do outside the tests; both files are quickly made."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr("reports.rendering.engine.pdf_available", lambda: True)
    monkeypatch.setattr("reports.printing.file_of", stub)


@pytest.fixture
def world():
    return World()


def address(document, name="issue_document", *more):
    return reverse(f"reports:{name}", args=[document.programme.slug, document.key, *more])


def ask(world, document, by=None):
    return issuing.order(document=document, by=by or world.secretary, others=["The Minister"])


def lose(order):
    """The order's worker was killed a while ago."""
    long_ago = timezone.now() - SILENCE - timedelta(seconds=1)
    IssueOrder.objects.filter(pk=order.pk).update(state=OrderState.MAKING, seen_at=long_ago)


def test_the_page_waits_until_a_worker_has_issued_it(client, world):
    document = world.agreed()
    client.force_login(world.secretary)
    board = builders.make_board()
    asked = client.post(address(document), {"boards": [str(board.pk)], "others": "The Minister"}, follow=True)
    page = asked.content.decode()
    assert "every 1s" in page and "Waiting for its turn." in page and not Edition.objects.exists()
    waiting = asked.redirect_chain[-1][0]
    assert waiting in client.get(document.get_absolute_url()).content.decode()
    worker.worker(batch=True).run()
    edition = Edition.objects.get()
    part = client.get(waiting, headers={"HX-Request": "true"}).content.decode()
    assert edition.get_absolute_url() in part and "every 1s" not in part and "<html" not in part
    assert {str(one) for one in edition.recipients.all()} == {str(board), "The Minister"}
    assert edition.history.get().actor_name == world.secretary.name


def test_what_can_be_mended_is_said_at_the_form(client, world, monkeypatch):
    document = world.agreed()
    client.force_login(world.secretary)

    def blocked(document, by):
        raise ValidationError("A finding stands in the way.")

    monkeypatch.setattr(issuing, "freeze", blocked)
    answer = client.post(address(document), {"others": "The Minister"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "A finding stands in the way." in page and "The Minister" in page
    assert not IssueOrder.objects.exists()


def test_clicking_twice_is_one_order(world):
    document = world.agreed()
    assert ask(world, document).pk == ask(world, document).pk


def test_two_secretaries_have_one_winner_and_the_other_is_told(world):
    document = world.agreed()
    both = [ask(world, document), ask(world, document, world.manager)]
    worker.worker(batch=True).run()
    first, second = [IssueOrder.objects.get(pk=one.pk) for one in both]
    assert first.edition == Edition.objects.get() and first.state == OrderState.READY
    assert second.state == OrderState.REFUSED and "issued already" in second.refusal


@pytest.mark.parametrize("written", [False, True])
def test_a_killed_worker_issues_it_once(world, written):
    """Killed before anything was written, or after all of it was and before the worker could say so."""
    document = world.agreed()
    order = ask(world, document)
    if written:
        world.issue(document, recipients=["The Minister"])
    lose(order)
    assert issuing.make_again() == 1
    worker.worker(batch=True).run()
    order.refresh_from_db()
    assert order.state == OrderState.READY and order.edition == Edition.objects.get()


def test_what_the_renderer_refuses_is_said_and_leaves_nothing(client, world, monkeypatch):
    document = world.agreed()
    order = ask(world, document)

    def refuse(report, **bounds):
        raise RenderRefused("The document is too long.")

    monkeypatch.setattr("reports.printing.file_of", refuse)
    worker.worker(batch=True).run()
    client.force_login(world.secretary)
    page = client.get(order.get_absolute_url()).content.decode()
    assert "The document is too long." in page and address(document) in page
    document.refresh_from_db()
    assert document.state == "agreed" and not Edition.objects.exists()


@pytest.mark.expects_log_errors
def test_an_unforeseen_error_is_noted_and_said(world, monkeypatch):
    order = ask(world, world.agreed())
    monkeypatch.setattr("reports.actions.issuing._write", lambda *given: 1 / 0)
    worker.worker(batch=True).run()
    order.refresh_from_db()
    assert order.state == OrderState.REFUSED and "an error, which was noted" in order.refusal


def test_a_role_that_was_lost_meanwhile_issues_nothing(world):
    document = world.agreed()
    order = ask(world, document)
    actions.withdraw_role(membership=world.secretary.memberships.get(), by=builders.ACTOR, reason="Left")
    worker.worker(batch=True).run()
    order.refresh_from_db()
    assert order.state == OrderState.REFUSED and not Edition.objects.exists()


def test_the_maker_gives_a_sign_of_life(world, monkeypatch):
    order = ask(world, world.agreed())
    seen = []
    monkeypatch.setattr(work, "SECONDS", 0.01)

    def slow(report, progress):
        progress("writing 7")
        seen.append(report.language)
        return stub(report)

    monkeypatch.setattr("reports.printing.file_of", slow)
    worker.worker(batch=True).run()
    order.refresh_from_db()
    assert seen == ["en", "cy"] and order.stage == "writing 7" and order.state == OrderState.READY


class TestTelling:
    """Whoever left the page is told on the start page and among the reports how it ended."""

    def pages(self, client, world):
        for address in (reverse("web:home"), reverse("reports:list", args=[world.programme.slug])):
            yield client.get(address).content.decode()

    def test_issued(self, client, world):
        document = world.agreed()
        waiting = ask(world, document).get_absolute_url()
        client.force_login(world.secretary)
        assert not [page for page in self.pages(client, world) if waiting in page]
        worker.worker(batch=True).run()
        for page in self.pages(client, world):
            assert "Documents that you asked for were issued:" in page and f'href="{waiting}"' in page
        assert Edition.objects.get().get_absolute_url() in client.get(waiting).content.decode()
        assert not [page for page in self.pages(client, world) if waiting in page]

    def test_refused_with_the_reason_in_the_language_it_was_asked_in(self, client, world, monkeypatch):
        def refuse(report, **bounds):
            raise RenderRefused("The document is too long.")

        monkeypatch.setattr("reports.printing.file_of", refuse)
        waiting = ask(world, world.agreed()).get_absolute_url()
        worker.worker(batch=True).run()
        client.force_login(world.secretary)
        for page in self.pages(client, world):
            assert "were not issued:" in page and f'href="{waiting}"' in page
            assert '<span lang="en">The document is too long.</span>' in page
        client.get(waiting)
        assert not [page for page in self.pages(client, world) if waiting in page]

    def test_nobody_else_is_told_nor_who_lost_the_role(self, client, world):
        waiting = ask(world, world.agreed()).get_absolute_url()
        worker.worker(batch=True).run()
        client.force_login(world.manager)
        assert not [page for page in self.pages(client, world) if waiting in page]
        actions.withdraw_role(membership=world.secretary.memberships.get(), by=builders.ACTOR, reason="Left")
        client.force_login(world.secretary)
        home = client.get(reverse("web:home")).content.decode()
        assert waiting not in home and "The closure report" not in home
