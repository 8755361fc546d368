"""A programme's texts as passages: what was typed, and what its blocks print of the record."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.models import (
    ItemKind,
    Letter,
    LetterItem,
    ObjectiveWording,
    Recommendation,
    RecommendationPoint,
)
from reports.checks.shapes import Passage, Twin
from reports.models import DocumentKind, DocumentState, Section
from saferwales.web.bilingual import within
from workstreams.models import Achievement, RegionalReturn, SroAppointment

REPORT = DocumentKind.CLOSURE_REPORT.value
PLACED = re.compile(r"^\[\[[a-z][a-z0-9-]{0,40}\]\]$")

ENDED = (DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)
LABELLED = re.compile(r"(?:annex|appendix|document|table) ", re.IGNORECASE)


class Texts:
    def __init__(self, reading, programme):
        self.reading, self.programme = reading, programme

    def passages(self):
        """In the order in which the documents print them."""
        for section in self._sections():
            yield from self._section(section)
        yield from self._wordings()
        yield from self._lines()
        for letter in self.reading.all(Letter):
            yield from self._letter(letter)

    def _sections(self):
        """The sections of documents that stand, or are on their way."""
        return [one for one in self.reading.all(Section) if one.document.state not in ENDED]

    def twins(self):
        for one in self._sections():
            if PLACED.sub("", one.body_en or one.body_cy).strip():
                passage = self._passage(one, "en", one.body_en, 1)
                yield Twin(passage, one.body_en, one.body_cy, *self.saved.get(one.pk, (0, 0, 0)))

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

    def _section(self, section):
        for language, body in (("en", section.body_en), ("cy", section.body_cy)):
            paragraphs = [one.strip() for one in body.split("\n\n") if one.strip()]
            for number, text in enumerate(paragraphs, 1):
                if not PLACED.match(text):
                    yield self._passage(section, language, text, number)
                elif language == "en":
                    yield from self._block(section, text.strip("[]"))
            if not paragraphs and language == "en":
                yield self._passage(section, language, "", 0)

    def _passage(self, section, language, text, number):
        key = section.document.key
        facts = {"document": section.document, "heading": section.heading, "number": number}
        place = (
            _("%(document)s, %(heading)s, paragraph %(number)d") if number else _("%(document)s, %(heading)s")
        )
        address = f"{section.document.get_absolute_url()}#{section.key}"
        if key == DocumentKind.CLOSURE_REPORT:
            address = f"{reverse('reports:closure-report', args=[self.programme.slug])}#{section.key}"
        return Passage(key, section.key, section.heading_en, language, text, within(place, **facts), address)

    def _block(self, section, name):
        """What a block prints of the record and somebody typed."""
        key = section.document.key
        for label, text, address in getattr(self, f"_{name.replace('-', '_')}", list)():
            facts = {"document": section.document, "place": label}
            place = within(_("%(document)s, %(place)s"), **facts)
            if text.strip():
                yield Passage(key, section.key, section.heading_en, "en", text, place, address)

    def _achievements(self):
        for one in self.reading.all(Achievement):
            yield one.key, one.text_en, one.workstream.get_absolute_url()

    def _recommendations(self):
        for one in self.reading.all(Recommendation):
            yield one.key, one.text_en, one.get_absolute_url()
        for one in self.reading.all(RecommendationPoint):
            yield one.recommendation.key, one.text_en, one.recommendation.get_absolute_url()

    def _regional_returns(self):
        for one in self.reading.all(RegionalReturn):
            for text in (one.position_en, one.actions_en):
                yield str(one), text, one.get_absolute_url()

    def _sro_list(self):
        for one in self.reading.all(SroAppointment):
            if own := one.lines_as_printed.get(REPORT):
                yield str(one.person), own, self.programme.get_absolute_url()

    def _wordings(self):
        for one in self.reading.all(ObjectiveWording):
            place = f"{one.document}, {one.objective.key}"
            address = one.objective.get_absolute_url()
            yield Passage(one.document, one.objective.key, "", "en", one.text_en, place, address)

    def _lines(self):
        """How the annexes of letters print the officers who answer for the work."""
        printed = {REPORT, *(one.kind for one in {each.document for each in self.reading.all(Section)})}
        for one in self.reading.all(SroAppointment):
            for document, line in sorted(one.lines_as_printed.items()):
                if document not in printed:
                    address = self.programme.get_absolute_url()
                    yield Passage(document, "officers", "", "en", line, f"{document}, {one.person}", address)

    def _letter(self, letter):
        """The greeting, the paragraphs, and the names of what is enclosed: they are headings of the same file."""
        address, key = letter.get_absolute_url(), letter.key
        for number, text in enumerate([letter.salutation, *letter.body.split("\n\n")]):
            if text.strip():
                place = within(_("%(letter)s, paragraph %(number)d"), letter=letter, number=number)
                heading = letter.title_en if not number else ""
                yield Passage(key, "letter", heading, "en", text, place, address)
        for one in self.reading.all(LetterItem, kind=ItemKind.ENCLOSURE):
            if one.letter_id == letter.pk and LABELLED.match(one.words):
                yield Passage(
                    key,
                    one.key,
                    one.words,
                    "en",
                    one.words,
                    within("%(letter)s, %(key)s", letter=letter, key=one.key),
                    address,
                )
