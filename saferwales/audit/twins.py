"""Whether the two languages of a record's texts say the same, as its history shows.

A text and its twin, ``name_en`` and ``name_cy``, are in step when they were written together, or when the one that
was changed last only followed the other. Where one was changed and its twin was not, the twin is *behind*, until it is
changed, too, or until somebody confirms that both say the same.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.functions import Cast, JSONObject, Lag
from django.utils import timezone
from django.utils.translation import gettext as _

from saferwales.audit import writing
from saferwales.audit.models import LanguageConfirmation
from saferwales.web.words import word

LANGUAGES = ("en", "cy")
STATES = ("cy_missing", "en_missing", "cy_behind", "en_behind")


@dataclass(frozen=True)
class Texts:
    """How many records have words in a field, and what is amiss with its two languages."""

    texts: int
    cy_missing: int
    en_missing: int
    cy_behind: int
    en_behind: int

    @property
    def whole(self):
        return not any(getattr(self, state) for state in STATES)


@cache
def pairs(model):
    """The names, without language, of the model's texts that are kept in two languages."""
    names = {field.name for field in model._meta.concrete_fields}
    return tuple(name[:-3] for name in names if name.endswith("_en") and f"{name[:-3]}_cy" in names)


def _filled(name, language):
    return ~Q(**{f"{name}_{language}": ""})


def missing(name, language):
    """The records whose text stands in the other language only."""
    other = "en" if language == "cy" else "cy"
    return ~_filled(name, language) & _filled(name, other)


def counted(reading, among):
    """{(model, name): Texts} in two statements. ``among`` gives the rows, of ``reading.of``, by their model."""
    late = behind(reading, among)
    first, *rest = [_counts(model, rows) for model, rows in among.items()]
    facts = dict(first.union(*rest, all=True) if rest else first)
    return {
        (model, name): Texts(
            *(facts[model._meta.label][f"{name}_{kind}"] for kind in ("texts", "cy", "en")),
            *(list(late[model, name].values()).count(language) for language in ("cy", "en")),
        )
        for model in among
        for name in pairs(model)
    }


def _counts(model, rows):
    told = {}
    for name in pairs(model):
        told[f"{name}_texts"] = Count("id", filter=_filled(name, "en") | _filled(name, "cy"))
        for language in LANGUAGES:
            told[f"{name}_{language}"] = Count("id", filter=missing(name, language))
    label = Value(model._meta.label, output_field=CharField())
    return (
        rows.order_by().values(kind_=label).annotate(facts_=JSONObject(**told)).values_list("kind_", "facts_")
    )


def behind(reading, among):
    """{(model, name): {id: the language that is behind}}, in one statement."""
    models = {model._meta.db_table: model for model in among}
    lines = [_moves(reading, model, rows) for model, rows in among.items()]
    moves, confirmed = defaultdict(list), defaultdict(int)
    for table, pk, version, facts in _confirmed(reading, models).union(*lines, all=True):
        if "confirmed" in facts:
            confirmed[table, pk] = version
        else:
            moves[table, pk].append((version, facts))
    found = defaultdict(dict)
    for (table, pk), own in moves.items():
        own.sort(key=lambda move: move[0])
        for name in pairs(models[table]):
            if language := _behind(name, own, confirmed[table, pk]):
                found[models[table], name][pk] = language
    return found


def _confirmed(reading, tables):
    """(table, id, version, that it is one) of the records of which somebody confirmed both languages."""
    kept = reading.of(LanguageConfirmation).filter(of_table__in=tables).order_by()
    kept = kept.annotate(table_=Cast("of_table", CharField()), facts_=JSONObject(confirmed=Value(1)))
    return kept.values_list("table_", "of_pk", "of_version", "facts_")


def _behind(name, moves, confirmed):
    """The language of the text that was left behind by the moves, one after the other; empty where none was."""
    late = ""
    for version, facts in moves:
        en, cy = facts[f"{name}_en"], facts[f"{name}_cy"]
        if version <= confirmed or (en and cy):
            late = ""
        elif en or cy:
            moved, other = ("en", "cy") if en else ("cy", "en")
            late = "" if late == moved else other
    return late if moves[-1][1][f"{name}_both"] else ""


def _moves(reading, model, rows):
    """(table, id, version, which texts moved) of the entries that moved a text that stands in both languages."""
    both = reduce(or_, (_stands(name) for name in pairs(model)))
    those = rows.filter(both).order_by().values("id")
    return _every_move(model).filter(reading.seen(), id__in=those)


@cache
def _every_move(model):
    """Of all entries; made once for each model, since making it takes longer than what it asks."""
    moved, told = Q(), {}
    was = {
        f"{name}_{language}_was": Window(
            Lag(f"{name}_{language}", default=Value("")), partition_by=F("id"), order_by=F("version").asc()
        )
        for name in pairs(model)
        for language in LANGUAGES
    }
    for name in pairs(model):
        told[f"{name}_both"] = Case(When(_stands(name), then=1), default=0)
        for field in (f"{name}_{language}" for language in LANGUAGES):
            differs = ~Q(**{field: F(f"{field}_was")})
            moved |= differs
            told[field] = Case(When(differs, then=1), default=0)
    table = Value(model._meta.db_table, output_field=CharField())
    entries = model.history.order_by().annotate(**was).filter(moved)
    entries = entries.annotate(table_=table, facts_=JSONObject(**told))
    return entries.values_list("table_", "id", "version", "facts_")


def _stands(name):
    return _filled(name, "en") & _filled(name, "cy")


def field_label(model, name):
    """What the text is called, without its language."""
    return word(model._meta.get_field(f"{name}_en").verbose_name.rpartition(" (")[0])


def late(reading, *records):
    """[(what the text is called, the language that is behind)] of the records' texts, for whoever may mend it."""
    asked = defaultdict(list)
    for record in records:
        asked[type(record)].append(record.pk)
    among = {model: reading.of(model).filter(id__in=pks) for model, pks in asked.items()}
    found = {
        (field_label(model, name), language)
        for (model, name), languages in behind(reading, among).items()
        for language in languages.values()
    }
    return sorted(found)


@transaction.atomic
def confirm(record, *, by, version, reason):
    """Keep that somebody read both languages of the record, as it stood in that version, and that they say the same.

    Raises ValidationError where no reason is given, or where the record has changed since it was read.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say how you know that both languages say the same.")})
    now = writing.lock(type(record).objects, pk=record.pk)
    if now.version != version:
        raise ValidationError(_("The record was changed since you read it. Read both languages again."))
    facts = {"of_table": record._meta.db_table, "of_pk": record.pk}
    told = {"by": by, "reason": reason, "effective_on": timezone.localdate()}
    given = writing.lock_any(LanguageConfirmation.objects.filter(**facts))
    if given is None:
        return writing.enter(LanguageConfirmation, **facts, of_version=version, **told)
    return writing.amend(given, of_version=version, **told)
