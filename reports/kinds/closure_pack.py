"""The closure pack: the covering report with the documents that it encloses, in one file."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reports.content import closure_pack, letters
from reports.content.said import say
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    pack = closure_pack.build(document.programme, day, language, known_at)
    return replace(pack, title=say(document, "title"))


KIND = Kind(
    key="closure-pack",
    label=_("Closure pack"),
    letters="CP",
    build=build,
    is_compared=True,
    encloses=("covering-report", "closure-report", letters.HANDOVER_LETTER, letters.REPLY),
    while_draft=_(
        "Issue the closure report and the covering report first: the pack encloses them as issued."
    ),
)
