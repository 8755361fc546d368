from objectives.models.business import AgendaSubject, DecisionSubject
from objectives.models.handover import Answer, Handover, HandoverItem
from objectives.models.letter import (
    AnswerOutcome,
    Direction,
    ItemKind,
    Letter,
    LetterAnswer,
    LetterFile,
    LetterItem,
    LetterParty,
    LetterState,
    PartySide,
)
from objectives.models.objective import (
    CONFIDENCE_DEFINITIONS,
    Basis,
    Competence,
    Confidence,
    Delivery,
    Objective,
    ObjectiveWording,
)
from objectives.models.output import Output, OutputState
from objectives.models.recommendation import (
    Recommendation,
    RecommendationLink,
    RecommendationNumber,
    RecommendationPoint,
    Response,
)

__all__ = [
    "AgendaSubject",
    "CONFIDENCE_DEFINITIONS",
    "Answer",
    "AnswerOutcome",
    "Basis",
    "Competence",
    "Confidence",
    "DecisionSubject",
    "Delivery",
    "Direction",
    "Handover",
    "HandoverItem",
    "ItemKind",
    "Letter",
    "LetterAnswer",
    "LetterFile",
    "LetterItem",
    "LetterParty",
    "LetterState",
    "Objective",
    "ObjectiveWording",
    "Output",
    "OutputState",
    "PartySide",
    "Recommendation",
    "RecommendationLink",
    "RecommendationNumber",
    "RecommendationPoint",
    "Response",
]
