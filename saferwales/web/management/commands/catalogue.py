"""Bring the Welsh catalogue up to date with the sentences of the source."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

HEADER = """# Welsh for Safer Wales Governance.
msgid ""
msgstr ""
"Project-Id-Version: Safer Wales Governance\\n"
"Language: cy\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);\\n"
"""
LEFT_OUT = (".venv", "tests", "benchmarks", "var")


def _gettext(*words):
    subprocess.run([str(word) for word in words], check=True)


def extract():
    """Write every sentence of the source to the catalogue; those that are gone from the source leave it."""
    call_command(
        "makemessages",
        locale=["cy"],
        no_location=True,
        no_wrap=True,
        no_obsolete=True,
        ignore_patterns=list(LEFT_OUT),
        verbosity=0,
    )


class Command(BaseCommand):
    help = (
        "Extract the sentences of the source into locale/cy, fill them from the catalogue as it was and from "
        "the given files (a later file wins), and compile. Needs gettext. Takes over no guess: what has no "
        "Welsh of its own stays empty."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="translations to take over (.po)")

    def handle(self, *, files, **options):
        if not shutil.which("msgmerge"):
            raise CommandError("gettext is not installed: sudo apt install gettext")
        folder = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        po, known, wanted = folder / "django.po", folder / "known.po", folder / "wanted.po"
        try:
            sources = [*reversed(files), *([po] if po.exists() else [])]
            if sources:
                _gettext("msgcat", "--use-first", "--no-wrap", *sources, "-o", known)
            extract()
            written = po.read_text(encoding="utf-8")
            wanted.write_text(HEADER + written[written.index("\n\n") + 1 :], encoding="utf-8")
            # makemessages guesses; a guess is no translation.
            _gettext("msgattrib", "--clear-fuzzy", "--empty", "--no-wrap", wanted, "-o", wanted)
            empty = folder / "known.po" if sources else wanted
            _gettext("msgmerge", "-q", "-N", "--no-wrap", "--no-location", empty, wanted, "-o", po)
            self._finish(po, wanted)
        finally:
            known.unlink(missing_ok=True)
            wanted.unlink(missing_ok=True)

    def _finish(self, po, wanted):
        _gettext("msgattrib", "--no-obsolete", "--no-wrap", po, "-o", wanted)
        entries = wanted.read_text(encoding="utf-8")
        po.write_text(HEADER + entries[entries.index("\n\n") + 1 :], encoding="utf-8")
        _gettext("msgfmt", "--check-format", "--statistics", "-o", po.with_suffix(".mo"), po)
