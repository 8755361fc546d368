"""Make a programme's document, or a paper of a board's meeting, as a PDF file, from a shell."""

import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import override

from boards.models import Board
from reports import kinds, printing, reprinting
from reports.content import closure_pack, closure_report, letters, meetings, overviews, plan
from reports.content import where_are_they_now as where
from reports.content.record import Words
from reports.models import Document, DocumentKind, Edition
from saferwales.audit.asat import Reading
from saferwales.audit.moment import read_moment
from workstreams.models import Programme

# What the record writes whether or not somebody laid down a document of the kind.
OF_THE_CLOSURE = {
    DocumentKind.CLOSURE_REPORT.value: closure_report,
    closure_pack.ClosurePack.slug: closure_pack,
}
OF_THE_RECORD = (where.KIND, *overviews.TITLES)
STAGES = {"fonts": "making the fonts (once)", "layout": "setting the pages", "done": "done"}
EDITION = "edition"


class Command(BaseCommand):
    help = (
        "Make a document of any kind, or a meeting's agenda pack or minutes, as a PDF file, from the record as "
        "it stood on a day; or an issued edition again, from its frozen content."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=sorted({EDITION, *kinds.every(), *meetings.KINDS}))
        parser.add_argument("reference", nargs="?", help="of an edition: the reference that it bears")
        parser.add_argument("--workstream", type=int, metavar="NUMBER", help="whose statement it is")
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
        self.stdout.write(f"{output}: {report.title}, {report.as_at.isoformat()}, {len(pdf) // 1024} KB.")

    def _report(self, *, kind, as_at, known_at, language, **named):
        if kind == EDITION:
            return self._edition(named["reference"], language)
        if kind in meetings.KINDS:
            board, meeting = self._meeting(named["board"], named["meeting"])
            return meetings.build(board, meeting, kind, language, on=as_at, known_at=known_at)
        programme = self._programme(named["programme"])
        if kind in letters.KINDS:
            key = named["letter"]
            return letters.build(programme, kind, language, key=key, day=as_at, known_at=known_at)
        if kind in OF_THE_RECORD:
            day = as_at or timezone.localdate()
            if kind == where.KIND:
                return where.build(programme, day, language, known_at)
            return overviews.build(programme, kind, day, language, known_at)
        if kind in OF_THE_CLOSURE:
            module = OF_THE_CLOSURE[kind]
            day = as_at or module.own_day(programme, known_at) or timezone.localdate()
            return module.build(programme, day, language, known_at)
        return self._written(programme, kind, as_at, Reading(None, known_at), language, named["workstream"])

    def _edition(self, reference, language):
        edition = Edition.objects.filter(reference=reference or "").select_related("programme").first()
        if edition is None:
            raise CommandError("There is no such edition. Name the reference that stands at its foot.")
        return reprinting.report_of(edition, language)

    def _written(self, programme, kind, as_at, reading, language, workstream):
        """The document that the programme laid down for the kind; where it has none, as one would begin today."""
        about = None
        if kinds.every()[kind].about == "workstream":
            about = programme.workstreams.filter(number=workstream, archived=False).first()
            if about is None:
                raise CommandError("Name a work-stream of the programme with --workstream, such as 2.")
        words = Words(programme, kind, known_at=reading.known_at)
        found = words.of(kind, workstream_id=about and about.pk)
        begun = (found.document, found.sections) if found else _begun(programme, kind, about, language)
        document, sections = begun
        document.as_at = as_at or document.as_at
        return kinds.build(document, sections, language, reading)

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

    def _progress(self, stage):
        word, _space, pages = stage.partition(" ")
        self.stderr.write(f"writing {pages} pages" if word == "writing" else STAGES.get(word, stage))


def _begun(programme, kind, about, language):
    """(document, sections) as somebody would begin it, neither of them stored."""
    found = kinds.every()[kind]
    with override(language):
        title = str(found)
        document = Document(programme=programme, kind=kind, title_en=title, title_cy=title, workstream=about)
        return document, plan.unstored(document, found.sections(programme, about))
