"""What was learned or corrected after a day: the day by all that is known now, against the day as it was known at its end.

Pure functions over the two readings and the entries recorded since.
"""

from dataclasses import dataclass

from boards.models import Board, Decision, Organisation
from objectives import timeline
from objectives.difference import together
from objectives.models import Answer, Handover, HandoverItem, Letter, Objective
from objectives.sentences import Sentences
from saferwales.audit.models import EntryKind
from saferwales.web.keys import natural
from workstreams.models import Workstream

# Entries that by themselves change nothing that a page shows.
QUIET = (EntryKind.NOTHING_NEW, EntryKind.CARRIED, EntryKind.RESTATED)


@dataclass(frozen=True)
class Lesson:
    """One objective or handover item that the two readings of the day show differently.

    ``then`` and ``now`` are its records in the two readings, None where a reading has none; ``changes`` says what
    each said where both have one; ``entries`` are those recorded since that made the difference.
    """

    objective: Objective | None
    item: HandoverItem | None
    then: object
    now: object
    changes: list
    entries: list
    sentences: Sentences

    @property
    def standing(self):
        """How the objective stands, or the answer, in the one reading that has it."""
        if self.item:
            return Answer(self.item.answer).label
        return self.sentences.standing(self.objective)

    @property
    def receiver(self):
        """The board that was asked."""
        return self.sentences.receiver(self.item)

    @property
    def gone(self):
        """Whether the objective is no longer in the plan, so that only an earlier reading has a page for it."""
        return self.objective is not None and (self.objective.archived or not (self.item or self.now))

    @property
    def workstream_id(self):
        return self.objective.workstream_id if self.objective else None


class Learned:
    """Every lesson about one day. ``then``: as it was known at its end; ``now``: by all that is known now."""

    def __init__(self, then, now, entries, names):
        self.then, self.now, self.entries = then, now, entries
        self.boards = together(Board, names, then, now)
        streams = together(Workstream, names, then, now)
        self.sentences = Sentences(self.boards, streams, together(Handover, then, now))
        self.names = {
            "governing_body_id": self.boards,
            "workstream_id": streams,
            "delivering_body_id": names.rows.get(Organisation, {}),
            "handover_id": names.rows.get(Handover, {}),
            "objective_id": together(Objective, then, now),
            "decision_id": names.rows.get(Decision, {}),
            "letter_id": names.rows.get(Letter, {}),
        }
        self.lessons = sorted([*self._of(Objective), *self._of(HandoverItem)], key=_by_key)

    def in_workstream(self, workstream):
        """The lessons of one work-stream, or all of them."""
        if workstream is None:
            return self.lessons
        return [one for one in self.lessons if one.workstream_id == workstream.pk]

    def _of(self, model):
        then, now = ({one.pk: one for one in reading.all(model)} for reading in (self.then, self.now))
        for pk in then.keys() | now.keys():
            was, is_now = then.get(pk), now.get(pk)
            changes = timeline.changes(model, is_now, was, self.names) if was and is_now else []
            if changes or not (was and is_now):
                yield self._lesson(model, was, is_now, changes)

    def _lesson(self, model, then, now, changes):
        record = now or then
        item = record if model is HandoverItem else None
        objective = self._objective(item.objective_id) if item else record
        return Lesson(
            objective=objective,
            item=item,
            then=then,
            now=now,
            changes=changes,
            entries=_telling(self.entries.get((model, record.pk), [])),
            sentences=self.sentences,
        )

    def _objective(self, pk):
        return self.now.get(Objective, pk) or self.then.get(Objective, pk)


def _telling(entries):
    """The entries that made a difference; all of them where none does so by itself."""
    return [one for one in entries if one.kind not in QUIET] or entries


def replaced(entries):
    """The numbers of the entries that a later one corrects."""
    return {entry.corrects for found in entries.values() for entry in found if entry.corrects}


def _by_key(lesson):
    own = lesson.objective
    key = natural(own.key) if own else []
    return (own is None, key, lesson.item is not None, lesson.item.order if lesson.item else 0)
