"""A programme's texts as passages: whatever its documents and letters print, in each language."""

import re
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.models import ItemKind, Letter, LetterItem
from reports.checks import printed
from reports.checks.shapes import Passage, Twin
from reports.models import ENDED, Document, DocumentKind, Section
from saferwales.audit import twins
from saferwales.web.bilingual import within
from workstreams.models import SroAppointment

PLACED = re.compile(r"^\[\[[a-z][a-z0-9-]{0,40}\]\]$")
LABELLED = re.compile(r"(?:annex|appendix|document|table) ", re.IGNORECASE)
OWN_PAGE = (Document, Section, Letter)  # their texts stand on the page of the document itself


class Texts:
    def __init__(self, reading, programme):
        self.reading, self.programme = reading, programme
        self.printed = list(printed.of(reading, programme))
        self._sections = [one for one in reading.all(Section) if one.document.state not in ENDED]
        self._stored = {(one.document.key, one.key): one for one in self._sections}

    def passages(self):
        """In the order in which the documents print them. An empty part is a passage without text."""
        for one in self.printed:
            for language, pieces in one.pieces.items():
                yield from self._passages(one, language, pieces)
            yield from self._enclosures(one)
        empty = {(one.key, part) for one in self.printed for part in one.empty}
        for section in self._sections:
            if not section.body_en.strip() or (section.document.key, section.key) in empty:
                yield self._of_section(section, "")

    def _passages(self, document, language, pieces):
        """English that stands in for a missing Welsh is inspected where it is English."""
        counted = {}
        for piece in pieces:
            if piece.lang in ("", language):
                for text in piece.paragraphs:
                    number = counted.get(piece.counts_in, 0) + (not piece.is_heading)
                    counted[piece.counts_in] = number
                    where = self._where(document, piece, number)
                    yield Passage(document.key, piece.part, piece.heading, language, text, *where)

    def pairs(self):
        """What documents print in both languages, each text with its translation."""
        for one in self.printed:
            english = {piece.path: piece for piece in one.pieces["en"] if not piece.lang}
            for place, piece in enumerate(one.pieces["cy"], 1):
                twin = english.get(piece.path)
                if twin and not piece.lang and not piece.is_ours:
                    en, cy = ("\n\n".join(each.paragraphs) for each in (twin, piece))
                    where = self._where(one, piece, place)
                    yield Twin(Passage(one.key, piece.part, piece.heading, "cy", cy, *where), en, cy)

    def twins(self):
        for one in self._sections:
            if PLACED.sub("", one.body_en or one.body_cy).strip():
                passage = self._of_section(one, one.body_en, 1)
                yield Twin(passage, one.body_en, one.body_cy, *self.saved.get(one.pk, (0, 0, 0)))

    def headings(self):
        """The title of each document that somebody writes, and the headings under it."""
        for one in {section.document_id: section.document for section in self._sections}.values():
            passage = Passage(
                one.key, "", one.title_en, "en", one.title_en, one.title, self._address(one, "")
            )
            yield Twin(passage, one.title_en, one.title_cy)
        for one in self._sections:
            yield Twin(self._of_section(one, one.heading_en), one.heading_en, one.heading_cy)

    @property
    def saved(self):
        """In which version of a section each of its languages was last written, and the Welsh last rewritten."""
        if not hasattr(self, "_saved"):
            self._saved, last = {}, {}
            names = ("id", "version", "body_en", "body_cy")
            sections = [one.pk for one in self.reading.all(Section) if one.body_cy.strip()]
            entries = self.reading.entries(Section).filter(id__in=sections).order_by("id", "version")
            for pk, version, *texts in entries.values_list(*names) if sections else ():
                (en, cy), (old_en, old_cy) = texts, last.get(pk, ("", ""))
                en_saved, cy_saved, cy_changed = self._saved.get(pk, (0, 0, 0))
                self._saved[pk] = (
                    version if en != old_en else en_saved,
                    version if cy != old_cy else cy_saved,
                    version if cy != old_cy and old_cy.strip() else cy_changed,
                )
                last[pk] = texts
        return self._saved

    def _of_section(self, section, text, number=0):
        facts = {"document": section.document, "heading": section.heading, "number": number}
        where = within(_numbered(number), **facts), self._address(section.document, section.key)
        return Passage(section.document.key, section.key, section.heading_en, "en", text, *where)

    def _where(self, printed, piece, number):
        """(place, address) of a text: those of the record that it comes from, on whose page it is mended, if any."""
        source = self._sources.get(piece.text)
        if source and source[1]:
            name, page = source
            return within(_("%(document)s, %(place)s"), document=printed.name, place=name), page
        if printed.document is None or printed.document.letter_id:
            where = within(_("%(letter)s, paragraph %(number)d"), letter=printed.name, number=number)
            return where, reverse("objectives:letter", args=[self.programme.slug, printed.key])
        section = self._stored.get((printed.key, piece.part))
        facts = {"document": printed.name, "number": number}
        facts["heading"] = section.heading if section else piece.heading or printed.name
        return within(_numbered(number), **facts), self._address(
            printed.document, piece.part if section else ""
        )

    def _address(self, document, part):
        address = document.get_absolute_url()
        if document.key == DocumentKind.CLOSURE_REPORT:
            address = reverse("reports:closure-report", args=[self.programme.slug])
        elif document.meeting_id and not part:
            address = document.meeting.get_absolute_url()
        return f"{address}#{part}" if part else address

    @cached_property
    def _sources(self):
        """{text: (name, page) of the record that holds it}, for all that documents print of the record."""
        found = {}
        for model, rows in self.reading.rows.items():
            names = [f"{name}_{language}" for name in twins.pairs(model) for language in ("en", "cy")]
            if not names or model in OWN_PAGE:
                continue
            for row in rows.values():
                texts = [text for name in names if (text := getattr(row, name))]
                found |= dict.fromkeys(texts, _source(row)) if texts else {}
        for row in self.reading.all(SroAppointment):
            found |= dict.fromkeys(
                row.lines_as_printed.values(), (str(row), self.programme.get_absolute_url())
            )
        return found

    def _enclosures(self, document):
        """The names of what a letter encloses are headings of the same file."""
        for one in self.reading.all(LetterItem, kind=ItemKind.ENCLOSURE):
            if one.letter.key == document.key and LABELLED.match(one.words):
                where = within("%(letter)s, %(key)s", letter=document.name, key=one.key)
                address = one.letter.get_absolute_url()
                yield Passage(document.key, one.key, one.words, "en", one.words, where, address)


def _numbered(number):
    return _("%(document)s, %(heading)s, paragraph %(number)d") if number else _("%(document)s, %(heading)s")


def _source(row):
    """How a record is called, with its page or that of what it belongs to."""
    owner = getattr(row, row.shown_with) if row.shown_with else row
    return getattr(owner, "key", "") or getattr(row, "key", "") or str(owner), row.get_absolute_url()
