"""What was typed and may claim too much, with the documents that print it.

A document that was superseded or withdrawn claims nothing any more.
"""

from django.urls import reverse

from boards.models import AgendaItem, Decision
from objectives.models import HandoverItem, Letter
from reports.models import ENDED, Document, DocumentKind, Section
from reports.reconciliation.claims import Prose
from saferwales.web.bilingual import within
from workstreams.models import Achievement, RegionalReturn


def texts(reading, programme):
    """Sections, minutes, letters, and what the regions and work-streams tell where a section places it."""
    sections = [one for one in reading.all(Section) if one.document.state not in ENDED]
    for one in sections:
        place = _place_of(one, programme)
        yield Prose({one.document.key}, f"{one.document.key}:{one.key}", one.body_en, one.body_cy, place)
    yield from _minuted(reading)
    for one in reading.all(Letter):
        place = (str(one), one.get_absolute_url())
        yield Prose({one.key}, f"{one.key}:letter", one.body_en, one.body_cy, place)
    yield from _placed(reading, sections)


def _minuted(reading):
    """What the minutes say that are documents of the programme, where each meeting's page shows it."""
    items = reading.all(HandoverItem)
    for document in reading.all(Document):
        if document.meeting_id is None or document.state in ENDED:
            continue
        address, own = document.meeting.get_absolute_url(), {"meeting_id": document.meeting_id}
        for one in reading.all(AgendaItem, **own):
            place = within("%(document)s: %(heading)s", document=document, heading=one.title), address
            key = f"{document.key}:item-{one.pk}"
            yield Prose({document.key}, key, one.minute_en, one.minute_cy, place)
        for one in reading.all(Decision, **own):
            about = tuple(item for item in items if item.decision_id == one.pk)
            key, place = f"{document.key}:decision-{one.number}", (str(one), address)
            yield Prose({document.key}, key, one.wording_en, one.wording_cy, place, about)


def _placed(reading, sections):
    """What is told elsewhere, with the documents in which a section places it."""
    telling = placing(sections, "achievements")
    for one in reading.all(Achievement):
        documents = {each.key for each in telling if each.workstream_id in (None, one.workstream_id)}
        place = (str(one), one.get_absolute_url())
        yield Prose(documents, f"achievement:{one.key}", one.text_en, one.text_cy, place)
    documents = {each.key for each in placing(sections, "regional-returns")}
    for one in reading.all(RegionalReturn):
        place = (str(one), one.get_absolute_url())
        for name in ("position", "actions"):
            said = (getattr(one, f"{name}_{language}") for language in ("en", "cy"))
            yield Prose(documents, f"return-{one.pk}:{name}", *said, place)


def placing(sections, name):
    """The documents of the sections that place a block of the record by its name."""
    return [one.document for one in sections if f"[[{name}]]" in f"{one.body_en}\n{one.body_cy}"]


def _place_of(section, programme):
    address = f"{section.document.get_absolute_url()}#{section.key}"
    if section.document.key == DocumentKind.CLOSURE_REPORT:
        address = f"{reverse('reports:closure-report', args=[programme.slug])}#{section.key}"
    return within("%(document)s: %(heading)s", document=section.document, heading=section.heading), address
