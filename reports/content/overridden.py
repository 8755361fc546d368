"""What each kind of document prints of the findings over which it was issued."""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.content.closure_pack import OVERRIDDEN, ClosurePack, Enclosed
from reports.content.letters import LetterDocument
from reports.content.said import Said
from reports.content.shapes import Item, Part, Section
from saferwales.web.bilingual import within


def printed_with(report, overridden):
    """The report with a part that names each finding, why it was overridden and by whom, in the language in force.

    A letter bears it behind its own words, among what it encloses; a pack as the last of its parts.
    """
    annex = annex_of(overridden)
    if isinstance(report, LetterDocument):
        return replace(report, overridden=annex)
    if isinstance(report, ClosurePack):
        body = replace(annex, heading=Said(""), is_annex=False)
        last = Enclosed(f"{OVERRIDDEN}-of-pack", Said(""), annex.heading, (body,))
        return replace(report, parts=(*report.parts, last))
    return replace(report, sections=(*report.sections, annex))


def annex_of(overridden):
    """The annex that names overridden findings, in the language in force."""
    sentence = _("%(subject)s: %(sentence)s Overridden by %(by)s on %(on)s. Reason: %(why)s")
    items = tuple(Item(within(sentence, **one)) for one in overridden)
    heading = Said(_("Findings over which this document was issued"))
    return Section(OVERRIDDEN, heading, "", (Part("list", items),), is_annex=True)
