"""Write the audit trail to a file that can be verified without the application."""

import sys
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from saferwales.audit import export


class Command(BaseCommand):
    help = "Write the chain as JSON Lines; verify it anywhere with saferwales/audit/offline_verify.py."

    def add_arguments(self, parser):
        parser.add_argument("--from", type=int, default=1, dest="first", metavar="NUMBER")
        parser.add_argument("--to", type=int, dest="last", metavar="NUMBER")
        parser.add_argument("--output", type=Path, metavar="FILE", help="without it, to standard output")

    def handle(self, *, first, last, output, **options):
        if first < 1 or (last is not None and last < first):
            raise CommandError("Entries are numbered from 1; --to must not be less than --from.")
        lines = export.lines(first, last)
        if output is None:
            sys.stdout.writelines(lines)
            return
        try:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(lines)
        except OSError as wrong:
            raise CommandError(f"{output} could not be written: {wrong.strerror}.") from None
        self.stderr.write(f"{output} is written.")
