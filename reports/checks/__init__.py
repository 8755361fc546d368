"""Checks before issue: small rules over the texts of documents and the facts of the record.

``run`` takes an ``Inspected`` and gives its findings, what blocks first. A rule is a function of an ``Inspected`` that
yields findings; it reads nothing else, and it names nothing of any one programme. To add one: write it in the module of
its kind, and name it in RULES.
"""

from collections import Counter
from dataclasses import replace
from itertools import chain, islice

from reports.checks import acronyms, bodies, counts, dates, gaps, languages, names, references, wording
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
    *wording.RULES,
)

MOST = 500  # findings of one rule: a text that has more of a kind is not read through by anybody


def run(inspected):
    """The findings, what blocks first, then as the documents are read. Each key is given once."""
    found, given = [], Counter()
    for finding in chain(*(islice(rule(inspected), MOST) for rule in RULES), inspected.reconciled):
        given[finding.key] += 1
        if given[finding.key] > 1:
            finding = replace(finding, key=f"{finding.key}:{given[finding.key]}")
        found.append(finding)
    return sorted(found, key=lambda one: one.severity != BLOCKING)
