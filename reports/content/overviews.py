"""Overviews that need no text of their own: how far each recommendation is, and what the regions said."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from boards.models import Board, Region
from objectives import coverage
from objectives.models import Basis, Objective, Recommendation, RecommendationNumber, RecommendationPoint
from objectives.models import RecommendationLink as Link
from reports.content import blocks
from reports.content.charts import bars
from reports.content.record import NotYet
from reports.content.said import Said, say
from reports.content.shapes import Item, Part, Report, Section, Table
from saferwales.audit.asat import Reading
from saferwales.web import prose
from saferwales.web.bilingual import within
from workstreams.models import Programme, RegionalReturn, Workstream

RECOMMENDATIONS, REGIONS = "recommendation-progress", "regional-overview"
TITLES = {
    RECOMMENDATIONS: gettext_lazy("Progress of the recommendations"),
    REGIONS: gettext_lazy("What the regions said"),
}


class Overview:
    """A programme's record for one overview, as it stood on a day; ``all`` reads it as the blocks do."""

    def __init__(self, programme, kind, day, known_at):
        self.kind, self.day = kind, day
        self.reading = Reading(day, known_at)
        own = Programme.objects.filter(pk=programme.pk)
        objectives = Objective.objects.filter(programme=programme)
        self.reading.load(own, *WANTED[kind](self.reading, own, objectives))
        self.programme = self.reading.get(Programme, programme.pk)
        if self.programme is None:
            raise NotYet(
                _("The record holds no such report as it stood on %(day)s. Choose a later day.")
                % {"day": date_format(day, "j F Y")}
            )

    def all(self, model, **options):
        return self.reading.all(model, **options)


def build(programme, kind, day, language, known_at=None):
    """The overview as a Report. Raises NotYet where there was no such programme on the day."""
    if kind not in TITLES:
        raise ValidationError(_("There is no such overview."))
    with override(language):
        record = Overview(programme, kind, day, known_at)
        stood = record.programme
        return Report(
            title=str(TITLES[kind]),
            programme=say(stood, "name"),
            programme_full_name=say(stood, "full_name") or say(stood, "name"),
            board=Said(str(stood.governing_board or "")),
            as_at=day,
            known_at=known_at,
            language=language,
            is_draft=False,
            sections=tuple(SECTIONS[kind](record)),
            slug=kind,
        )


def _wanted_for_recommendations(reading, own, objectives):
    return (
        Workstream.objects.filter(programme__in=own),
        Recommendation.objects.filter(programme__in=own),
        RecommendationNumber.objects.filter(recommendation__programme__in=own),
        RecommendationPoint.objects.filter(recommendation__programme__in=own),
        Link.objects.filter(recommendation__programme__in=own),
        objectives,
        Board.objects.all(),
    )


def _wanted_for_regions(reading, own, objectives):
    return (RegionalReturn.objects.filter(programme__in=own), Region.objects.all(), Board.objects.all())


WANTED = {RECOMMENDATIONS: _wanted_for_recommendations, REGIONS: _wanted_for_regions}


def _recommendations(record):
    rows = coverage.rows(record.reading)
    yield _section("summary", _("1. Summary"), *_summary(rows))
    for place, row in enumerate(rows, 2):
        one = row.recommendation
        heading = _("%(place)s. Recommendation %(key)s: %(label)s")
        label = say(one, "label")
        heading = Said(heading % {"place": place, "key": one.key, "label": label}, label.lang)
        yield _section(f"recommendation-{one.key}", heading, *_one_recommendation(row))


def _section(key, heading, *parts, wide=False):
    return Section(
        key=key, heading=heading, heading_lang=getattr(heading, "lang", ""), parts=tuple(parts), is_wide=wide
    )


