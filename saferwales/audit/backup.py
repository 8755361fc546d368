"""A copy of the whole database at one moment, taken while others write, and put back into an empty database only.

The copy comes with the head of the chain that it holds, so that a restore can be shown to be all of it. SQLite is
copied by its own online backup, PostgreSQL by pg_dump from one snapshot.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from saferwales.audit import chain


def take(path):
    """Copy the database to a file that is not there yet; returns the (number, digest) of the chain's head in it.

    Raises ValidationError where it cannot be done; no half-made file is left then.
    """
    path = Path(path)
    if path.exists():
        raise ValidationError(_("%(file)s is there already. Name a new file.") % {"file": path})
    part = path.with_name(f"{path.name}.part")
    try:
        part.touch(mode=0o600)  # it holds all that the record holds
        head = _KINDS[connection.vendor][0](part)
        part.replace(path)
    except (OSError, sqlite3.Error) as wrong:
        raise ValidationError(
            _("%(file)s could not be written: %(why)s") % {"file": path, "why": wrong}
        ) from None
    finally:
        part.unlink(missing_ok=True)
    return head


def put_back(path):
    """Fill the database from a backup. Raises ValidationError where it is not empty, or the file is no backup."""
    path = Path(path)
    if not path.is_file():
        raise ValidationError(_("%(file)s is not there.") % {"file": path})
    if connection.introspection.table_names():
        raise ValidationError(
            _("The database is not empty. A backup is only put back into a new, empty database.")
        )
    _KINDS[connection.vendor][1](path)


def _copy_sqlite(part):
    """One step of SQLite's online backup: a reader like any other, which in WAL mode keeps no writer waiting."""
    with (
        closing(_read_only(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
        found = copy.execute("SELECT seq, digest FROM audit_auditentry ORDER BY seq DESC LIMIT 1").fetchone()
    return found or (0, chain.GENESIS)


def _restore_sqlite(path):
    try:
        with closing(_read_only(path)) as source:
            sound = source.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if sound:
                connection.ensure_connection()
                source.backup(connection.connection)
    except sqlite3.Error:
        sound = False
    if not sound:
        raise ValidationError(_("%(file)s is no whole backup of an SQLite database.") % {"file": path})
    connection.close()  # the next one reads what is there now


def _read_only(path):
    return sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)


def _copy_postgresql(part):
    """pg_dump from the snapshot in which the head was read: what is said of the copy is true of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        head = chain.head()
        _run("pg_dump", f"--snapshot={snapshot}", "--format=custom", f"--file={part}")
    return head


def _restore_postgresql(path):
    """All of it or nothing; owner and rights are those of the new database, given by docs/postgresql-role.sql."""
    connection.close()
    _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", file=str(path))


def _run(program, *options, file=None):
    """Run one of PostgreSQL's own programs on the database. Its password never stands among the arguments."""
    if not shutil.which(program):
        raise ValidationError(
            _(
                "%(program)s is not installed here. Install PostgreSQL's client programs, of the server's version "
                "or newer (Debian, Ubuntu: postgresql-client)."
            )
            % {"program": program}
        )
    arguments, env = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *address, name = arguments[1:]
    command = [program, *options, *address, f"--dbname={name}", *([file] if file else [])]
    done = subprocess.run(command, env=os.environ | (env or {}), capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines()[:3]
        raise ValidationError(_("%(program)s refused: %(why)s") % {"program": program, "why": " ".join(said)})


_KINDS = {"sqlite": (_copy_sqlite, _restore_sqlite), "postgresql": (_copy_postgresql, _restore_postgresql)}
