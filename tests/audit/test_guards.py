"""Every record is guarded and chained, and somebody is told when it is not."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from saferwales.audit import guards
from saferwales.audit.models import AuditEntry, Record, record_models
from tests import builders

pytestmark = pytest.mark.django_db
APPS = ("boards", "workstreams", "objectives", "reports", "audit")
# A stored file's bytes are sealed by the digest in the record that names it.
NO_RECORDS = {"audit.AuditEntry", "audit.Checkpoint", "audit.Verification", "audit.StoredFile"}


def _first_guard():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'guard_boards_board%%' LIMIT 1")
            return f'DROP TRIGGER "{cursor.fetchone()[0]}"'
    return "DROP TRIGGER guard_bump ON boards_board"


def test_every_model_of_the_apps_is_a_record_with_its_history():
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith("Historical") or model._meta.label in NO_RECORDS:
                continue
            assert issubclass(model, Record), f"{model._meta.label} is kept without history, guards and chain"
            assert model.history.model._meta.get_field("actor").null is False
            assert model._meta.many_to_many == (), "a link between records is a record of its own"


def test_every_record_is_guarded():
    guarded = {one.live for one in guards.guarded(connection)}
    assert guarded == {model._meta.db_table for model in record_models()}
    assert guards.missing(connection) == []


def test_every_write_has_its_entry():
    board = builders.make_board()
    entry = AuditEntry.objects.latest("seq")
    assert (entry.table, entry.object_pk, entry.version) == ("boards_board", board.pk, 1)
    assert entry.actor == "system:tests"


@pytest.mark.expects_log_errors
def test_a_missing_guard_is_reported_and_put_back(client):
    with connection.cursor() as cursor:
        cursor.execute(_first_guard())
    assert len(guards.missing(connection)) == 1
    answer = client.get(reverse("healthz"))
    assert answer.status_code == 503
    assert "missing or altered" in answer.json()["problems"][0]
    said = StringIO()
    call_command("check", databases=["default"], stdout=said, stderr=said)
    assert "audit.W002" in said.getvalue()
    guards.install(connection)
    assert guards.missing(connection) == []
    assert client.get(reverse("healthz")).status_code == 200


def test_an_altered_guard_counts_as_missing():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = "guard_boards_board_delete"
            cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON boards_board BEGIN SELECT 1; END")
        else:
            cursor.execute("ALTER TABLE boards_board DISABLE TRIGGER guard_delete")
    assert len(guards.missing(connection)) == 1


@pytest.mark.postgresql
def test_a_guard_whose_function_was_rewritten_counts_as_missing():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION guard_bump() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN NEW; END'"
        )
    assert len(guards.missing(connection)) == len(record_models())
