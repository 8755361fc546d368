"""What moved between two readings of a programme, by work-stream and on both axes.

Pure functions over the readings and the entries between them. A difference is net: it says how the record stood on
the one day and how on the other, and by which entry it came to stand so. The two axes never mix.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from boards.models import Board
from objectives import entries as history
from objectives.models import Basis, Confidence, Delivery, Handover, HandoverItem, Objective
from objectives.sentences import Moved, Sentences
from objectives.timeline import HIDDEN
from saferwales.web.keys import natural
from workstreams.models import Workstream

HEADINGS = {
    "new": _("New objectives"),
    "archived": _("Archived objectives"),
    "workstream": _("Moved between work-streams"),
    "delivery": _("Delivery: how far the work is"),
    "governance": _("Governance: who governs, and on what basis"),
    "handover": _("Handovers: what was asked and answered"),
    "confidence": _("Delivery confidence"),
    "due": _("Due dates"),
}
AXES = {
    "workstream": ("workstream_id",),
    "delivery": ("delivery",),
    "governance": ("governing_body_id", "governance_basis"),
    "confidence": ("confidence",),
    "due": ("due_on", "due_precision"),
}
NO_WORDS = HIDDEN | {name for names in AXES.values() for name in names} | {"first_due_on", "slippage_cause"}

NAMED = 20


@dataclass(frozen=True)
class Move:
    """One thing that moved of one objective (or duty), and the entry by which it came to stand as it does."""

    kind: str
    objective: object
    duty: str
    workstream: Workstream | None
    moved: Moved
    entry: history.Entry | None

    @property
    def heading(self):
        return HEADINGS[self.kind]


@dataclass
class Act:
    """Moves that say the same and were recorded by the same act, of one objective or of many."""

    moved: Moved
    entry: history.Entry | None
    objectives: list = field(default_factory=list)
    duties: list = field(default_factory=list)

    @property
    def more(self):
        """How many objectives a page does not name, so that it stays short."""
        return max(0, len(self.objectives) - NAMED)


@dataclass(frozen=True)
class Count:
    key: str
    label: str
    before: int
    after: int

    @property
    def change(self):
        """With its sign, a minus being a true one."""
        return f"{self.after - self.before:+d}".replace("-", "−") if self.after != self.before else "0"


@dataclass
class Part:
    """What moved in one work-stream, or (without one) in the programme as a whole."""

    workstream: Workstream | None
    before: list
    after: list
    moves: list
    reworded: list
    unchanged: int

    @property
    def figures(self):
        """How many objectives moved, are new and were archived, each counted once."""
        kinds = {}
        for move in self.moves:
            if move.objective:
                kinds.setdefault(move.objective.pk, set()).add(move.kind)
        new = sum("new" in found for found in kinds.values())
        archived = sum("archived" in found for found in kinds.values())
        return {"moved": len(kinds) - new - archived, "new": new, "archived": archived}

    @property
    def deliveries(self):
        return self._counts("delivery", Delivery)

    @property
    def governances(self):
        return self._counts("governance_basis", Basis)

    @property
    def confidences(self):
        return self._counts("confidence", Confidence)

    def _counts(self, name, choices):
        before, after = (Counter(getattr(one, name) for one in rows) for rows in (self.before, self.after))
        return [
            Count(key, label, before[key], after[key])
            for key, label in choices.choices
            if before[key] or after[key]
        ]

    @cached_property
    def sections(self):
        """What moved, by heading: (heading, acts)."""
        found = [(HEADINGS[kind], _acts(self.moves, kind)) for kind in HEADINGS]
        return [(heading, acts) for heading, acts in found if acts]


def _acts(moves, kind):
    acts = {}
    for move in (one for one in moves if one.kind == kind):
        entry = move.entry
        said = entry and (
            entry.actor_name,
            timezone.localdate(entry.recorded_at),
            entry.effective_on,
            entry.reason,
        )
        act = acts.setdefault((move.moved.sentence, said), Act(move.moved, entry))
        if move.duty:
            act.duties.append(move.duty)
        else:
            act.objectives.append(move.objective)
    return list(acts.values())


class Difference:
    """The difference between two readings of one programme, or of one of its work-streams."""

    def __init__(self, before, after, entries, names):
        """``names`` is a reading that knows the names of boards and work-streams which neither day knows."""
        self.before, self.after, self.entries = before, after, entries
        self.workstreams = together(Workstream, names, before, after)
        self.sentences = Sentences(
            together(Board, names, before, after), self.workstreams, together(Handover, before, after)
        )
        self.was = {one.pk: one for one in before.all(Objective)}
        self.now = {one.pk: one for one in after.all(Objective)}
        self.moves = sorted([*self._objective_moves(), *self._item_moves()], key=_by_key)

    def part(self, workstream=None):
        """What moved in the work-stream; without one, in the programme as a whole, its duties included."""
        was, now = self.was.values(), self.now.values()
        moves = self.moves
        if workstream is not None:
            was = [one for one in was if one.workstream_id == workstream.pk]
            now = [one for one in now if one.workstream_id == workstream.pk]
            left = {one.pk for one in was}
            moves = [
                move
                for move in moves
                if _of(move.workstream, workstream)
                or (move.kind == "workstream" and move.objective.pk in left)
            ]
        moved = {move.objective.pk for move in moves if move.objective}
        still = [one for one in now if one.pk in self.was and one.pk not in moved]
        reworded = sorted((one for one in still if one.pk in self.reworded), key=_own_key)
        return Part(workstream, list(was), list(now), moves, reworded, len(still) - len(reworded))

    def parts(self):
        """A part for each work-stream, an archived one only where it held objectives."""
        streams = sorted(self.workstreams.values(), key=lambda one: one.number)
        parts = [self.part(one) for one in streams]
        return [part for part in parts if not part.workstream.archived or part.before or part.after]

    @cached_property
    def reworded(self):
        """The keys of the objectives of which anything that people read differs."""
        return {pk for pk, one in self.now.items() if pk in self.was and _reworded(self.was[pk], one)}

    @cached_property
    def duties(self):
        """What moved of duties that were offered in words: they belong to no work-stream."""
        return _acts([move for move in self.moves if move.duty], "handover")

    def _objective_moves(self):
        for pk in self.was.keys() | self.now.keys():
            was, now = self.was.get(pk), self.now.get(pk)
            if was is None:
                again = self.before.get(Objective, pk) is not None
                yield self._move("new", now, self.sentences.new(now, again), ("archived",))
            elif now is None:
                row = self.after.get(Objective, pk) or was
                yield self._move("archived", row, self.sentences.archived(), ("archived",))
            else:
                yield from self._axis_moves(was, now)

    def _axis_moves(self, was, now):
        for kind, names in AXES.items():
            steps = self._steps(Objective, now.pk, names) if kind == "due" else []
            moved = self.sentences.axis(kind, was, now, steps)
            if moved:
                yield self._move(kind, now, moved, names)

    def _item_moves(self):
        was = {one.pk: one for one in self.before.all(HandoverItem)}
        now = {one.pk: one for one in self.after.all(HandoverItem)}
        for pk in was.keys() | now.keys():
            moved = self.sentences.handover(was.get(pk), now.get(pk))
            if moved is None:
                continue
            item = now.get(pk) or was[pk]
            objective = self.now.get(item.objective_id) or self.was.get(item.objective_id)
            if objective is None and item.objective_id:
                continue
            stream = self._stream(objective) if objective else None
            entry = self._entry(HandoverItem, pk, ("answer", "archived"))
            yield Move("handover", objective, item.duty, stream, moved, entry)

    def _move(self, kind, objective, moved, names):
        entry = self._entry(Objective, objective.pk, names)
        return Move(kind, objective, "", self._stream(objective), moved, entry)

    def _stream(self, objective):
        return self.workstreams.get(objective.workstream_id)

    def _steps(self, model, pk, names):
        """The standing entries between the two readings at which the facts moved, in the order of versions."""
        was, now = self.before.get(model, pk), self.after.get(model, pk)
        last = tuple(getattr(was, name) for name in names) if was else None
        first, end = (was.version if was else 0), (now.version if now else 0)
        steps = []
        for entry in history.standing(self.entries.get((model, pk), [])):
            facts = tuple(entry.facts[name] for name in names)
            if first < entry.version <= end and facts != last:
                steps.append(entry)
                last = facts
        return steps

    def _entry(self, model, pk, names):
        """The entry by which the facts came to stand as they do, as somebody first wrote it."""
        steps = self._steps(model, pk, names)
        return history.original(steps[-1], self.entries[model, pk]) if steps else None


def together(model, *readings):
    """The records of several readings by key; the last one that knows a record has its say."""
    found = {}
    for reading in readings:
        found |= reading.rows.get(model, {})
    return found


def _of(one, other):
    return one is not None and one.pk == other.pk


def _reworded(was, now):
    """Whether anything else that people read differs: words, sources, notes."""
    names = (one.attname for one in Objective._meta.concrete_fields if one.attname not in NO_WORDS)
    return any(getattr(was, name) != getattr(now, name) for name in names)


def _own_key(objective):
    return natural(objective.key)


def _by_key(move):
    return (move.objective is None, natural(move.objective.key) if move.objective else [], move.duty)
