"""The programme of 2018-2020 as it stood before anything was handed over, and people to act in it."""

import shutil

import yaml
from django.core.management import call_command

from boards.models import Board, Seat
from tests import builders
from tests.conftest import ROOT
from workstreams.models import Programme

FOLDER = ROOT / "fixtures" / "safer-communities-2018-2020"
RECEIVER = "safer-communities-board"


def load_as_of_june(folder):
    """Load the data files without what happened after 15 June: no letter, no handover, no meeting of the receiver."""
    shutil.copytree(FOLDER, folder)
    (folder / "letters.yaml").unlink()
    boards = yaml.safe_load((folder / "boards.yaml").read_text(encoding="utf-8"))
    for board in boards["boards"]:
        if board["slug"] == RECEIVER:
            del board["meetings"]
    (folder / "boards.yaml").write_text(yaml.safe_dump(boards, allow_unicode=True), encoding="utf-8")
    call_command("load_programme", str(folder), verbosity=0)
    return Programme.objects.get()


def people(programme):
    """A programme manager, the receiving board's secretary and chair, and an SRO for each work-stream."""
    board = Board.objects.get(slug=RECEIVER)
    secretary = builders.make_user("Sara", programme, "board")
    builders.enter(Seat, board=board, user=secretary, post="Secretary", role="secretary")
    return {
        "manager": builders.make_user("Mair", programme, "manager"),
        "secretary": secretary,
        "chair": builders.make_chair(board, programme),
        "office": builders.make_user("Olwen", programme, "secretary"),
        "sros": [builders.make_sro(stream, f"SRO {stream.number}") for stream in programme.workstreams.all()],
    }
