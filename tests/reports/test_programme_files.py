"""The data files of a programme: what another one needs, and what is said to whoever wrote them wrongly."""

from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from boards.models import Board
from objectives.models import Basis, Objective
from reports.loading.files import Day, read_day
from saferwales.audit.days import Precision
from saferwales.audit.models import Record
from workstreams.models import Programme

pytestmark = pytest.mark.django_db
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


def load(folder):
    out = StringIO()
    call_command("load_programme", str(folder), stdout=out, skip_checks=True)
    return out.getvalue()


PROGRAMME = "programme:\n  slug: next\n  name: The next programme\n  governing_board: shared\n"
SHARED = "boards:\n  - {slug: shared, name: A board, type: board, level: national, standing: operating}\n"
OBJECTIVES = """
effective: 2026-01-05
objectives:
  - {key: '1.1', workstream: 1, label: First, text: Do the first thing}
"""


def write(folder, **files):
    for name, text in {"programme": PROGRAMME, "boards": SHARED, **files}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_another_programme_needs_only_what_it_has_and_shares_known_boards(tmp_path):
    first = write(tmp_path, programme=PROGRAMME.replace("next", "first", 1))
    load(first)
    load(
        write(
            tmp_path,
            programme=PROGRAMME + "workstreams:\n  - {number: 1, principle: Only}\n",
            objectives=OBJECTIVES,
        )
    )
    assert Board.objects.count() == 1 and Board.objects.get().history.count() == 1
    objective = Objective.objects.get()
    assert objective.governance_basis == Basis.PROGRAMME_BOARD and objective.governing_body.slug == "shared"


def test_what_only_the_files_have_is_named(tmp_path):
    load(write(tmp_path))
    said = load(write(tmp_path, objectives=OBJECTIVES))
    assert "already loaded" in said and "objective 1.1" in said


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            {"programme": "programme:\n  name: X\n"},
            "programme.yaml, programme, key “slug”: is missing or empty",
        ),
        ({"programme": "programme: [1, 2\n"}, "programme.yaml, line 2: the file cannot be read as YAML"),
        ({"programme": "programme: nothing\n"}, "a list of keys and values is needed"),
        ({"programme": "programme: {slug: x, slug: y}\n"}, "the key “slug” is given twice"),
        ({"programme": PROGRAMME + "  colour: red\n"}, "key “colour”: is not known here"),
        ({"programme": PROGRAMME + "  started: soon\n"}, "“soon” is not a day; write it as 2020-06-15"),
        (
            {"programme": PROGRAMME + "  state: asleep\n"},
            "“asleep” is not known; use one of: active, closing",
        ),
        (
            {"programme": PROGRAMME.replace("shared", "absent")},
            "“absent” is not known; add it to its own file",
        ),
        (
            {"boards": SHARED.replace("national", "galactic")},
            "boards.yaml, boards no. 1 (shared), key “level”",
        ),
        ({"boards": SHARED.replace("A board", "''")}, "key “name”: This field cannot be blank."),
        ({"boards": "boards: one\n"}, "a list is needed here"),
        (
            {"objectives": OBJECTIVES},
            "objectives.yaml, objectives no. 1 (1.1), key “workstream”: “1” is not known",
        ),
        ({"objective": OBJECTIVES}, "objective.yaml: no such file is known here"),
    ],
)
def test_a_malformed_file_gets_a_sentence_and_nothing_is_loaded(tmp_path, files, sentence):
    with pytest.raises(CommandError) as refused:
        load(write(tmp_path, **files))
    assert sentence in str(refused.value)
    assert not any(model.objects.exists() for model in RECORDS)


def test_a_folder_without_a_programme_is_refused(tmp_path):
    with pytest.raises(CommandError, match="there is no programme.yaml"):
        load(tmp_path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (write(tmp_path) / "events.yaml").write_bytes(b"events: \xff\n")
    with pytest.raises(CommandError, match="events.yaml: the file is not UTF-8"):
        load(tmp_path)


def test_an_answer_before_the_question_is_refused(tmp_path):
    entries = "entries:\n  - {day: 2025-12-31, kind: carried, objectives: ['1.1']}\n"
    write(
        tmp_path,
        programme=PROGRAMME + "workstreams:\n  - {number: 1, principle: Only}\n",
        objectives=OBJECTIVES + entries,
    )
    with pytest.raises(CommandError, match="must not be earlier than the last entry"):
        load(tmp_path)
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-06-15", Day(date(2020, 6, 15))),
        ("2020-06", Day(date(2020, 6, 1), Precision.MONTH)),
        ("2020", Day(date(2020, 1, 1), Precision.YEAR)),
        ("2018/2020", Day(date(2018, 1, 1), Precision.YEARS, date(2020, 12, 31))),
        ("2020-06/2020-08", Day(date(2020, 6, 1), Precision.SEASON, date(2020, 8, 31))),
        ("2020/21", Day(date(2020, 4, 1), Precision.FINANCIAL_YEAR, date(2021, 3, 31))),
    ],
)
def test_days_of_every_precision(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["2020-13-01", "15 June 2020", "0000", "2020/", "٢٠٢٠", "2020-02-30"])
def test_what_is_no_day(text):
    with pytest.raises(ValueError):
        read_day(text)
