"""What each role is answered at every address, in both languages, and of what parts each page is made."""

import hashlib
import re

from django.test import Client
from django.utils import translation

from tests.crawling import without_tokens
from tests.test_access import ROLES, TABLE, address

SIGNS_OUT = "/logout/"
SHOWN = (200, 400, 403, 404, 422)
BEGINS, ENDS = '<div class="wide grow">', "</main>"
TITLE, NAMED = re.compile(r"<title>[^<]*\w[^<]*</title>"), re.compile(r' id="([^"]+)"')
LEADS = re.compile(r' href="[^"]*"')  # where a link of the frame leads is nothing that axe looks at
SENT_ALONG = re.compile(r'name="(base|seen)" value="([^"]*)"')
# Read as it was, refused by a filter, or on a page that does not exist: what an address alone does not show.
QUERIES = {
    "objectives:programme": ["as_at=2026-01-20", "known_at=2026-01-20T10:30"],
    "objectives:objective": ["as_at=2026-01-20"],
    "objectives:list": ["delivery=00000", "page=2", "page=x", "as_at=2026-01-20"],
    "objectives:difference": ["from_0=31&from_1=2&from_2=2026", "from_0=1&from_1=1&from_2=2020"],
    "objectives:learned": ["day_0=31&day_1=2&day_2=2026"],
    "boards:list": ["level=00000", "q=00000", "known_at=2026-01-20T10:30"],
    "reports:closure-report": ["as_at_0=31&as_at_1=2&as_at_2=2026", "as_at=2026-01-20"],
    "audit:list": ["since_0=41", "record=00000"],
    "verify": ["reference=00000"],
    "moment": ["as_at_0=31&as_at_1=2&as_at_2=2026"],
}


def addresses(where):
    """Every address that has a language."""
    with translation.override("en"):
        found = [address(name, *where) for name in sorted(TABLE)]
        found += [
            f"{address(name, *where)}?{query}" for name, queries in QUERIES.items() for query in queries
        ]
    return [one for one in found if one.startswith("/en/")]


def client_of(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


def is_page(answer):
    return answer.status_code in SHOWN and "html" in answer.headers["Content-Type"]


def answers(people, where):
    """(role, address, answer) for each page, in each language, that a role gets; of a form also its refusal."""
    clients = {role: client_of(people[role]) for role in ROLES}
    for there in addresses(where):
        for role in ROLES:
            for language in ("en", "cy"):
                path = f"/{language}/{there[4:]}"
                answer = clients[role].get(path)
                if is_page(answer):
                    yield role, path, answer
                if role == "manager" and "?" not in path and not path.endswith(SIGNS_OUT):
                    refusal = _refusal(clients[role], path, answer)
                    if is_page(refusal):
                        yield role, path, refusal


def _refusal(client, path, answer):
    """What is answered where nothing is sent but what the form carries itself."""
    carried = dict(SENT_ALONG.findall(answer.content.decode())) if is_page(answer) else {}
    return client.post(path, {"sent": "empty", **carried})


def parts(path, answer, user):
    """The page's content and the frame around it, each as what is the same for everybody who is shown the same,
    whoever reads it and at whatever address. Raises AssertionError where the two are not independent."""
    text = without_tokens(answer.content.decode())
    here = path.partition("?")[0]
    for own in (here, f"/en/{here[4:]}", f"/cy/{here[4:]}"):
        text = re.sub(rf'(["=]){re.escape(own)}(?=["?])', r"\1…", text)
    text = text.replace(str(user), "…") if user else text
    before, begins, rest = text.partition(BEGINS)
    content, ends, after = rest.partition(ENDS)
    assert begins and ends and TITLE.search(before), f"{path} has no content or no title"
    frame = TITLE.sub("", before) + after
    assert not set(NAMED.findall(content)) & set(NAMED.findall(frame)), f"{path} names two things alike"
    return _digest(content), _digest(LEADS.sub("", frame))


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()
