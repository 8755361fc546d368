"""From a bare Python to a running command: makes .venv from the hash-locked requirements. Standard library only."""

import hashlib
import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
import venv
from ctypes.util import find_library
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
KEY = ROOT / "var" / "secret-key"
LOCK = ROOT / "requirements.lock"
MARKER = "# --- for the tests ---"
NEEDED = {"demo": "django", "test": "pytest_django"}
MODES = {"demo": "demonstration", "test": "test"}

NO_VENV = """Python cannot make a virtual environment here, because ensurepip is missing. Install it:
  Debian, Ubuntu:  sudo apt install python3-venv
  Fedora:          sudo dnf install python3-pip
  macOS:           brew install python"""
NO_PANGO = """Pango is not installed, so PDFs cannot be made; everything else works. To install it:
  Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  Fedora:          sudo dnf install pango
  macOS:           brew install pango
"""


def importable(name):
    return importlib.util.find_spec(name) is not None


def prepare(command):
    """Set the mode; where the command's packages are missing, install them into .venv and go on inside it."""
    os.environ.setdefault("SAFERWALES_MODE", MODES[command])
    if not importable(NEEDED[command]):
        _enter_environment(command)
    if command == "demo":
        _write_secret(KEY)
        if not find_library("pango-1.0"):
            print(NO_PANGO, file=sys.stderr)


def follow():
    """Run any other command where the demonstration was set up: with its Python, and on its record if none is named."""
    if not importable("django"):
        if not PYTHON.exists():
            sys.exit("Django is not installed here. Run `python3 manage.py demo` first.")
        _go_on_inside()
    named = {"SAFERWALES_MODE", "SECRET_KEY"} & os.environ.keys()
    if not named and KEY.is_file():
        os.environ["SAFERWALES_MODE"] = MODES["demo"]


def _go_on_inside():
    """Run this same command with the environment's Python; does not return."""
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *sys.argv[1:]])


def _enter_environment(command):
    """Make or complete .venv, then run this same command with its Python; does not return."""
    requirements = _part_of_lock(command)
    stamp = VENV / f"installed-{command}"
    digest = hashlib.sha256(requirements.encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != digest:
        _install(requirements)
        stamp.write_text(digest)
    _go_on_inside()


def _part_of_lock(command):
    """The demonstration needs the part before the marker; the tests need all of it."""
    text = LOCK.read_text(encoding="utf-8")
    return text if command == "test" else text.split(MARKER)[0]


def _install(requirements):
    if not importable("ensurepip"):
        sys.exit(NO_VENV)
    print("Installing what is needed into .venv (once).", file=sys.stderr)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirements)
        file.flush()
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, "--require-hashes", "-r", file.name], check=False)
    if done.returncode:
        sys.exit(
            "The packages could not be installed. Check the network connection, and run the command again."
        )


def _write_secret(path):
    """The demonstration's own signing key, readable by its owner only; kept from run to run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(60))
