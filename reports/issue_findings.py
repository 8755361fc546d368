"""What stands in the way of issuing a document, gathered from all that looks at it.

Each finding has a key, whether it blocks, a sentence and its places; an override with a reason lets it pass.
"""

from reports import kinds
from reports.checks.record import Checks
from reports.content import closure_pack
from reports.models import FindingOverride
from saferwales.audit.asat import Reading
from saferwales.web.texts import day


def of(document, reading=None):
    """The findings about this document that block, or would, had nobody overridden them."""
    checks = Checks(reading or Reading(), document.programme)
    prints = _printed_by(document)
    return [one for one in checks.findings if one.may_be_overridden and _concerns(one, document, prints)]


def of_letter(letter):
    """What blocks the sending of a letter: findings in its own words, and between documents on what it speaks of."""
    asked = letter.in_reply_to if letter.in_reply_to_id else letter
    speaks = letter.handovers.exists() or asked.handovers.exists()
    found = Checks(Reading(), letter.programme).blocking
    return [one for one in found if (letter.key in one.documents if one.documents else speaks)]


def _printed_by(document):
    """The keys of the texts that it prints as they stand: its own, the letter's, or those that it encloses."""
    if kinds.of(document).encloses:
        return set(closure_pack.unissued(document.programme))
    return {document.letter.key if document.letter_id else document.key}


def _concerns(finding, document, prints):
    """Findings in the texts that it prints, and where documents are compared those that lie between them."""
    if not finding.documents:
        return kinds.of(document).is_compared
    return not prints.isdisjoint(finding.documents)


def facts_of(findings):
    """The findings that are overridden, as the edition keeps and prints them: what, why, by whom, since when.

    They are said in the language in which they were found.
    """
    given = {one.override.pk: one for one in findings if one.override}
    first = {entry.id: entry for entry in FindingOverride.history.filter(id__in=list(given), version=1)}
    return [
        {
            "finding": one.key,
            "subject": one.place,
            "sentence": one.sentence,
            "why": one.override.why,
            "by": first[pk].actor_name,
            "on": day(first[pk].effective_on),
        }
        for pk, one in sorted(given.items())
    ]
