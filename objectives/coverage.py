"""Which objectives advance which recommendation, in which work-stream, and which recommendations nothing advances."""

from dataclasses import dataclass

from boards.models import Board
from objectives.models import (
    Objective,
    Recommendation,
    RecommendationLink,
    RecommendationNumber,
    RecommendationPoint,
)
from saferwales.audit import asat
from saferwales.web.keys import natural
from workstreams.models import Programme, Workstream


def read(request, programme):
    """The programme's recommendations with all that is linked to them, in one statement; None where it has none such."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    objectives = Objective.objects.filter(programme__in=mine)
    reading = asat.reading(request)
    reading.load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Recommendation.objects.filter(programme__in=mine),
        RecommendationNumber.objects.filter(recommendation__programme__in=mine),
        RecommendationPoint.objects.filter(recommendation__programme__in=mine),
        RecommendationLink.objects.filter(recommendation__programme__in=mine),
        objectives,
        reading.linked(Board, objectives, "governing_body"),
    )
    found = reading.all(Programme)
    return reading, (found[0] if found else None)


@dataclass
class Row:
    """One recommendation: its printed numbers, its links and, for the matrix, its cells by work-stream."""

    recommendation: Recommendation
    numbers: list
    points: list
    links: list
    cells: list

    @property
    def objectives(self):
        """The objectives that advance it, each once."""
        return list({link.objective_id: link.objective for link in self.links}.values())


def _cells(links, workstreams):
    """For each work-stream the objectives that advance the recommendation, each once, with the judgements."""
    cells = []
    for workstream in workstreams:
        own = {}
        for link in links:
            if link.objective.workstream_id == workstream.pk:
                own.setdefault(link.objective_id, (link.objective, []))[1].append(link.judgement)
        cells.append(
            {
                "workstream": workstream,
                "objectives": [
                    {"objective": objective, "judgement": " ".join(filter(None, words))}
                    for objective, words in own.values()
                ],
            }
        )
    return cells


def rows(reading):
    """A row for each recommendation; a link to an archived objective counts no longer."""
    workstreams = reading.all(Workstream)
    links = [link for link in reading.all(RecommendationLink) if not link.objective.archived]
    links.sort(key=lambda link: (natural(link.objective.key), link.point_id or 0))
    numbers = reading.all(RecommendationNumber, key=lambda number: number.pk)
    points = reading.all(RecommendationPoint)
    found = []
    for one in reading.all(Recommendation):
        own = [link for link in links if link.recommendation_id == one.pk]
        found.append(
            Row(
                one,
                [number for number in numbers if number.recommendation_id == one.pk],
                [point for point in points if point.recommendation_id == one.pk],
                own,
                _cells(own, workstreams),
            )
        )
    return found


def unadvanced(found):
    """The rows that no objective advances."""
    return [row for row in found if not row.links]


def grouped_points(points):
    """Points under their headings, in the order printed; those without a heading first come under none."""
    groups = []
    for point in points:
        if not groups or groups[-1]["heading"] != point.group:
            groups.append({"heading": point.group, "points": []})
        groups[-1]["points"].append(point)
    return groups
