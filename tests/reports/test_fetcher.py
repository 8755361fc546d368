"""A render reads our own files and nothing else, whatever the page asks for."""

import pytest

pytestmark = pytest.mark.needs_pango
OURS = "https://static.invalid/"

REFUSED = [
    "file:///etc/passwd",
    "/etc/passwd",
    "http://127.0.0.1/a.css",
    "https://example.org/a.css",
    "https://static.invalid.example.org/a.css",
    "https://static.invalid@demo.invalid/a.css",
    "HTTPS://STATIC.INVALID/a.css",
    "ftp://static.invalid/a.css",
    "data:text/css,body{}",
    "jar:file:///a.css",
    OURS,
    OURS + "missing.css",
    OURS + "../secret.css",
    OURS + "%2e%2e/secret.css",
    OURS + "..%2fsecret.css",
    OURS + "a/../../secret.css",
    OURS + "%2fetc%2fpasswd",
    OURS + "link.css",
    OURS + "notes.txt",
    OURS + "folder.css",
    OURS + "large.css",
    OURS + "a.css%00.png",
    OURS + "\x00",
]


@pytest.fixture
def folder(tmp_path):
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "a.css").write_text("body { color: black }")
    (ours / "notes.txt").write_text("not a kind that documents read")
    (ours / "folder.css").mkdir()
    (ours / "large.css").write_bytes(b" " * 5_000_001)
    (tmp_path / "secret.css").write_text("secret")
    (ours / "link.css").symlink_to(tmp_path / "secret.css")
    return ours


def fetcher(folder, **options):
    from reports.rendering.fetcher import StaticOnlyFetcher

    return StaticOnlyFetcher([folder], **options)


def test_our_own_file_is_read(folder):
    found = fetcher(folder).fetch(OURS + "a.css?version=1")
    assert found.read() == b"body { color: black }"
    assert found.content_type == "text/css"


@pytest.mark.parametrize("address", REFUSED)
def test_everything_else_is_refused(folder, address):
    from reports.rendering.fetcher import BlockedURL

    asked = fetcher(folder)
    with pytest.raises(BlockedURL):
        asked.fetch(address)
    with pytest.raises(BlockedURL):
        asked.open(address)
    assert len(asked.blocked) == 2


PAGES = [
    '<link rel="attachment" href="file:///etc/hostname">',
    "<style>@import url(https://example.org/a.css);</style>",
    '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title><image href="file:///etc/hostname" width="9" height="9"/></svg>',
    '<img src="data:image/svg+xml,%3Csvg/%3E" alt="a">',
]


@pytest.mark.parametrize("piece", PAGES)
def test_a_page_that_asks_for_more_makes_no_document(rendering, piece):
    from reports.rendering.engine import RenderRefused, render_pdf

    with pytest.raises(RenderRefused, match="own files"):
        render_pdf(f'<html lang="en"><title>a</title><body><h1>a</h1>{piece}<p>b</p></body></html>')
