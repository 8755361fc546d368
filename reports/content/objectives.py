"""Objectives as a document lists them: by who governs them on its day, under the document's own headings."""

from collections import Counter

from django.utils.translation import gettext as _

from boards.models import Board
from objectives.models import Basis, Delivery, Objective, ObjectiveWording, Output
from reports.content.charts import bars
from reports.content.said import Said, say
from reports.content.shapes import Group, Item, Part
from saferwales.web.bilingual import within

EXISTING = (Basis.EXISTING_NAMED, Basis.EXISTING_UNNAMED)
WAITING = (Basis.PROGRAMME_BOARD, Basis.NONE)


def in_place(record):
    """Open objectives that existing arrangements govern on the day."""
    return Part("groups", _groups(record, lambda one: one.is_open and one.governance_basis in EXISTING))


def to_oversee(record):
    """Open objectives that still await a body, then those accepted since, by receiver, then those that ended."""
    waiting = _groups(record, lambda one: one.is_open and one.governance_basis in WAITING)
    ended = _lines(record, lambda one: not one.is_open, lambda one: str(one.get_delivery_display()))
    later = (*_accepted(record), Group(Said(_("No longer outstanding")), ended))
    return Part("groups", waiting + tuple(group for group in later if group.items))


def _accepted(record):
    """A group for each board that has said yes by the day; only acceptance moves an objective here."""
    accepted = _in_order(record, lambda one: one.is_open and one.governance_basis == Basis.ACCEPTED_HANDOVER)
    printed, groups = _Printed(record), []
    for key in dict.fromkeys(one.governing_body_id for one in accepted):
        heading = within(_("Accepted since by: %(board)s"), board=record.reading.get(Board, key) or "")
        items = tuple(printed.item(one) for one in accepted if one.governing_body_id == key)
        groups.append(Group(heading, items))
    return tuple(groups)


def _groups(record, chosen):
    """The chosen objectives by work-stream; work-streams in the order of this document's fifth section."""
    by_workstream = {}
    for one in _in_order(record, chosen):
        by_workstream.setdefault(one.workstream_id, []).append(one)
    printed = _Printed(record)
    titles = [(one.workstream_id, say(one, "text")) for one in record.headings(f"{record.kind}-5")]
    named = {key for key, _title in titles}
    titles += [
        (key, say(rows[0].workstream, "principle")) for key, rows in by_workstream.items() if key not in named
    ]
    return tuple(
        Group(title, tuple(printed.item(one) for one in by_workstream[key]))
        for key, title in titles
        if key in by_workstream
    )


def _lines(record, chosen, remark):
    printed = _Printed(record)
    return tuple(printed.item(one, remark(one)) for one in _in_order(record, chosen))


def _in_order(record, chosen):
    """In the order in which the document lists them; those that it does not list follow in the plan's order."""
    places = {one.objective_id: one.order for one in record.all(ObjectiveWording, document=record.kind)}
    found = [one for one in record.all(Objective) if chosen(one)]
    return sorted(found, key=lambda one: (one.pk not in places, places.get(one.pk, one.order), one.order))


class _Printed:
    """Objectives in the words of this document, with their outputs below where those are what it announces."""

    def __init__(self, record):
        self._wordings = {one.objective_id: one for one in record.all(ObjectiveWording, document=record.kind)}
        self._outputs = record.gathered(Output, "objective", key=lambda one: one.order)

    def item(self, objective, remark=""):
        words = say(self._wordings.get(objective.pk, objective), "text")
        outputs = self._outputs.get(objective.pk, []) if words.endswith(":") else []
        return Item(words, tuple(Item(say(one, "title")) for one in outputs), remark=remark)


def chart_delivery(record):
    """How far each objective of the programme was on the day."""
    counts = Counter(one.delivery for one in record.all(Objective))
    rows = [(str(state.label), counts[state]) for state in Delivery if counts[state]]
    return _chart(rows, _("How far the objectives are"))


def chart_governance(record):
    """On what authority each objective was governed on the day."""
    counts = Counter(one.governance_basis for one in record.all(Objective))
    rows = [(str(basis.label), counts[basis]) for basis in Basis if counts[basis]]
    return _chart(rows, _("Who governs the objectives"))


def _chart(rows, title):
    """Nothing to draw is a sentence, not an empty picture."""
    return (
        Part("chart", bars(rows, title)) if rows else Part("remark", _("There was no objective on this day."))
    )
