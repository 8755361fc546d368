"""Every way known to us of tampering with the trail, for somebody who may lift the guards: the tables' owner.

Each kind says what finds it: ``file`` (the offline verifier over an export), ``base`` (audit_verify in the database)
or ``outside`` (only a checkpoint that was kept elsewhere). docs/audit-trail.md lists the same kinds.
"""

import json
from datetime import timedelta

from django.db import models

from boards.models import Board
from saferwales.audit import chain
from saferwales.audit.models import AuditEntry, Checkpoint, Erasure

History = Board.history.model
PLAIN = models.QuerySet
KINDS = {}


def kind(found_by):
    def keep(function):
        KINDS[function.__name__.replace("_", " ")] = (function, found_by)
        return function

    return keep


def entries():
    return PLAIN(AuditEntry).order_by("seq")


def last_of(board):
    """The newest entry of the board; others come after it in the chain."""
    return entries().filter(table="boards_board", object_pk=board.pk).last()


def change(entry, **values):
    PLAIN(AuditEntry).filter(seq=entry.seq).update(**values)


def told(entry, **facts):
    return chain.canonical(json.loads(entry.payload) | facts)


def rehash(first):
    """Seal everything from the entry on anew, and take away the trail's own checkpoints, which would tell."""
    PLAIN(Checkpoint)._raw_delete("default")
    before = entries().filter(seq__lt=first).last()
    prev = before.digest if before else chain.GENESIS
    for entry in entries().filter(seq__gte=first):
        sealed = chain.sha256(entry.payload)
        digest = chain.digest_of(entry.seq, prev, sealed)
        change(entry, payload_digest=sealed, prev=f"moving {entry.seq}", digest=digest)
        change(entry, prev=prev)
        prev = digest


def renumber(first):
    """Close the gap that a deleted entry has left."""
    for entry in list(entries().filter(seq__gt=first)):
        PLAIN(AuditEntry).filter(seq=entry.seq).update(seq=entry.seq - 1)


def forget_last_version(board):
    """Take the board's last version out of the record, its history and the chain."""
    entry = last_of(board)
    before = board.history.get(version=board.version - 1)
    facts = {f.attname: getattr(before, f.attname) for f in Board._meta.concrete_fields if f.attname != "id"}
    PLAIN(Board).filter(pk=board.pk).update(**facts)
    PLAIN(History).filter(history_id=entry.history_id).delete()
    PLAIN(AuditEntry).filter(seq=entry.seq).delete()
    return entry.seq


# The entries


@kind("file")
def a_payload_is_changed(board):
    entry = last_of(board)
    change(entry, payload=told(entry, name_en="Tampered"))


@kind("file")
def a_payload_is_changed_and_its_digest_with_it(board):
    entry = last_of(board)
    payload = told(entry, name_en="Tampered")
    change(entry, payload=payload, payload_digest=chain.sha256(payload))


@kind("file")
def a_payload_is_changed_and_the_entry_sealed_anew(board):
    entry = last_of(board)
    sealed = chain.sha256(told(entry, name_en="Tampered"))
    digest = chain.digest_of(entry.seq, entry.prev, sealed)
    change(entry, payload=told(entry, name_en="Tampered"), payload_digest=sealed, digest=digest)


@kind("base")
def a_payload_is_changed_and_all_that_follows_sealed_anew(board):
    entry = last_of(board)
    change(entry, payload=told(entry, name_en="Tampered"))
    rehash(entry.seq)


@kind("outside")
def a_version_is_rewritten_everywhere_and_all_sealed_anew(board):
    entry = last_of(board)
    change(entry, payload=told(entry, name_en="Tampered"))
    PLAIN(Board).filter(pk=board.pk).update(name_en="Tampered")
    PLAIN(History).filter(history_id=entry.history_id).update(name_en="Tampered")
    rehash(entry.seq)


@kind("file")
def a_payload_is_written_with_other_spaces(board):
    entry = last_of(board)
    change(entry, payload=json.dumps(json.loads(entry.payload), sort_keys=True, ensure_ascii=False))


@kind("file")
def a_payload_is_emptied(board):
    change(last_of(board), payload="")


@kind("file")
def a_fact_is_added_to_a_payload(board):
    entry = last_of(board)
    change(entry, payload=told(entry, extra="fact"))


@kind("file")
def the_payloads_of_two_entries_are_exchanged(board):
    one, other = list(entries()[:2])
    change(one, payload=other.payload)
    change(other, payload=one.payload)


@kind("file")
def two_entries_are_exchanged(board):
    one, other = list(entries()[:2])
    change(one, seq=10**9)
    PLAIN(AuditEntry).filter(seq=other.seq).update(seq=one.seq)
    PLAIN(AuditEntry).filter(seq=10**9).update(seq=other.seq)


