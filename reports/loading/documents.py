"""Documents and their sections: the running text, with the places where the record is printed."""

from reports.models import Document, DocumentKind, FindingOverride, Section


def load_documents(loading):
    for node in loading.file("documents").each("documents", "kind"):
        kind = node.choice("kind", DocumentKind)
        document = loading.enter(
            node,
            Document,
            programme=loading.programme,
            key=kind,
            kind=kind,
            **node.bilingual("title"),
            as_at=node.day("as_at").on,
        )
        for order, part in enumerate(node.each("sections", "key"), 1):
            loading.enter(
                part,
                Section,
                document=document,
                key=part.text("key", needed=True),
                order=order,
                is_annex=part.flag("annex"),
                **part.bilingual("heading", "body"),
            )


def load_overrides(loading):
    """Findings of the checks that stand as they are, because the documents were published so; each with the reason."""
    file = loading.file("overrides")
    why = file.text("why")
    for node in file.each("overrides", "finding"):
        loading.enter(
            node,
            FindingOverride,
            because=why,
            programme=loading.programme,
            finding=node.text("finding", needed=True),
            why=node.text("why") or why,
        )
