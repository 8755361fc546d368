"""The access table: every address × every role × every method, as it must be. An address without a row fails.

Columns: anonymous, outsider (signed in, no role in the programme), administrator, programme manager, board
secretary, SRO of the work-stream, board chair, auditor. POST is sent empty: 422 says that the form was refused as
incomplete, 400 that it lost the version it was filled from, so whoever gets them is let in.
"""

from itertools import combinations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from boards.models import BoardRelation, Region
from objectives import actions
from objectives.models import Handover, Letter, Recommendation
from reports.models import FindingOverride
from saferwales.accounts.permissions import Role
from tests import builders
from workstreams.models import Membership, RegionalReturn, SroAppointment

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "outsider", "administrator", "manager", "secretary", "sro", "board", "auditor")
METHODS = ("get", "post", "put", "patch", "delete")
ALL = "302 200 200 200 200 200 200 200"
READ = "302 404 200 200 200 200 200 200"
ROLE = "302 403 200 200 200 200 200 200"
KEEP = "302 404 200 200 403 403 403 403"
SECRETARY = "302 404 200 200 200 403 403 403"
OWN = "302 404 200 200 403 200 403 403"
NONE = "302 405 405 405 405 405 405 405"
AUDIT = "302 403 200 403 403 403 403 200"
ANSWER = "302 404 200 200 200 403 200 403"
OVERRIDE = "302 404 200 200 200 403 403 403"
OPEN = "200 200 200 200 200 200 200 200"


def keep(post):
    return KEEP.replace("200", post)


def secretary(post):
    return SECRETARY.replace("200", post)


def own(post):
    return OWN.replace("200", post)


# name: (GET, POST). No page answers PUT, PATCH or DELETE.
TABLE = {
    "web:home": (ALL, NONE),
    "accounts:profile": (ALL, ALL.replace("200", "422")),
    "workstreams:list": (ALL, NONE),
    "workstreams:new": ("302 403 200 200 403 403 403 403", "302 403 422 422 403 403 403 403"),
    "workstreams:edit": (KEEP, keep("400")),
    "workstreams:new_workstream": (KEEP, keep("422")),
    "workstreams:edit_workstream": (KEEP, keep("400")),
    "workstreams:new_appointment": (KEEP, keep("422")),
    "workstreams:end_appointment": (KEEP, keep("422")),
    "workstreams:roles": (KEEP, keep("422")),
    # The administrator comes first and withdraws it, so the manager finds it gone.
    "workstreams:withdraw_role": (NONE, "302 404 302 404 403 403 403 403"),
    "workstreams:regions": (READ, NONE),
    "workstreams:open_quarter": (KEEP, keep("422")),
    "workstreams:return": (READ, NONE),
    # The board's chair answers for it, since the board is the return's custodian.
    "workstreams:edit_return": ("302 404 200 200 200 403 200 403", "302 404 400 400 400 403 400 403"),
    "workstreams:timeline": (READ, NONE),
    "workstreams:barriers": (READ, NONE),
    "objectives:programme": (READ, NONE),
    "objectives:workstream": (READ, NONE),
    "objectives:list": (READ, NONE),
    "objectives:csv": (READ, NONE),
    "objectives:objective": (READ, NONE),
    "objectives:new": (KEEP, keep("422")),
    "objectives:status": (OWN, own("400")),
    "objectives:nothing_new": (NONE, own("302")),
    "objectives:verify": (KEEP, keep("422")),
    "objectives:correct": (OWN, own("422")),
    "objectives:edit": (KEEP, keep("400")),
    "objectives:due": (KEEP, keep("400")),
    "objectives:links": (KEEP, keep("422")),
    "objectives:withdraw_link": (NONE, keep("302")),
    "objectives:recommendations": (READ, NONE),
    "objectives:coverage": (READ, NONE),
    "objectives:recommendation": (READ, NONE),
    "objectives:recommendation_new": (KEEP, keep("422")),
    "objectives:recommendation_edit": (KEEP, keep("400")),
    "objectives:difference": (READ, NONE),
    "objectives:difference_csv": (READ, NONE),
    "objectives:learned": (READ, NONE),
    "objectives:letters": (READ, NONE),
    "objectives:letter": (READ, NONE),
    "objectives:handovers": (READ, NONE),
    "objectives:handover": (READ, NONE),
    "objectives:offer": (OWN, own("422")),
    "objectives:answer": (ANSWER, ANSWER.replace("200", "422")),
    "objectives:add_items": (OWN, own("422")),
    "objectives:withdraw_items": (OWN, own("422")),
    "boards:list": (ALL, NONE),
    "boards:board": (READ, NONE),
    "boards:landscape": (ALL, NONE),
    "boards:new": ("302 403 200 200 200 403 403 403", "302 403 422 422 422 403 403 403"),
    "boards:edit": (SECRETARY, secretary("400")),
    "boards:new_seat": (SECRETARY, secretary("422")),
    "boards:edit_seat": (SECRETARY, secretary("400")),
    "boards:end_seat": (SECRETARY, secretary("422")),
    "boards:new_relation": (SECRETARY, secretary("422")),
    "boards:edit_relation": (SECRETARY, secretary("400")),
    "boards:end_relation": (SECRETARY, secretary("422")),
    "reports:list": (READ, NONE),
    "reports:reconciliation": (READ, NONE),
    "reports:override": ("302 404 404 404 404 403 403 403", OVERRIDE.replace("200", "422")),
    "reports:withdraw_override": (OVERRIDE, OVERRIDE.replace("200", "422")),
    "reports:letter": (READ, NONE),
    "reports:letter-pdf": (READ, NONE),
    "reports:closure-report": (READ, NONE),
    "reports:closure-report-pdf": (READ, NONE),
    "audit:list": (AUDIT, NONE),
    "audit:csv": (AUDIT, NONE),
    "audit:export": (AUDIT, NONE),
    "audit:entry": (AUDIT, NONE),
    "audit:verification": (AUDIT, NONE),
    "audit:verify": (NONE, AUDIT.replace("200", "302")),
    "moment": (ALL, NONE),
    "healthz": (OPEN, None),
    "root": ("302 " * 8, None),
}
# The library's own pages: they exist for whoever signs in, and hold nothing of the record.
LIBRARY = ("account_", "socialaccount_", "mfa_")