@kind("file")
def an_entry_in_the_middle_is_deleted(board):
    PLAIN(AuditEntry).filter(seq=last_of(board).seq).delete()


@kind("file")
def an_entry_is_deleted_and_the_rest_renumbered(board):
    seq = last_of(board).seq
    PLAIN(AuditEntry).filter(seq=seq).delete()
    renumber(seq)


@kind("base")
def an_entry_is_deleted_the_rest_renumbered_and_sealed_anew(board):
    seq = last_of(board).seq
    PLAIN(AuditEntry).filter(seq=seq).delete()
    renumber(seq)
    rehash(seq)


@kind("outside")
def a_version_is_taken_out_everywhere_and_the_rest_sealed_anew(board):
    seq = forget_last_version(board)
    renumber(seq)
    rehash(seq)


@kind("file")
def the_first_entry_is_deleted(board):
    entries().first().delete()


@kind("base")
def the_last_entry_is_deleted(board):
    entries().last().delete()


@kind("file")
def the_whole_chain_is_deleted(board):
    entries().delete()


@kind("outside")
def the_trail_is_cut_off_everywhere(board):
    """The newest entry is of another board, whose second version goes without a trace."""
    other = Board.objects.get(pk=entries().last().object_pk)
    forget_last_version(other)


@kind("file")
def the_numbers_leave_a_gap(board):
    entry = entries().last()
    change(entry, seq=entry.seq + 1)


@kind("file")
def a_link_is_changed(board):
    change(last_of(board), prev="0" * 63 + "1")


@kind("file")
def a_digest_is_changed(board):
    change(last_of(board), digest="0" * 64)


@kind("file")
def a_payload_digest_is_changed(board):
    change(last_of(board), payload_digest="0" * 64)


@kind("file")
def an_entry_is_put_in_between(board):
    at = last_of(board).seq
    for entry in entries().filter(seq__gte=at).reverse():
        PLAIN(AuditEntry).filter(seq=entry.seq).update(seq=entry.seq + 1)
    entry = entries().get(seq=at + 1)
    entry.seq, entry.prev, entry.object_pk = at, "1" * 64, 10**6
    PLAIN(AuditEntry).bulk_create([entry])


@kind("base")
def an_entry_without_history_is_added_at_the_end(board):
    last, model = entries().last(), last_of(board)
    payload = told(model, version=board.version + 1, history_id=10**9)
    sealed = chain.sha256(payload)
    model.seq, model.prev, model.payload, model.payload_digest = last.seq + 1, last.digest, payload, sealed
    model.version, model.history_id = board.version + 1, 10**9
    model.digest = chain.digest_of(model.seq, model.prev, sealed)
    PLAIN(AuditEntry).bulk_create([model])


@kind("file")
def an_entry_with_a_false_digest_is_added_at_the_end(board):
    last, model = entries().last(), last_of(board)
    model.seq, model.prev, model.version, model.digest = last.seq + 1, last.digest, 99, "f" * 64
    PLAIN(AuditEntry).bulk_create([model])


@kind("file")
def an_entry_is_ascribed_to_another_table(board):
    change(last_of(board), table="boards_person")


@kind("file")
def an_entry_is_ascribed_to_another_record(board):
    change(last_of(board), object_pk=10**6)


@kind("file")
def an_entry_is_ascribed_to_another_version(board):
    change(last_of(board), version=77)


@kind("file")
def an_entry_is_made_a_first_one(board):
    change(last_of(board), kind="+")


@kind("file")
def an_entry_is_ascribed_to_another_history_row(board):
    change(last_of(board), history_id=10**6)


@kind("file")
def an_entry_is_ascribed_to_another_actor(board):
    change(last_of(board), actor="user:1")


@kind("file")
def an_entry_is_dated_back(board):
    entry = last_of(board)
    change(entry, recorded_at=entry.recorded_at - timedelta(days=30))


# Erasures as a cover


@kind("file")
def more_of_a_payload_is_blanked_than_the_erasure_says(board):
    entry = entries().get(seq=int(next(iter(Erasure.objects.get().after))))
    change(entry, payload=told(entry, label=""))


@kind("file")
def an_erasure_is_changed_to_cover_another_entry(board):
    entry, made = last_of(board), entries().filter(table="audit_erasure").last()
    payload = told(entry, name_en="")
    change(entry, payload=payload)
    after = json.loads(made.payload)["after"] | {str(entry.seq): chain.sha256(payload)}
    change(made, payload=told(made, after=after))


@kind("base")
def an_erasure_without_an_entry_is_added(board):
    PLAIN(Erasure).bulk_create(
        [
            Erasure(
                version=1,
                erased_table="boards_board",
                erased_pk=board.pk,
                fields=["name_en"],
                ground="x",
                after={},
            )
        ]
    )
