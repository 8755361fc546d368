"""A lawful erasure blanks what it names, everywhere in the database, leaves the chain whole, and is an entry itself."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from boards.models import Person
from saferwales.audit import chain, guards, writing
from saferwales.audit.erasure import erase
from saferwales.audit.models import AuditEntry, Erasure
from tests import builders

pytestmark = pytest.mark.django_db
FACTS = {
    "table": "boards_person",
    "fields": ["name"],
    "ground": "Article 17, decided by the board",
    "by": builders.ACTOR,
}


@pytest.fixture
def person():
    made = builders.make_person(name="Somebody Private")
    writing.amend(
        made, by=builders.ACTOR, reason="r", effective_on=builders.START, name="Somebody Very Private"
    )
    return made


def _everywhere():
    """All that the database holds in the tables of the person and of the chain."""
    found = []
    with connection.cursor() as cursor:
        for table in ("boards_person", "boards_historicalperson", "audit_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_what_is_erased_is_nowhere_and_the_chain_is_whole(person):
    assert "Private" in _everywhere()
    before = list(AuditEntry.objects.values_list("seq", "digest"))
    made = erase(object_pk=person.pk, **FACTS)
    assert "Private" not in _everywhere()
    assert Person.objects.get(pk=person.pk).name == ""
    assert list(AuditEntry.objects.values_list("seq", "digest"))[: len(before)] == before
    assert guards.missing(connection) == []
    assert len(made.after) == 2
    for seq, digest in made.after.items():
        assert chain.sha256(AuditEntry.objects.get(seq=seq).payload) == digest


def test_the_erasure_is_an_entry_that_names_actor_and_ground(person):
    made = erase(object_pk=person.pk, **FACTS)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.table, entry.object_pk, entry.actor) == ("audit_erasure", made.pk, "system:tests")
    assert json.loads(entry.payload)["ground"].startswith("Article 17")


def test_a_reason_that_names_somebody_can_be_erased_too(person):
    erase(object_pk=person.pk, **FACTS | {"fields": ["history_change_reason", "evidence"]})
    assert set(person.history.values_list("history_change_reason", flat=True)) == {""}
    assert Person.objects.get(pk=person.pk).name == "Somebody Very Private"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ground": " "}, "ground in law"),
        ({"fields": ["slug"]}, "cannot be blank"),
        ({"fields": ["version"]}, "cannot be blank"),
        ({"fields": ["actor"]}, "cannot be blank"),
        ({"fields": ["shoe_size"]}, "has no field"),
        ({"fields": []}, "at least one"),
        ({"table": "accounts_user"}, "no table of the record"),
        ({"object_pk": 10**9}, "no record"),
    ],
)
def test_what_cannot_be_erased_is_refused_and_nothing_changes(person, wrong, sentence):
    with pytest.raises(ValidationError, match=sentence):
        erase(**{"object_pk": person.pk, **FACTS, **wrong})
    assert not Erasure.objects.exists()
    assert guards.missing(connection) == []


def test_the_command_asks_and_says_what_it_did(person, monkeypatch):
    how = ["audit_erase", "boards_person", str(person.pk), "name", "--ground", "Article 17"]
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command(*how)
    said = StringIO()
    call_command(*how, "--yes", stdout=said)
    assert "in 2 entries" in said.getvalue()
