"""Checks before issue: small rules over the texts of documents and the facts of the record.

``run`` takes an ``Inspected`` and gives its findings, what blocks first. A rule is a function of an ``Inspected`` that
yields findings; it reads nothing else, and it names nothing of any one programme. To add one: write it in the module of
its kind, and name it in RULES.
"""

from collections import Counter
from dataclasses import replace
from itertools import chain

from reports.checks import (
    acronyms,
    bodies,
    counts,
    dates,
    gaps,
    glossary,
    languages,
    names,
    references,
    wording,
)
from reports.checks.shapes import BLOCKING, Facts, Finding, Inspected, Passage

__all__ = ["BLOCKING", "Facts", "Finding", "Inspected", "Passage", "run"]

RULES = (
    *gaps.RULES,
    *references.RULES,
    *dates.RULES,
    *names.RULES,
    *acronyms.RULES,
    *counts.RULES,
    *bodies.RULES,
    *languages.RULES,
    *glossary.RULES,
    *wording.RULES,
)

MOST = 500  # findings of one rule in one document: more of a kind are not read through by anybody


def run(inspected):
    """The findings, what blocks first, then as the documents are read. Each key is given once."""
    found, given = [], Counter()
    every = chain(*(_bounded(rule(inspected)) for rule in RULES), inspected.reconciled)
    for finding in _said_once(every):
        given[finding.key] += 1
        if given[finding.key] > 1:
            finding = replace(finding, key=f"{finding.key}:{given[finding.key]}")
        found.append(finding)
    return sorted(found, key=lambda one: one.severity != BLOCKING)


def _bounded(findings):
    """What blocks is counted by itself, so that no matter of style and no other document keeps it from being told."""
    given = Counter()
    for one in findings:
        given[one.severity, one.documents] += 1
        if given[one.severity, one.documents] <= MOST:
            yield one


def _said_once(findings):
    """A text that several documents print alike is found once, in the first; the finding concerns them all."""
    found, times = {}, Counter()
    for place, one in enumerate(findings):
        what = place
        if one.passage and one.passage.text and len(one.documents) == 1:
            said = (one.rule, one.words, one.passage.language, one.passage.text)
            times[said, one.documents] += 1
            what = (*said, times[said, one.documents])
        first = found.setdefault(what, one)
        if first is not one:
            found[what] = replace(first, documents=first.documents | one.documents)
    return list(found.values())
