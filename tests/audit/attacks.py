"""Every way known to us of changing the record past its history: by the ORM's side doors and by plain SQL.

An attack takes a board of the record; what it changes must not be there afterwards.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import connection, models
from django.db.models import F
from simple_history.utils import bulk_create_with_history, bulk_update_with_history, update_change_reason

from boards.models import Board
from saferwales.audit import chain, writing
from saferwales.audit.models import AuditEntry, Checkpoint

History = Board.history.model
PLAIN = models.QuerySet
ATTACKS = {}


def attack(*vendors):
    """Register an attack, for all databases or for the named ones."""

    def keep(function):
        ATTACKS[function.__name__] = (function, vendors or ("sqlite", "postgresql"))
        return function

    return keep


def sql(text, *params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)


def copied(board, version=None, **other):
    """A history row as a forger would write it by hand."""
    facts = {field.attname: getattr(board, field.attname) for field in Board._meta.concrete_fields}
    facts |= {
        "version": version or board.version, "actor": "system:forger", "actor_name": "Forger",
        "entry_kind": "changed", "history_type": "~", "history_date": datetime.now(UTC),
        "history_change_reason": "forged", **other,
    }  # fmt: skip
    return History(**facts)


def raw_bump(board):
    sql("UPDATE boards_board SET name_en = 'Forged', version = version + 1 WHERE id = %s", board.pk)
    board.refresh_from_db()


def entry_of(row, **other):
    entry = chain.entry_for(row)
    for name, value in other.items():
        setattr(entry, name, value)
    return entry


# The ORM's side doors


@attack()
def update_of_a_queryset(board):
    PLAIN(Board).filter(pk=board.pk).update(name_en="Forged")


@attack()
def update_of_a_queryset_that_raises_the_version(board):
    PLAIN(Board).filter(pk=board.pk).update(name_en="Forged", version=F("version") + 1)


@attack()
def bulk_update(board):
    board.name_en = "Forged"
    PLAIN(Board).bulk_update([board], ["name_en"])


@attack()
def bulk_update_that_raises_the_version(board):
    board.name_en, board.version = "Forged", board.version + 1
    PLAIN(Board).bulk_update([board], ["name_en", "version"])


@attack()
def bulk_create(board):
    PLAIN(Board).bulk_create([Board(slug="forged", name_en="Forged", version=1)])


@attack()
def bulk_create_that_updates_on_conflict(board):
    PLAIN(Board).bulk_create(
        [Board(slug=board.slug, name_en="Forged", version=2)],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name_en"],
    )


@attack()
def bulk_update_with_a_history_of_its_own(board):
    board.name_en, board.version = "Forged", board.version + 1
    with suppress(AttributeError):
        bulk_update_with_history([board], Board, ["name_en"])


@attack()
def bulk_create_with_a_history_of_its_own(board):
    bulk_create_with_history([Board(slug="forged", name_en="Forged", version=1)], Board)


@attack()
def delete_of_a_queryset(board):
    PLAIN(Board).filter(pk=board.pk).delete()


@attack()
def raw_delete_of_a_queryset(board):
    PLAIN(Board).filter(pk=board.pk)._raw_delete("default")


@attack()
def save_of_the_base_class(board):
    board.name_en, board.version = "Forged", board.version + 1
    models.Model.save(board)


@attack()
def save_that_skips_the_history(board):
    board.name_en, board.version = "Forged", board.version + 1
    board.skip_history_when_saving = True
    models.Model.save(board)


@attack()
def save_without_historical_record(board):
    board.name_en = "Forged"
    with writing.act(by=writing.SystemActor("forger")):
        board.save_without_historical_record()


@attack()
def save_with_history_switched_off(board):
    from django.test import override_settings

    board.name_en, board.version = "Forged", board.version + 1
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        models.Model.save(board)


@attack()
def save_raw(board):
    board.name_en, board.version = "Forged", board.version + 1
    board.save_base(raw=True)


@attack()
def save_of_one_field_with_another_changed(board):
    board.name_en, board.label, board.version = "Forged", "Forged", board.version + 1
    with writing.act(by=writing.SystemActor("forger")):
        models.Model.save(board, update_fields=["name_en", "version"])


@attack()
def save_of_an_expression(board):
    board.version = F("version") + 1
    board.name_en = "Forged"
    with writing.act(by=writing.SystemActor("forger")):
        models.Model.save(board)


@attack()
def loaddata(board):
    import tempfile
    from pathlib import Path

    fact = {"model": "boards.board", "pk": board.pk, "fields": {"slug": board.slug, "name_en": "Forged"}}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "forged.json"
        file.write_text(json.dumps([fact]))
        call_command("loaddata", str(file), verbosity=0)


@attack()
def change_of_a_history_row(board):
    History.objects.filter(id=board.pk).update(name_en="Forged")


@attack()
def save_of_a_history_row(board):
    row = board.history.first()
    row.actor_name = "Somebody else"
    row.save()


@attack()
def deletion_of_history_rows(board):
    History.objects.filter(id=board.pk).delete()


@attack()
def change_of_a_reason_afterwards(board):
    update_change_reason(board, "A better reason")


@attack()
def the_librarys_own_cleaning(board):
    call_command("clean_old_history", "boards.Board", days=-1, auto=False, verbosity=0)


@attack()
def flush(board):
    call_command("flush", interactive=False, verbosity=0)


@attack()
def bulk_create_of_history_rows(board):
    PLAIN(History).bulk_create([copied(board, version=board.version + 1)])


@attack()
def change_of_an_entry(board):
    AuditEntry.objects.filter(object_pk=board.pk).update(actor="system:forger")


@attack()
def deletion_of_the_last_entry(board):
    AuditEntry.objects.order_by("-seq").first().delete()


@attack()
def change_of_a_checkpoint(board):
    Checkpoint.objects.create(seq=1, digest="0" * 64, taken_at=datetime.now(UTC), purpose="test")
    Checkpoint.objects.update(digest="1" * 64)


@attack()
def deletion_of_a_checkpoint(board):
    Checkpoint.objects.create(seq=1, digest="0" * 64, taken_at=datetime.now(UTC), purpose="test")
    Checkpoint.objects.all().delete()


# Plain SQL


@attack()
def sql_update(board):
    sql("UPDATE boards_board SET name_en = 'Forged' WHERE id = %s", board.pk)


@attack()
def sql_update_that_raises_the_version(board):
    raw_bump(board)


@attack()
def sql_update_that_skips_a_version(board):
    sql("UPDATE boards_board SET name_en = 'Forged', version = version + 2 WHERE id = %s", board.pk)


@attack()
def sql_change_of_the_key(board):
    sql("UPDATE boards_board SET id = id + 100000, version = version + 1 WHERE id = %s", board.pk)


@attack()
def sql_insert(board):
    names = [field.column for field in Board._meta.concrete_fields if field.column != "id"]
    kept = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join("'forged'" if name == "slug" else f'"{name}"' for name in names)
    sql(f"INSERT INTO boards_board ({kept}) SELECT {taken} FROM boards_board WHERE id = %s", board.pk)


@attack()
def sql_delete(board):
    sql("DELETE FROM boards_board WHERE id = %s", board.pk)


@attack()
def sql_upsert(board):
    names = ", ".join(f'"{field.column}"' for field in Board._meta.concrete_fields)
    sql(
        f"INSERT INTO boards_board ({names}) SELECT {names} FROM boards_board WHERE id = %s"
        " ON CONFLICT (id) DO UPDATE SET name_en = 'Forged'",
        board.pk,
    )


@attack()
def sql_update_of_the_history(board):
    sql("UPDATE boards_historicalboard SET actor = 'system:forger' WHERE id = %s", board.pk)


@attack()
def sql_deletion_of_the_history(board):
    sql("DELETE FROM boards_historicalboard WHERE id = %s", board.pk)


@attack()
def sql_deletion_of_the_chain(board):
    sql("DELETE FROM audit_auditentry")


@attack()
def a_change_with_a_false_history_row(board):
    raw_bump(board)
    row = copied(board, name_en="As it should have been")
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row)])


@attack()
def a_change_with_a_true_history_row_and_no_entry(board):
    raw_bump(board)
    PLAIN(History).bulk_create([copied(board)])


@attack()
def a_change_whose_entry_names_another_history_row(board):
    raw_bump(board)
    row = copied(board)
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row, history_id=board.history.earliest().history_id)])


@attack()
def a_change_that_names_nobody(board):
    raw_bump(board)
    row = copied(board, actor="")
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row)])


@attack()
def a_second_history_row_of_one_version(board):
    row = copied(board)
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row)])


@attack()
def a_history_row_of_a_deletion(board):
    raw_bump(board)
    row = copied(board, history_type="-")
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row)])


@attack()
def an_entry_without_a_history_row(board):
    row = copied(board, version=board.version + 1)
    row.history_id = 10**6
    chain.append([entry_of(row)])


@attack()
def an_entry_for_a_table_of_no_record(board):
    row = board.history.earliest()
    chain.append([entry_of(row, table="accounts_user")])
