"""A year after closing: what became of each objective and duty that was handed over."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reports.content import where_are_they_now
from reports.content.said import say
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    made = where_are_they_now.build(document.programme, day, language, known_at)
    return replace(made, title=say(document, "title"))


KIND = Kind(
    key=where_are_they_now.KIND,
    label=_("Where are they now"),
    letters="WN",
    build=build,
    needs_decision=False,
    after_closing=True,
)
