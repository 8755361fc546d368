"""No way to make rendering read a file or reach an address succeeds: not through prose, not in a page given to it."""

import io
import json
import socket
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.test import override_settings

from reports import printing
from reports.rendering import child, engine
from saferwales.web import prose
from tests.reports.test_bounds import report
from tests.reports.ways import WAYS, written

pytestmark = pytest.mark.needs_pango
CANARY = "canary-5f2c81d0"


class Listener:
    """Somebody at an address of this machine, who notes everybody that comes."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.visits = []
        threading.Thread(target=self._answer, daemon=True).start()

    @property
    def host(self):
        return "{}:{}".format(*self.socket.getsockname())

    def _answer(self):
        while True:
            try:
                visitor, _address = self.socket.accept()
            except OSError:
                return
            self.visits.append(visitor.recv(2000))
            visitor.sendall(b"HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n")
            visitor.close()


@pytest.fixture(scope="module")
def listener():
    somebody = Listener()
    yield somebody
    somebody.socket.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    file.write_text(CANARY)
    return file


def piece(way, secret, listener):
    return written(way, file=secret.as_uri(), path=str(secret), host=listener.host)


def page_of(body):
    return f'<html lang="en"><head><title>a</title></head><body><h1>a</h1>{body}<p>b</p></body></html>'


# What the child does with a page, for one page after the other. It is not cut off here: nothing may lean on that.
RENDER_EACH = """
import json, sys
from pathlib import Path
from reports.rendering import child, tagging
tagging.keep_languages()
tagging.keep_languages = lambda: None  # it changes the engine, once a process
fonts, styles, folder = sys.argv[1:]
told = {}
for page in sorted(Path(folder).glob("*.html")):
    try:
        page.with_suffix(".pdf").write_bytes(child.render(page.read_text(), fonts, [styles]))
    except BaseException as wrong:
        told[page.stem] = f"{type(wrong).__name__}: {wrong}"
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def tried(secret, kept_place, tmp_path_factory):
    """Each way in a page of its own, with a listener of its own: (the file made, why none was made, who came)."""
    with override_settings(SAFERWALES_VAR=kept_place):
        fonts = engine._fonts_folder(None)
    folder = tmp_path_factory.mktemp("pages")
    listeners = [Listener() for _way in WAYS]
    for place, (way, somebody) in enumerate(zip(WAYS, listeners, strict=True)):
        (folder / f"{place:03d}.html").write_text(page_of(piece(way, secret, somebody)))
    told = subprocess.run(
        [sys.executable, "-c", RENDER_EACH, str(fonts), str(engine.STYLES), str(folder)],
        env=engine._environment(fonts),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert told.returncode == 0, told.stderr
    refused = json.loads(told.stdout.splitlines()[-1])
    for somebody in listeners:
        somebody.socket.close()
    files = [folder / f"{place:03d}.pdf" for place in range(len(WAYS))]
    made = [file.read_bytes() if file.exists() else None for file in files]
    why = [refused.get(file.stem) for file in files]
    return dict(zip(WAYS, zip(made, why, [one.visits for one in listeners], strict=True), strict=True))


def assert_reads_nothing(made, secret):
    """The canary stands in no object of the file, and no file hangs on it."""
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(made))
    text = "".join(page.extract_text() for page in reader.pages)
    assert CANARY not in text and not reader.attachments
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        data = found.get_data() if hasattr(found, "get_data") else repr(found).encode()
        assert CANARY.encode() not in data


def test_there_are_enough_ways_to_try():
    assert len(WAYS) >= 24


@pytest.mark.parametrize("way", WAYS)
def test_a_page_with_it_reads_nothing_and_reaches_nobody(tried, secret, way):
    made, why, visits = tried[way]
    assert bool(made) != bool(why)
    if made:
        assert_reads_nothing(made, secret)
    assert not visits


def test_most_are_refused_and_none_for_another_reason(tried):
    """A page without any of them is made, so that a refusal is one of what it asked for."""
    refused = [why for _made, why, _visits in tried.values() if why]
    assert len(refused) > len(WAYS) / 3
    assert all("not one of the project's own files" in why or "URL" in why for why in refused), refused


@pytest.mark.parametrize("way", ["img with a file", "attachment with an address"])
def test_whoever_asked_is_told_in_a_sentence(rendering, secret, listener, way):
    with pytest.raises(engine.RenderRefused, match="not one of the project's own files"):
        engine.render_pdf(page_of(piece(way, secret, listener)))
    assert not listener.visits


