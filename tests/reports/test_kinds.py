"""A kind is added as docs/documents.md says, by one module and one folder of templates, and nothing else."""

import re
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports import kinds
from tests import builders
from tests.conftest import ROOT
from tests.reports.documents import World

GUIDE = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
ADDING = GUIDE.partition("## Adding a kind")[2]


@pytest.fixture
def added(tmp_path, monkeypatch, settings):
    """The kind of the guide, in folders beside the application's own."""
    module = re.search(r"```python\n(.*?)```", ADDING, re.S)[1]
    folder = tmp_path / "templates" / "reports" / "kinds" / "annual-report"
    folder.mkdir(parents=True)
    (tmp_path / "annual_report.py").write_text(re.sub(r"(?m)^   ", "", module))
    for name in ("print.html", "page.html"):
        text = re.search(rf"`{name}`.*?`({{%.*?%}})`", ADDING, re.S)[1]
        (folder / name).write_text(text)
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path / "templates"]}]  # fmt: skip
    kinds.every.cache_clear()
    yield
    kinds.every.cache_clear()
    sys.modules.pop("reports.kinds.annual_report", None)


@pytest.mark.django_db
def test_the_guides_ten_lines_add_a_kind(added, client):
    from reports import printing

    world = World()
    client.force_login(world.secretary)
    document, edition = world.issued(kind="annual-report", title_en="The year 2026")
    assert edition.reference.startswith("SCP-AR-01-")
    assert "The year" in client.get(f"{document.get_absolute_url()}read/").content.decode()
    with pytest.raises(CommandError, match="no such programme"):  # the kind is known to the command, too
        call_command("render", "annual-report", "--programme", "none", "--output", "a.pdf")
    sections = document.sections.all()
    assert "The year 2026" in printing.html_of(kinds.build(document, sections, "cy"))


def test_it_takes_ten_lines():
    """One of documentation, ten of code; print.html and page.html have one line each."""
    lines = re.search(r"```python\n(.*?)```", ADDING, re.S)[1].strip().splitlines()
    assert len([line for line in lines if line.strip()]) <= 11


def test_all_kinds_have_a_module_and_a_folder():
    modules = {one.stem.replace("_", "-") for one in (ROOT / "reports" / "kinds").glob("[a-z]*.py")}
    assert set(kinds.every()) == modules and len(modules) >= 10
    for kind in kinds.every().values():
        folder = ROOT / "templates" / "reports" / "kinds" / kind.key
        assert {one.name for one in folder.iterdir()} == {"print.html", "page.html"}
    letters = [one.letters for one in kinds.every().values()]
    assert len(set(letters)) == len(letters)


@pytest.mark.django_db
def test_what_a_kind_is_about_must_be_chosen_and_be_the_programmes():
    world = World()
    for subject in (None, builders.make_workstream()):
        with pytest.raises(ValidationError) as refused:
            world.start("workstream-statement", subject=subject)
        assert list(refused.value.error_dict) == ["subject"]


@pytest.mark.django_db
def test_an_unknown_kind_is_refused(client):
    world = World()
    client.force_login(world.secretary)
    with pytest.raises(ValidationError, match="no such kind"):
        world.start("novel")
    address = reverse("reports:start_document", args=[world.programme.slug, "novel"])
    assert client.get(address).status_code == 404
