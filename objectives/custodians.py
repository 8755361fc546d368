"""Since when a body has governed an objective, and when it last reported on it."""

from dataclasses import dataclass
from datetime import date

from objectives import entries
from saferwales.audit.models import EntryKind

REPORTS = (
    EntryKind.CHANGED,
    EntryKind.NOTHING_NEW,
    EntryKind.VERIFIED,
    EntryKind.CORRECTION,
    EntryKind.RESTATED,
)


@dataclass(frozen=True)
class Custody:
    """``reported_on`` is the day of the present body's own last report; None where it has made none."""

    since: date | None
    reported_on: date | None

    @property
    def silent_since(self):
        return self.reported_on or self.since


def custody(rows):
    """The present body's custody, from the objective's entries. What was reported before it took over is not its own."""
    rows = entries.standing(rows)
    if not rows:
        return Custody(None, None)
    now = _governed(rows[-1])
    start = len(rows) - 1
    while start and _governed(rows[start - 1]) == now:
        start -= 1
    reports = [
        row.effective_on
        for row in rows[start + 1 :]
        if row.kind in REPORTS and row.effective_on and row.facts["updated_on"] == row.effective_on
    ]
    return Custody(rows[start].effective_on, reports[-1] if reports else None)


def _governed(row):
    return row.facts["governing_body_id"], row.facts["governance_basis"]
