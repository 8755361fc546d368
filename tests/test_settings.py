"""In production a missing or malformed setting stops start-up and says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOOD = {
    "SAFERWALES_MODE": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "example.org",
    "DATABASE_URL": "postgres://user:pass@db/name",
    "SAFERWALES_ORGANISATION": "A Programme Office",
    "SAFERWALES_CONTACT": "Room 4",
}


def start(**changed):
    kept = {name: value for name, value in {**GOOD, **changed}.items() if value is not None}
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import saferwales.settings"],
        cwd=ROOT,
        env=known | kept,
        capture_output=True,
        text=True,
    )


def test_all_set_starts():
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set the environment variable SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "at least 50 random characters"),
        ({"ALLOWED_HOSTS": None}, "Set the environment variable ALLOWED_HOSTS"),
        ({"SAFERWALES_ORGANISATION": None}, "Set the environment variable SAFERWALES_ORGANISATION"),
        ({"SAFERWALES_CONTACT": None}, "Set the environment variable SAFERWALES_CONTACT"),
        ({"DATABASE_URL": None}, "Set the environment variable DATABASE_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "Set DATABASE_URL to postgres://"),
        ({"TRUSTED_PROXY_COUNT": "two"}, "Set TRUSTED_PROXY_COUNT to a whole number"),
        ({"SAFERWALES_ADDRESS": "http://example.org"}, "Set SAFERWALES_ADDRESS to the public address"),
        ({"SAFERWALES_ADDRESS": "https://example.org/app"}, "Set SAFERWALES_ADDRESS to the public address"),
        ({"ALLOWED_HOSTS": ".example.org,*"}, "Set SAFERWALES_ADDRESS to the public address"),
        ({"ALLOWED_HOSTS": "*"}, "Set SAFERWALES_ADDRESS to the public address"),
        ({"SAFERWALES_MODE": "prod"}, "Set SAFERWALES_MODE to one of"),
    ],
)
def test_a_wrong_one_stops_with_a_sentence(changed, sentence):
    done = start(**changed)
    assert done.returncode != 0 and sentence in done.stderr
