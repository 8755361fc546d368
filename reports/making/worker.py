"""The worker that makes ordered documents: the queue's own, and beside it whoever looks after lost orders."""

import logging
import threading

from django.db import DatabaseError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from reports.making import issuing, orders

log = logging.getLogger(__name__)
LOOKING = 10  # seconds between two looks for orders that were left in the middle


def worker(*, interval=0.5, batch=False):
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def make_again():
    """Order anew what other workers left in the middle."""
    orders.make_again()
    issuing.make_again()


def look_after(stopped, seconds=LOOKING):
    """Order anew what was lost, now and from time to time, until ``stopped`` is set."""
    while True:
        try:
            close_old_connections()
            make_again()
            orders.clear()
        except DatabaseError:
            log.exception("Lost orders could not be looked for.")
        if stopped.wait(seconds):
            return


def in_thread(work, *given):
    """A thread that ends with the process."""
    thread = threading.Thread(target=work, args=given, daemon=True)
    thread.start()
    return thread


def run_beside():
    """Make ordered documents in threads of this process, as the demonstration does."""
    in_thread(look_after, threading.Event())
    return in_thread(worker().run)
