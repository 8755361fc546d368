"""Overviews of the recommendations and of the regions say what the record said on their day."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from objectives.models import Recommendation, RecommendationLink
from reports import printing
from reports.content import overviews
from tests import builders
from tests.reports.conftest import ANSWERED, CLOSED
from tests.reports.test_closure_report import assert_accessible

pytestmark = pytest.mark.django_db
KINDS = [overviews.RECOMMENDATIONS, overviews.REGIONS]


def table(report, place=0):
    """Caption and rows of a report's table: {label: cells}."""
    parts = [part for section in report.sections for part in section.parts if part.kind == "table"]
    return parts[place].content


class TestRecommendations:
    def test_each_recommendation_has_a_row_and_a_section(self, programme):
        report = overviews.build(programme, overviews.RECOMMENDATIONS, CLOSED, "en")
        rows = table(report).rows
        assert len(rows) == Recommendation.objects.count() == 11
        assert len(report.sections) == 12

    def test_it_counts_the_objectives_that_advance_each(self, programme):
        report = overviews.build(programme, overviews.RECOMMENDATIONS, CLOSED, "en")
        advancing = {
            one.key: RecommendationLink.objects.filter(recommendation=one, archived=False)
            .values("objective")
            .distinct()
            .count()
            for one in Recommendation.objects.all()
        }
        counted = {label.split()[0]: int(cells[1]) for label, cells in table(report).rows}
        assert counted == advancing

    def test_a_change_since_does_not_show_on_an_earlier_day(self, programme):
        then = overviews.build(programme, overviews.RECOMMENDATIONS, CLOSED, "en")
        later = overviews.build(programme, overviews.RECOMMENDATIONS, ANSWERED, "en")
        board = "Safer Communities Board"
        bodies = [[cells[1] for _label, cells in table(one, n).rows] for one in (then, later) for n in (1, 2)]
        before, after = bodies[:2], bodies[2:]
        assert not any(board in body for cells in before for body in cells)
        assert any(board in body for cells in after for body in cells)


class TestRegions:
    def test_it_says_which_returns_came_and_who_keeps_them(self, programme):
        report = overviews.build(programme, overviews.REGIONS, ANSWERED, "en")
        states = table(report)
        returns = programme.returns.filter(archived=False)
        assert len(states.columns) == len({one.region_id for one in returns})
        assert (
            sum(len([cell for cell in cells if cell]) for _quarter, cells in states.rows) == returns.count()
        )

    def test_actions_without_an_owner_are_listed(self, programme):
        report = overviews.build(programme, overviews.REGIONS, ANSWERED, "en")
        (section,) = [one for one in report.sections if one.key == "owners"]
        lacking = [one for one in programme.returns.all() if one.lacks_owner]
        assert len(section.parts[0].content) == len(lacking) > 0

    def test_without_returns_it_says_so(self):
        report = overviews.build(builders.make_programme(), overviews.REGIONS, builders.START, "en")
        said = [part.content for part in report.sections[0].parts]
        assert said == ["No return was asked of any region on this day."]


@pytest.mark.needs_pango
@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_file_is_accessible(programme, rendering, kind, language):
    assert_accessible(printing.pdf_of(overviews.build(programme, kind, ANSWERED, language)))


class TestPages:
    @pytest.mark.parametrize("kind", KINDS)
    def test_the_page_shows_the_day_asked_for(self, client, programme, kind):
        client.force_login(builders.make_user("Elin", programme, "secretary"))
        address = reverse("reports:overview", args=[programme.slug, kind])
        page = client.get(address, {"as_at": "2020-11-04"}).content.decode()
        assert "as it stood on 4 November 2020" in page and f"{kind}.pdf?as_at=2020-11-04" in page
        assert address in client.get(reverse("reports:list", args=[programme.slug])).content.decode()
        assert client.get(address, {"as_at": "2020-02-31"}).status_code == 400

    def test_there_is_no_other(self, client, programme):
        client.force_login(builders.make_user("Elin", programme, "secretary"))
        for name in ("overview", "overview-pdf"):
            assert client.get(reverse(f"reports:{name}", args=[programme.slug, "other"])).status_code == 404


@pytest.mark.needs_pango
def test_the_command_makes_it(programme, rendering, tmp_path):
    file = tmp_path / "a.pdf"
    call_command("render", "regional-overview", "--as-at", "2020-11-04", "--output", str(file), verbosity=0)
    assert file.read_bytes().startswith(b"%PDF-1.7")
