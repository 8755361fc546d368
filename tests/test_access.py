"""The access table: every address × every role × every method, as it must be. An address without a row fails.

Columns: anonymous, outsider (signed in, no role in the programme), administrator, programme manager, board
secretary, SRO of the work-stream, board chair, auditor. POST is sent empty: 422 says that the form was refused as
incomplete, 400 that it lost the version it was filled from, so whoever gets them is let in.
"""

from itertools import combinations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import access_world

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
MINE = "302 404 404 200 404 404 404 404"
ADMINISTRATOR = "302 404 200 403 403 403 403 403"
REVIEWER = "302 404 403 403 403 200 403 403"
MINUTES = "302 404 200 200 200 403 200 403"
OPEN = "200 200 200 200 200 200 200 200"


def keep(post):
    return KEEP.replace("200", post)


def secretary(post):
    return SECRETARY.replace("200", post)


def minutes(post):
    return MINUTES.replace("200", post)


def own(post):
    return OWN.replace("200", post)


# name: (GET, POST). No page answers PUT, PATCH or DELETE.
TABLE = {
    "web:home": (ALL, NONE),
    "verify": (OPEN, None),
    "verify_short": (OPEN.replace("200", "302"), None),
    # tests/accounts/test_sign_in.py sends what signing in and out asks for.
    "account_login": (OPEN.replace("200", "302").replace("302", "200", 1), None),
    "account_logout": (ALL, None),
    "account_inactive": (OPEN, None),
    "account_change_password": (ALL, ALL.replace("200", "422")),
    "account_reset_password": (OPEN, None),
    "account_email": (OPEN.replace("200", "302"), None),
    "account_signup": (OPEN.replace("200", "302"), None),
    "accounts:profile": (ALL, ALL.replace("200", "422")),
    "accounts:language": (NONE, ALL.replace("200", "422")),
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
    "workstreams:statements": (READ, NONE),
    "workstreams:new_statement": (OWN, own("422")),
    "workstreams:statement": (READ, NONE),
    "workstreams:edit_statement": (OWN, own("400")),
    "workstreams:submit_statement": (OWN, own("422")),
    "workstreams:return_statement": (KEEP, keep("422")),
    "workstreams:acknowledge_statement": (KEEP, keep("422")),
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
    "objectives:governance": (KEEP, keep("400")),
    "objectives:discontinue_duty": (KEEP, keep("422")),
    "objectives:watching": (READ, NONE),
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
    "objectives:letter_new": (SECRETARY, secretary("422")),
    "objectives:letter_edit": (SECRETARY, secretary("400")),
    "reports:send_letter": (SECRETARY, secretary("422")),
    # The administrator's draft is there already when the others ask; they are told so on the handover's page.
    "reports:draft_handover_letter": (NONE, "302 404 302 302 302 403 403 403"),
    "reports:draft_reply": (NONE, "302 404 302 302 302 403 403 403"),
    "objectives:letter_party_new": (SECRETARY, secretary("422")),
    "objectives:letter_item_new": (SECRETARY, secretary("422")),
    "objectives:letter_item_edit": (SECRETARY, secretary("400")),
    "objectives:letter_answer_new": (SECRETARY, secretary("422")),
    "objectives:letter_answer_edit": (SECRETARY, secretary("400")),
    "objectives:letter_file_new": (SECRETARY, secretary("422")),
    "objectives:letter_file": (READ, NONE),
    "objectives:withdraw_letter_parties": (SECRETARY, secretary("422")),
    "objectives:withdraw_letter_items": (SECRETARY, secretary("422")),
    "objectives:withdraw_letter_answers": (SECRETARY, secretary("422")),
    "objectives:withdraw_letter_files": (SECRETARY, secretary("422")),
    "objectives:handovers": (READ, NONE),
    "objectives:handover": (READ, NONE),
    "objectives:offer": (OWN, own("422")),
    "objectives:answer": (ANSWER, ANSWER.replace("200", "422")),
    "objectives:add_items": (OWN, own("422")),
    "objectives:withdraw_items": (OWN, own("422")),
    "boards:list": (ALL, NONE),
    "boards:board": (READ, NONE),
    "boards:landscape": (ALL, NONE),
    "boards:own_feed": (ROLE, ROLE),
    "boards:revoke_own_feed": (NONE, ROLE.replace("200", "422")),
    "boards:board_feed": (SECRETARY, SECRETARY),
    # The administrator comes first and revokes it, so the others find none to revoke.
    "boards:revoke_board_feed": (NONE, "302 404 302 422 422 403 403 403"),
    "boards:feed": (OPEN, None),
    "boards:new": ("302 403 200 200 200 403 403 403", "302 403 422 422 422 403 403 403"),
    "boards:edit": (SECRETARY, secretary("400")),
    "boards:new_seat": (SECRETARY, secretary("422")),
    "boards:edit_seat": (SECRETARY, secretary("400")),
    "boards:correspondence": (SECRETARY, secretary("400")),
    "boards:end_seat": (SECRETARY, secretary("422")),
    "boards:new_relation": (SECRETARY, secretary("422")),
    "boards:edit_relation": (SECRETARY, secretary("400")),
    "boards:end_relation": (SECRETARY, secretary("422")),
    # The board's own chair keeps its meetings.
    "boards:meetings": (READ, NONE),
    "boards:plan_meeting": (MINUTES, minutes("422")),
    "boards:edit_meeting": (MINUTES, minutes("400")),
    "boards:cancel_meeting": (MINUTES, minutes("422")),
    "boards:attendance": (MINUTES, minutes("422")),
    "boards:circulate_minutes": (MINUTES, minutes("422")),
    "boards:approve_minutes": (MINUTES, minutes("422")),
    "boards:reopen_minutes": (MINUTES, minutes("422")),
    "boards:lock_minutes": (MINUTES, minutes("422")),
    "boards:new_action": (MINUTES, minutes("422")),
    "boards:update_action": (MINUTES, minutes("422")),
    "boards:edit_agenda_item": (MINUTES, minutes("400")),
    "boards:move_agenda_item": (NONE, minutes("302")),
    # An item under which something was decided stays on the agenda; the page says so.
    "boards:remove_agenda_item": (NONE, minutes("302")),
    "boards:edit_decision": (MINUTES, minutes("400")),
    "business:meeting": (READ, NONE),
    "business:new_agenda_item": (MINUTES, minutes("422")),
    "business:agenda_subjects": (MINUTES, minutes("302")),
    "business:decide": (MINUTES, minutes("422")),
    "business:decision_subjects": (MINUTES, minutes("302")),
    "reports:list": (READ, NONE),
    "reports:new_document": (SECRETARY, NONE),
    "reports:start_document": (SECRETARY, secretary("422")),
    "reports:document": (READ, NONE),
    "reports:read_document": (READ, NONE),
    "reports:document-pdf": (READ, NONE),
    "reports:edit_document": (SECRETARY, secretary("400")),
    "reports:new_section": (SECRETARY, secretary("422")),
    "reports:edit_section": (SECRETARY, secretary("400")),
    "reports:remove_section": (SECRETARY, secretary("422")),
    "reports:section_versions": (READ, NONE),
    "reports:comment_section": (SECRETARY, secretary("422")),
    "reports:resolve_comment": (NONE, secretary("302")),
    "reports:send_document": (SECRETARY, secretary("422")),
    # The SRO is its one named reviewer.
    "reports:review_document": (REVIEWER, REVIEWER.replace("200", "422")),
    "reports:agree_document": (SECRETARY, secretary("422")),
    "reports:return_document": (SECRETARY, secretary("422")),
    "reports:withdraw_document": (SECRETARY, secretary("422")),
    "reports:issue_document": (SECRETARY, secretary("422")),
    "reports:issue_order": (MINE, NONE),
    "reports:edition": (READ, NONE),
    "reports:edition_file": (READ, NONE),
    "reports:edition_annex": (READ, NONE),
    "reports:supersede_edition": (SECRETARY, secretary("422")),
    "reports:new_recipient": (SECRETARY, secretary("422")),
    "reports:orders": (READ, NONE),
    # Whoever asked for a file sees it, here the programme manager, and nobody else.
    "reports:order": (MINE, NONE),
    "reports:order_file": (MINE, NONE),
    "reports:checks": (READ, NONE),
    "reports:languages": (READ, NONE),
    "reports:languages_csv": (READ, NONE),
    "reports:edit_languages": (SECRETARY, secretary("400")),
    "reports:language_gap": (READ, NONE),
    "reports:confirm_languages": (SECRETARY, secretary("400")),
    "reports:reconciliation": (READ, NONE),
    "reports:override": ("302 404 404 404 404 403 403 403", OVERRIDE.replace("200", "422")),
    "reports:withdraw_override": (OVERRIDE, OVERRIDE.replace("200", "422")),
    "reports:closure": (READ, NONE),
    "reports:close": (KEEP, keep("422")),
    "reports:agree": (SECRETARY, secretary("422")),
    "reports:withdraw_agreement": (SECRETARY, secretary("422")),
    # Without a condition in the address there is no such form; what is sent without one is incomplete.
    "reports:override_condition": (ADMINISTRATOR.replace("200", "404"), ADMINISTRATOR.replace("200", "422")),
    "reports:withdraw_condition_override": (ADMINISTRATOR, ADMINISTRATOR.replace("200", "422")),
    "reports:where": (READ, NONE),
    "reports:where-pdf": (READ, NONE),
    "reports:letter": (READ, NONE),
    "reports:letter-pdf": (READ, NONE),
    "reports:agenda": (READ, NONE),
    "reports:agenda-pdf": (READ, NONE),
    "reports:minutes": (READ, NONE),
    "reports:minutes-pdf": (READ, NONE),
    "reports:board_order": (MINE, NONE),
    "reports:board_order_file": (MINE, NONE),
    "reports:board_orders": (READ, NONE),
    "reports:closure-report": (READ, NONE),
    "reports:closure-report-pdf": (READ, NONE),
    "reports:overview": (READ, NONE),
    "reports:overview-pdf": (READ, NONE),
    "reports:closure-pack": (READ, NONE),
    "reports:closure-pack-pdf": (READ, NONE),
    "audit:list": (AUDIT, NONE),
    "audit:csv": (AUDIT, NONE),
    "audit:export": (AUDIT, NONE),
    "audit:entry": (AUDIT, NONE),
    "audit:verification": (AUDIT, NONE),
    "audit:verify": (NONE, AUDIT.replace("200", "302")),
    "moment": (ALL, NONE),
    "accessibility": (OPEN, None),
    "privacy": (OPEN, None),
    "healthz": (OPEN, None),
    "root": ("302 " * 8, None),
}


def named_patterns(resolver=None, prefix=""):
    """Every named address of the application."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from named_patterns(pattern, space)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    names = set(named_patterns())
    assert names == set(TABLE)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; what each test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield access_world.make()
        transaction.set_rollback(True)


def address(name, facts, pks, keys):
    """The address of the name, its parameters taken from the world."""
    known = facts | {"key": keys.get(name, facts["key"]), "pk": pks.get(name)}
    for length in range(5):
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
