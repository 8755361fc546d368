"""The data files carry the whole source, word for word, and nothing that they should not."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, SOURCE

FOLDER = ROOT / "fixtures" / "safer-communities-2018-2020"
DATA = SOURCE / "source" / "data"
DOCUMENT = SOURCE / "source" / "closure-report-2020.txt"
RECORD = sorted(
    path
    for path in FOLDER.glob("*.yaml")
    if path.stem not in ("demonstration", "completeness", "overrides", "glossary")
)

# Keys whose texts are the office's own, not the source's.
OWN = {"label", "summary", "judgement", "note", "chairs_note", "basis", "source", "evidence", "lines", "slug"}
OWN_IN_EXTRACTION = OWN - {"evidence"}
SIGNATURE = "Police and Crime Commissioner South Wales"  # two lines of one of two columns
PLACES = {"Dyfed Powys", "Gwent", "Gogledd Cymru", "De Cymru", "Senedd", "Estyn"}  # every atlas has them
OWN_TEXTS = {
    ("boards.yaml", "name"),
    ("organisations.yaml", "name"),  # put together from words of the source
    ("people.yaml", "title"),
    ("letters.yaml", "title"),
    ("documents.yaml", "title"),
    ("programme.yaml", "address"),
}


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def texts(value, key="", path=""):
    """Every text of a file with its key and its path of keys."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key, f"{path}[]")
        if not value:
            yield f"{path}[]", key, ""
    else:
        yield path, key, value


def plain(text):
    """Without footnote marks, list signs, spaces and hyphens, which the break of lines moves about."""
    text = re.sub(r"\[\^\d+\]|^### |^- ", "", text)
    return re.sub(r"[\s\u00ad‐–—•\uf0b7-]", "", text)


def source_texts():
    """The document as runs of letters: as it is, without footnotes, and the cells of its broken table put together."""
    text = DOCUMENT.read_text(encoding="utf-8")
    running = re.sub(r"\n {40,}\n(?:(?! \S).*\n)*", "\n", text)  # the foot of a page, up to the next page
    running = re.sub(r"(?<=[A-Za-z)])(?:1[0-2]|[1-9])(?=[\s,.])|(?<=[a-z]) \d(?=, )", "", running)
    lines = text.splitlines()
    cells = [
        "".join(
            "\n".join(lines[int(first) - 1 : int(last)]) for first, last in re.findall(r"(\d+)-(\d+)", part)
        )
        for row in read(FOLDER / "returns.yaml")["returns"]
        for part in row["source"].split(";")
    ]
    return [plain(text), plain(running), *map(plain, cells)]


