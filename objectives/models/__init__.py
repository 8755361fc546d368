from objectives.models.handover import Answer, Handover, HandoverItem
from objectives.models.letter import (
    AnswerOutcome,
    Direction,
    ItemKind,
    Letter,
    LetterAnswer,
    LetterItem,
    LetterParty,
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
    "CONFIDENCE_DEFINITIONS",
    "Answer",
    "AnswerOutcome",
    "Basis",
    "Competence",
    "Confidence",
    "Delivery",
    "Direction",
    "Handover",
    "HandoverItem",
    "ItemKind",
    "Letter",
    "LetterAnswer",
    "LetterItem",
    "LetterParty",
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
