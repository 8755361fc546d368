"""Load a programme from a folder of data files, through the same actions as every other change."""

from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand

from reports.loading.load import load

DEFAULT = "safer-communities-2018-2020"


class Command(BaseCommand):
    help = "Load a programme from a folder of data files (fixtures/README.md describes them). Loading twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / DEFAULT,
            help=f"the folder with programme.yaml in it (without it: fixtures/{DEFAULT})",
        )

    def handle(self, *, folder, verbosity, **options):
        loaded = load(folder)
        if loaded.already:
            self.stdout.write(f"“{loaded.programme.name_en}” is already loaded; nothing was changed.")
            for name in loaded.lacking:
                self.stdout.write(f"  Only in the files, not in the record: {name}. Enter it in the browser.")
            return
        total = sum(loaded.made.values())
        self.stdout.write(f"Loaded “{loaded.programme.name_en}”: {total} records.")
        if verbosity > 1:
            for model, count in sorted(loaded.made.items(), key=lambda made: made[0]._meta.verbose_name):
                self.stdout.write(f"  {count:>4}  {model._meta.verbose_name}")
