"""The closure report: what the programme did, what is left to do, and who governs that."""

from django.utils.translation import gettext_lazy as _

from reports.content import overrides, plan, written
from reports.content.blocks import BLOCKS
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    record = written.record_of(document, sections, day, known_at)
    return written.build(record, language, known_at, overrides.sections(record.programme, known_at))


KIND = Kind(
    key="closure-report",
    label=_("Closure report"),
    letters="CR",
    build=build,
    sections=lambda programme, subject: plan.sections_of(programme),
    is_compared=True,
    blocks=tuple(BLOCKS),
)
