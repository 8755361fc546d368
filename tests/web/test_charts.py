from xml.etree import ElementTree

import pytest

from saferwales.web import charts, states
from saferwales.web.templatetags import gov

ROWS = [
    ("early_stage", "Early <stage>", 11, "/x"),
    ("in_progress", "In progress", 5, ""),
    ("none", "None", 1, ""),
]


def parse(svg):
    return ElementTree.fromstring(svg)


def test_a_bar_is_whole_and_each_part_is_named():
    drawn = parse(charts.stacked_bar(ROWS, "Delivery & more"))
    assert drawn.find("title").text == "Delivery & more"
    assert drawn.find("desc").text == "Early <stage>: 11; In progress: 5; None: 1"
    widths = [float(part.get("width").rstrip("%")) for part in drawn.findall("g/rect")]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert [part.find("title").text for part in drawn.findall("g/rect")][0] == "Early <stage>: 11"


def test_a_bar_carries_no_style_that_the_content_policy_would_refuse():
    drawn = charts.stacked_bar(ROWS, "Delivery") + charts.relations("A", [("B", "directs", True)])
    assert "style" not in drawn and "<script" not in drawn


def test_parts_of_one_bar_never_share_ground_and_pattern():
    for keys in (
        ("open", "early_stage", "in_progress", "continuing", "paused", "complete_claimed", "complete_verified",
         "discontinued"),
        ("programme_board", "existing_named", "existing_unnamed", "accepted_handover", "none"),
    ):  # fmt: skip
        looks = [states.part(key, 0) for key in keys]
        assert len(set(looks)) == len(looks)


def test_every_swatch_uses_a_pattern_that_its_bar_defines():
    name = charts.bar_name("Delivery")
    bar = parse(charts.stacked_bar(ROWS, "Delivery", name))
    defined = {f"url(#{pattern.get('id')})" for pattern in bar.findall("defs/pattern")}
    used = {charts.swatch(name, row[0], place) for place, row in enumerate(ROWS)}
    assert {
        fill for fill in (parse(one).find("rect").get("fill") for one in used) if fill[0] == "u"
    } <= defined


def test_a_chart_stands_with_its_table_and_leaves_empty_parts_out():
    context = gov.bar_chart([*ROWS, ("paused", "Paused", 0, "")], "Delivery")
    assert [row["label"] for row in context["table"]] == ["Early <stage>", "In progress", "None"]
    assert [row["share"] for row in context["table"]] == ["65%", "29%", "6%"]
    assert gov.bar_chart([], "Delivery")["total"] == 0


def test_relations_name_every_neighbour_and_cut_long_names_visibly():
    neighbours = [("Policing Board <Wales>", "directs", True), ("word " * 60, "sits within", False)]
    drawn = parse(charts.relations("Safer Communities Board", neighbours))
    words = " ".join(text.text for text in drawn.iter("text"))
    assert "Policing Board <Wales>" in words and "directs" in words and "…" in words
    assert "sits within" in drawn.find("desc").text
    assert drawn.find("title").text == "Relations of Safer Communities Board, one step away"


def test_a_diagram_without_neighbours_is_still_one():
    assert parse(charts.relations("Alone", [])).find("rect") is not None


def test_a_state_reads_by_its_words():
    shown = gov.state_tag("none", "No <governing> body")
    assert shown == '<strong class="tag tag--alarm">No &lt;governing&gt; body</strong>'
    assert 'tag--plain"' in gov.state_tag("something else", "x")
