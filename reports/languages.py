"""The texts of a programme's record that are kept in Welsh and in English, and which of them lack a language."""

from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from boards import policies as boards_policies
from boards.models import Board, Organisation, Region
from objectives import policies
from objectives.models import ObjectiveWording
from reports.models import Edition
from saferwales.audit import twins
from saferwales.audit.models import record_models
from saferwales.audit.twins import field_label
from saferwales.web.alphabet import by_name
from saferwales.web.words import word
from workstreams.models import Programme

GAPS = {
    "cy_missing": _("Welsh missing"),
    "en_missing": _("English missing"),
    "cy_behind": _("Welsh behind"),
    "en_behind": _("English behind"),
}
# What quotes another's words, or was issued, keeps the language that it was written in.
QUOTED = (ObjectiveWording, Edition)
FOR_ALL = (Organisation, Region)


@dataclass(frozen=True)
class Row:
    """A kind of text: the kind of record, the field, and the counts of what is amiss."""

    model: type
    name: str
    texts: twins.Texts

    @property
    def kind(self):
        return self.model._meta.model_name

    @property
    def kind_label(self):
        return kind_label(self.model)

    @property
    def label(self):
        return field_label(self.model, self.name)

    @property
    def gaps(self):
        return [(gap, label, getattr(self.texts, gap)) for gap, label in GAPS.items()]


def kind_label(model):
    return word(model._meta.verbose_name)


@cache
def models():
    """Every kind of record that keeps a text in two languages, by its name; a new one is found by itself."""
    return {
        model._meta.model_name: model
        for model in record_models()
        if model not in QUOTED and twins.pairs(model)
    }


@cache
def _way(model, to):
    """The links that lead from a kind of record to another, by the shortest way; None where there is none."""
    ways, waiting = {model: ()}, [model]
    for one in waiting:
        for field in one._meta.concrete_fields:
            if field.many_to_one and field.related_model not in ways:
                ways[field.related_model] = (*ways[one], field.name)
                waiting.append(field.related_model)
    return ways.get(to)


def is_shared(model):
    """Whether programmes share the records of the kind: boards, their meetings, bodies and regions."""
    return _way(model, Programme) is None


def owned(reading, programme):
    """{kind of record: its rows at this moment} of what belongs to the programme alone."""
    return {
        model: reading.of(model).filter(**{"__".join(way) or "id": programme.pk})
        for model in models().values()
        if (way := _way(model, Programme)) is not None
    }


def shared(reading, user):
    """{kind of record: its rows at this moment} of what programmes share: boards, their meetings, bodies, regions."""
    boards = boards_policies.visible_boards(user).values("pk")
    found = {}
    for model in models().values():
        if is_shared(model):
            way = _way(model, Board)
            mine = Q() if model in FOR_ALL else Q(**{f"{'__'.join(way) or 'id'}__in": boards})
            found[model] = reading.of(model).filter(mine)
    return found


def rows(reading, among):
    """The kinds of text that hold any words, in the order of their names."""
    counts = twins.counted(reading, among)
    found = [Row(model, name, texts) for (model, name), texts in counts.items() if texts.texts]
    return sorted(found, key=lambda row: (by_name(row.kind_label), by_name(row.label)))


def wanting(reading, rows, model, name, gap):
    """The rows of one kind of record whose text has the gap. Raises Http404 where there is no such text or gap."""
    if gap not in GAPS or name not in twins.pairs(model):
        raise Http404
    language, _between, what = gap.partition("_")
    if what == "missing":
        return rows.filter(twins.missing(name, language)).order_by("id")
    late = twins.behind(reading, {model: rows})[model, name]
    return rows.filter(id__in=[pk for pk, behind in late.items() if behind == language]).order_by("id")


def check_can_confirm(user, programme, model):
    """Whoever keeps the programme's documents confirms its texts; those of boards, whoever keeps boards."""
    policies.check_can_keep(user, "document.edit", programme)
    if is_shared(model):
        boards_policies.check_can_edit(user)
