"""Make a programme's document, or a paper of a board's meeting, as a PDF file, from a shell."""

import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from boards.models import Board
from reports import printing
from reports.content import closure_pack, closure_report, letters, meetings, overviews, where_are_they_now
from reports.models import Document, DocumentKind
from saferwales.audit.moment import read_moment
from workstreams.models import Programme

REPORTS = {
    DocumentKind.CLOSURE_REPORT.value: closure_report.build,
    closure_pack.ClosurePack.slug: closure_pack.build,
}
STAGES = {"fonts": "making the fonts (once)", "layout": "setting the pages", "done": "done"}


OF_THE_RECORD = (where_are_they_now.KIND, *overviews.TITLES)
KINDS = [*REPORTS, *OF_THE_RECORD, *letters.KINDS, *meetings.KINDS]


class Command(BaseCommand):
    help = (
        "Make a programme's report or a letter, or a meeting's agenda pack or minutes, as a PDF file, from "
        "the record as it stood on a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("--board", metavar="SLUG", help="the board whose agenda or minutes they are")
        parser.add_argument("--meeting", metavar="DAY", help="its meeting: the day, or the meeting's number")
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

    def handle(self, *, output, **asked):
        try:
            report = self._report(**asked)
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

    def _report(self, *, kind, as_at, known_at, language, **named):
        if kind in meetings.KINDS:
            board, meeting = self._meeting(named["board"], named["meeting"])
            return meetings.build(board, meeting, kind, language, on=as_at, known_at=known_at)
        programme = self._programme(named["programme"])
        if kind in letters.KINDS:
            key = named["letter"]
            return letters.build(programme, kind, language, key=key, day=as_at, known_at=known_at)
        if kind in OF_THE_RECORD:
            day = as_at or timezone.localdate()
            if kind == where_are_they_now.KIND:
                return where_are_they_now.build(programme, day, language, known_at)
            return overviews.build(programme, kind, day, language, known_at)
        return REPORTS[kind](programme, as_at or self._own_day(programme), language, known_at)

    def _meeting(self, board, named):
        """The keys of the board and of its meeting, which is named by its day or its number."""
        if not (board and named):
            raise CommandError(
                "Name the board with --board and the meeting with --meeting, such as 2020-09-24."
            )
        whose = Board.objects.filter(slug=board, archived=False).first()
        if whose is None:
            raise CommandError(f"There is no board {board}. Its name is the one in the address of its page.")
        by = {"pk": int(named)} if named.isdecimal() and len(named) < 19 else {"held_on": parse_date(named)}
        found = whose.meetings.filter(archived=False, **by)
        if not found:
            raise CommandError(f"The board has no meeting {named}. Name its day, such as 2020-09-24.")
        if len(found) > 1:
            numbers = ", ".join(str(one.pk) for one in found)
            raise CommandError(
                f"The board has {len(found)} meetings on that day. Name one of them: {numbers}."
            )
        return whose.pk, found[0].pk

    def _programme(self, slug):
        found = Programme.objects.filter(archived=False, **({"slug": slug} if slug else {}))
        if len(found) == 1:
            return found[0]
        if not found:
            raise CommandError("There is no such programme. Load one with load_programme, or name another.")
        raise CommandError("There are several programmes. Name one of them with --programme.")

    def _own_day(self, programme):
        document = Document.objects.filter(programme=programme, kind=DocumentKind.CLOSURE_REPORT).first()
        return (document and document.as_at) or timezone.localdate()

    def _progress(self, stage):
        word, _space, pages = stage.partition(" ")
        self.stderr.write(f"writing {pages} pages" if word == "writing" else STAGES.get(word, stage))