@pytest.mark.parametrize("path", RECORD, ids=lambda path: path.stem)
def test_no_address_or_number_of_a_person_stands_in_the_files(path):
    text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
    assert "@" not in text
    assert not re.search(r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\+44", text)


@pytest.mark.needs_source
@pytest.mark.parametrize("path", RECORD, ids=lambda path: path.stem)
def test_every_text_of_over_forty_characters_stands_in_the_source(path):
    haystacks = source_texts()
    strange = [
        text
        for _path, key, text in texts(read(path))
        if len(text) > 40
        and key not in OWN
        and (path.name, key) not in OWN_TEXTS
        and not key.endswith("_cy")
        and text != SIGNATURE
        and not any(plain(text) in haystack for haystack in haystacks)
    ]
    assert not strange


@pytest.mark.needs_source
def test_every_welsh_text_stands_in_the_glossary_and_is_no_rendering_of_ours():
    terms = yaml.safe_load((DATA / "glossary.yaml").read_text(encoding="utf-8"))["terms"]
    known = {_bare(one["cy"]) for one in terms if one["certainty"] in "AB"}
    welsh = [text for path in RECORD for _path, key, text in texts(read(path)) if key.endswith("_cy")]
    assert len(welsh) > 35
    assert [text for text in welsh if _bare(text) not in known and text not in PLACES] == []


def _named(found):
    """Every mapping in a file that has a name or a label in both languages, or could have."""
    for one in found if isinstance(found, list) else found.values() if isinstance(found, dict) else ():
        yield from _named(one)
    if isinstance(found, dict):
        yield from ((key, found) for key in ("name", "label") if isinstance(found.get(key), str))


@pytest.mark.needs_source
def test_every_name_of_which_the_glossary_is_sure_is_given_in_welsh():
    """A board's label is no more than what the source calls it in one place."""
    terms = yaml.safe_load((DATA / "glossary.yaml").read_text(encoding="utf-8"))["terms"]
    sure = {_bare(one["en"]) for one in terms if one["certainty"] in "AB"}
    names = [
        (path.stem, one[key], one.get(f"{key}_cy"))
        for path in RECORD
        for key, one in _named(read(path))
        if _bare(one[key]) in sure and (path.stem, key) != ("boards", "label")
    ]
    assert len(names) > 25
    assert [one for one in names if not one[2]] == []


@pytest.mark.needs_source
@pytest.mark.parametrize("path", [FOLDER.parent / "glossary.yaml", FOLDER / "glossary.yaml"])
def test_the_first_welsh_of_each_term_is_the_glossarys_with_its_certainty(path):
    """What the checks propose is nothing that was made up; a rendering of ours is marked as one."""
    known = {}
    for one in yaml.safe_load((DATA / "glossary.yaml").read_text(encoding="utf-8"))["terms"]:
        known.setdefault(_bare(one["cy"]), set()).add(one["certainty"])
    terms = read(path)["terms"]
    assert len(terms) > 30
    assert [one["use"] for one in terms if one["certainty"] not in known.get(_bare(one["cy"][0]), ())] == []


def test_no_term_stands_in_two_glossaries():
    """What one programme alone says is no part of the product."""
    general, own = (read(folder / "glossary.yaml")["terms"] for folder in (FOLDER.parent, FOLDER))
    assert not {one["use"] for one in general} & {one["use"] for one in own}
    assert not any("Safer Communities" in one["use"] for one in general)


def _bare(text):
    """Without what stands in brackets, the full stop at the end, and capitals."""
    return re.sub(r"\s*\([^)]*\)|[.;]$", "", text).replace("’", "'").casefold()


@pytest.mark.needs_source
def test_every_key_of_the_source_has_its_home_or_a_reason():
    table = read(FOLDER / "completeness.yaml")
    homeless = []
    for path in _extraction():
        known = [key for row in table[path.name] for key in row["keys"]]
        found = {where for where, _key, _text in texts(read(path))}
        homeless += [f"{path.name}: {where}" for where in sorted(found) if not _covered(where, known)]
        stale = [key for key in known if not any(_covered(where, [key]) for where in found)]
        assert not stale, f"{path.name} has no such keys any more: {stale}"
        assert all(bool(row.get("home")) != bool(row.get("none")) for row in table[path.name])
    assert not homeless


@pytest.mark.needs_source
def test_every_text_of_the_source_is_in_the_files():
    """What has a home is there: each longer text of the extraction is found in the files that are loaded."""
    table = read(FOLDER / "completeness.yaml")
    have = "".join(plain(text) for path in RECORD for _path, _key, text in texts(read(path)))
    lost = []
    for path in _extraction():
        without = [key for row in table[path.name] if row.get("none") for key in row["keys"]]
        for where, key, text in texts(read(path)):
            if (
                len(text) > 40
                and key not in OWN_IN_EXTRACTION
                and not _covered(where, without)
                and plain(text) not in have
            ):
                lost.append(f"{path.name}: {where}: {text}")
    assert not lost


def _extraction():
    """The extraction of the source; the glossary is no part of the document."""
    return sorted(path for path in Path(DATA).glob("*.yaml") if path.stem != "glossary")


def _covered(where, known):
    return any(fnmatchcase(where.replace("[", "("), key.replace("[", "(")) for key in known)
