"""The covering report, with which the closure report is sent to those who set the programme up."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.content import written
from reports.content.blocks import BLOCKS
from reports.kinds import Kind


def sections(programme, subject):
    yield "one", _("1. Background"), programme.origin, False
    yield "two", _("2. Governance"), "[[board-members]]", False
    yield "three", _("3. What was achieved"), "[[achievements]]", False
    yield "four", _("4. What is carried forward"), "[[objectives-to-oversee]]", False
    yield "document-1", _("Document 1: recommendations"), "[[recommendations]]", True


KIND = Kind(
    key="covering-report",
    label=gettext_lazy("Covering report"),
    letters="CO",
    build=written.of_document,
    sections=sections,
    is_compared=True,
    blocks=tuple(BLOCKS),
)
