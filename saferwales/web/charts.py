"""Charts as SVG drawn on the server: they read in black and white, and each stands beside its table."""

import textwrap
import zlib

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from saferwales.web import states
from saferwales.web.bilingual import lang_of

HEIGHT = 44


def bar_name(title, *more):
    """A name for the bar's patterns that no other bar of the page bears."""
    return f"bar-{zlib.crc32(repr((str(title), more)).encode()):x}"


def _patterns(name, rows):
    """The grounds of the bar's parts; a part that has a pattern is told apart without colour."""
    drawn = []
    for place, row in enumerate(rows):
        ground, lines = states.part(row[0], place)
        if lines:
            drawn.append((name, place, ground, lines, states.ink_on(ground)))
    return format_html_join(
        "",
        '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<rect width="8" height="8" fill="{}"/>'
        '<path d="{}" stroke="{}" stroke-width="1.2" stroke-opacity="0.65" fill="none"/></pattern>',
        drawn,
    )


def _fill(name, key, place):
    ground, lines = states.part(key, place)
    return f"url(#{name}-{place})" if lines else ground


def stacked_bar(rows, title, name=None):
    """One bar of parts as wide as its place. ``rows``: (key, label, count, url). Each part bears its number."""
    name = name or bar_name(title)
    total = sum(row[2] for row in rows) or 1
    parts, left = [], 0.0
    for place, (key, label, count, _url) in enumerate(rows):
        width = 100 * count / total
        ground, _lines_drawn = states.part(key, place)
        number = count if width >= 3 else ""
        middle = f"{left + width / 2:.2f}"
        share = (f"{left:.2f}", f"{width:.2f}", _fill(name, key, place), label, count)
        parts.append((*share, middle, states.ink_on(ground), ground, number))
        left += width
    drawn = format_html_join(
        "",
        '<g><rect x="{}%" y="0" width="{}%" height="44" fill="{}" stroke="#ffffff" stroke-width="2">'
        '<title>{}: {}</title></rect><text x="{}%" y="28" text-anchor="middle" font-size="16" font-weight="700" '
        'letter-spacing="1" fill="{}" stroke="{}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">{}'
        "</text></g>",
        parts,
    )
    return format_html(
        '<svg class="chart" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc><defs>{}</defs>{}</svg>',
        HEIGHT,
        title,
        "; ".join(f"{row[1]}: {row[2]}" for row in rows),
        _patterns(name, rows),
        drawn,
    )


def swatch(name, key, place):
    """The key to a part, drawn beside its row of the table with the bar's own ground and pattern."""
    return format_html(
        '<svg class="swatch" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">'
        '<rect width="18" height="18" fill="{}" stroke="#12343b" stroke-width="2"/></svg>',
        _fill(name, key, place),
    )


STEP, NEAR, BEND, FAR, WIDTH = 76, 230, 300, 440, 760


def _lines(text, width, x, y, anchor):
    """A text in at most three lines about the height ``y``; a longer one ends in an ellipsis."""
    lines = textwrap.wrap(str(text), width, max_lines=3, placeholder=" …") or [""]
    top = y - 8 * (len(lines) - 1)
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="14" text-anchor="{}" fill="currentColor"{}>{}</text>',
        ((x, top + 16 * place, anchor, lang_of(text), line) for place, line in enumerate(lines)),
    )


def _kind(text, y):
    """The kind of a relation, standing on its line."""
    lines = textwrap.wrap(str(text), 20, max_lines=2, placeholder=" …") or [""]
    return format_html_join(
        "",
        '<text x="{}" y="{}" font-size="12" text-anchor="end" fill="currentColor">{}</text>',
        ((FAR - 14, y - 7 - 14 * (len(lines) - 1 - place), line) for place, line in enumerate(lines)),
    )


def _neighbour(middle, y, name, kind, outward):
    """A box beside the centre, the kind of relation on its line, and an arrow at the end of whom it is said."""
    tip, height, turn = (FAR, y, -8) if outward else (NEAR, middle, 8)
    return format_html(
        '<path d="M{} {}C{} {} {} {} {} {}H{}" fill="none" stroke="currentColor" stroke-opacity="0.6"/>'
        '<path d="M{} {}l{} -5v10z" fill="currentColor"/>'
        '<rect x="{}" y="{}" width="{}" height="60" rx="4" fill="none" stroke="currentColor"/>{}{}',
        NEAR, middle, NEAR + 45, middle, NEAR + 15, y, BEND, y, FAR,
        tip, height, turn,
        FAR, y - 30, WIDTH - FAR - 2,
        _kind(kind, y),
        _lines(name, 38, FAR + 12, y + 5, "start"),
    )  # fmt: skip


def relations(centre, neighbours):
    """A board and its relations one step away. ``neighbours``: (name, kind, outward)."""
    height = max(1, len(neighbours)) * STEP + 8
    middle = height // 2
    drawn = (
        (_neighbour(middle, 42 + place * STEP, name, kind, outward),)
        for place, (name, kind, outward) in enumerate(neighbours)
    )
    return format_html(
        '<svg class="diagram" role="img" viewBox="0 0 {} {}" width="{}" height="{}"><title>{}</title><desc>{}</desc>'
        '<rect x="2" y="{}" width="{}" height="72" rx="4" fill="none" stroke="currentColor" stroke-width="3"/>{}{}</svg>',
        WIDTH,
        height,
        WIDTH,
        height,
        _("Relations of %(board)s, one step away") % {"board": centre},
        "; ".join(f"{kind}: {name}" for name, kind, _outward in neighbours),
        middle - 36,
        NEAR - 2,
        _lines(centre, 26, NEAR // 2, middle + 5, "middle"),
        format_html_join("", "{}", drawn),
    )
