"""A document is verified by the digest that the browser makes of it: the file itself does not leave the machine."""

import hashlib
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from reports.models import Document, Edition, EditionFile
from saferwales.audit import chain, files
from tests import builders

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup]
PDF = b"%PDF-1.7 words that stay in this room " + bytes(range(256)) * 300


@pytest.fixture(scope="module")
def edition(served):
    programme = builders.make_programme()
    facts = {"programme": programme, "kind": "closure-report", "title_en": "Report"}
    document = builders.enter(Document, key="closure-report", **facts)
    seq, digest = chain.head()
    made = builders.enter(
        Edition, document=document, number=1, reference="SP-CR-01-7K9PQR", issued_on=date(2026, 5, 4),
        as_at=date(2026, 5, 1), content_sha256="0" * 64, checkpoint_seq=seq, checkpoint_digest=digest, **facts,
    )  # fmt: skip
    seal = files.keep(PDF)
    builders.enter(
        EditionFile, edition=made, language="en", name="a.pdf", sha256=seal.sha256, size=seal.size, pages=1
    )
    return made


@pytest.fixture
def sent(page):
    """The bodies of all that the page sends."""
    bodies = []
    page.on("request", lambda request: bodies.append(request.post_data_buffer or b""))
    return bodies


def choose(page, file):
    page.locator("[name=file]").set_input_files(file)


def drop(page, file):
    """Let the file fall on the box, as a person does."""
    box = page.locator("[name=file]").bounding_box()
    window = page.context.new_cdp_session(page)
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        window.send("Input.dispatchDragEvent", {"type": step, "data": data, **where})
    page.wait_for_function("() => document.querySelector('[name=file]').files.length === 1")


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("give", [choose, drop])
def test_only_the_digest_is_sent(page, served, edition, sent, tmp_path, give, language):
    file = tmp_path / "any name.pdf"
    file.write_bytes(PDF)
    page.goto(f"{served.url}/{language}/verify/")
    give(page, file)
    page.locator("main form button[type=submit]").click()
    result = page.locator("section[aria-labelledby=result]")
    expect(result).to_contain_text(edition.reference)
    expect(page.locator("html")).to_have_attribute("lang", language)
    (body,) = [one for one in sent if one]
    assert hashlib.sha256(PDF).hexdigest().encode() in body
    assert PDF[:30] not in body and b"any name" not in body and len(body) < 2000


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_changed_file_is_not_known_and_does_not_leave_either(
    page, served, edition, sent, tmp_path, language
):
    file = tmp_path / "changed.pdf"
    file.write_bytes(PDF + b" ")
    page.goto(f"{served.url}/{language}/verify/")
    choose(page, file)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#result")).to_be_visible()
    assert edition.reference not in page.content()
    (body,) = [one for one in sent if one]
    assert hashlib.sha256(PDF + b" ").hexdigest().encode() in body and PDF[:30] not in body


def test_a_browser_that_cannot_make_digests_sends_the_file(page, served, edition, sent, tmp_path):
    """Then the server makes the digest, and the answer is the same."""
    file = tmp_path / "a.pdf"
    file.write_bytes(PDF)
    page.add_init_script("Object.defineProperty(globalThis, 'crypto', { value: undefined })")
    page.goto(f"{served.url}/en/verify/")
    choose(page, file)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#result")).to_have_text(re.compile("it stands"))
