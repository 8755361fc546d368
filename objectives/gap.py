"""The governance gap: the days on which no body had said yes to an objective or a duty.

The programme's own board governs until its authority ends. From then on, or from the beginning where there is no
body, the days count until a board accepts, an existing body is named, or the work is delivered or discontinued.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from objectives import entries
from objectives.answers import ACCEPTANCES
from objectives.dispositions import standing_duties
from objectives.models import Basis, Delivery, HandoverItem, Objective
from saferwales.web.keys import natural

ENDED = (Delivery.COMPLETE_VERIFIED, Delivery.DISCONTINUED)
NOBODY = (Basis.NONE, Basis.EXISTING_UNNAMED)


@dataclass(frozen=True)
class Gap:
    """The spans without a body, from the first day to the day on which one said yes; ``lasts`` where none has yet."""

    subject: object
    spans: tuple[tuple[date, date], ...]
    lasts: bool

    @property
    def days(self):
        return sum((until - start).days for start, until in self.spans)


@dataclass
class Group:
    """Objectives and duties with the same gap."""

    spans: tuple[tuple[date, date], ...]
    lasts: bool
    days: int
    subjects: list = field(default_factory=list)


def authority_ended(programme):
    """The day on which the programme's own board ceased to govern; None while it governs."""
    board = programme.governing_board
    days = (board.ended_on if board else None, programme.reporting_ended_on, programme.ended_on)
    return next((day for day in days if day), None)


def history(reading, programme):
    """The entries of the programme's objectives and duties by (model, key), in one statement."""
    objectives = reading.entries(Objective).filter(programme_id=programme.pk)
    duties = reading.entries(HandoverItem).filter(handover__programme_id=programme.pk, objective__isnull=True)
    return entries.read(objectives, duties)


def discontinued(found):
    """Why each objective was discontinued, by its key: the reason of the entry that said so first."""
    reasons = {}
    for (model, pk), all_of_it in found.items():
        if model is Objective:
            said, last = "", None
            for entry in entries.standing(all_of_it):
                now = entry.facts["delivery"]
                if now == Delivery.DISCONTINUED and last != now:
                    said = entry.reason
                last = now
            if last == Delivery.DISCONTINUED:
                reasons[pk] = said
    return reasons


class Gaps:
    """The gaps of all objectives and duties that the reading has loaded, the longest first."""

    def __init__(self, reading, programme, found):
        self.day, self.ended = reading.day, authority_ended(programme)
        self.started = programme.started_on
        objectives = [
            Gap(one, *self._of_objective(found.get((Objective, one.pk), ())))
            for one in reading.all(Objective)
        ]
        items = reading.all(HandoverItem)
        duties = [Gap(item, *self._of_duty(item, items, found)) for item in standing_duties(items)]
        in_order = sorted(objectives, key=lambda gap: natural(gap.subject.key)) + duties
        self.all = sorted(in_order, key=lambda gap: -gap.days)

    @property
    def total(self):
        return sum(gap.days for gap in self.all)

    @property
    def groups(self):
        """Those with the same gap together, the longest first; those without any last."""
        found = {}
        for gap in self.all:
            group = found.setdefault((gap.spans, gap.lasts), Group(gap.spans, gap.lasts, gap.days))
            group.subjects.append(gap.subject)
        return list(found.values())

    def _day_of(self, entry):
        """An entry without a day is true from the programme's beginning, as far as that is known."""
        return entry.effective_on or self.started or timezone.localdate(entry.recorded_at)

    def _since(self, basis, day):
        """Since when nobody governs under the basis; None where somebody does."""
        if basis in NOBODY:
            return day
        if basis == Basis.PROGRAMME_BOARD and self.ended:
            return max(day, self.ended)
        return None

    def _of_objective(self, rows):
        steps = [
            (self._day_of(row), self._nobody(row.facts, self._day_of(row))) for row in entries.standing(rows)
        ]
        return self._spans(steps)

    def _nobody(self, facts, day):
        if facts["delivery"] in ENDED or facts["archived"]:
            return None
        return self._since(facts["governance_basis"], day)

    def _of_duty(self, item, items, found):
        """A duty was the giving board's until another accepts it, since the record first held it."""
        words = item.duty_en.casefold().split()
        same = [one for one in items if not one.objective_id and one.duty_en.casefold().split() == words]
        rows = [row for one in same for row in found.get((HandoverItem, one.pk), ())]
        first = min((self._day_of(row) for row in rows), default=self.day)
        steps = [(first, self._since(Basis.PROGRAMME_BOARD, first))]
        if item.discontinued_on:
            steps.append((item.discontinued_on, None))
        elif item.answer in ACCEPTANCES:
            steps.append((item.answered_on, None))
        return self._spans(steps)

    def _spans(self, steps):
        """(spans, whether the last one lasts) of steps (day, since when nobody governs from that day on)."""
        spans = []
        ends = [day for day, _since in steps[1:]] + [self.day]
        for (_day, since), end in zip(steps, ends, strict=True):
            end = min(end, self.day)
            if since is None or since >= end:
                continue
            if spans and spans[-1][1] >= since:
                since = spans.pop()[0]
            spans.append((since, end))
        lasts = bool(steps) and steps[-1][1] is not None and steps[-1][1] <= self.day
        return tuple(spans), lasts
