"""Put a backup back into an empty database, and verify what came back."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, call_command

from saferwales.audit import backup


class Command(BaseCommand):
    help = (
        "Fill the empty database of DATABASE_URL from a backup, then verify it against checkpoints kept elsewhere: "
        "a stale or partial one is refused with status 1 and must not be used."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="made by `manage.py backup`")
        parser.add_argument(
            "--checkpoints",
            type=Path,
            metavar="FILE",
            help="checkpoints kept elsewhere (without it: FILE.checkpoint beside the backup)",
        )
        parser.add_argument(
            "--public-key", type=Path, metavar="FILE", help="the key with which they were signed"
        )

    def handle(self, *, file, checkpoints, public_key, **options):
        checkpoints = checkpoints or file.with_name(f"{file.name}.checkpoint")
        if not checkpoints.is_file():
            raise CommandError(f"{checkpoints} is not there. Name the checkpoints with --checkpoints.")
        try:
            backup.put_back(file)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        self.stdout.write(f"{file} is in the database. Verifying it:")
        try:
            call_command("audit_verify", checkpoints=checkpoints, public_key=public_key, stdout=self.stdout)
        except CommandError as wrong:
            raise CommandError(
                f"This restore is refused; do not use the database.\n{wrong}", returncode=1
            ) from None
