"""The process that makes one PDF and ends: HTML on standard input, the PDF on standard output.

    python -m reports.rendering.child BYTES_OF_MEMORY SECONDS_OF_PROCESSOR FONTS FOLDER...

It binds itself before it reads a word: memory, processor time, size of what it writes. It imports nothing of
Django, so that it starts quickly. Stages go to standard error, one a line; the exit status says what went wrong.
"""

import contextlib
import ctypes
import gc
import mimetypes
import os
import sys
import tempfile

NO_ENGINE, REFUSED = 3, 4
UNGUARDED = "unguarded"
MOST_WRITTEN = 64 * 1024 * 1024
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
REFUSED_EVENTS = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "os.spawn",
}


def bind(memory, seconds):
    """Bounds that no page can lift. Where a system lacks them, the parent's clock still holds."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses a bound on memory
            resource.setrlimit(kind, (wanted, hard))


def take_network_away():
    """Whether the system gave this process a network of its own, in which there is nobody."""
    with contextlib.suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None, use_errno=True)
        return not libc.unshare(CLONE_NEWNET) or not libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    return False


def cut_off(*folders):
    """No network, no other program and no other file from here on, whatever the engine may be brought to do.

    The system takes the network away where it lets us ask for that; Python refuses in any case. What may be read
    is the engine, this package and the folders; what may be written is the folder of temporary files.
    """
    if not take_network_away():
        say(UNGUARDED)
    mimetypes.init()  # it reads files of the machine, and would do so at the first file served
    scratch = os.path.realpath(tempfile.gettempdir())
    package = os.path.dirname(os.path.dirname(__file__))
    here = os.path.realpath(os.getcwd())  # it may hold the database and the key
    engine = [path for path in map(os.path.realpath, sys.path) if path != here]
    readable = [scratch, os.path.realpath(package), *engine, *map(os.path.realpath, folders)]

    def refuse(event, arguments):
        if event in REFUSED_EVENTS or event.startswith("socket."):
            raise PermissionError(f"a document may not do this: {event}")
        if event == "open" and not may_open(arguments[0], arguments[2], readable, scratch):
            raise PermissionError(f"a document may not do this: open {arguments[0]}")

    sys.addaudithook(refuse)


def may_open(path, flags, readable, scratch):
    """Whether the file, links followed, lies in a folder that may be read, or written where it is to be written."""
    if isinstance(path, int):
        return True
    real = os.path.realpath(os.fsdecode(path))
    folders = [scratch] if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else readable
    return any(real.startswith(os.path.join(folder, "")) for folder in folders)


def say(stage):
    print(stage, file=sys.stderr, flush=True)


def give_up(status, why):
    say(f"error: {why}")
    sys.stderr.flush()
    os._exit(status)  # at once: there may be no memory left for an orderly end


def render(html, fonts, folders):
    """The PDF of a page: PDF/UA-1 and PDF/A-2a in one file."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.rendering.conformance import VARIANT, claim_both
    from reports.rendering.fetcher import BASE_URL, StaticOnlyFetcher
    from reports.rendering.tagging import keep_languages, settle

    keep_languages()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)
    fetcher = StaticOnlyFetcher([*folders, fonts])
    say("layout")
    page = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    options = {"pdf_variant": VARIANT, "pdf_identifier": b"safer-wales", "presentational_hints": False}
    document = page.render(font_config=FontConfiguration(), **options)
    say(f"writing {len(document.pages)}")
    claim_both(document)
    pdf = document.write_pdf(finisher=settle, **options)
    if fetcher.blocked:
        raise ValueError(f"not one of the project's own files: {fetcher.blocked[0]}")
    return pdf


def main(memory, seconds, fonts, *folders):
    bind(int(memory), int(seconds))
    html = sys.stdin.buffer.read().decode("utf-8")
    try:
        import weasyprint  # noqa: F401
    except OSError as missing:
        give_up(NO_ENGINE, missing)
    cut_off(fonts, *folders)
    try:
        pdf = render(html, fonts, folders)
    except MemoryError:
        give_up(REFUSED, "memory")
    except BaseException as wrong:
        give_up(REFUSED, f"{type(wrong).__name__}: {wrong.__cause__ or wrong}")
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    say("done")
    os._exit(0)  # nothing to tidy up; the system does it quicker


if __name__ == "__main__":
    main(*sys.argv[1:])
