"""Erase personal data where the law demands it, with an entry that says so."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from saferwales.audit.erasure import erase
from saferwales.audit.models import AuditEntry
from saferwales.audit.writing import SystemActor


class Command(BaseCommand):
    help = (
        "Blank fields of one record for ever: in the record, its history and the chain. Needs the rights of the "
        "tables' owner. Copies outside (backups, issued documents, exports) are not reached."
    )

    def add_arguments(self, parser):
        parser.add_argument("table", help="such as boards_person")
        parser.add_argument("id", type=int, help="the record's number in the table")
        parser.add_argument("fields", nargs="+", metavar="field", help="such as name")
        parser.add_argument(
            "--ground", required=True, help="the ground in law, and who decided; it is kept and printed"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask before erasing")

    def handle(self, *, table, fields, ground, yes, **options):
        pk = options["id"]
        question = f"Erase {', '.join(fields)} of {table} {pk} for ever? Type yes: "
        if not yes and input(question) != "yes":
            raise CommandError("Nothing was erased.")
        try:
            erasure = erase(
                table=table, object_pk=pk, fields=fields, ground=ground, by=SystemActor("audit_erase")
            )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        except DatabaseError as wrong:
            raise CommandError(
                f"Nothing was erased. Run this as the owner of the tables. The database said: {wrong}"
            ) from None
        entry = AuditEntry.objects.get(table="audit_erasure", object_pk=erasure.pk)
        self.stdout.write(
            f"Erased {', '.join(erasure.fields)} of {table} {pk} in {len(erasure.after)} entries. "
            f"The erasure is entry {entry.seq} of the chain."
        )
