"""Forced colours, reduced motion, wider spacing of text (WCAG 1.4.12) and paper: what a page is like for who sees it so."""

import pytest
from django.urls import reverse
from django.utils import translation

from objectives import actions
from tests import builders
from tests.browser.windows import HEIGHT, SIDEWAYS, window_of

pytestmark = [pytest.mark.needs_chromium, pytest.mark.markup]
STOPS = 14
EDGES = """() => { const colour = (one, name) => getComputedStyle(one)[name];
  const ground = colour(document.body, "backgroundColor");
  return [...document.querySelectorAll("main .button, main .tag, main input:not([type=hidden]), main select, main textarea, main .notice")]
    .filter((one) => one.checkVisibility() && !one.closest("[hidden]"))
    .map((one) => [one.outerHTML.slice(0, 90), ["checkbox", "radio"].includes(one.type)
      || (parseFloat(colour(one, "borderTopWidth")) >= 1 && colour(one, "borderTopStyle") !== "none"
        && colour(one, "borderTopColor") !== ground)]); }"""
FOCUS = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return [one.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth), style.outlineColor,
    getComputedStyle(document.body).backgroundColor]; }"""
MOVES = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((part) => [one, part]))
  .filter(([one, part]) => { const style = getComputedStyle(one, part || null);
    return style.animationName !== "none" || style.scrollBehavior === "smooth"
      || style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0); })
  .map(([one, part]) => one.outerHTML.slice(0, 90) + part)"""
# A sheet that a script constructs is under no policy: so does a reader's own program set the spacing.
SPACE = """(motion) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(motion); document.adoptedStyleSheets = [sheet]; }"""
WIDER = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }"""
WOULD_MOVE = "* { transition: all 1s; animation: spin 1s infinite; scroll-behavior: smooth; } @keyframes spin { to { opacity: 0.9; } }"
# What is kept for the ear alone, such as the head of a table that a phone shows as a list, is one pixel large.
CUT_OFF = """() => { const forTheEar = (one) => one && (getComputedStyle(one).clipPath === "inset(50%)" || forTheEar(one.parentElement));
  return [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility() || forTheEar(one) || one.closest("svg, [hidden]") || ["TEXTAREA", "INPUT", "SELECT", "OPTION"].includes(one.tagName)) return false;
  const style = getComputedStyle(one), wide = one.scrollWidth - one.clientWidth > 1, high = one.scrollHeight - one.clientHeight > 1;
  const shut = (way) => ["hidden", "clip"].includes(way);
  const fixed = one.matches(".button, .tag") && style.display !== "inline";
  return (wide && (shut(style.overflowX) || fixed)) || (high && (shut(style.overflowY) || fixed));
}).map((one) => one.outerHTML.slice(0, 90)); }"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.outerHTML.slice(0, 90))"""
SEEN = "(what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 90))"
NOT_ON_PAPER = ".top, .menu, .foot, .crumbs, .skip, .filters, .actions, .button, .screen, nav"


@pytest.fixture(scope="module")
def world(served):
    stream = builders.make_workstream()
    objective = builders.make_objective(stream, label_en="Open the help line", governance_basis="none")
    how = {"by": builders.ACTOR, "effective_on": builders.START, "reason": "r"}
    actions.change_status(objective=objective, delivery="paused", position_en="It waits.", **how)
    return stream.programme, objective, builders.make_user("Mair", stream.programme, "manager")


def _addresses(world, language):
    programme, objective, _user = world
    with translation.override(language):
        names = ("programme", "list", "recommendations", "new", "letters", "offer")
        one = [
            reverse(f"objectives:{name}", args=[programme.slug, objective.key])
            for name in ("objective", "status")
        ]
        return [
            reverse("web:home"),
            *(reverse(f"objectives:{name}", args=[programme.slug]) for name in names),
            *one,
            *(
                reverse(f"reports:{name}", args=[programme.slug])
                for name in ("list", "closure", "new_document")
            ),
            reverse("boards:list"),
            reverse("accounts:profile"),
        ]


@pytest.fixture(params=["en", "cy"])
def each(browser, served, world, request):
    """``for page in each(...)`` opens the main pages of a language, seen in a certain way."""
    page = window_of(browser, served, world[2])

    def walk(**seen):
        page.emulate_media(**seen)
        for address in _addresses(world, request.param):
            page.goto(served.url + address)
            yield page

    yield walk
    page.context.close()


def test_in_forced_colours_edges_and_focus_are_seen(each, figure):
    edges = stops = 0
    for page in each(forced_colors="active"):
        found = page.evaluate(EDGES)
        assert [one for one, seen in found if not seen] == [], page.url
        edges += len(found)
        for _step in range(STOPS):
            page.keyboard.press("Tab")
            what, style, width, colour, ground = page.evaluate(FOCUS)
            if what.startswith(("<body", "<main")):
                continue
            stops += 1
            assert (style, width >= 2) in (("solid", True), ("auto", True)) and colour != ground, (
                page.url,
                what,
            )
    figure(
        f"In forced colours: {edges} of {edges} edges and {stops} of {stops} stops of the Tab key are seen"
    )
    assert edges > 60 and stops > 100


def test_nothing_moves_for_who_wishes_no_motion(each):
    for page in each(reduced_motion="reduce"):
        assert page.evaluate(MOVES) == [], page.url
        page.evaluate(SPACE, f"@layer own {{ {WOULD_MOVE} }}")
        assert page.evaluate(MOVES) == [], page.url
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVES) != []


@pytest.mark.parametrize("width", [1280, 320])
def test_wider_spacing_cuts_no_text_off(each, width):
    for page in each():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        before = page.evaluate("document.documentElement.scrollHeight")
        page.evaluate(SPACE, WIDER)
        assert page.evaluate("document.documentElement.scrollHeight") > before
        assert page.evaluate(CUT_OFF) == [], page.url
        assert not page.evaluate(SIDEWAYS), (page.url, page.evaluate(TOO_WIDE))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_stands_the_record_without_its_controls_black_on_white(each, scheme):
    for page in each(media="print", color_scheme=scheme):
        assert page.evaluate(SEEN, NOT_ON_PAPER) == [], page.url
        assert page.get_by_role("heading", level=1).is_visible()
        inks = page.evaluate(
            "[...document.querySelectorAll('body, main p, main h1')].map((one) => getComputedStyle(one).color)"
        )
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert set(inks) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)", "rgb(138, 15, 20)"}, page.url
