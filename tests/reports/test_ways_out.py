"""No way to make rendering read a file or reach an address succeeds: not through prose, not in a page given to it."""

import io
import socket
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from reports import printing
from reports.content import prose
from reports.rendering import engine
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
def test_a_page_with_it_reads_nothing_and_reaches_nobody(rendering, secret, listener, way):
    page = (
        '<html lang="en"><head><title>a</title></head><body><h1>a</h1>'
        f"{piece(way, secret, listener)}<p>b</p></body></html>"
    )
    try:
        made = engine.render_pdf(page)
    except engine.RenderRefused as refused:
        assert refused.messages[0]
    else:
        assert_reads_nothing(made, secret)
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
    ],
)
def test_the_child_itself_is_cut_off(rendering, listener, act):
    """Whatever the engine might be brought to do: from the process that renders, there is no network and no program."""
    act = act.format(port=listener.socket.getsockname()[1])
    told = subprocess.run(
        [sys.executable, "-c", f"from reports.rendering import child; child.cut_off()\n{act}"],
        env=engine._environment(rendering),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert told.returncode and "a document may not do this" in told.stderr and "uid=" not in told.stdout
    assert not listener.visits
