"""Annex files: a table of more rows than a document prints stands whole in a CSV file beside the edition.

The file is made from the edition's frozen content, which holds every row under the digest of the content. So it is as
frozen as that, and the page on which the table breaks off prints its SHA-256.
"""

import csv
import hashlib
import io
from dataclasses import dataclass, replace
from itertools import count

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.content.digest import plain
from reports.content.shapes import Part
from saferwales.web.bounds import MOST_ROWS
from saferwales.web.csv import safe


@dataclass(frozen=True)
class Annex:
    """One table as a file, known by its place among the long tables of the document in one language."""

    language: str
    number: int
    caption: str
    rows: int
    content: bytes

    @property
    def sha256(self):
        return hashlib.sha256(self.content).hexdigest()

    def name(self, reference):
        return f"{reference}-annex-{self.number}-{self.language}.csv"


def of(content):
    """The annex files of an edition, from its frozen content (``Edition.content``)."""
    found = []
    for report in content:
        numbers = count(1)
        found += [
            _annex(table, report["language"], next(numbers)) for table in _tables(report) if _is_long(table)
        ]
    return found


def _tables(report):
    for holder in (report, *report.get("parts", ())):
        for section in holder.get("sections", ()):
            yield from (part["content"] for part in section["parts"] if part["kind"] == "table")


def _is_long(table):
    return len(table["rows"]) > MOST_ROWS


def _annex(table, language, number):
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([safe(_text(one)) for one in (table["corner"], *table["columns"])])
    for label, cells in table["rows"]:
        writer.writerow([safe(_text(one)) for one in (label, *cells)])
    content = ("\ufeff" + file.getvalue()).encode("utf-8", "replace")
    return Annex(language, number, _text(table["caption"]), len(table["rows"]), content)


def _text(said):
    """Frozen words bear their language where it is not the document's."""
    return said["text"] if isinstance(said, dict) else said or ""


def bounded(report):
    """The report as it is printed: each long table breaks off, and says where all of it stands."""
    numbers = count(1)
    with override(report.language):
        if hasattr(report, "sections"):
            return replace(report, sections=_sections(report, report.sections, numbers))
        if not any(hasattr(one, "sections") for one in getattr(report, "parts", ())):
            return report  # a letter has prose and no tables of the record
        parts = tuple(replace(one, sections=_sections(report, one.sections, numbers)) for one in report.parts)
        return replace(report, parts=parts)


def _sections(report, sections, numbers):
    return tuple(
        replace(one, parts=tuple(part for whole in one.parts for part in _printed(report, whole, numbers)))
        for one in sections
    )


def _printed(report, part, numbers):
    if part.kind != "table" or len(part.content.rows) <= MOST_ROWS:
        return (part,)
    table = replace(part.content, rows=part.content.rows[:MOST_ROWS])
    annex = _annex(plain(part.content), report.language, next(numbers))
    return replace(part, content=table), Part("remark", _continues(report, annex))


def _continues(report, annex):
    facts = {
        "rows": number_format(annex.rows, force_grouping=True),
        "most": number_format(MOST_ROWS, force_grouping=True),
    }
    if not report.edition:
        return (
            _(
                "The table has %(rows)s rows. The first %(most)s stand here; all of them stand in an annex file once "
                "the document is issued."
            )
            % facts
        )
    facts |= {"name": annex.name(report.edition.reference), "sha256": annex.sha256}
    return (
        _(
            "The table has %(rows)s rows. The first %(most)s stand here; all of them stand in the annex file %(name)s, "
            "whose SHA-256 is %(sha256)s."
        )
        % facts
    )
