"""What every test relies on: skips by name on a bare machine, failures in CI, and no error passed over."""

import ctypes.util
import gc
import logging
import os
import shutil
from pathlib import Path

import pytest

from tests.databases import copy_of_the_template, end_other_sessions

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(os.environ.get("SAFERWALES_SOURCE", ROOT.parent / "shared"))
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def chromium():
    """The path of an installed Chromium, or None."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


MISSING = {
    "needs_pango": lambda: not ctypes.util.find_library("pango-1.0") and "Pango is not installed",
    "needs_pdftotext": lambda: not shutil.which("pdftotext") and "pdftotext (poppler-utils) is not installed",
    "needs_chromium": lambda: not chromium() and "Chromium is not installed",
    "needs_java": lambda: not shutil.which("javac") and "a Java development kit is not installed",
    "needs_openssl": lambda: not shutil.which("openssl") and "openssl is not installed",
    "needs_gettext": lambda: not shutil.which("msgfmt") and "gettext is not installed",
    "needs_aspell": lambda: not shutil.which("aspell") and "aspell with aspell-cy is not installed",
    "needs_source": lambda: not (SOURCE / "source").is_dir() and "the shared source document is not here",
}


DATABASES = {"db", "transactional_db", "committed", "served", "django_db_setup", "loaded_once"}


def pytest_collection_finish():
    """What is loaded now stays until the end: the collector need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _asks_a_database(item):
    """Whether a test's outcome may hang on the database; what asks none is tried once, on SQLite."""
    if item.get_closest_marker("markup"):
        return False
    return item.get_closest_marker("django_db") is not None or not DATABASES.isdisjoint(item.fixturenames)


def pytest_collection_modifyitems(config, items):
    from django.db import connection

    if connection.vendor == "postgresql":
        elsewhere = [item for item in items if not _asks_a_database(item)]
    else:
        elsewhere = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=elsewhere)
    gone = set(elsewhere)
    items[:] = [item for item in items if item not in gone]
    for item in items:
        for mark, missing in MISSING.items():
            if item.get_closest_marker(mark) and (reason := missing()):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """With REQUIRE_ALL=1 a skipped test is a failed one."""
    outcome = yield
    report = outcome.get_result()
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL=1: {report.longrepr}"


FIGURES = pytest.StashKey()


@pytest.fixture
def figure(request):
    """``figure("12 of 12 pages")`` records what a proof counted; the end of the run prints it, a quiet one too."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter, config):
    for place, line in enumerate(config.stash.get(FIGURES, [])):
        if not place:
            terminalreporter.section("what was counted")
        terminalreporter.line(line)


class _Errors(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(self.format(record))


@pytest.fixture(autouse=True)
def no_logged_errors(request):
    """A page that logs an error fails its test, also where the test looked elsewhere."""
    handler = _Errors()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if not request.node.get_closest_marker("expects_log_errors"):
        assert not handler.messages, handler.messages


@pytest.fixture(autouse=True)
def english_again():
    """A page in Welsh leaves its language behind in the thread; the next test begins in English."""
    from django.utils import translation

    yield
    translation.activate("en")


class Undefined(str):
    """Stands for a template variable that does not exist, and fails the page that prints it."""

    def __contains__(self, piece):
        return True

    def __mod__(self, name):
        raise AssertionError(f"The template variable {name} does not exist.")


@pytest.fixture(autouse=True)
def undefined_variables_fail(settings):
    from django.template import engines

    engine = engines["django"].engine
    kept, engine.string_if_invalid = engine.string_if_invalid, Undefined("%s")
    yield
    engine.string_if_invalid = kept


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """The migrated, empty database, also where only tests that commit are chosen."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        yield
        end_other_sessions()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def committed(django_db_setup, django_db_blocker):
    """A database of the module's own in which tests commit for real, guards standing; its name."""
    with django_db_blocker.unblock(), copy_of_the_template() as name:
        yield name


@pytest.fixture(scope="module")
def served(committed):
    """The application answering at ``served.url``, on the module's own database."""
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server
    server.stop()
    server._live_server_modified_settings.disable()
