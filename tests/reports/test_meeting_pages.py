"""Agenda packs and minutes as files, from the shell and as pages: the same words, and for nobody else."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from boards.models import Attendance, Decision, Meeting, MeetingAction
from reports import printing
from reports.content import meetings
from reports.making.models import PrintOrder
from tests import builders
from tests.builders import enter
from tests.reports.test_closure_report import assert_accessible
from tests.reports.test_meetings import DAY, flat, seat

pytestmark = pytest.mark.django_db


@pytest.mark.needs_pango
class TestFile:
    @pytest.mark.parametrize("language", ["en", "cy"])
    @pytest.mark.parametrize("kind", meetings.KINDS)
    def test_it_is_accessible(self, board, meeting, pack, rendering, kind, language):
        enter(Attendance, meeting=meeting, seat=seat(board, "Ann"), presence="present")
        enter(Decision, meeting=meeting, agenda_item=pack["network"], number=1, wording_en="To pause it.")
        enter(MeetingAction, meeting=meeting, number=1, words_en="Write.")
        assert_accessible(printing.pdf_of(meetings.build(board.pk, meeting.pk, kind, language)))

    @pytest.mark.parametrize("named", ["day", "number"])
    def test_the_command_makes_it(self, board, meeting, pack, rendering, tmp_path, named, capsys):
        file = tmp_path / "agenda.pdf"
        which = DAY.isoformat() if named == "day" else str(meeting.pk)
        call_command("render", "agenda", "--board", board.slug, "--meeting", which, "--output", str(file))
        assert file.read_bytes().startswith(b"%PDF-")
        assert "Agenda: Autumn meeting" in capsys.readouterr().out


class TestTheCommandRefuses:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            ([], "Name the board with --board and the meeting with --meeting"),
            (["--board", "none", "--meeting", "1"], "no board none"),
            (["--board", "safer-communities", "--meeting", "2020-01-01"], "no meeting 2020-01-01"),
            (["--board", "safer-communities", "--meeting", "soon"], "no meeting soon"),
            (["--board", "safer-communities", "--meeting", DAY.isoformat()], "2 meetings on that day"),
        ],
    )
    def test_what_names_no_meeting(self, board, meeting, tmp_path, options, sentence):
        enter(Meeting, board=board, held_on=DAY)
        with pytest.raises(CommandError, match=sentence):
            call_command("render", "minutes", *options, "--output", str(tmp_path / "a.pdf"))


class TestPages:
    @pytest.fixture
    def reader(self, client, stream):
        client.force_login(builders.make_user("Elin", stream.programme, "secretary"))
        return client

    @pytest.mark.parametrize("kind", meetings.KINDS)
    def test_the_page_says_what_the_file_says(self, reader, board, meeting, pack, kind):
        page = reader.get(reverse(f"reports:{kind}", args=[board.slug, meeting.pk])).content.decode()
        file = flat(meetings.build(board.pk, meeting.pk, kind, "en"))
        assert self._body(page) == self._body(file) and len(self._body(page)) > 70

    @staticmethod
    def _body(page):
        """From the date of the meeting to the last section, word by word."""
        return page[page.index('<div class="letter__head">') : page.rindex("</section>")].split()

    def test_the_papers_are_reached_from_the_meetings_page(self, reader, board, meeting):
        page = reader.get(meeting.get_absolute_url()).content.decode()
        for kind in meetings.KINDS:
            assert reverse(f"reports:{kind}", args=[board.slug, meeting.pk]) in page

    def test_what_is_no_meeting_of_the_board_does_not_exist(self, reader, board, meeting):
        other = builders.make_board()
        for kind in ("agenda", "minutes", "agenda-pdf", "minutes-pdf"):
            for args in (
                [board.slug, meeting.pk + 1],
                [other.slug, meeting.pk],
                [board.slug, 2**63],
                ["x", 1],
            ):
                assert reader.get(reverse(f"reports:{kind}", args=args)).status_code == 404

    @pytest.mark.needs_pango
    def test_the_file_is_named_after_board_and_meeting(self, reader, board, meeting, rendering):
        response = reader.get(reverse("reports:minutes-pdf", args=[board.slug, meeting.pk]), follow=True)
        if response["Content-Type"] != "application/pdf":
            order = response.context["order"]
            assert order.board == board and order.file_name.startswith(
                "safer-communities-minutes-2026-09-24-"
            )
            response = reader.get(order.download_url)
        assert "safer-communities-minutes-2026-09-24-" in response["Content-Disposition"]
        assert response.content.startswith(b"%PDF-")

    def test_a_file_that_waits_says_how_to_come_back(self, reader, board, meeting, settings, monkeypatch):
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        monkeypatch.setattr("reports.rendering.engine.check_available", lambda: None)
        address = reverse("reports:agenda-pdf", args=[board.slug, meeting.pk])
        page = reader.get(address, follow=True)
        assert "the file waits among those you asked for" in page.content.decode()
        assert reader.get(page.context["order"].download_url)["Location"] == reader.get(address)["Location"]

    def test_another_person_does_not_see_the_file(self, client, reader, board, meeting, monkeypatch):
        monkeypatch.setattr("reports.rendering.engine.check_available", lambda: None)
        response = reader.get(reverse("reports:agenda-pdf", args=[board.slug, meeting.pk]))
        assert response.status_code in (200, 302)
        order = PrintOrder.objects.get(board=board)
        client.force_login(builders.make_user("Aud", is_auditor=True))
        assert client.get(order.get_absolute_url()).status_code == 404
        assert client.get(order.download_url).status_code == 404
