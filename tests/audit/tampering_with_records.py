"""Tampering with the history, the records themselves, checkpoints and guards."""

from datetime import timedelta

from django.db import connection
from django.db.models import F

from boards.models import Board
from saferwales.audit import guards
from saferwales.audit.models import Checkpoint
from tests.audit.tampering import PLAIN, History, kind


@kind("base")
def a_history_row_is_changed(board):
    PLAIN(History).filter(id=board.pk, version=1).update(name_en="Tampered")


@kind("base")
def a_history_row_is_ascribed_to_another_actor(board):
    PLAIN(History).filter(id=board.pk).update(actor_name="Somebody else")


@kind("base")
def a_history_row_is_dated_back(board):
    PLAIN(History).filter(id=board.pk, version=1).update(history_date=F("history_date") - timedelta(days=9))


@kind("base")
def a_reason_is_changed(board):
    PLAIN(History).filter(id=board.pk, version=1).update(history_change_reason="A better reason")


@kind("base")
def a_history_row_is_deleted(board):
    PLAIN(History).filter(id=board.pk, version=1).delete()


@kind("base")
def a_history_row_is_added(board):
    row = board.history.get(version=1)
    row.history_id, row.version = None, 50
    PLAIN(History).bulk_create([row])


@kind("base")
def two_history_rows_exchange_their_versions(board):
    for before, after in ((1, 100), (2, 1), (100, 2)):
        PLAIN(History).filter(id=board.pk, version=before).update(version=after)


@kind("base")
def a_record_is_changed(board):
    PLAIN(Board).filter(pk=board.pk).update(name_en="Tampered")


@kind("base")
def a_record_is_archived_silently(board):
    PLAIN(Board).filter(pk=board.pk).update(archived=True)


@kind("base")
def a_records_version_is_changed(board):
    PLAIN(Board).filter(pk=board.pk).update(version=9)


@kind("base")
def a_record_is_deleted(board):
    PLAIN(Board).filter(pk=board.pk)._raw_delete("default")


@kind("base")
def a_record_is_added(board):
    PLAIN(Board).bulk_create([Board(slug="tampered", name_en="Tampered", version=1)])


@kind("base")
def a_record_is_brought_back_to_an_older_version(board):
    before = board.history.get(version=1)
    PLAIN(Board).filter(pk=board.pk).update(name_en=before.name_en, version=1)


# Checkpoints and guards


@kind("file")
def a_checkpoint_of_the_trail_is_changed(board):
    PLAIN(Checkpoint).update(digest="0" * 64)


@kind("file")
def a_checkpoint_of_the_trail_is_moved_past_its_end(board):
    PLAIN(Checkpoint).update(seq=10**6)


@kind("base")
def a_guard_stays_away(board):
    guards.install(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER guard_boards_board_bump")
        else:
            cursor.execute("DROP TRIGGER guard_bump ON boards_board")
