"""What the work-streams achieved, and the footnotes that the documents call."""

from workstreams.models import Achievement, Footnote, Workstream


def load_achievements(loading):
    file = loading.file("achievements")
    for order, node in enumerate(file.each("achievements", "key"), 1):
        key = node.text("key", needed=True)
        achievement = loading.enter(
            node,
            Achievement,
            workstream=loading.find(node, Workstream, "workstream", needed=True),
            parent=loading.find(node, Achievement, "parent"),
            key=key,
            order=order,
            **node.bilingual("text"),
        )
        loading.remember(Achievement, key, achievement, node)
    for node in file.each("footnotes", "number"):
        loading.enter(
            node,
            Footnote,
            programme=loading.programme,
            number=node.number("number"),
            url=node.text("url"),
            **node.bilingual("text"),
        )
