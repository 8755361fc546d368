"""What changed in a document beside the words of its sections: its titles, its day, sections added and taken out."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.models import Document, Section
from saferwales.web import texts
from saferwales.web.bilingual import Bilingual, of_field, within

HEADING = Bilingual("heading")  # an entry keeps both languages, and has no name of its own for them


@dataclass(frozen=True)
class Change:
    when: datetime
    by: str
    sentence: str


def changes(reading, document):
    """(the changes, the newest first; the entries of its sections), in two statements."""
    own = list(reading.entries(Document).filter(id=document.pk).order_by("version"))
    of_sections = list(reading.entries(Section).filter(document_id=document.pk).order_by("id", "version"))
    found = [*_of_document(own), *_of_sections(of_sections)]
    return sorted(found, key=lambda one: one.when, reverse=True), of_sections


def _of_document(entries):
    for before, after in pairwise(entries):
        for name, sentence in (
            ("title_en", _("English title: “%(before)s” became “%(after)s”.")),
            ("title_cy", _("Welsh title: “%(before)s” became “%(after)s”.")),
            ("as_at", _("Day whose record it prints: “%(before)s” became “%(after)s”.")),
        ):
            facts = {"before": getattr(before, name), "after": getattr(after, name)}
            if facts["before"] != facts["after"]:
                said = {key: _said(name, fact) for key, fact in facts.items()}
                yield Change(after.history_date, after.actor_name, within(sentence, **said))


def _said(name, fact):
    if not fact:
        return _("none")
    return of_field(name, fact) if isinstance(fact, str) else texts.day(fact)


def _of_sections(entries):
    """Each section's entries stand together, in the order of its versions."""
    archived = {}
    for one in entries:
        if one.id not in archived and not one.archived:
            yield _section(one, _("Section added: %(heading)s"))
        elif one.archived and not archived.get(one.id):
            yield _section(one, _("Section taken out: %(heading)s"))
        archived[one.id] = one.archived


def _section(entry, sentence):
    return Change(entry.history_date, entry.actor_name, within(sentence, heading=HEADING.__get__(entry)))
