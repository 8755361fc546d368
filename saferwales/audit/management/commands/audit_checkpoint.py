"""Take a checkpoint of the audit trail, to be kept by somebody outside."""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from saferwales.audit import checkpoints
from saferwales.audit.offline_verify import NotAnExport


class Command(BaseCommand):
    help = (
        "Print the chain's head as one line of JSON, and keep it. Store the line away from this machine. "
        "To sign where the application is not, use offline_verify.py --sign on an export."
    )

    def add_arguments(self, parser):
        parser.add_argument("--purpose", default="", help="what it is taken for")
        parser.add_argument("--key", type=Path, metavar="FILE", help="Ed25519 private key (PEM) to sign with")
        parser.add_argument("--output", type=Path, metavar="FILE", help="add the line to this file")

    def handle(self, *, purpose, key, output, **options):
        try:
            taken = checkpoints.take(purpose, key and str(key))
        except NotAnExport as wrong:
            raise CommandError(str(wrong)) from None
        line = json.dumps(checkpoints.as_facts(taken), ensure_ascii=False)
        self.stdout.write(line)
        if output:
            try:
                with output.open("a", encoding="utf-8") as file:
                    file.write(line + "\n")
            except OSError as wrong:
                raise CommandError(f"{output} could not be written: {wrong.strerror}.") from None
