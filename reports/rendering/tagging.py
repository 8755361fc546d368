"""The language of every passage in the structure of a PDF.

WeasyPrint writes the language of the whole document alone, so a reader would speak a Welsh passage of an English
document as English. ``keep_languages`` is for a process that makes one document and ends: it changes the engine.
"""

import pydyf
from weasyprint.pdf import tags

WHOLE_DOCUMENT = ("html", "body")


def keep_languages():
    """Put /Lang on the structure element of each element that states its language."""
    build = tags._build_box_tree

    def build_with_language(box, parent, *rest):
        for structure in build(box, parent, *rest):
            language = _language(getattr(box, "_box", box))
            if language and "Lang" not in structure:
                structure["Lang"] = pydyf.String(language)
            yield structure

    tags._build_box_tree = build_with_language


def _language(box):
    if box.element is None or box.element_tag in WHOLE_DOCUMENT:
        return ""
    return box.element.attrib.get("lang", "")
