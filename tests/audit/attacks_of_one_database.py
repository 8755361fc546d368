"""Attacks that only one of the two databases knows."""

import json

from django.db import connection

from boards.models import Board
from saferwales.audit import chain
from saferwales.audit.models import AuditEntry
from tests.audit.attacks import PLAIN, History, attack, copied, entry_of, raw_bump, sql


@attack("sqlite")
def replace_of_a_record(board):
    names = ", ".join(f'"{field.column}"' for field in Board._meta.concrete_fields)
    taken = names.replace('"name_en"', "'Forged'")
    sql(f"REPLACE INTO boards_board ({names}) SELECT {taken} FROM boards_board WHERE id = %s", board.pk)


@attack("sqlite")
def replace_that_displaces_a_record_by_its_name(board):
    names = [field.column for field in Board._meta.concrete_fields]
    kept = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join({"id": "99999", "version": "1"}.get(name, f'"{name}"') for name in names)
    sql(
        f"INSERT OR REPLACE INTO boards_board ({kept}) SELECT {taken} FROM boards_board WHERE id = %s",
        board.pk,
    )


@attack("sqlite")
def update_or_replace_that_displaces_a_record(board):
    other = Board.objects.exclude(pk=board.pk).first()
    sql(
        "UPDATE OR REPLACE boards_board SET slug = %s, version = version + 1 WHERE id = %s",
        other.slug,
        board.pk,
    )


@attack("sqlite")
def replace_of_a_history_row(board):
    names = ", ".join(f'"{field.column}"' for field in History._meta.concrete_fields)
    taken = names.replace('"actor_name"', "'Forged'")
    sql(
        f"REPLACE INTO boards_historicalboard ({names}) SELECT {taken} FROM boards_historicalboard WHERE id = %s",
        board.pk,
    )


@attack("sqlite")
def replace_of_an_entry(board):
    names = ", ".join(f'"{field.column}"' for field in AuditEntry._meta.concrete_fields)
    taken = names.replace('"actor"', "'Forged'")
    sql(f"REPLACE INTO audit_auditentry ({names}) SELECT {taken} FROM audit_auditentry WHERE seq = 1")


@attack("sqlite")
def striking_out_the_debt(board):
    raw_bump(board)
    sql("DELETE FROM audit_debt")


@attack("sqlite")
def turning_the_debt_to_another_version(board):
    raw_bump(board)
    sql("UPDATE audit_debt SET version = 1")


@attack("sqlite")
def replacing_the_debt(board):
    raw_bump(board)
    sql("INSERT OR REPLACE INTO audit_debt (\"table\", object_pk, version) VALUES ('boards_board', 1, 1)")


@attack("postgresql")
def truncate_of_records(board):
    sql("TRUNCATE boards_board CASCADE")


@attack("postgresql")
def truncate_of_the_history(board):
    sql("TRUNCATE boards_historicalboard")


@attack("postgresql")
def truncate_of_the_chain(board):
    sql("TRUNCATE audit_auditentry")


@attack("postgresql")
def copy_into_the_record(board):
    names = ", ".join(f'"{field.column}"' for field in Board._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM boards_board WHERE id = %s", [board.pk])
        row = list(cursor.fetchone())
        places = [field.column for field in Board._meta.concrete_fields]
        row[places.index("id")], row[places.index("slug")], row[places.index("version")] = 99999, "forged", 1
        shown = [json.dumps(value) if isinstance(value, list | dict) else value for value in row]
        with cursor.copy(f"COPY boards_board ({names}) FROM STDIN") as copy:
            copy.write_row(shown)


@attack("postgresql")
def a_temporary_table_in_front_of_the_chain(board):
    sql("CREATE TEMPORARY TABLE audit_auditentry (LIKE public.audit_auditentry)")
    raw_bump(board)
    row = copied(board)
    PLAIN(History).bulk_create([row])
    sql(
        'INSERT INTO pg_temp.audit_auditentry (seq, "table", object_pk, version, kind, history_id, actor,'
        " recorded_at, payload, payload_digest, prev, digest)"
        " VALUES (1, 'boards_board', %s, %s, '~', %s, 'x', now(), '', '', '', '')",
        board.pk,
        board.version,
        row.history_id,
    )


@attack("postgresql")
def a_temporary_table_in_front_of_the_history(board):
    sql("CREATE TEMPORARY TABLE boards_historicalboard (LIKE public.boards_historicalboard)")
    sql("UPDATE public.boards_board SET name_en = 'Forged', version = version + 1 WHERE id = %s", board.pk)


@attack("postgresql")
def merge_into_the_record(board):
    sql(
        "MERGE INTO boards_board b USING (SELECT %s::bigint AS id) s ON b.id = s.id"
        " WHEN MATCHED THEN UPDATE SET name_en = 'Forged'",
        board.pk,
    )


@attack("postgresql")
def a_change_inside_a_common_table_expression(board):
    sql(
        "WITH changed AS (UPDATE boards_board SET name_en = 'Forged', version = version + 1 WHERE id = %s"
        " RETURNING id) SELECT count(*) FROM changed",
        board.pk,
    )


@attack("postgresql")
def a_json_value_that_contains_the_other(board):
    sql('UPDATE boards_board SET aliases = \'["one", "two"]\', version = version + 1 WHERE id = %s', board.pk)
    board.refresh_from_db()
    row = copied(board, aliases=["one", "two", "three"])
    PLAIN(History).bulk_create([row])
    chain.append([entry_of(row)])
