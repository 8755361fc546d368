"""A file is ordered, made by a worker beside the pages, made again after a crash, and fetched by whoever asked."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from reports.making import orders, work, worker
from reports.making.models import KEPT, SILENCE, OrderState, PrintOrder
from reports.rendering.engine import Busy, RenderRefused
from tests import builders
from workstreams.models import Membership

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def queue(settings, monkeypatch):
    """Orders wait for a worker, as they do outside the tests; it leaves the test's own connection open."""
    settings.TASKS = QUEUE
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


@pytest.fixture
def pdf(monkeypatch):
    """Pages that were rendered; rendering is instant here."""
    made = []

    def render(page, *, progress=None, **bounds):
        made.append(page)
        progress("layout")
        return b"%PDF-" + page[-20:].encode()

    monkeypatch.setattr("reports.printing.render_pdf", render)
    monkeypatch.setattr("reports.rendering.engine.pdf_available", lambda: True)
    return made


@pytest.fixture
def programme():
    return builders.make_programme()


@pytest.fixture
def mair(programme):
    return builders.make_user("Mair", programme, "manager")


def report(words="Words", **facts):
    body = {
        "title": "A report",
        "slug": "report",
        "language": "en",
        "known_at": None,
        "as_at": builders.START,
    }
    return SimpleNamespace(template="reports/pdf/letter.html", **body | facts | {"words": words})


@pytest.fixture
def plain(monkeypatch):
    monkeypatch.setattr("reports.printing.html_of", lambda one: f"<p>{getattr(one, 'words', one.title)}</p>")


def ask(programme, by, **facts):
    return orders.order(report=report(**facts), programme=programme, by=by, ordered_from="/en/here/")


@pytest.mark.usefixtures("queue", "plain")
class TestOrders:
    def test_a_worker_makes_what_was_ordered(self, programme, mair, pdf):
        order = ask(programme, mair)
        assert order.state == OrderState.WAITING
        worker.worker(batch=True).run()
        order.refresh_from_db()
        assert order.state == OrderState.READY and bytes(order.file).startswith(b"%PDF-")
        assert pdf == ["<p>Words</p>"]

    def test_the_same_page_is_made_once_and_another_again(self, programme, mair, pdf):
        first = ask(programme, mair)
        assert ask(programme, mair).pk == first.pk
        assert ask(programme, mair, words="Other").pk != first.pk
        worker.worker(batch=True).run()
        assert len(pdf) == 2
        PrintOrder.objects.filter(pk=first.pk).update(ordered_at=timezone.now() - KEPT - timedelta(minutes=1))
        assert ask(programme, mair).pk != first.pk

    def test_somebody_else_gets_an_order_of_their_own(self, programme, mair, pdf):
        other = builders.make_user("Sara", programme, "secretary")
        assert ask(programme, mair).pk != ask(programme, other).pk

    def test_a_person_has_five_waiting_and_no_more(self, programme, mair, pdf):
        for number in range(orders.MOST_WAITING):
            ask(programme, mair, words=str(number))
        with pytest.raises(Busy, match="Fetch those first"):
            ask(programme, mair, words="one more")
        assert PrintOrder.objects.count() == orders.MOST_WAITING

    def test_what_the_renderer_refuses_is_said(self, programme, mair, pdf, monkeypatch):
        def refuse(page, **bounds):
            raise RenderRefused("The document is too long.")

        monkeypatch.setattr("reports.printing.render_pdf", refuse)
        order = ask(programme, mair)
        worker.worker(batch=True).run()
        order.refresh_from_db()
        assert (order.state, order.refusal) == (OrderState.REFUSED, "The document is too long.")

    @pytest.mark.expects_log_errors
    def test_an_unforeseen_error_is_noted_and_said(self, programme, mair, pdf, monkeypatch):
        monkeypatch.setattr("reports.printing.render_pdf", lambda *page, **bounds: 1 / 0)
        order = ask(programme, mair)
        worker.worker(batch=True).run()
        order.refresh_from_db()
        assert order.state == OrderState.REFUSED and "an error, which was noted" in order.refusal

    def test_a_lost_order_is_made_again_and_given_up_after_three(self, programme, mair, pdf):
        order = ask(programme, mair)
        for attempt in (1, 2):
            _lose(order)
            assert orders.make_again() == 1
            order.refresh_from_db()
            assert (order.state, order.attempts) == (OrderState.WAITING, attempt)
        _lose(order)
        orders.make_again()
        order.refresh_from_db()
        assert order.state == OrderState.REFUSED and "stopped 3 times" in order.refusal

    def test_one_that_gives_signs_of_life_is_left_alone(self, programme, mair, pdf):
        order = ask(programme, mair)
        PrintOrder.objects.filter(pk=order.pk).update(state=OrderState.MAKING, seen_at=timezone.now())
        assert orders.make_again() == 0

    def test_a_maker_that_only_slept_does_not_end_another_ones_work(self, programme, mair, pdf, monkeypatch):
        order = ask(programme, mair)

        def sleep(page, **bounds):
            return b"%PDF-late"

        monkeypatch.setattr("reports.printing.render_pdf", sleep)
        monkeypatch.setattr(
            work.Work, "run", lambda made: PrintOrder.objects.update(attempts=7) and made.note("layout")
        )
        monkeypatch.setattr(work, "Thread", _AtOnce)
        orders.make.call(str(order.pk))
        order.refresh_from_db()
        assert order.state == OrderState.MAKING and order.file is None

    def test_what_nobody_fetched_is_thrown_away(self, programme, mair, pdf):
        order, other = ask(programme, mair), ask(programme, mair, words="new")
        PrintOrder.objects.filter(pk=order.pk).update(ordered_at=timezone.now() - KEPT - timedelta(hours=1))
        orders.clear()
        assert list(PrintOrder.objects.all()) == [other]


