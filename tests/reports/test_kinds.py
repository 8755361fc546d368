"""A kind is added as docs/documents.md says, by one module and one folder of templates, and nothing else."""

import re
import sys

import pytest

from reports import kinds
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
    sections = document.sections.all()
    assert "The year 2026" in printing.html_of(kinds.build(document, sections, "cy"))


def test_it_takes_ten_lines():
    """One of documentation, ten of code; print.html and page.html have one line each."""
    lines = re.search(r"```python\n(.*?)```", ADDING, re.S)[1].strip().splitlines()
    assert len([line for line in lines if line.strip()]) <= 11
