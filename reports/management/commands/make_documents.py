"""The worker process that makes the PDF files people ask for."""

import threading

from django.core.management import BaseCommand

from reports.making import worker


class Command(BaseCommand):
    help = "Make the PDF files that people ask for, until stopped. Run one beside the web server, or several."

    def add_arguments(self, parser):
        parser.add_argument(
            "--interval", type=float, default=0.5, help="seconds between two looks at an empty queue"
        )
        parser.add_argument("--once", action="store_true", help="make what waits, and end")

    def handle(self, *, interval, once, **options):
        stopped = threading.Event()
        if once:
            worker.make_again()
        else:
            worker.in_thread(worker.look_after, stopped)
        work = worker.worker(interval=interval, batch=once)
        work.configure_signals()
        work.run()
        stopped.set()
