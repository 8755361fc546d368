"""Statements of each page, exact, and the same at 26 and at 2,600 objectives.

The numbers are the page's own statements. Two more come on top of each: the session, and the user with the roles.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saferwales.audit.models import AuditEntry
from tests import builders

pytestmark = pytest.mark.django_db
ON_TOP = 2
COUNTS = {
    "web:home": 2,
    "objectives:programme": 2,
    "objectives:workstream": 2,
    "objectives:list": 4,
    "objectives:csv": 3,
    "objectives:objective": 2,
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
    "boards:list": 4,
    "boards:landscape": 1,
    "reports:list": 2,
    "reports:reconciliation": 3,
}
AUDIT_COUNTS = {
    "audit:list": 6,
    "audit:list?kind=objectives_objective": 5,
    "audit:list?record=m.1": 9,
    "audit:list?actor=tests": 7,
    "audit:list?since_0=1&since_1=1&since_2=2020": 7,
    "audit:list?before=20": 4,
    "audit:entry": 3,
    "audit:verification": 1,
}


@pytest.fixture(params=[26, 2600])
def manager(request, client):
    """A programme manager, signed in, of a programme with that many objectives."""
    stream = builders.make_workstream()
    made = builders.make_many_objectives(stream, request.param)
    user = builders.make_user("Mair", stream.programme, "manager")
    client.force_login(user)
    return client, stream, made[0]


def _address(name, stream, objective):
    if name in ("web:home", "workstreams:list", "boards:list", "boards:landscape"):
        return reverse(name)
    more = {"objectives:workstream": [stream.number], "objectives:objective": [objective.key]}
    return reverse(name, args=[stream.programme.slug, *more.get(name, [])])


def test_each_page_asks_exactly_so_much(manager):
    client, stream, objective = manager
    client.get(reverse("web:home"))
    found = {}
    for name in COUNTS:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(_address(name, stream, objective))
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
