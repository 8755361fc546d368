"""Whoever sees no drawing reads what a chart shows in the table below it: the same rows, and nothing else."""

import re

import pytest
from django.utils.html import escape

from reports import printing
from reports.content import overviews
from reports.content.charts import bars
from tests.reports.conftest import ANSWERED

TABLE = re.compile(r"</svg>\s*<table[^>]*chart-table.*?</table>", re.DOTALL)
ROW = re.compile(r'<tr><th scope="row">(.*?)</th><td class="number">(\d+)</td></tr>')


def test_the_table_has_the_rows_that_are_drawn():
    chart = bars([("Open", 3), ("R & D", 0)], "How far")
    assert chart.rows == (("Open", 3), ("R & D", 0))
    for label, count in chart.rows:
        assert f">{escape(label)}</text>" in chart.svg and f">{count}</text>" in chart.svg


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "caption", "head"),
    [("en", "The numbers of the chart", ("What", "How many")), ("cy", None, ("Beth", "Faint"))],
)
def test_each_chart_of_a_document_is_followed_by_its_table(programme, language, caption, head):
    report = overviews.build(programme, overviews.REGIONS, ANSWERED, language)
    charts = [part.content for section in report.sections for part in section.parts if part.kind == "chart"]
    tables = TABLE.findall(printing.html_of(report))
    assert len(charts) == len(tables) == 1
    for chart, table in zip(charts, tables, strict=True):
        assert ROW.findall(table) == [(escape(label), str(count)) for label, count in chart.rows]
        assert sum(count for _label, count in chart.rows) > 0 and "<caption>" in table
        assert caption is None or f"<caption>{caption}</caption>" in table
        assert tuple(re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)) == head
