"""Make a programme's document as a PDF file, from a shell."""

import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from reports import printing
from reports.content import letters
from reports.content.closure_report import build
from reports.models import Document, DocumentKind
from saferwales.audit.moment import read_moment
from workstreams.models import Programme

STAGES = {"fonts": "making the fonts (once)", "layout": "setting the pages", "done": "done"}


class Command(BaseCommand):
    help = (
        "Make a programme's closure report or a letter as a PDF file, from the record as it stood on a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=[DocumentKind.CLOSURE_REPORT.value, *letters.KINDS])
        parser.add_argument(
            "--letter",
            metavar="KEY",
            help="which letter (without it: the one by which the programme handed over)",
        )
        parser.add_argument(
            "--programme", help="the programme's name in addresses; needed where there are several"
        )
        parser.add_argument(
            "--as-at",
            type=datetime.date.fromisoformat,
            metavar="DAY",
            help="such as 2020-06-15 (without it: the report's own day)",
        )
        parser.add_argument(
            "--known-at",
            type=read_moment,
            metavar="MOMENT",
            help="such as 2026-03-27T10:30: by what was recorded until then (without it: by all that is recorded)",
        )
        parser.add_argument("--language", choices=["en", "cy"], default="en")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *, kind, programme, as_at, known_at, language, letter, output, **options):
        programme = self._programme(programme)
        try:
            if kind in letters.KINDS:
                report = letters.build(programme, kind, language, key=letter, day=as_at, known_at=known_at)
            else:
                report = build(programme, as_at or self._own_day(programme, kind), language, known_at)
            self.stderr.write("reading the record: done")
            pdf = printing.pdf_of(report, progress=self._progress)
            output.write_bytes(pdf)
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from None
        except OSError as wrong:
            raise CommandError(f"{output} could not be written: {wrong.strerror}.") from None
        self.stdout.write(
            f"{output}: {report.title} as at {report.as_at.isoformat()}, {len(pdf) // 1024} KB."
        )

    def _programme(self, slug):
        found = Programme.objects.filter(archived=False, **({"slug": slug} if slug else {}))
        if len(found) == 1:
            return found[0]
        if not found:
            raise CommandError("There is no such programme. Load one with load_programme, or name another.")
        raise CommandError("There are several programmes. Name one of them with --programme.")

    def _own_day(self, programme, kind):
        document = Document.objects.filter(programme=programme, kind=kind).first()
        return (document and document.as_at) or timezone.localdate()

    def _progress(self, stage):
        word, _space, pages = stage.partition(" ")
        self.stderr.write(f"writing {pages} pages" if word == "writing" else STAGES.get(word, stage))
