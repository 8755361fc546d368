"""Frozen content as the shapes that it was frozen from, so that an edition is printed again as it was issued."""

from dataclasses import fields, is_dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from reports.content import charts, letters, notes, shapes
from reports.content.digest import content_sha256
from reports.content.said import Said
from saferwales.audit import files
from saferwales.web.bilingual import remarked

NOT_KEPT = {"known_at": None, "is_draft": False}


class NotRevived(ValidationError):
    """The content is lost, or the application no longer knows the shapes that it was frozen from."""


def shapes_of(*modules):
    """The shapes that modules know, by their names."""
    return {name: one for module in modules for name, one in vars(module).items() if is_dataclass(one)}


ENCLOSED = shapes_of(shapes, charts, notes, letters)


def reports_of(edition, known=ENCLOSED):
    """What an edition says, one report a language, exactly as it was frozen. Raises NotRevived."""
    try:
        made = tuple(_revived(one, known) for one in edition.content)
        if content_sha256(*made) == edition.content_sha256:
            return made
    except (files.FileLost, KeyError, TypeError, ValueError):
        pass  # whatever is wrong with it, it is not what was issued
    raise NotRevived(
        _("The content of %(reference)s cannot be read as it was issued, so it is not printed again."),
        params={"reference": edition.reference},
    )


def _revived(value, known):
    if isinstance(value, list):
        return tuple(_revived(one, known) for one in value)
    if isinstance(value, str):
        return Said(value)
    if not isinstance(value, dict):
        return value
    if "shape" in value:
        return _shape(known[value["shape"]], value, known)
    if "html" in value:
        return remarked(value["text"], value["lang"], value["html"])
    if "text" in value:
        return Said(value["text"], value["lang"])
    return {int(key): _revived(one, known) for key, one in value.items()}


def _shape(cls, value, known):
    facts = {name: _revived(one, known) for name, one in value.items() if name != "shape"}
    own = {one.name: one for one in fields(cls)}
    facts |= {name: fact for name, fact in NOT_KEPT.items() if name in own}
    for name in facts:
        if own[name].type is date:
            facts[name] = date.fromisoformat(facts[name])
    if cls is charts.Chart:
        facts["svg"] = mark_safe(facts["svg"])
    if cls is shapes.Part and facts["kind"] == "prose":
        facts["content"] = mark_safe(facts["content"])
    return cls(**facts)