def named_patterns(resolver=None, prefix=""):
    """Every named address of the application."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_patterns(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    names = {name for name in named_patterns() if not name.startswith(LIBRARY)}
    assert names == set(TABLE)


def _people(stream, board):
    """Somebody in each role."""
    programme = stream.programme
    return {
        "anonymous": None,
        "outsider": builders.make_user("Out"),
        "administrator": builders.make_user("Adm", is_administrator=True),
        "manager": builders.make_user("Man", programme, Role.MANAGER),
        "secretary": builders.make_user("Sec", programme, Role.SECRETARY),
        "sro": builders.make_sro(stream),
        "board": builders.make_chair(board, programme),
        "auditor": builders.make_user("Aud", is_auditor=True),
    }


HANDOVERS = tuple(f"objectives:{name}" for name in ("handover", "answer", "add_items", "withdraw_items"))


def _kept_by_the_board(board, programme):
    """The keys of what belongs to the board: its seat, a relation, and a return of which it is the custodian."""
    seat = board.seats.get().pk
    relation = builders.enter(BoardRelation, board=board, kind="oversees", to_post="Chief").pk
    region = builders.enter(Region, slug="gwent", name_en="Gwent")
    owed = builders.enter(
        RegionalReturn,
        programme=programme,
        region=region,
        custodian=board,
        quarter_on=builders.START,
        label_en="Q",
    ).pk
    return {
        "boards:end_seat": seat,
        "boards:edit_seat": seat,
        "boards:edit_relation": relation,
        "boards:end_relation": relation,
        "workstreams:return": owed,
        "workstreams:edit_return": owed,
    }


LETTERS = ("objectives:letter", "reports:letter", "reports:letter-pdf")
KEYS = {
    "objectives:recommendation": "R1",
    "objectives:recommendation_edit": "R1",
    **dict.fromkeys(LETTERS, "l1"),
}


@pytest.fixture
def world():
    """One programme with one of everything, and somebody in each role."""
    stream = builders.make_workstream()
    programme = stream.programme
    objective = builders.make_objective(stream)
    builders.enter(Letter, programme=programme, key="l1", direction="sent", title_en="Letter")
    recommendation = builders.enter(
        Recommendation, programme=programme, key="R1", order=1, label_en="R", text_en="R", response="accepted"
    )
    link = actions.link_recommendation(
        objective=objective, recommendation=recommendation, by=builders.ACTOR, reason="r"
    )
    board = builders.make_board()
    between = {"giver": programme.governing_board, "receiver": board}
    handover = builders.enter(Handover, programme=programme, title_en="H", **between)
    override = builders.enter(FindingOverride, programme=programme, finding="x", why="y")
    person = builders.make_person()
    appointment = builders.enter(SroAppointment, programme=programme, title_en="SRO", person=person)
    member = builders.make_user("Other", programme, "secretary")
    people = _people(stream, board)
    facts = {
        "programme": programme.slug, "number": stream.number, "key": objective.key,
        "entry": objective.history.first().history_id, "link": link.pk, "slug": board.slug, "seq": 1,
    }  # fmt: skip
    pks = {
        "workstreams:end_appointment": appointment.pk,
        "workstreams:withdraw_role": Membership.objects.get(user=member).pk,
        **dict.fromkeys(HANDOVERS, handover.pk),
        **_kept_by_the_board(board, programme),
        "reports:withdraw_override": override.pk,
    }
    return people, facts, pks, KEYS


def address(name, facts, pks, keys):
    """The address of the name, its parameters taken from the world."""
    known = facts | {"key": keys.get(name, facts["key"]), "pk": pks.get(name)}
    for length in range(4):
        for wanted in combinations(known, length):
            try:
                return reverse(name, kwargs={one: known[one] for one in wanted})
            except Exception as error:
                if type(error).__name__ != "NoReverseMatch":
                    raise
    raise AssertionError(f"No address for {name}")


@pytest.mark.parametrize("name", sorted(TABLE))
def test_the_table_holds(name, world, monkeypatch):
    people, *where = world
    monkeypatch.setattr("reports.printing.render_pdf", lambda *args, **options: b"%PDF-", raising=False)
    get, post = TABLE[name]
    wrong = []
    for role, seen, sent in zip(ROLES, get.split(), (post or get).split(), strict=True):
        client = Client()
        if people[role]:
            client.force_login(people[role])
        expected = dict.fromkeys(METHODS, "405" if role != "anonymous" else "302") | {"get": seen}
        if post:
            expected["post"] = sent
        for method in METHODS if post else ("get",):
            status = str(getattr(client, method)(address(name, *where)).status_code)
            if status != expected[method]:
                wrong.append(f"{method} as {role}: {status}, not {expected[method]}")
    assert wrong == []