def test_as_prose_each_is_words(rendering, secret, listener):
    """All of them in one document: it is made, so that nothing in it asked for a file; and it reached nobody."""
    bodies = [piece(way, secret, listener) for way in WAYS]
    for body in bodies:
        html = prose.to_html(body)
        assert not [
            tag for tag in ("<img", "<svg", "<link", "<style", "<object", "<base", "<meta") if tag in html
        ]
        assert '<a href="http:' not in html and '<a href="file' not in html
    made = printing.pdf_of(report(*bodies))
    assert_reads_nothing(made, secret)
    assert not listener.visits


def test_the_listener_would_notice(listener):
    with socket.create_connection(listener.socket.getsockname()) as visitor:
        visitor.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert visitor.recv(100)
    assert listener.visits.pop().startswith(b"GET /")


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}/', timeout=2)",
        "import subprocess; subprocess.run(['id'])",
        "import os; os.system('id')",
        "import os; os.execv('/usr/bin/id', ['id'])",
        "print(open('/etc/passwd').read())",
        "import os; print(os.read(os.open('/etc/passwd', os.O_RDONLY), 99))",
        "import os; os.symlink('/etc/passwd', os.environ['TMPDIR'] + '/own.css'); print(open(os.environ['TMPDIR'] + '/own.css').read())",
        "import pathlib; print(pathlib.Path('saferwales/settings.py').read_text())",
        "import os; open(os.path.dirname(child.__file__) + '/left-behind', 'w')",
    ],
)
def test_the_child_itself_is_cut_off(rendering, listener, tmp_path, act):
    """Whatever the engine might be brought to do: the process that renders has no network, program or file beside it."""
    told = run_cut_off(act.format(port=listener.socket.getsockname()[1]), rendering, tmp_path)
    assert told.returncode and "a document may not do this" in told.stderr and not told.stdout
    assert not listener.visits


@pytest.mark.parametrize(
    "act", ["open(os.environ['TMPDIR'] + '/a', 'w').write('a')", "open(weasyprint.__file__).read()"]
)
def test_the_child_may_open_what_the_engine_needs(rendering, tmp_path, act):
    assert not run_cut_off(f"import os, weasyprint; {act}", rendering, tmp_path).returncode


def run_cut_off(act, fonts, scratch):
    """What a process says that was cut off as the one that renders is, and then does the act."""
    return subprocess.run(
        [sys.executable, "-c", f"from reports.rendering import child; child.cut_off()\n{act}"],
        env=engine._environment(fonts) | {"TMPDIR": str(scratch)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


# Past Python and its hooks: what the system itself lets the process do. The library is loaded before.
CONNECT = """
import ctypes, os, socket, struct, sys
from reports.rendering import child
libc = ctypes.CDLL(None, use_errno=True)
if sys.argv[1] == "cut off":
    child.cut_off()
address = struct.pack("=H", socket.AF_INET) + struct.pack("!H", int(sys.argv[2])) + bytes([127, 0, 0, 1]) + bytes(8)
line = libc.socket(2, 1, 0)
print(libc.connect(line, address, len(address)))
"""


def connects(fonts, how):
    """Whether a process reaches somebody who listens, and what it says."""
    somebody = Listener()
    told = subprocess.run(
        [sys.executable, "-c", CONNECT, how, str(somebody.socket.getsockname()[1])],
        env=engine._environment(fonts),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    somebody.socket.close()
    return told.stdout.strip() == "0", told.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has unshare")
def test_the_system_itself_lets_the_child_reach_nobody(rendering):
    assert connects(rendering, "as it is") == (True, "")
    reached, said = connects(rendering, "cut off")
    if child.UNGUARDED in said:
        pytest.skip("unshare is not permitted here, so that Python alone takes the network away")
    assert not reached


def test_a_system_that_takes_no_network_away_is_warned_of_once(monkeypatch):
    warned, said = [], []
    monkeypatch.setattr(engine.log, "warning", warned.append)
    engine._warn_of_the_network.cache_clear()
    for _document in range(2):
        engine._listen([f"{child.UNGUARDED}\n", "layout\n"], said, said.append)
    assert said == ["layout"] * 4
    assert len(warned) == 1 and "unshare" in warned[0]
