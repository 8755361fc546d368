"""The shapes of a document that templates print, on the web and in a PDF. They know nothing of the database."""

from dataclasses import dataclass, field
from datetime import date, datetime

from reports.content.edition import Edition


@dataclass(frozen=True)
class Item:
    """A line of a list, with what stands below it. ``remark`` is said by us of the line, not part of its words."""

    text: str
    items: tuple["Item", ...] = ()
    number: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Group:
    """Lines under a heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """``rows`` are (label, cells); a cell without text says so instead."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    empty: str


@dataclass(frozen=True)
class Part:
    """A piece of a section: ``kind`` names the template that prints it, ``content`` is what it prints.

    ``caption`` stands over words that are quoted in another language than the document's.
    """

    kind: str
    content: object
    lang: str = ""
    caption: str = ""

    @property
    def is_empty(self):
        """Whether it says at most that there is nothing."""
        return self.kind == "remark" or not self.content


@dataclass(frozen=True)
class Section:
    key: str
    heading: str
    heading_lang: str
    parts: tuple[Part, ...]
    is_annex: bool = False
    is_wide: bool = False

    @property
    def is_empty(self):
        return all(part.is_empty for part in self.parts)


@dataclass(frozen=True)
class Report:
    """A document as the record fills it on a day."""

    title: str
    programme: str
    programme_full_name: str
    board: str
    as_at: date
    known_at: datetime | None
    language: str
    is_draft: bool
    sections: tuple[Section, ...]
    notes: dict = field(default_factory=dict)
    slug: str = "closure-report"
    edition: Edition | None = None
    verify_at: str = ""

    @property
    def template(self):
        """The page of its kind that becomes the PDF; see reports/kinds."""
        return f"reports/kinds/{self.slug}/print.html"

    @property
    def chapters(self):
        return tuple(section for section in self.sections if not section.is_annex)

    @property
    def annexes(self):
        return tuple(section for section in self.sections if section.is_annex)
