"""Charts as SVG drawn on the server: they read in black and white, and each stands beside its table."""

import textwrap

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 640, 44
SHADES = ("#12343b", "#2d6a74", "#6aa5ad", "#b9d6d9", "#e7eff0", "#8a5a1a", "#d9b26a", "#f2e2c0", "#7a1f1f")


def stacked_bar(rows, title):
    """One bar of parts. ``rows``: (key, label, count, url). Each part is divided by a white line and numbered."""
    total = sum(row[2] for row in rows) or 1
    parts, left = [], 0.0
    for place, (_key, label, count, _url) in enumerate(rows):
        width = WIDTH * count / total
        shade = SHADES[place % len(SHADES)]
        ink = "#ffffff" if place % len(SHADES) in (0, 1, 5, 8) else "#12343b"
        number = count if width > 18 else ""
        parts.append(
            (round(left, 2), round(width, 2), shade, label, count, round(left + width / 2, 2), ink, number)
        )
        left += width
    drawn = format_html_join(
        "",
        '<g><rect x="{}" y="0" width="{}" height="44" fill="{}" stroke="#ffffff" stroke-width="2">'
        '<title>{}: {}</title></rect><text x="{}" y="28" text-anchor="middle" font-size="16" font-weight="600" '
        'fill="{}">{}</text></g>',
        parts,
    )
    return format_html(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" width="{}" height="{}" preserveAspectRatio="none">'
        "<title>{}</title>{}</svg>",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT,
        title,
        drawn,
    )


def swatch(place):
    """The key to a part's shade, drawn beside its row of the table."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        '<rect width="16" height="16" fill="{}" stroke="#12343b"/></svg>',
        SHADES[place % len(SHADES)],
    )


def _lines(text, width, x, y, anchor):
    lines = textwrap.wrap(str(text), width)[:3] or [""]
    top = y - 8 * (len(lines) - 1)
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="13" text-anchor="{}" fill="currentColor">{}</text>',
        ((x, top + 16 * place, anchor, line) for place, line in enumerate(lines)),
    )


def relations(centre, neighbours):
    """A board and its relations one step away. ``neighbours``: (name, kind, outward)."""
    height = max(1, len(neighbours)) * 64
    middle = height / 2
    drawn = []
    for place, (name, kind, outward) in enumerate(neighbours):
        y = 32 + place * 64
        arrow = "→" if outward else "←"
        drawn.append(
            format_html(
                '<path d="M200 {} C 280 {}, 300 {}, 380 {}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>'
                '<rect x="380" y="{}" width="256" height="48" rx="4" fill="none" stroke="currentColor"/>{}'
                '<text x="290" y="{}" font-size="12" text-anchor="middle" fill="currentColor">{} {}</text>',
                middle,
                middle,
                y,
                y,
                y - 24,
                _lines(name, 34, 392, y + 5, "start"),
                round((middle + y) / 2 - 6, 1),
                kind,
                arrow,
            )
        )
    return format_html(
        '<svg class="diagram" role="img" viewBox="0 0 640 {}" width="640" height="{}"><title>{}</title>'
        '<rect x="4" y="{}" width="196" height="64" rx="4" fill="none" stroke="currentColor" stroke-width="3"/>{}{}</svg>',
        height,
        height,
        _("Relations of %(board)s, one step away") % {"board": centre},
        middle - 32,
        _lines(centre, 26, 102, middle + 5, "middle"),
        format_html_join("", "{}", ((part,) for part in drawn)),
    )
