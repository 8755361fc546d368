"""Who governed an objective, from when, on what authority, and what was offered and answered meanwhile."""

from dataclasses import dataclass, replace

from objectives.models import Answer, Basis


@dataclass(frozen=True)
class Step:
    """One step of custody. ``kind``: governed, offered or answered; ``until`` ends a step of governing."""

    kind: str
    on: object
    body: str
    authority: str
    words: str
    source: str
    until: object = None


def _standing(entries):
    corrected = {entry.corrects for entry in entries if entry.corrects}
    return sorted(
        (entry for entry in entries if entry.history_id not in corrected), key=lambda entry: entry.version
    )


def _governed(entries, names):
    steps, last = [], None
    for entry in _standing(entries):
        now = (entry.governing_body_id, entry.governance_basis)
        if now != last:
            steps.append(
                Step(
                    "governed",
                    entry.effective_on,
                    str(names.get(entry.governing_body_id, "")),
                    str(Basis(entry.governance_basis).label),
                    entry.governance_words,
                    entry.evidence,
                )
            )
        last = now
    ends = [step.on for step in steps[1:]] + [None]
    return [replace(step, until=end) for step, end in zip(steps, ends, strict=True)]


def _offered(entries, items):
    steps, last = [], {}
    for entry in _standing(entries):
        item = items.get(entry.id)
        if item is None or last.get(entry.id) == entry.answer:
            continue
        kind = "offered" if entry.answer == Answer.AWAITING else "answered"
        steps.append(
            Step(
                kind,
                entry.effective_on,
                str(item.handover.receiver),
                str(Answer(entry.answer).label),
                entry.words or entry.history_change_reason,
                entry.evidence,
            )
        )
        last[entry.id] = entry.answer
    return steps


def steps(objective_entries, item_entries, items, names):
    """All steps in the order of the days on which they were true; an undated one first."""
    found = _governed(objective_entries, names) + _offered(item_entries, items)
    rank = {"offered": 0, "answered": 1, "governed": 2}
    return sorted(found, key=lambda step: (step.on is not None, step.on or 0, rank[step.kind]))