class _AtOnce:
    def __init__(self, target, daemon):
        self.target = target

    def start(self):
        self.target()

    def join(self, seconds):
        """It has ended."""

    def is_alive(self):
        return False


def _lose(order):
    long_ago = timezone.now() - SILENCE - timedelta(seconds=1)
    PrintOrder.objects.filter(pk=order.pk).update(state=OrderState.MAKING, seen_at=long_ago)


@pytest.mark.usefixtures("plain")
class TestPages:
    @pytest.fixture
    def order(self, programme, mair, pdf, queue, client):
        client.force_login(mair)
        return ask(programme, mair)

    def address(self, order, name="order"):
        return reverse(f"reports:{name}", args=[order.programme.slug, order.pk])

    def test_the_page_asks_again_until_the_file_is_there(self, client, order):
        page = client.get(self.address(order)).content.decode()
        assert "every 1s" in page and "Waiting for its turn." in page
        worker.worker(batch=True).run()
        part = client.get(self.address(order), headers={"HX-Request": "true"}).content.decode()
        assert "every 1s" not in part and "Download the PDF" in part and "<html" not in part
        file = client.get(self.address(order, "order_file"))
        assert file["Content-Type"] == "application/pdf" and file["Cache-Control"] == "private, no-store"

    def test_the_start_page_and_the_reports_tell_until_it_was_looked_at(self, client, order):
        pages = [reverse("web:home"), reverse("reports:list", args=[order.programme.slug])]
        link = f'href="{self.address(order)}"'
        assert not [page for page in pages if link in client.get(page).content.decode()]
        worker.worker(batch=True).run()
        for page in pages:
            told = client.get(page).content.decode()
            assert "Files that you asked for are ready:" in told and link in told
        client.get(self.address(order))
        assert not [page for page in pages if link in client.get(page).content.decode()]

    def test_whoever_fetched_the_file_is_not_told_of_it(self, client, order):
        worker.worker(batch=True).run()
        client.get(self.address(order, "order_file"))
        assert self.address(order) not in client.get(reverse("web:home")).content.decode()

    def test_a_refusal_is_told_with_its_reason_and_to_nobody_else(self, client, order, monkeypatch):
        def refuse(page, **bounds):
            raise RenderRefused("The document is too long.")

        monkeypatch.setattr("reports.printing.render_pdf", refuse)
        worker.worker(batch=True).run()
        told = client.get(reverse("web:home")).content.decode()
        assert "could not be made:" in told and "The document is too long." in told
        assert self.address(order) in told
        client.force_login(builders.make_user("Sara", order.programme, "secretary"))
        assert "The document is too long." not in client.get(reverse("web:home")).content.decode()

    def test_of_a_board_one_is_told_too(self, client, mair, pdf, queue):
        client.force_login(mair)
        board = builders.make_board()
        order = orders.order(report=report(), board=board, by=mair, ordered_from="/en/here/")
        worker.worker(batch=True).run()
        assert order.get_absolute_url() in client.get(reverse("web:home")).content.decode()

    def test_an_unmade_file_leads_back_to_the_page(self, client, order):
        assert client.get(self.address(order, "order_file")).url == self.address(order)

    def test_nobody_else_learns_of_it(self, client, order):
        for other in (
            builders.make_user("Sara", order.programme, "secretary"),
            builders.make_user("Out", builders.make_programme(), "manager"),
        ):
            client.force_login(other)
            assert client.get(self.address(order)).status_code == 404
            assert client.get(self.address(order, "order_file")).status_code == 404

    def test_whoever_lost_the_role_lost_the_file(self, client, order):
        Membership.objects.get(user=order.ordered_by)
        other = reverse("reports:order", args=[builders.make_programme().slug, order.pk])
        assert client.get(other).status_code == 404

    def test_where_nobody_works_the_page_says_so(self, client, order):
        PrintOrder.objects.update(seen_at=timezone.now() - SILENCE - timedelta(seconds=1))
        assert "Nobody is making files" in client.get(self.address(order)).content.decode()

    def test_the_list_says_what_was_asked_for(self, client, order):
        listing = reverse("reports:orders", args=[order.programme.slug])
        page = client.get(listing).content.decode()
        assert "report-2026-01-05-en.pdf" in page and "Waiting to be made" in page
        PrintOrder.objects.all().delete()
        assert "You have asked for no file" in client.get(listing).content.decode()

    def test_asking_leads_to_the_page_and_asking_again_to_the_file(self, client, programme, mair, pdf, queue):
        client.force_login(mair)
        address = reverse("reports:closure-report-pdf", args=[programme.slug])
        waiting = client.get(address)
        assert waiting.status_code == 302 and "/reports/files/" in waiting.url
        assert client.get(address).url == waiting.url
        page = reverse("reports:closure-report", args=[programme.slug])
        assert f'href="{page}"' in client.get(waiting.url).content.decode()
        worker.worker(batch=True).run()
        assert client.get(address)["Content-Type"] == "application/pdf"
