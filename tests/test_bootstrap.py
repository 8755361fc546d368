"""A command finds the demonstration that was set up beside it, and nothing else is guessed."""

import os
import subprocess
import sys

import pytest

from saferwales import bootstrap


@pytest.fixture
def at_start(monkeypatch, tmp_path):
    """A start without settings, in a folder that holds nothing yet."""
    for name in ("SAFERWALES_MODE", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "KEY", tmp_path / "secret-key")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "python")
    return tmp_path


def test_where_a_demonstration_was_set_up_commands_speak_to_it(at_start, monkeypatch):
    bootstrap.follow()
    assert "SAFERWALES_MODE" not in os.environ
    bootstrap._write_secret(at_start / "secret-key")
    bootstrap.follow()
    assert os.environ.pop("SAFERWALES_MODE") == "demonstration"


@pytest.mark.parametrize("named", ["SAFERWALES_MODE", "SECRET_KEY"])
def test_settings_that_are_given_count_alone(at_start, monkeypatch, named):
    bootstrap._write_secret(at_start / "secret-key")
    monkeypatch.setenv(named, "production")
    bootstrap.follow()
    assert os.environ.get("SAFERWALES_MODE", "production") == "production"


def test_without_packages_the_command_goes_on_inside_or_says_what_to_run(at_start, monkeypatch):
    monkeypatch.setattr(bootstrap, "importable", lambda name: False)
    with pytest.raises(SystemExit, match="manage.py demo"):
        bootstrap.follow()
    (at_start / "python").symlink_to(sys.executable)
    gone = []
    monkeypatch.setattr(os, "execv", lambda *args: gone.append(args))
    monkeypatch.setattr(sys, "argv", ["manage.py", "render", "reply"])
    bootstrap.follow()
    ((path, command),) = gone
    assert path == at_start / "python" and command[1:] == [
        str(bootstrap.ROOT / "manage.py"),
        "render",
        "reply",
    ]


def test_a_bare_python_says_what_to_run(tmp_path):
    """As a newcomer sees it: a Python without packages, in a folder without an environment."""
    for name in ("manage.py", "saferwales/__init__.py", "saferwales/bootstrap.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((bootstrap.ROOT / name).read_bytes())
    command = [sys.executable, "-S", "manage.py", "check"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={})
    assert said.returncode == 1 and "Run `python3 manage.py demo` first" in said.stderr
