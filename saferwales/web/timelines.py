"""Spans of days as an SVG drawn on the server: each row says in words what its bars show."""

from datetime import date

from django.utils.html import format_html, format_html_join

from saferwales.web import texts
from saferwales.web.bilingual import lang_of, unmarked
from saferwales.web.charts import bar_name

ROW, BAR, AXIS, MOST_YEARS = 46, 16, 34, 6
INK = "#a3161b"


def _share(day, first, last):
    """Where the day lies between the two, in hundredths."""
    return round(100 * (day - first).days / max(1, (last - first).days), 2)


def _bars(place, spans, lasts, first, last, name):
    """The bars of a row; the last one of a span that goes on is hatched."""
    for number, (start, until) in enumerate(spans, 1):
        left = _share(start, first, last)
        goes_on = lasts and number == len(spans)
        fill = f"url(#{name})" if goes_on else INK
        width = max(0.4, round(_share(until, first, last) - left, 2))
        yield left, place * ROW + 24, width, BAR, fill, texts.day(start), texts.day(until)


def _years(first, last):
    """The beginnings of years between the two days, at most so many that their numbers stay apart."""
    years = range(first.year + 1, last.year + 1)
    step = -(-len(years) // MOST_YEARS) or 1
    return [date(year, 1, 1) for year in years][::step]


def _axis(first, last, height):
    lines = [(_share(day, first, last), day.year) for day in _years(first, last)]
    drawn = [(at, 0, at, height - AXIS, at, height - 12, year) for at, year in lines if 4 < at < 96]
    return format_html_join(
        "",
        '<line x1="{}%" y1="{}" x2="{}%" y2="{}" stroke="currentColor" stroke-opacity="0.25"/>'
        '<text x="{}%" y="{}" font-size="13" text-anchor="middle" fill="currentColor">{}</text>',
        drawn,
    )


def spans(rows, first, last, title):
    """A picture of ``rows``: (label, ((from, until), …), whether the last span goes on), from one day to another."""
    name = bar_name(title, first, last)
    height = max(1, len(rows)) * ROW + AXIS
    labels = format_html_join(
        "",
        '<text x="0" y="{}" font-size="14" fill="currentColor"{}>{}</text>',
        (
            (place * ROW + 16, lang_of(label), unmarked(label))
            for place, (label, _spans, _lasts) in enumerate(rows)
        ),
    )
    bars = format_html_join(
        "",
        '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}" stroke="currentColor"><title>{} – {}</title></rect>',
        (
            bar
            for place, (_label, own, lasts) in enumerate(rows)
            for bar in _bars(place, own, lasts, first, last, name)
        ),
    )
    return format_html(
        '<svg class="timeline" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc><defs>'
        '<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ffffff"/>'
        '<path d="M0 8 8 0" stroke="#a3161b" stroke-width="2"/></pattern></defs>{}{}{}</svg>',
        height,
        title,
        "; ".join(str(label) for label, _spans, _lasts in rows),
        name,
        _axis(first, last, height),
        labels,
        bars,
    )
