"""How far each recommendation is, from the record alone."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reports.content import overviews
from reports.content.said import say
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    made = overviews.build(document.programme, overviews.RECOMMENDATIONS, day, language, known_at)
    return replace(made, title=say(document, "title"))


KIND = Kind(
    key=overviews.RECOMMENDATIONS,
    label=_("Progress of the recommendations"),
    letters="RP",
    build=build,
    needs_decision=False,
)
