"""Verify the audit trail in the database: the chain, what it says against what is there, files, checkpoints, guards.

The chain itself is checked by the same lines as in offline_verify.py, which an auditor can run without us.
"""

import hashlib
import time
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from saferwales.audit import chain, guards, offline_verify
from saferwales.audit.models import AuditEntry, Checkpoint, StoredFile, record_models
from saferwales.audit.offline_verify import FACTS, Problem

STEP = 500
MOST = 1000


@dataclass
class Result:
    """What a verification found. ``problems`` is empty where all holds; the first one is the first bad entry."""

    entries: int = 0
    digest: str = chain.GENESIS
    problems: list = field(default_factory=list)
    erasures: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def holds(self):
        return not self.problems


class _Counter:
    """Tells ``progress(done, total)`` every few hundred rows."""

    def __init__(self, progress):
        self.progress, self.done = progress, 0
        rows = [AuditEntry, StoredFile, *(model.history.model for model in record_models()), *record_models()]
        self.total = sum(model.objects.count() for model in rows) if progress else 0

    def step(self):
        self.done += 1
        if self.progress and self.done % STEP == 0:
            self.progress(self.done, max(self.total, self.done))

    def end(self):
        if self.progress:
            self.progress(self.done, self.done)


def run(progress=None, outside=(), public_key=None):
    """Verify all of it; returns a Result. ``outside`` are checkpoints (dicts) that were kept elsewhere."""
    started, counter = time.monotonic(), _Counter(progress)
    taken = list(Checkpoint.objects.values("seq", "digest", "signature"))
    links = _links(counter, [*taken, *outside])
    links.finish()
    remarks = offline_verify.compare_checkpoints(links, taken, "of the trail itself")
    remarks += offline_verify.compare_checkpoints(links, outside, "kept elsewhere", public_key)
    result = Result(links.count, links.prev, links.problems, links.erasures, remarks)
    result.problems += _histories(counter, links.last) + _records(counter) + _files(counter) + _guards()
    result.problems.sort(key=lambda problem: (problem.seq == 0, problem.seq))
    result.seconds = time.monotonic() - started
    counter.end()
    return result


def _links(counter, checkpoints):
    links = offline_verify.Chain()
    links.watch(one["seq"] for one in checkpoints)
    for row in AuditEntry.objects.order_by("seq").values_list(*FACTS).iterator(2000):
        facts = list(row)
        facts[FACTS.index("recorded_at")] = chain.plain(facts[FACTS.index("recorded_at")])
        links.take(*facts)
        counter.step()
    return links


def _histories(counter, head):
    """Each history row has its entry and says what its payload says; each entry has its history row."""
    problems = []
    for model in record_models():
        table = model._meta.db_table
        own = AuditEntry.objects.filter(table=table, object_pk=OuterRef("id"), version=OuterRef("version"))
        rows = model.history.order_by("history_id").annotate(
            seq_=Subquery(own.values("seq")), payload_=Subquery(own.values("payload"))
        )
        for row in rows.iterator(500):
            counter.step()
            where = {"table": table, "pk": row.id, "version": row.version}
            if row.seq_ is None:
                problems.append(_problem("unchained", 0, **where))
            elif row.payload_ != chain.payload_of(row) and not _is_told(row, model, row.payload_, whole=True):
                problems.append(_problem("history", row.seq_))
        there = model.history.filter(history_id=OuterRef("history_id"), id=OuterRef("object_pk"))
        lost = AuditEntry.objects.filter(~Exists(there), table=table, seq__lte=head).order_by("seq")
        problems += [_problem("lost", seq) for seq in lost.values_list("seq", flat=True)[:MOST]]
    return problems[:MOST]


def _problem(kind, seq, **facts):
    """A problem in the reader's language."""
    sentences = {
        "unchained": _(
            "%(table)s %(pk)s, version %(version)s, has a history row without an entry in the chain."
        ),
        "history": _("Entry %(seq)s is wrong: its history row says something else."),
        "lost": _("Entry %(seq)s is wrong: its history row is not there."),
        "unrecorded": _("%(table)s %(pk)s is there without any entry."),
        "record": _("%(table)s %(pk)s says something else than its newest entry, %(seq)s."),
        "gone": _("%(table)s %(pk)s, recorded by entry %(seq)s, is not there."),
        "unknown": _("Entry %(seq)s is wrong: it is of no kind of record known here."),
        "file": _("The stored file %(sha256)s holds other bytes than those that were sealed."),
        "no_file": _("The file %(sha256)s, which %(table)s %(pk)s sealed, is not in the store."),
        "guards": _("%(number)s guards of the record are missing or altered, such as %(name)s."),
    }
    return Problem(kind, seq, sentences[kind] % {"seq": seq, **facts})


def _records(counter):
    """Each record is there and says what its newest entry says."""
    problems = []
    for model in record_models():
        table = model._meta.db_table
        newest = AuditEntry.objects.filter(table=table, object_pk=OuterRef("pk")).order_by("-version")
        rows = model.objects.annotate(
            seq_=Subquery(newest.values("seq")[:1]), payload_=Subquery(newest.values("payload")[:1])
        )
        for row in rows.order_by("pk").iterator(500):
            counter.step()
            if row.seq_ is None:
                problems.append(_problem("unrecorded", 0, table=table, pk=row.pk))
            elif not _is_told(row, model, row.payload_):
                problems.append(_problem("record", row.seq_, table=table, pk=row.pk))
        there = model.objects.filter(pk=OuterRef("object_pk"))
        lost = AuditEntry.objects.filter(~Exists(there), table=table, version=1).order_by("seq")
        found = lost.values_list("seq", "object_pk")[:MOST]
        problems += [_problem("gone", seq, table=table, pk=pk) for seq, pk in found]
    known = [model._meta.db_table for model in record_models()]
    strange = AuditEntry.objects.exclude(table__in=known).order_by("seq").values_list("seq", flat=True)
    return (problems + [_problem("unknown", seq) for seq in strange[:MOST]])[:MOST]


def _is_told(row, model, payload, *, whole=False):
    """Whether the payload says what the row says, and where asked nothing else.

    Of a field that its kind of record was given later, no earlier payload can tell: it must hold what it begins with.
    """
    try:
        said = chain.facts_of(model, payload)
    except (ValueError, AttributeError):
        return False
    if whole and not set(said) <= {"table", *(one.attname for one in row._meta.concrete_fields)}:
        return False
    return all(
        (said[one.attname] if one.attname in said else chain.plain(one.get_default()))
        == chain.plain(getattr(row, one.attname))
        for one in row._meta.concrete_fields
    )


def _files(counter):
    """Each stored file holds the bytes that are known by its digest, and each file that a record sealed is there."""
    problems = []
    for sha256, content in StoredFile.objects.order_by("sha256").values_list().iterator(20):
        counter.step()
        if hashlib.sha256(bytes(content)).hexdigest() != sha256:
            problems.append(_problem("file", 0, sha256=sha256))
    kept = StoredFile.objects.values("sha256")
    for model in record_models():
        for name in model.sealed_files:
            lost = model.objects.exclude(**{f"{name}__in": kept}).exclude(**{name: ""}).order_by("pk")
            found = lost.values_list("pk", name)[:MOST]
            table = model._meta.db_table
            problems += [_problem("no_file", 0, table=table, pk=pk, sha256=one) for pk, one in found]
    return problems[:MOST]


def _guards():
    names = guards.missing(connection)
    return [_problem("guards", 0, number=len(names), name=names[0])] if names else []
