"""An issued edition as a report again, from its frozen content alone: whatever the record says by now."""

import sys

from reports import kinds
from reports.content import closure_pack, meetings, revived
from reports.content.edition import Edition as Facts
from reports.content.edition import issued


def report_of(edition, language):
    """What the edition's file in the language was made from. Raises NotRevived where that is lost."""
    kind = kinds.every().get(edition.kind)
    own = [sys.modules[kind.build.__module__]] if kind else []
    known = revived.ENCLOSED | revived.shapes_of(closure_pack, meetings, *own)
    (report,) = (one for one in revived.reports_of(edition, known) if one.language == language)
    return issued(report, facts_of(edition, report.verify_at))


def facts_of(edition, verify_at):
    return Facts(
        edition.reference,
        edition.number,
        edition.issued_on,
        edition.content_sha256,
        edition.checkpoint_digest,
        verify_at,
    )
