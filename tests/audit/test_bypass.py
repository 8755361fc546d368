"""0 of the attacks get through: what they change is not there afterwards, and every guard still stands."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from boards.models import Board
from saferwales.audit import guards, writing
from tests import builders
from tests.audit import attacks_of_one_database  # noqa: F401 - adds to the attacks
from tests.audit.attacks import ATTACKS

ROLE = Path(__file__).resolve().parents[2] / "docs" / "postgresql-role.sql"
TABLES = ("boards_board", "boards_historicalboard", "audit_auditentry", "audit_checkpoint")
VENDOR = connections.settings["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")
HERE = sorted(name for name, (_attack, vendors) in ATTACKS.items() if VENDOR in vendors)

AS_OWNER_ONLY = (
    "ALTER TABLE boards_board DISABLE TRIGGER ALL",
    "ALTER TABLE boards_board DISABLE TRIGGER guard_bump",
    "DROP TRIGGER guard_bump ON boards_board",
    "ALTER TABLE boards_board RENAME TO elsewhere",
    "DROP TABLE boards_historicalboard",
    "SET session_replication_role = 'replica'",
    "CREATE OR REPLACE FUNCTION public.guard_bump() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TEMPORARY TABLE audit_auditentry (seq int)",
    "TRUNCATE audit_auditentry",
    "UPDATE audit_auditentry SET actor = 'x'",
    "DELETE FROM boards_historicalboard",
    "DELETE FROM django_migrations",
    "ALTER ROLE saferwales_app SUPERUSER",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SET ROLE postgres",
)


@pytest.fixture(scope="module")
def pk(committed):
    """A board of two versions; another one stands beside it."""
    board = builders.make_board(aliases=["one"])
    builders.make_board()
    writing.amend(board, by=builders.ACTOR, reason="r", effective_on=builders.START, label="second")
    return board.pk


def _snapshot():
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def _got_through(name, pk):
    """Whether anything is different after the attack, which runs in a transaction of its own."""
    before = _snapshot()
    refusal = None
    try:
        with transaction.atomic():
            ATTACKS[name][0](Board.objects.get(pk=pk))
    except (Exception, SystemExit) as refused:
        refusal = refused
    connection.close()  # a broken connection or a temporary table ends here
    return _snapshot() != before, refusal


@pytest.mark.parametrize("name", HERE)
def test_no_attack_gets_through(name, pk):
    through, refusal = _got_through(name, pk)
    assert not through, name
    assert refusal is not None, f"{name} changed nothing and was not refused: it is no attack"
    assert guards.missing(connection) == []


def test_there_are_enough_attacks_on_each_database(figure):
    figure(f"0 of {len(HERE)} ways around the history get through on {VENDOR}")
    assert len(HERE) >= 31


@pytest.fixture
def as_role(pk):
    """The database as the application's own role sees it."""
    if VENDOR != "postgresql":
        return None

    @contextmanager
    def role():
        with connection.cursor() as cursor:
            cursor.execute(ROLE.read_text())
        settings = connections.settings["default"]
        kept = settings["USER"]
        owner = connections["default"]
        settings["USER"] = "saferwales_app"
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"], settings["USER"] = owner, kept

    return role


class TestAsTheRoleOfTheApplication:
    """PostgreSQL: the role of docs/postgresql-role.sql can do the application's work, and none of this."""

    pytestmark = pytest.mark.postgresql

    def test_the_role_does_the_applications_work(self, pk, as_role):
        with as_role():
            board = builders.make_board()
            writing.amend(board, by=builders.ACTOR, reason="r", effective_on=builders.START, label="new")
            assert board.history.count() == 2

    @pytest.mark.parametrize("name", HERE)
    def test_no_attack_gets_through(self, name, pk, as_role):
        with as_role():
            through, refusal = _got_through(name, pk)
        assert not through and refusal is not None, name

    @pytest.mark.parametrize("statement", AS_OWNER_ONLY)
    def test_the_role_cannot_lift_a_guard(self, statement, pk, as_role):
        with (
            as_role(),
            pytest.raises(Exception, match="(?i)denied|must be|owner"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert guards.missing(connection) == []


def test_a_user_is_deactivated_and_never_deleted(committed):
    with pytest.raises(ValidationError):
        builders.make_user("Leaver").delete()


def test_every_history_row_names_its_actor(pk):
    with connection.cursor() as cursor:
        for table in guards.guarded(connection):
            cursor.execute(f"SELECT count(*) FROM {table.history} WHERE actor IS NULL OR actor = ''")
            assert cursor.fetchone() == (0,)
