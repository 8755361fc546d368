"""Letters kept before they had two languages keep their words, in their own language, and what was sealed still holds."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, models

from objectives.models import Letter
from saferwales.audit import chain, erasure, guards, verify
from saferwales.audit.models import AuditEntry
from tests import builders
from tests.databases import copy_of_the_template

WORDS = {"subject": "S", "salutation": "Annwyl", "closing": "C", "body": "Geiriau"}
BEFORE = "0007"


@pytest.fixture
def filled(django_db_setup, django_db_blocker):
    """A database of its own with a letter in English and one in Welsh, sealed as they were before."""
    with django_db_blocker.unblock(), copy_of_the_template():
        programme = builders.make_programme()
        for language, code in (("English", "en"), ("Welsh", "cy")):
            facts = {f"{name}_{code}": f"{words} {code}" for name, words in WORDS.items()}
            builders.enter(
                Letter, programme=programme, key=code, direction="received", title_en=code, language=language, **facts
            )  # fmt: skip
        yield


def _seal_as_of_old():
    """Write each letter's payload with the names of before, and link the chain anew."""
    prev = chain.GENESIS
    with guards.lifted(connection):
        for entry in AuditEntry.objects.order_by("seq"):
            facts = json.loads(entry.payload)
            if entry.table == Letter._meta.db_table:
                del facts["layout"]
                for name in WORDS:
                    facts[name] = facts.pop(f"{name}_en") or facts.pop(f"{name}_cy")
                    facts.pop(f"{name}_cy", None)
            payload = chain.canonical(facts)
            sealed = chain.sha256(payload)
            digest = chain.digest_of(entry.seq, prev, sealed)
            AuditEntry.objects.filter(seq=entry.seq).update(
                payload=payload, payload_digest=sealed, prev=prev, digest=digest
            )
            prev = digest


def _stored(table, *columns):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT language, {', '.join(columns)} FROM {table} ORDER BY language")
        return cursor.fetchall()


def test_each_letter_keeps_its_words_in_its_language_in_its_history_too(filled):
    call_command("migrate", "objectives", BEFORE, verbosity=0)
    for table in ("objectives_letter", "objectives_historicalletter"):
        assert _stored(table, "body") == [("English", "Geiriau en"), ("Welsh", "Geiriau cy")]
    call_command("migrate", verbosity=0)
    for table in ("objectives_letter", "objectives_historicalletter"):
        assert _stored(table, "body_en", "body_cy", "salutation_cy") == [
            ("English", "Geiriau en", "", ""),
            ("Welsh", "", "Geiriau cy", "Annwyl cy"),
        ]
    assert guards.missing(connection) == [] and verify.run().problems == []


def test_what_was_sealed_by_its_old_name_still_holds_and_a_forged_word_does_not(filled):
    _seal_as_of_old()
    assert verify.run().problems == []
    erasure.erase(
        table=Letter._meta.db_table, object_pk=Letter.objects.get(key="cy").pk, fields=["body_cy"],
        ground="Article 17", by=builders.ACTOR,
    )  # fmt: skip
    (entry,) = AuditEntry.objects.filter(table=Letter._meta.db_table, payload__contains="Annwyl cy")
    assert json.loads(entry.payload)["body"] == "" and verify.run().problems == []
    for forged in ({"body_en": "Other"}, {"layout": "columns"}):
        with guards.lifted(connection):
            Letter.history.filter(key="en").update(**forged)
        assert [one.kind for one in verify.run().problems] == ["history"]
        with guards.lifted(connection):
            Letter.history.filter(key="en").update(body_en="Geiriau en", layout="")
    with guards.lifted(connection):
        models.QuerySet(Letter).filter(key="en").update(body_en="Other")
    assert [one.kind for one in verify.run().problems] == ["record"]
