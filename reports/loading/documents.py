"""Documents and their sections: the running text, with the places where the record is printed."""

from reports.models import Document, DocumentKind, Section


def load_documents(loading):
    for node in loading.file("documents").each("documents", "kind"):
        document = loading.enter(
            node,
            Document,
            programme=loading.programme,
            kind=node.choice("kind", DocumentKind),
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
