"""Statements of each page, exact, and the same at 26 and at 2,600 objectives.

The numbers are the page's own statements. Two more come on top of each: the session, and the user with the roles.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boards.models import AgendaItem, Attendance, Decision, Meeting, MeetingAction, Seat
from objectives.models import AgendaSubject, DecisionSubject
from reports.models import Document, Edition, EditionRecipient, Review, Section, SectionComment
from saferwales.audit.models import AuditEntry
from tests import builders

pytestmark = pytest.mark.django_db
ON_TOP = 2
COUNTS = {
    "web:home": 4,
    "objectives:programme": 3,
    "objectives:workstream": 3,
    "objectives:list": 4,
    "objectives:csv": 3,
    "objectives:objective": 3,
    "objectives:recommendations": 1,
    "objectives:coverage": 1,
    "objectives:difference": 5,
    "objectives:difference_csv": 5,
    "objectives:learned": 5,
    "objectives:letters": 1,
    "objectives:handovers": 1,
    "workstreams:list": 1,
    "workstreams:regions": 2,
    "workstreams:open_quarter": 3,
    "workstreams:statements": 2,
    "objectives:watching": 1,
    "boards:list": 4,
    "boards:landscape": 1,
    "boards:own_feed": 1,
    "reports:agenda": 3,
    "reports:minutes": 3,
    "boards:meetings": 1,
    "business:meeting": 1,
    "reports:list": 4,
    "reports:new_document": 1,
    "reports:document": 3,
    "reports:read_document": 4,
    "reports:section_versions": 4,
    "reports:edition": 3,
    "reports:orders": 2,
    "reports:board_orders": 2,
    "reports:checks": 8,
    "reports:languages": 3,
    "reports:languages_csv": 3,
    "reports:language_gap": 5,
    "reports:edit_languages": 2,
    "reports:reconciliation": 3,
    "reports:overview": 2,
    "reports:closure": 3,
    "reports:where": 3,
}
AUDIT_COUNTS = {
    "audit:list": 7,
    "audit:list?kind=objectives_objective": 5,
    "audit:list?record=m.1": 9,
    "audit:list?actor=tests": 8,
    "audit:list?since_0=1&since_1=1&since_2=2020": 8,
    "audit:list?before=20": 4,
    "audit:entry": 3,
    "audit:verification": 1,
}


def _meet(board, objectives):
    """A meeting of the board with something of each kind, twice."""
    meeting = builders.enter(Meeting, board=board, held_on=builders.START)
    seats = [builders.enter(Seat, board=board, post=f"Post {n}", role="member") for n in range(2)]
    for number, seat in enumerate(seats, 1):
        item = builders.enter(AgendaItem, meeting=meeting, order=number, title_en="A")
        decision = builders.enter(Decision, meeting=meeting, agenda_item=item, number=number, wording_en="D")
        builders.enter(Attendance, meeting=meeting, seat=seat, presence="present")
        builders.enter(MeetingAction, meeting=meeting, number=number, words_en="Do", owner_seat=seat)
        builders.enter(AgendaSubject, agenda_item=item, objective=objectives[-number])
        builders.enter(DecisionSubject, decision=decision, objective=objectives[-number])


def _issue(programme, user):
    """A document with comments, a review and an edition, twice of each."""
    document = builders.enter(
        Document,
        programme=programme,
        key="report",
        kind="closure-report",
        title_en="Report",
        as_at=builders.START,
    )
    for number in (1, 2):
        section = builders.enter(Section, document=document, key=f"s{number}", order=number, heading_en="S")
        builders.enter(SectionComment, section=section, author=user, said_on=builders.START, text="Why?")
        edition = builders.enter(
            Edition, document=document, programme=programme, kind="closure-report", number=number,
            reference=f"P-CR-{number}", title_en="Report", issued_on=builders.START, as_at=builders.START,
            content_sha256="0" * 64, checkpoint_seq=1, checkpoint_digest="0" * 64,
        )  # fmt: skip
        builders.enter(EditionRecipient, edition=edition, words="The Minister", sent_on=builders.START)
    builders.enter(Review, document=document, reviewer=user)


@pytest.fixture(params=[26, 2600])
def manager(request, client):
    """A programme manager, signed in, of a programme with that many objectives."""
    stream = builders.make_workstream()
    made = builders.make_many_objectives(stream, request.param)
    user = builders.make_user("Mair", stream.programme, "manager")
    _meet(stream.programme.governing_board, made[:20])
    _issue(stream.programme, user)
    client.force_login(user)
    return client, stream, made[0]


def _address(name, stream, objective):
    if name in ("web:home", "workstreams:list", "boards:list", "boards:landscape", "boards:own_feed"):
        return reverse(name)
    numbered = dict.fromkeys(("objectives:workstream", "workstreams:statements"), [stream.number])
    more = {
        **numbered,
        "objectives:objective": [objective.key],
        "reports:overview": ["recommendation-progress"],
        "reports:document": ["report"],
        "reports:read_document": ["report"],
        "reports:section_versions": ["report", "s1"],
        "reports:language_gap": ["objective", "label", "cy_missing"],
        "reports:edit_languages": ["programme", stream.programme.pk],
        "reports:edition": ["P-CR-1"],
    }
    if name in ("boards:meetings", "reports:board_orders"):
        return reverse(name, args=[stream.programme.governing_board.slug])
    if name in ("reports:agenda", "reports:minutes"):
        return Meeting.objects.get().get_absolute_url() + name.partition(":")[2] + "/"
    if name == "business:meeting":
        return Meeting.objects.get().get_absolute_url()
    return reverse(name, args=[stream.programme.slug, *more.get(name, [])])


def test_each_page_asks_exactly_so_much(manager):
    client, stream, objective = manager
    client.get(reverse("web:home"))
    found = {}
    for name in COUNTS:
        address = _address(name, stream, objective)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
            assert response.status_code == 200
            if response.streaming:
                list(response.streaming_content)
        found[name] = len(asked) - ON_TOP
    print(found)
    assert found == COUNTS


def test_each_audit_page_asks_exactly_so_much_however_long_the_chain(manager):
    client, _stream, objective = manager
    client.force_login(builders.make_user("Aud", is_auditor=True))
    entry = AuditEntry.objects.get(table="objectives_objective", object_pk=objective.pk)
    client.get(reverse("audit:list"))
    found = {}
    for name in AUDIT_COUNTS:
        page, _mark, query = name.partition("?")
        address = reverse(page, args=[entry.seq] if page == "audit:entry" else [])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{address}?{query}").status_code == 200
        found[name] = len(asked) - ON_TOP
    print(found)
    assert found == AUDIT_COUNTS


def _statements(asked):
    words = [query["sql"].lstrip("(").split(maxsplit=1)[0] for query in asked]  # PostgreSQL brackets a union
    reads = [word for word in words if word == "SELECT"]
    writes = [word for word in words if word in ("INSERT", "UPDATE", "DELETE")]
    return len(reads), len(writes)


def test_a_status_change_asks_at_most_six_statements(manager):
    client, stream, objective = manager
    address = reverse("objectives:status", args=[stream.programme.slug, objective.key])
    base = client.get(address).context["form"].initial["base"]
    data = {"base": base, "delivery": "paused", "reason": "Ministers asked for a pause", "effective_on_0": "1",
            "effective_on_1": "6", "effective_on_2": "2026"}  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        response = client.post(address, data)
    assert response.status_code == 302
    reads, writes = _statements(asked)
    assert (reads - ON_TOP, writes) == (3, 3)
