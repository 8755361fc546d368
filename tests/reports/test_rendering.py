"""PDF files are made within bounds, one at a time, the same each time, and tagged."""

import fcntl
import io
import os
import tempfile
import threading

import pytest

from reports.rendering import engine, fonts

PAGE = (
    '<html lang="en"><head><title>A report</title><link rel="stylesheet" href="https://static.invalid/document.css">'
    '</head><body><h1>A report</h1><p>The <span lang="cy">Senedd</span> sits in Tŷ Hywel.</p>'
    '<section lang="cy"><h2>Cymraeg</h2><p>Ŵyl ar y gŵyl.</p></section></body></html>'
)


@pytest.mark.needs_pango
class TestMaking:
    def test_the_same_page_gives_the_same_bytes(self, rendering):
        assert engine.render_pdf(PAGE) == engine.render_pdf(PAGE)

    def test_it_leaves_no_folder_behind(self, rendering, tmp_path, monkeypatch):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        engine.render_pdf(PAGE)
        with pytest.raises(engine.RenderRefused):
            engine.render_pdf(PAGE, timeout=0.5)
        assert list(tmp_path.iterdir()) == []

    def test_it_says_how_far_it_is(self, rendering):
        stages = []
        engine.render_pdf(PAGE, progress=stages.append)
        assert stages[-3:] == ["layout", "writing 1", "done"]

    def test_it_is_tagged_and_validates(self, rendering):
        validator = pytest.importorskip("page")
        made = engine.render_pdf(PAGE)
        report = validator.validate_pdf_bytes(made, profile=validator.ValidationProfile.PDF_UA_1)
        assert "0 failed, 104 total" in str(report), str(report)

    def test_passages_keep_their_language(self, rendering):
        pypdf = pytest.importorskip("pypdf")
        reader = pypdf.PdfReader(io.BytesIO(engine.render_pdf(PAGE)))
        languages = []
        for number in range(1, reader.trailer["/Size"]):
            found = reader.get_object(number)
            if isinstance(found, dict) and found.get("/Type") == "/StructElem" and "/Lang" in found:
                languages.append((found["/S"], found["/Lang"]))
        assert ("/Span", "cy") in languages
        assert ("/Sect", "cy") in languages
        assert reader.trailer["/Root"]["/Lang"] == "en"

    def test_only_our_own_fonts_are_used(self, rendering):
        pypdf = pytest.importorskip("pypdf")
        page = PAGE.replace("</body>", '<p style="font-family: DejaVu Sans, serif">a</p></body>')
        (first,) = pypdf.PdfReader(io.BytesIO(engine.render_pdf(page))).pages
        names = {str(font.get_object()["/BaseFont"]) for font in first["/Resources"]["/Font"].values()}
        assert names
        assert all("+Safer-Sans" in name for name in names), names


@pytest.mark.needs_pango
class TestBounds:
    def test_too_long_a_page_is_refused_at_once(self, rendering):
        with pytest.raises(engine.RenderRefused, match="too long"):
            engine.render_pdf("x" * (engine.MOST_HTML + 1))

    def test_too_slow_a_page_is_stopped(self, rendering):
        page = PAGE.replace("</body>", "<table><tr><td>x</td></tr></table>" * 20_000 + "</body>")
        with pytest.raises(engine.RenderRefused, match="longer than 2 seconds"):
            engine.render_pdf(page, timeout=2)

    def test_too_much_memory_is_refused(self, rendering):
        page = PAGE.replace("</body>", "<p>words and words</p>" * 20_000 + "</body>")
        with pytest.raises(engine.RenderRefused, match="memory"):
            engine.render_pdf(page, memory=320 * 1024 * 1024)

    def test_one_at_a_time(self, rendering):
        with open(rendering / "rendering.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(engine.Busy, match="Another document"):
                engine.render_pdf(PAGE, patience=0.2)
        engine.render_pdf(PAGE)

    def test_two_threads_wait_for_each_other(self, rendering):
        made = []
        threads = [
            threading.Thread(target=lambda: made.append(engine.render_pdf(PAGE))) for _turn in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 2
        assert made[0] == made[1]

    def test_the_child_sees_no_secret(self, rendering, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "hidden")
        monkeypatch.setenv("DATABASE_URL", "postgres://hidden")
        assert not {"SECRET_KEY", "DATABASE_URL"} & set(engine._environment(rendering))


def test_without_pango_a_sentence_says_what_to_install(rendering, monkeypatch):
    monkeypatch.setattr(engine, "pdf_available", lambda: False)
    with pytest.raises(engine.PangoMissing, match="apt-get install libpango"):
        engine.render_pdf(PAGE)


@pytest.mark.needs_pango
def test_a_folder_that_cannot_be_written_is_a_sentence(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.SAFERWALES_VAR = tmp_path / "file"
    with pytest.raises(engine.RenderRefused, match="var folder"):
        engine.render_pdf(PAGE)


def test_fonts_are_made_once_and_bear_our_name(rendering):
    from fontTools.ttLib import TTFont

    folder = fonts.make(fonts.folder_in(rendering))
    names = sorted(path.name for path in folder.glob("*.ttf"))
    assert len(names) == 4
    before = {name: os.stat(folder / name).st_mtime_ns for name in names}
    fonts.make(folder)
    assert before == {name: os.stat(folder / name).st_mtime_ns for name in names}
    for name in names:
        font = TTFont(folder / name)
        assert font["name"].getDebugName(1) == fonts.FAMILY
        assert "Source" not in font["name"].getDebugName(4)
        assert {ord(letter) for letter in "ŵŷŴŶâêîôûä€→"} <= set(font.getBestCmap())


def test_fonts_are_the_same_bytes_each_time(rendering, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    first, again = fonts.make(fonts.folder_in(rendering)), tmp_path / "again.ttf"
    fonts._write_instance(fonts._subset("Italic"), "Italic", 400, again)
    assert again.read_bytes() == (first / fonts.file_name("Italic", 400)).read_bytes()
