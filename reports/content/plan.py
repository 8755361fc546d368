"""The plan of a closure report for a programme that has laid down no text of its own yet."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Document, DocumentKind, Section


def standard(programme):
    """(document, sections), neither of them stored: the record's blocks under plain headings."""
    title = _("Closure report")
    document = Document(programme=programme, kind=DocumentKind.CLOSURE_REPORT, title_en=title, title_cy=title)
    return document, unstored(document, sections_of(programme))


def unstored(document, parts):
    """The sections that a document begins with, not stored, in the language in force."""
    return [
        Section(
            document=document,
            key=key,
            order=order,
            is_annex=is_annex,
            heading_en=str(heading),
            heading_cy=str(heading),
            body_en=body,
            body_cy=body,
        )
        for order, (key, heading, body, is_annex) in enumerate(parts, 1)
    ]


def sections_of(programme):
    """What a closure report begins with: (key, heading, text, is_annex) in the language in force."""
    in_place, to_oversee = (
        _("Objectives whose governance is in place"),
        _("Objectives still to be handed over"),
    )
    return (
        ("introduction", _("1. Introduction"), programme.origin, False),
        (
            "programme",
            _("2. The programme"),
            f"{_in_language(programme, 'vision_intro')}\n\n[[vision]]\n\n[[sro-list]]",
            False,
        ),
        ("achievements", _("3. Programme achievements"), "[[achievements]]", False),
        (
            "transition",
            _("4. Transition towards business as usual"),
            f"{in_place}:\n\n[[objectives-in-place]]\n\n{to_oversee}:\n\n[[objectives-to-oversee]]\n\n"
            "[[chart-delivery]]\n[[chart-governance]]",
            False,
        ),
        ("annex-a", _("Annex A – Board membership"), "[[board-members]]", True),
        ("annex-b", _("Annex B – Recommendations"), "[[recommendations]]", True),
        ("annex-c", _("Annex C – What the regions said"), "[[regional-returns]]", True),
    )


def _in_language(programme, name):
    welsh = getattr(programme, f"{name}_cy") if (get_language() or "").startswith("cy") else ""
    return welsh or getattr(programme, f"{name}_en")
