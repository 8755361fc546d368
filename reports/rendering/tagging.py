"""The structure of a PDF, where the engine's own falls short: languages of passages, and what stands in list items.

WeasyPrint writes the language of the whole document alone, so a reader would speak a Welsh passage of an English
document as English. ``keep_languages`` is for a process that makes one document and ends: it changes the engine.
It reaches into what the engine calls its own, and so refuses every version but the one with which it was tried.
"""

import pydyf
import weasyprint
from weasyprint.pdf import tags

TRIED = "70."
WHOLE_DOCUMENT = ("html", "body")


class EngineChanged(RuntimeError):
    """This version of the engine has not been tried; its documents might lose the languages of passages."""


def keep_languages():
    """Put /Lang on each structure element that is not in the document's own language, or states its language.

    Not on the outermost alone: a footnote leaves the passage that calls it, and has to say its language itself.
    """
    if not weasyprint.__version__.startswith(TRIED):
        raise EngineChanged(f"WeasyPrint {weasyprint.__version__} is installed; {TRIED}* is needed")
    build = tags._build_box_tree

    def build_with_language(box, parent, pdf, *rest):
        for structure in build(box, parent, pdf, *rest):
            language = _language(getattr(box, "_box", box), pdf)
            if language and "Lang" not in structure:
                structure["Lang"] = pydyf.String(language)
            yield structure

    tags._build_box_tree = build_with_language


def _language(box, pdf):
    if box.element is None or box.element_tag in WHOLE_DOCUMENT:
        return ""
    inherited = box.style["lang"] or ""
    own = pdf.catalog["Lang"].string if "Lang" in pdf.catalog else ""
    return inherited if inherited != own else box.element.attrib.get("lang", "")


def settle(document, pdf):
    """For write_pdf's ``finisher``: a quotation or table in a list item belongs to the item's body, and a table that
    is nothing but its header has a body all the same."""
    elements = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "S" in one]
    for item in (one for one in elements if one["S"] == "/LI"):
        _settle_item(item, pdf)
    for table in (one for one in elements if one["S"] == "/Table"):
        _settle_table([_element(kid, pdf) for kid in table["K"]])


def _element(kid, pdf):
    """The element that a kid refers to; None for what stands on the page itself."""
    return pdf.objects[int(kid.split()[0])] if isinstance(kid, (bytes, str)) else None


def _settle_table(kids):
    tags = [kid["S"] for kid in kids if kid]
    for kid in kids:
        if kid and kid["S"] == "/THead" and "/TBody" not in tags:
            kid["S"] = "/TBody"


def _settle_item(item, pdf):
    kids, body = pydyf.Array([]), None
    for reference in item["K"]:
        kid = _element(reference, pdf)
        if kid is None or kid.get("S") == "/Lbl" or (kid.get("S") == "/LBody" and body is None):
            kids.append(reference)
            body = kid if kid and kid["S"] == "/LBody" else body
            continue
        if body is None:
            body = pydyf.Dictionary({key: item[key] for key in ("Type", "Pg") if key in item})
            body.update({"S": "/LBody", "K": pydyf.Array([]), "P": item.reference})
            pdf.add_object(body)
            kids.append(body.reference)
        kid["P"] = body.reference
        kid["S"] = "/NonStruct" if kid["S"] == "/LBody" else kid["S"]  # an item has one body
        body["K"].append(reference)
    item["K"] = kids
