"""Copy the whole database into a file while the application is at work."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from saferwales.audit import backup, chain


class Command(BaseCommand):
    help = (
        "Copy the whole database, as it is at one moment, into a new file, also while others write; and beside it "
        "the checkpoint (FILE.checkpoint) by which a restore is known to be all of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file")

    def handle(self, *, file, **options):
        beside = file.with_name(f"{file.name}.checkpoint")
        try:
            if beside.exists():
                raise ValidationError(f"{beside} is there already. Name a new file.")
            seq, digest = backup.take(file)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        facts = {
            "checkpoint": True,
            "seq": seq,
            "digest": digest,
            "taken_at": chain.plain(timezone.now()),
            "purpose": f"backup {file.name}",
            "signature": "",
        }
        try:
            beside.write_text(json.dumps(facts) + "\n", encoding="utf-8")
        except OSError as wrong:
            raise CommandError(f"{beside} could not be written: {wrong.strerror}. {file} is whole.") from None
        self.stdout.write(f"{file}: {seq} entries up to {digest}, {file.stat().st_size // 1024} KB.")
        self.stdout.write(f"Keep {beside} elsewhere than the backup: it shows that a restore is whole.")
