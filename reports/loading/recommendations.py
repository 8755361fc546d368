"""Recommendations, the numbers under which documents print them, and their points."""

from objectives.models import Recommendation, RecommendationNumber, RecommendationPoint, Response


def load_recommendations(loading):
    for order, node in enumerate(loading.file("recommendations").each("recommendations", "key"), 1):
        key = node.text("key", needed=True)
        recommendation = loading.enter(
            node,
            Recommendation,
            programme=loading.programme,
            key=key,
            order=order,
            **node.bilingual("label", "text", "response_text", "outcome"),
            response=node.choice("response", Response, "awaiting"),
        )
        loading.remember(Recommendation, key, recommendation, node)
        for part in node.each("numbers", "document"):
            loading.enter(
                part,
                RecommendationNumber,
                recommendation=recommendation,
                document=part.text("document", needed=True),
                number=part.text("number", needed=True),
            )
        for place, part in enumerate(node.each("points", "key"), 1):
            name = part.text("key", needed=True)
            point = loading.enter(
                part,
                RecommendationPoint,
                recommendation=recommendation,
                key=name,
                order=place,
                **part.bilingual("group", "text"),
            )
            loading.remember(RecommendationPoint, f"{key}.{name}", point, part)
