"""Verify the audit trail where it lies."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from saferwales.audit import offline_verify, verify


class Command(BaseCommand):
    help = (
        "Verify the audit trail: the chain, the history and the records against it, stored files, checkpoints "
        "and guards. "
        "Names the first entry that is wrong, and how; ends with status 1 then."
    )

    def add_arguments(self, parser):
        parser.add_argument("--checkpoints", type=Path, metavar="FILE", help="checkpoints kept elsewhere")
        parser.add_argument(
            "--public-key", type=Path, metavar="FILE", help="the key with which they were signed"
        )

    def handle(self, *, checkpoints, public_key, verbosity, **options):
        try:
            outside = offline_verify.read_checkpoints(checkpoints) if checkpoints else []
        except (OSError, UnicodeDecodeError, offline_verify.NotAnExport) as wrong:
            raise CommandError(f"The checkpoints could not be read: {wrong}") from None
        result = verify.run(
            self._progress if verbosity > 1 else None, outside, public_key and str(public_key)
        )
        for erased in result.erasures:
            self.stdout.write(f"Lawful erasure, {erased}")
        for remark in result.remarks:
            self.stdout.write(remark)
        if not result.holds:
            told = [problem.sentence for problem in result.problems[:20]]
            more = len(result.problems) - len(told)
            raise CommandError("\n".join([*told, *([f"… and {more} more."] if more else [])]), returncode=1)
        self.stdout.write(
            f"All {result.entries} entries hold, with the digest {result.digest} ({result.seconds:.1f} s)."
        )

    def _progress(self, done, total):
        self.stderr.write(f"{done} of {total}")
