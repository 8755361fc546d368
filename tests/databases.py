"""The suite's databases: one that is rolled back after each test, and whole copies of it for tests that commit.

A test that commits for real (threads, a live server) gets a copy, dropped as a whole when its module ends: the
database refuses to be emptied row by row, and no guard has to be lifted for that.
"""

import gc
import os
import shutil
import tempfile
from contextlib import contextmanager
from itertools import count

from django.db import connections

_numbers = count(1)


def end_other_sessions():
    """Nothing that a test began keeps the database at the end of the run."""
    default = connections["default"]
    name = default.settings_dict["NAME"]
    default.close()
    if default.vendor == "postgresql":
        with default._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@contextmanager
def copy_of_the_template(*, empty=False):
    """The default database is a copy of the present one until the block ends; or one without any table."""
    template = connections["default"]
    make = {"sqlite": _sqlite_copy, "postgresql": _postgresql_copy}[template.vendor]
    with make(template, empty) as name:
        settings = connections.settings["default"]
        kept, settings["NAME"] = settings["NAME"], name
        connections["default"] = connections.create_connection("default")
        try:
            yield name
        finally:
            connections["default"].close()
            connections["default"], settings["NAME"] = template, kept


@contextmanager
def _sqlite_copy(template, empty):
    import sqlite3

    folder = tempfile.mkdtemp(prefix="saferwales-")
    name = os.path.join(folder, "copy.sqlite3")
    if not empty:
        template.ensure_connection()
        copy = sqlite3.connect(name)
        template.connection.backup(copy)
        copy.close()
    try:
        yield name
    finally:
        shutil.rmtree(folder)


@contextmanager
def _postgresql_copy(template, empty):
    source = template.settings_dict["NAME"]
    name = f"{source}_{os.getpid()}_{next(_numbers)}"
    template.close()
    gc.collect()  # what is connected is not copied, and a thread that has ended is, until the collector comes by
    with template._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{"template0" if empty else source}"')
    try:
        yield name
    finally:
        with template._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(name):
    """The address of a copy, for another process that is to open it."""
    template = connections["default"]
    if template.vendor == "sqlite":
        return f"sqlite:///{name}"
    facts = template.settings_dict
    return f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{name}"
