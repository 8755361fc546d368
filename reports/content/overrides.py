"""What a closure report prints of the conditions of closing that somebody overrode."""

from django.utils.translation import gettext as _

from reports.content.shapes import Item, Part, Section
from reports.models import ClosureOverride
from saferwales.audit.asat import Reading
from saferwales.web import texts


def sections(programme, known_at):
    """A section that names each override, by whom, when and why; none where nothing was overridden.

    It belongs to the closing and not to the day for which the report was written, so it is never left out for that day.
    """
    reading = Reading(None, known_at).load(ClosureOverride.objects.filter(programme_id=programme.pk))
    given = reading.all(ClosureOverride)
    if not given:
        return ()
    first = reading.entries(ClosureOverride).filter(id__in=[one.pk for one in given], version=1)
    entries = {one.id: one for one in first}
    items = tuple(_item(one, entries[one.pk]) for one in given)
    said = Part("remark", _("The programme closes although these conditions do not hold."))
    heading = _("Conditions of closing that were overridden")
    return (Section("overrides", heading, "", (said, Part("list", items))),)


def _item(override, entry):
    facts = {
        "condition": override.get_condition_display(),
        "actor": entry.actor_name,
        "day": texts.day(entry.effective_on),
        "why": override.why,
    }
    return Item(_("%(condition)s: overridden by %(actor)s on %(day)s. Reason: %(why)s") % facts)
