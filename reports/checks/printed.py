"""What documents and letters print at this moment, in each language, taken from what their templates are given.

Whatever a kind of document prints is thereby inspected, also what the record says in it; a new kind needs nothing here.
"""

import re
from dataclasses import dataclass, fields, is_dataclass
from html import unescape
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from objectives.models import Letter
from reports import kinds
from reports.content import letters
from reports.content.said import Said
from reports.content.shapes import Part, Section
from reports.models import ENDED, Document
from reports.models import Section as StoredSection

# What a template needs and nobody reads, and headings that a table of contents says once more.
UNSAID = {"key", "slug", "kind", "lang", "heading_lang", "language", "edition", "svg", "url"}
UNREAD = {"contents"}
BREAK = re.compile(r"</?(?:p|h\d|ul|ol|table|t[rdh]|blockquote|hr|li|br)\b[^>]*>")
URL = re.compile(r"https?://[^\s<]+")
BLANK = re.compile(r"\n[ \t]*\n")
ITEM = re.compile(r"<li\b[^>]*>")


@dataclass(frozen=True)
class Piece:
    """A text of a printed document. ``path`` says where it stands, alike in both languages; ``part`` is the key of its
    section. ``is_ours`` are sentences of the application itself, ``lang`` the language where it is not the document's."""

    path: tuple
    part: str
    heading: str
    text: str
    lang: str
    is_ours: bool
    is_html: bool

    @property
    def is_heading(self):
        return self.path[-1] == "heading"

    @property
    def counts_in(self):
        """Within what its paragraphs are counted: its section, or the part of a letter."""
        return self.path[:2] if self.path[0] == "sections" else self.path[:1]

    @property
    def paragraphs(self):
        """As the paragraphs, items and cells that a reader sees."""
        text = self.text
        if self.is_html:
            text = strip_tags(BREAK.sub("\n\n", ITEM.sub("\n\n- ", text)))
        found = (unescape(one) if self.is_html else one for one in BLANK.split(URL.sub("", text)))
        return [one.strip() for one in found if one.strip(" -\n")]


@dataclass(frozen=True)
class Printed:
    """A document or a letter, under the key that findings name it by, as {language: its pieces}.

    ``empty`` are the keys of the annexes under whose headings the record has nothing to print.
    """

    key: str
    name: object
    document: Document | None
    pieces: dict
    empty: frozenset = frozenset()


def of(reading, programme):
    """All documents that stand or are on their way, the oldest first, then the letters that go out or are enclosed.

    What cannot be made at all has nothing to be inspected; whoever issues it is told why. What encloses others has no
    texts of its own.
    """
    seen = set()
    for found in chain(_documents(reading), _letters(reading, programme)):
        if found.key not in seen:
            seen.add(found.key)
            yield found


def _documents(reading):
    stored = {}
    for one in reading.all(StoredSection):
        stored.setdefault(one.document_id, []).append(one)
    for document in reading.all(Document, key=lambda one: one.pk):
        kind = kinds.every().get(document.kind)
        if document.state in ENDED or kind is None or kind.encloses:
            continue
        own = (document, stored.get(document.pk, ()))
        made = _in_both(lambda language, own=own: kinds.build(*own, language, reading))
        if made:
            yield _printed(document, made)


def _in_both(build):
    made = {}
    for language in kinds.LANGUAGES:
        try:
            made[language] = build(language)
        except ValidationError:
            return {}
    return made


def _printed(document, made):
    """A letter is known by its own key, also where it is issued as a document."""
    first = next(iter(made.values()))
    is_letter = isinstance(first, letters.LetterDocument)
    key = first.key if is_letter or document is None else document.key
    name = first.title if is_letter or document is None else document
    said = {language: tuple(pieces(one)) for language, one in made.items()}
    empty = (one.key for one in getattr(first, "annexes", ()) if one.is_empty)
    return Printed(key, name, document, said, frozenset(empty))


def _letters(reading, programme):
    """The letter by which the programme handed over with its reply, as a pack encloses them, and the drafts."""
    known = {one.key: one for one in reading.all(Letter)}
    wanted = [(letters.HANDOVER_LETTER, None), (letters.REPLY, None)]
    wanted += [(letters.LETTER, one.key) for one in known.values() if one.is_draft]
    for kind, key in wanted:
        made = _in_both(lambda language, of=(kind, key): _letter(programme, *of, language, reading.known_at))
        if made and made["en"].key in known:
            yield _printed(None, made)


def _letter(programme, kind, key, language, known_at):
    return letters.build(programme, kind, language, key=key, known_at=known_at)


def pieces(report):
    """Every text that the templates are given, in their order."""
    in_section = ("letter", report.title) if isinstance(report, letters.LetterDocument) else ("", "")
    return _walk(report, (), in_section, "")


def _walk(value, path, section, lang):
    if isinstance(value, str):
        if value.strip():
            is_html = isinstance(value, SafeString)
            is_ours = not is_html and not isinstance(value, Said)
            yield Piece(path, *section, str(value), getattr(value, "lang", "") or lang, is_ours, is_html)
    elif is_dataclass(value):
        yield from _walk_shape(value, path, section, lang)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _walk(one, (*path, name), ("notes", ""), lang)
    elif isinstance(value, (list, tuple)):
        for place, one in enumerate(value):
            yield from _walk(one, (*path, place), section, lang)


def _walk_shape(value, path, section, lang):
    if isinstance(value, Section):
        section = (value.key, value.heading)
    if isinstance(value, Part):
        lang = value.lang
        if value.kind in UNREAD:
            return
    for one in fields(value):
        if one.name in UNSAID:
            continue
        # a letter's table stands under the name of what it encloses
        is_enclosed = one.name == "rows" and hasattr(value, "enclosure")
        under = (section[0], value.enclosure) if is_enclosed else section
        yield from _walk(getattr(value, one.name), (*path, one.name), under, lang)
