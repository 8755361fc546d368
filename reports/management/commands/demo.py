"""The demonstration: its own database and secrets in var/, the programme loaded, one account for each role."""

import os
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction

from reports.loading.demonstration import make_accounts
from reports.making import worker
from workstreams.models import Programme

FOLDER = "safer-communities-2018-2020"


class Command(BaseCommand):
    help = (
        "Set up the demonstration and serve it on http://127.0.0.1:8000 (run again, it keeps what is there)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="set up only")

    def handle(self, *, port, no_serve, **options):
        if settings.PRODUCTION:
            raise CommandError("The demonstration does not run in production: leave SAFERWALES_MODE unset.")
        settings.SAFERWALES_VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        self.stdout.write("The database is ready.")
        folder = settings.BASE_DIR / "fixtures" / FOLDER
        call_command("load_programme", str(folder), stdout=self.stdout)
        self._accounts(folder)
        if not no_serve:
            worker.run_beside()
            self.stdout.write(f"\nOpen http://127.0.0.1:{port}/ and sign in. Stop with Ctrl-C.")
            call_command("runserver", f"127.0.0.1:{port}", "--noreload")

    @transaction.atomic
    def _accounts(self, folder):
        wanted = yaml.safe_load((folder / "demonstration.yaml").read_text(encoding="utf-8"))["accounts"]
        programme = Programme.objects.get(slug=FOLDER)
        kept = settings.SAFERWALES_VAR / "demonstration-accounts.txt"
        made = make_accounts(programme, wanted)
        lines = [f"  {account.email:<30} {account.password:<22} {account.role}" for account in made]
        if lines:
            _keep(kept, lines)
        self.stdout.write("\nDemonstration accounts (e-mail, password, role):")
        self.stdout.write(kept.read_text(encoding="utf-8") if kept.is_file() else "  made earlier")


def _keep(path: Path, lines):
    """Write the passwords for the owner's eyes only, so that a second run can show them again."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
