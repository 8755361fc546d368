"""What the look promises: contrast in both schemes, no style or script inside a page, nothing fetched from elsewhere."""

import re

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "saferwales" / "web" / "static" / "web"
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
GROUNDS = ("ground", "panel")
TEXTS = ("ink", "soft", "link", "link-over", "wrong", "done", "claim", "pause")


def tokens():
    """The tokens of the light scheme, and those of the dark one with the light one's where it sets none."""
    light, dark = (STYLES / "app.css").read_text().split("@media (prefers-color-scheme: dark)", 1)
    light = dict(TOKEN.findall(light))
    return {"light": light, "dark": light | dict(TOKEN.findall(dark.split("@layer page", 1)[0]))}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *((text, ground, 4.5) for text in TEXTS for ground in GROUNDS),
    *((kind, f"{kind}-ground", 4.5) for kind in ("wrong", "done", "claim", "pause")),
    *(("ink", ground, 4.5) for ground in ("wrong-ground", "claim-ground", "mark-add", "mark-del")),
    ("brand-ink", "brand", 4.5),
    ("brand-ink", "brand-deep", 4.5),
    ("button-ink", "button", 4.5),
    ("button-ink", "button-over", 4.5),
    ("ground", "wrong", 4.5),
    ("focus-ink", "focus", 4.5),
    ("strong-line", "ground", 3),
    ("button", "ground", 3),
    ("accent", "brand-deep", 3),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(scheme, text, ground, least):
    colours = tokens()[scheme]
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(settings.BASE_DIR).as_posix()
)
def test_no_page_holds_style_or_script_that_the_content_policy_refuses(template):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|<script(?! src=\"{% static)|\son[a-z]+=\"", text)


def test_style_sheets_fetch_nothing_and_stay_small():
    for sheet in STYLES.glob("*.css"):
        text = sheet.read_text()
        assert "url(" not in text and "@import" not in text
        assert len(text.splitlines()) < 400
