"""The programme of the data files, loaded; a place for what rendering keeps; a board's meeting with its agenda."""

from datetime import date, time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from boards.models import AgendaItem, Meeting, Region
from objectives.models import AgendaSubject, Handover, HandoverItem
from tests import builders
from tests.builders import enter
from tests.conftest import ROOT
from tests.reports.closing import World
from workstreams.models import Programme, RegionalReturn

CLOSED = date(2020, 6, 15)
ANSWERED = date(2020, 11, 4)


@pytest.fixture(scope="session")
def kept_place(tmp_path_factory):
    """One folder for all tests, so that the fonts are made once."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def rendering(settings, kept_place):
    settings.SAFERWALES_VAR = kept_place
    return kept_place


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """The programme of the data files, loaded once for a module; each test's own changes are undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = ROOT / "fixtures" / "safer-communities-2018-2020"
        call_command("load_programme", str(folder), stdout=StringIO(), skip_checks=True)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def programme(loaded_once, db):
    return Programme.objects.get()


@pytest.fixture
def board():
    return builders.make_board(
        name_en="Safer Communities Board", name_cy="Bwrdd Cymunedau Diogelach", slug="safer-communities"
    )


@pytest.fixture
def stream():
    return builders.make_workstream()


@pytest.fixture
def meeting(board):
    return enter(
        Meeting, board=board, held_on=date(2026, 9, 24), starts_at=time(14, 0), place_en="Cathays Park", title_en="Autumn meeting",
        minutes_state="draft",
    )  # fmt: skip


@pytest.fixture
def objective(stream):
    return builders.make_objective(
        stream, key="1.1", label_en="Network", text_en="Set up the network.", due_on=date(2027, 3, 31)
    )


@pytest.fixture
def offered(board, stream, objective):
    """The objective and a duty, offered to the board on 15 September."""
    handover = enter(
        Handover, programme=stream.programme, giver=stream.programme.governing_board, receiver=board,
        title_en="Objectives and duties", asked_on=date(2026, 9, 15),
    )  # fmt: skip
    first = enter(HandoverItem, handover=handover, order=1, objective=objective)
    enter(HandoverItem, handover=handover, order=2, duty_en="Keep Annex E")
    return handover, first


@pytest.fixture
def returned(stream):
    region = enter(Region, slug="own-gwent", name_en="Gwent")
    return enter(
        RegionalReturn, programme=stream.programme, region=region, quarter_on=date(2026, 7, 1), label_en="July to September",
        position_en="Under way.\nTwo posts filled.", actions_en="Fill the third.", action_owner="TBC",
    )  # fmt: skip


@pytest.fixture
def pack(meeting, objective, offered, returned):
    """A meeting with an agenda of every kind of item; its items by name."""
    named = {}
    for order, (name, facts) in enumerate(
        {
            "handover": {"title_en": "Handover", "presenter": "The chair", "text_en": "To be **answered**."},
            "network": {"title_en": "The network"},
            "returns": {"title_en": "Returns"},
            "other": {"title_en": "Any other business"},
        }.items()
    ):
        named[name] = enter(AgendaItem, meeting=meeting, order=order, **facts)
    enter(AgendaSubject, agenda_item=named["handover"], handover=offered[0])
    enter(AgendaSubject, agenda_item=named["network"], objective=objective)
    enter(AgendaSubject, agenda_item=named["returns"], regional_return=returned)
    return named


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def ready(world):
    return world.make_ready()