def _summary(rows):
    if not rows:
        yield Part("remark", _("The record holds no recommendation on this day."))
        return
    counts = Counter(str(row.recommendation.get_response_display()) for row in rows)
    columns = (_("Response"), _("Objectives that advance it"), _("Of these open"), _("Outcome"))
    lines = tuple((_named(row.recommendation, "%(key)s %(label)s"), _line(row)) for row in rows)
    table = Table(_("How far each recommendation is"), _("Recommendation"), columns, lines, _("not stated"))
    yield Part("remark", "; ".join(f"{response}: {count}" for response, count in counts.items()) + ".")
    yield Part("table", table)
    bare = coverage.unadvanced(rows)
    if bare:
        names = ", ".join(str(row.recommendation.key) for row in bare)
        yield Part("remark", _("No objective of the record advances: %(names)s.") % {"names": names})


def _named(one, form):
    label = say(one, "label")
    return Said(form % {"key": one.key, "label": label}, label.lang)


def _line(row):
    one, advancing = row.recommendation, row.objectives
    opened = sum(objective.is_open for objective in advancing)
    return str(one.get_response_display()), str(len(advancing)), str(opened), say(one, "outcome")


def _words(said):
    return Part("prose", prose.to_html(said), said.lang)


def _one_recommendation(row):
    one = row.recommendation
    yield _words(say(one, "text"))
    response = _("Response: %(response)s.") % {"response": one.get_response_display()}
    yield Part("remark", response)
    for name in ("response_text", "outcome"):
        if said := say(one, name):
            yield _words(said)
    if not row.objectives:
        yield Part("remark", _("No objective of the record advances this recommendation."))
        return
    columns = (_("Delivery"), _("Governing body"), _("Last update"))
    lines = tuple((_named(each, "%(label)s (%(key)s)"), _standing(each)) for each in row.objectives)
    yield Part(
        "table", Table(_("Objectives that advance it"), _("Objective"), columns, lines, _("not stated"))
    )


def _standing(objective):
    updated = date_format(objective.updated_on, "j F Y") if objective.updated_on else ""
    body = objective.governing_body or Basis(objective.governance_basis).label
    return str(objective.get_delivery_display()), str(body), updated


def _regions(record):
    returns = record.all(RegionalReturn)
    yield _section("summary", _("1. Which returns came"), *_returns(record, returns))
    yield _section("owners", _("2. Actions without an owner"), _ownerless(returns))
    yield _section("words", _("3. What each region said"), blocks.regional_returns(record), wide=True)


def _returns(record, returns):
    if not returns:
        yield Part("remark", _("No return was asked of any region on this day."))
        return
    counts = Counter(str(one.state_on(record.day).label) for one in returns)
    yield Part("chart", bars(list(counts.items()), _("Returns of the regions by state"), _count))
    found = {(one.quarter_on, one.region_id): one for one in returns}
    regions = [one for one in record.all(Region) if any(region == one.pk for _on, region in found)]
    rows = []
    for quarter in sorted({quarter for quarter, _region in found}):
        own = [found.get((quarter, region.pk)) for region in regions]
        label = next(one.label for one in own if one)
        rows.append((label, tuple(_cell(one, record.day) for one in own)))
    names = tuple(say(region, "name") for region in regions)
    yield Part(
        "table", Table(_("State of each return"), _("Quarter"), names, tuple(rows), _("not asked for"))
    )


def _count(title, total):
    return _("%(title)s (%(count)s in all)") % {"title": title, "count": total}


def _cell(one, day):
    if one is None:
        return ""
    state = one.state_on(day).label
    if one.custodian:
        return within(_("%(state)s (%(custodian)s)"), state=state, custodian=one.custodian)
    return str(state)


def _ownerless(returns):
    items = tuple(
        Item(within("%(region_and_quarter)s: %(actions)s", region_and_quarter=one, actions=one.actions))
        for one in returns
        if one.lacks_owner
    )
    return Part("list", items)


SECTIONS = {RECOMMENDATIONS: _recommendations, REGIONS: _regions}
