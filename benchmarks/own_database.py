"""A migrated database of a benchmark's own beside the one that DATABASE_URL names; gone when the benchmark ends."""

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def own_database():
    """Django, set up on an empty migrated database: a file in a temporary folder, or a new one on the same server."""
    with tempfile.TemporaryDirectory() as place:
        asked = os.environ.get("DATABASE_URL", "")
        on_postgresql = asked.startswith("postgres")
        url = _beside(asked) if on_postgresql else f"sqlite:///{place}/bench.sqlite3"
        os.environ.update(SAFERWALES_MODE="test", SAFERWALES_VAR=place, DATABASE_URL=url)
        os.environ["DJANGO_SETTINGS_MODULE"] = "saferwales.settings"
        sys.path.insert(0, str(ROOT))
        if on_postgresql:
            _on_server(url, "CREATE DATABASE")
        try:
            _migrate()
            yield Path(place)
        finally:
            if on_postgresql:
                _on_server(url, "DROP DATABASE IF EXISTS", " WITH (FORCE)")


def _beside(url):
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path}_bench_{os.getpid()}"))


def _on_server(url, what, how=""):
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f'{what} "{name}"{how}')


def _migrate():
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
