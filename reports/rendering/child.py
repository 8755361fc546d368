"""The process that makes one PDF and ends: HTML on standard input, the PDF on standard output.

    python -m reports.rendering.child BYTES_OF_MEMORY SECONDS_OF_PROCESSOR FONTS FOLDER...

It binds itself before it reads a word: memory, processor time, size of what it writes. It imports nothing of
Django, so that it starts quickly. Stages go to standard error, one a line; the exit status says what went wrong.
"""

import contextlib
import ctypes
import gc
import os
import sys

NO_ENGINE, REFUSED = 3, 4
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


def cut_off():
    """No network and no other program from here on, whatever the engine may be brought to do.

    The system takes the network away where it lets us ask for that; Python refuses in any case.
    """
    with contextlib.suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(CLONE_NEWNET):
            libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)

    def refuse(event, _arguments):
        if event in REFUSED_EVENTS or event.startswith("socket."):
            raise PermissionError(f"a document may not do this: {event}")

    sys.addaudithook(refuse)


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
    cut_off()
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
