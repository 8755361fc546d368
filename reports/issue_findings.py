"""What stands in the way of issuing a document, gathered from all that looks at it.

Each finding has a key, whether it blocks, a sentence and its places; an override with a reason lets it pass.
"""

from reports import kinds
from reports.checks.record import Checks
from reports.kinds import closure_pack
from reports.models import FindingOverride
from saferwales.audit.asat import Reading
from saferwales.web.texts import day


def of(document, reading=None):
    """The findings about this document that block, or would, had nobody overridden them."""
    found = Checks(reading or Reading(), document.programme).findings
    return [one for one in found if one.may_be_overridden and _concerns(one, document)]


def of_letter(letter):
    """What blocks the sending of a letter: findings in its own words, and between documents on what it speaks of."""
    asked = letter.in_reply_to if letter.in_reply_to_id else letter
    speaks = letter.handovers.exists() or asked.handovers.exists()
    found = Checks(Reading(), letter.programme).blocking
    return [one for one in found if (one.passage.document == letter.key if one.passage else speaks)]


def _concerns(finding, document):
    """Its own texts, those of the letter that it prints, and what lies between documents that are compared."""
    kind = kinds.of(document)
    if kind.key == closure_pack.KIND.key:
        return True
    if finding.passage is None:
        return kind.is_compared
    own = {document.letter.key} if document.letter_id else {document.key}
    return finding.passage.document in own


def facts_of(findings):
    """The findings that are overridden, as the edition keeps and prints them: what, why, by whom, since when."""
    given = {one.override.pk: one for one in findings if one.override}
    first = {entry.id: entry for entry in FindingOverride.history.filter(id__in=list(given), version=1)}
    return [
        {
            "finding": one.key,
            "subject": str(one.place),
            "sentence": str(one.sentence),
            "why": one.override.why,
            "by": first[pk].actor_name,
            "on": day(first[pk].effective_on),
        }
        for pk, one in sorted(given.items())
    ]
