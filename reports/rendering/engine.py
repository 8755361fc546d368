"""The door to rendering: a page of HTML in, a PDF out, one at a time and within bounds."""

import contextlib
import fcntl
import functools
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reports.rendering import child, fonts

log = logging.getLogger(__name__)
STYLES = (
    Path(__file__).resolve().parent / "styles"
)  # beside the code: never served, and named by no static address
MOST_HTML = 4_000_000
MEMORY = 1024 * 1024 * 1024
MEMORY_ENDED = ("memory", "MemoryError", "Cannot allocate", "cannot allocate")
INSTALL = (
    "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "Fedora: dnf install pango; macOS: brew install pango"
)


class RenderRefused(ValidationError):
    """No document was made; the message is a sentence for whoever asked for it."""


class PangoMissing(RenderRefused):
    """The library that sets the type is not installed on this machine."""


class Busy(RenderRefused):
    """Another document is being made, and took longer than one should wait."""


def render_pdf(html, *, timeout=60, patience=60, memory=MEMORY, progress=None):
    """The PDF of a page that names only our own files. The same page gives the same bytes.

    ``patience`` is how long to wait for a document that is being made. ``progress`` is called with each stage ("fonts", "layout", "writing 12", "done"). Raises RenderRefused where
    the page is too large, takes too long or needs too much memory, or asks for a file that is not ours.
    """
    page = html.encode("utf-8", "replace")
    if len(page) > MOST_HTML:
        raise RenderRefused(_("The document is too long to be made as one PDF. Divide it, and try again."))
    check_available()
    with _one_at_a_time(patience):
        folder = _fonts_folder(progress)
        seconds = str(max(1, int(timeout) + 1))
        return _run(
            ["reports.rendering.child", str(memory), seconds, str(folder), str(STYLES)],
            folder,
            page,
            timeout,
            progress or _silent,
        )


@functools.cache
def pdf_available():
    """Whether this machine can make PDF files: asked once, without loading the engine here."""
    import ctypes.util

    return bool(ctypes.util.find_library("pango-1.0"))


def check_available():
    """Raise PangoMissing, with what to install, where this machine cannot make PDF files."""
    if not pdf_available():
        raise PangoMissing(
            _("PDF files cannot be made here, because Pango is not installed. %(install)s")
            % {"install": INSTALL}
        )


def _silent(stage):
    """Nobody watches."""


@contextlib.contextmanager
def _one_at_a_time(patience):
    """Hold the lock of all processes and threads here; give up after ``patience`` seconds."""
    ends = time.monotonic() + patience
    with _lock_file() as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= ends:
                    raise Busy(_("Another document is being made. Wait a minute, and try again.")) from None
                time.sleep(0.05)
        yield


def _lock_file():
    try:
        settings.SAFERWALES_VAR.mkdir(parents=True, exist_ok=True)
        return open(settings.SAFERWALES_VAR / "rendering.lock", "w")
    except OSError:
        raise RenderRefused(_no_place()) from None


def _no_place():
    return _("The fonts of documents cannot be kept here. Let the application write to its var folder.")


def _fonts_folder(progress):
    folder = fonts.folder_in(settings.SAFERWALES_VAR)
    if not fonts.are_made(folder):
        (progress or _silent)("fonts")
        command = [sys.executable, "-m", "reports.rendering.fonts", str(folder)]
        try:
            subprocess.run(
                command,
                env=_environment(folder),
                cwd=settings.BASE_DIR,
                capture_output=True,
                timeout=120,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            raise RenderRefused(_no_place()) from None
    return folder


def _environment(folder):
    """What the child knows of this machine: nothing that is secret, and no fonts but our own."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder),
        "DYLD_FALLBACK_LIBRARY_PATH": os.environ.get("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib"),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "0",
    }


def _run(arguments, folder, page, timeout, progress):
    """Run the child with the page as its input; its stages reach ``progress`` while it works."""
    own = tempfile.TemporaryDirectory(
        prefix="saferwales-pdf-"
    )  # the child, which may be killed, never tidies up
    with own as scratch, tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        given.write(page)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            stdin=given,
            stdout=made,
            stderr=subprocess.PIPE,
            env=_environment(folder) | {"TMPDIR": scratch},
            cwd=settings.BASE_DIR,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        _await(process, timeout, progress)
        made.seek(0)
        return made.read()


def _await(process, timeout, progress):
    """Return when the child has ended well; raise RenderRefused with a sentence where it has not, or not in time."""
    said = []
    listener = threading.Thread(target=_listen, args=(process.stderr, said, progress), daemon=True)
    listener.start()
    try:
        status = process.wait(timeout)
    except BaseException as stopped:
        process.kill()
        process.wait()
        if isinstance(stopped, subprocess.TimeoutExpired):
            raise _too_slow(timeout) from None
        raise
    finally:
        listener.join(5)
        process.stderr.close()
    _check(status, said, timeout)


def _listen(stream, said, progress):
    for line in stream:
        if line.strip() == child.UNGUARDED:
            _warn_of_the_network()
            continue
        said.append(line.strip())
        if line.startswith(("layout", "writing", "done")):
            progress(line.strip())


@functools.cache
def _warn_of_the_network():
    """Once a process: whoever runs the application should know that one of two guards is missing."""
    log.warning(
        "This system takes the network away from no process (unshare is not permitted here): while a document is "
        "made, Python alone refuses the network."
    )


def _check(status, said, timeout):
    """Turn the way in which the child ended into a sentence; silence where it ended well."""
    if status == 0:
        return
    why = " ".join(line.removeprefix("error: ") for line in said[-20:])
    if status == child.NO_ENGINE:
        raise PangoMissing(_("PDF files cannot be made here. %(install)s") % {"install": INSTALL})
    if status == -signal.SIGXCPU:
        raise _too_slow(timeout)
    if status < 0 or any(sign in why for sign in MEMORY_ENDED):
        raise RenderRefused(_("The document needs more memory than one document may have. Shorten it."))
    raise RenderRefused(_("The document could not be made. The renderer said: %(why)s") % {"why": why[-300:]})


def _too_slow(timeout):
    return RenderRefused(
        _("The document took longer than %(seconds)s seconds and was stopped. Shorten it, and try again.")
        % {"seconds": int(timeout)}
    )
