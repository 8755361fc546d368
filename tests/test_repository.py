"""The house in order: what stands at the top, how large its parts are, and which way they import."""

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from saferwales.audit.models import Record

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "manage.py", "pyproject.toml", "README.md", "requirements.lock", "saferwales", "workstreams", "boards",
    "objectives", "reports", "templates", "fixtures", "tests", "benchmarks", "docs", "locale",
}  # fmt: skip
RESERVED = {"demo.invalid", "example.org", "example.com", "evil.example", "static.invalid"}
RECORD_APPS = ("boards", "workstreams", "objectives", "reports")


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def ours():
    return [path for path in tracked("*.py") if "migrations" not in path.parts]


def test_only_the_agreed_names_stand_at_the_top():
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_modules_stay_under_400_lines():
    assert [str(path) for path in ours() if len(path.read_text().splitlines()) > 400] == []


def test_functions_stay_under_35_lines():
    long = []
    for path in ours():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 35:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []


@pytest.mark.parametrize("forbidden", ["TO" + "DO", "FIX" + "ME", "XX" + "X", "/wo" + "rk/", "/ro" + "ot/"])
def test_nothing_is_left_open_and_no_path_of_one_machine_is_named(forbidden):
    found = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py", "*.html", "*.md", "*.yaml", "*.css", ".ci/*")
        if re.search(rf"(?<![A-Za-z0-9]){re.escape(forbidden)}", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_telephone_numbers_or_addresses_of_people():
    for path in tracked("fixtures/*", "tests/*.py"):
        text = path.read_text(encoding="utf-8")
        mails = set(re.findall(r"[\w.+-]+@([\w-]+(?:\.[a-z]{2,})+)", text))
        assert mails <= RESERVED, path
        assert not re.search(r"(?<!\d)0\d{3,4} ?\d{3} ?\d{3,4}(?!\d)", text), path


def test_every_record_has_its_history():
    for app in RECORD_APPS:
        for model in apps.get_app_config(app).get_models():
            historical = model.__name__.startswith("Historical")
            assert historical or issubclass(model, Record), model


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)


def test_imports_run_one_way():
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(tool)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stdout
