from reports.models.document import (
    ENDED,
    Document,
    DocumentDecision,
    DocumentKind,
    DocumentState,
    Review,
    ReviewOutcome,
    Section,
    SectionComment,
)
from reports.models.edition import Edition, EditionFile, EditionRecipient, EditionState
from reports.models.override import ClosureCondition, ClosureOverride, FindingOverride

__all__ = [
    "ENDED",
    "ClosureCondition",
    "ClosureOverride",
    "Document",
    "DocumentDecision",
    "DocumentKind",
    "DocumentState",
    "Edition",
    "EditionFile",
    "EditionRecipient",
    "EditionState",
    "FindingOverride",
    "Review",
    "ReviewOutcome",
    "Section",
    "SectionComment",
]
