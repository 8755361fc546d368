"""What a finding is, and in which order findings are read: what blocks first, matters of style last."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What is wrong between the documents, the worst first."""

    OVERCLAIM = "overclaim", _("Prose that says more than the record")
    CONTRADICTED = "contradicted", _("State contradicted")
    MISSING = "missing", _("Missing from the letter")
    DUPLICATED = "duplicated", _("Offered twice")
    UNANSWERED = "unanswered", _("Asked or stated, never answered")
    UNASKED = "unasked", _("Answered without having been asked")
    REWORDED = "reworded", _("Reworded")
    NEVER_OFFERED = "never_offered", _("Never offered")
    FULL_STOP = "full_stop", _("Differs by a full stop")


BLOCKING = frozenset({Kind.OVERCLAIM, Kind.CONTRADICTED, Kind.MISSING, Kind.DUPLICATED})
STYLE = frozenset({Kind.FULL_STOP})
EXPLANATIONS = {
    Kind.OVERCLAIM: _("A sentence of a document claims an agreement that the answers do not bear."),
    Kind.CONTRADICTED: _("Two documents say opposite things about who governs an objective."),
    Kind.MISSING: _("The report says that a body is still to be found, but no handover asks one."),
    Kind.DUPLICATED: _("Two handovers ask for the same objective, and neither was withdrawn or declined."),
    Kind.UNANSWERED: _("A letter asks or states it, and no letter of the register answers it."),
    Kind.UNASKED: _("A body answered it, though no letter asked."),
    Kind.REWORDED: _("Two documents word the same objective differently."),
    Kind.NEVER_OFFERED: _("The objective was not handed over: its governance is said to be in place."),
    Kind.FULL_STOP: _("Two documents word the same objective alike but for its full stop."),
}


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit. ``key`` stays the same from run to run, so that an override can name it.

    ``before`` and ``after`` are two wordings to compare; ``places`` are (label, address) of what it rests on;
    ``documents`` are the keys of those that it stops. What lies between the documents as a whole names none.
    """

    kind: Kind
    key: str
    subject: str
    sentence: str
    before: str = ""
    after: str = ""
    places: tuple = ()
    override: object = None
    documents: frozenset = frozenset()

    @property
    def blocks(self):
        return self.kind in BLOCKING and self.override is None

    @property
    def may_be_overridden(self):
        return self.kind in BLOCKING


def in_order(findings):
    """The worst first; within a kind as they come."""
    rank = {kind: place for place, kind in enumerate(Kind)}
    return sorted(findings, key=lambda finding: rank[finding.kind])
