"""What each region returned, quarter by quarter, from the record alone."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reports.content import overviews
from reports.content.said import say
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    made = overviews.build(document.programme, overviews.REGIONS, day, language, known_at)
    return replace(made, title=say(document, "title"))


KIND = Kind(
    key=overviews.REGIONS, label=_("What the regions said"), letters="RO", build=build, needs_decision=False
)
