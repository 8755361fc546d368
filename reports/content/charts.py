"""Charts of documents: bars with their words and numbers beside them, so that they read without any colour.

Below each stands a table of the same rows, for whoever sees no drawing.
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

WIDTH, LABEL, ROW, BAR = 640, 310, 36, 22


@dataclass(frozen=True)
class Chart:
    """``summary`` says everything that the drawing shows; ``rows`` are the (label, count) that it is drawn from."""

    title: str
    summary: str
    svg: str
    rows: tuple[tuple[str, int], ...]


def of_objectives(title, total):
    """A chart's heading, with how many objectives it counts."""
    heading = ngettext("%(title)s (%(count)s objective)", "%(title)s (%(count)s objectives)", total)
    return heading % {"title": title, "count": total}


def bars(rows, title, name=of_objectives):
    """One bar for each (label, count), longest possible bar for the greatest count; ``name`` makes its heading."""
    heading = name(title, sum(count for _label, count in rows))
    summary = f"{heading}: " + "; ".join(f"{label}: {count}" for label, count in rows) + "."
    most = max((count for _label, count in rows), default=1)
    drawn = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="end" font-size="16" fill="currentColor">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#2d6a74"></rect>'
        '<text x="{}" y="{}" font-size="17" font-weight="700" fill="currentColor">{}</text>',
        (_bar(place, label, count, most) for place, (label, count) in enumerate(rows)),
    )
    height = max(1, len(rows)) * ROW
    svg = format_html(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" width="{}" height="{}"><title>{}</title>{}</svg>',
        WIDTH, height, WIDTH, height, summary, drawn,
    )  # fmt: skip
    return Chart(heading, summary, svg, tuple(rows))


def _bar(place, label, count, most):
    top = place * ROW + (ROW - BAR) / 2
    length = round((WIDTH - LABEL - 50) * count / most, 1)
    base = top + BAR - 5
    return LABEL - 12, base, label, LABEL, top, length, BAR, LABEL + length + 8, base, count
