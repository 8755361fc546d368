"""The chain as a file: JSON Lines that somebody without the application can verify with offline_verify.py.

The first line says the first and last number, the count and the digest, so that a short extract is provably short.
"""

import json

from django.utils import timezone

from saferwales.audit import chain, checkpoints
from saferwales.audit.models import AuditEntry, Checkpoint
from saferwales.audit.offline_verify import FACTS


def lines(first=1, last=None):
    """The lines of an export of the entries ``first`` to ``last`` (None: the newest)."""
    head, _digest = chain.head()
    last = head if last is None else min(last, head)
    first = max(1, first)
    yield _line(_header(first, last, head))
    found = AuditEntry.objects.filter(seq__gte=first, seq__lte=last).order_by("seq")
    for row in found.values_list(*FACTS).iterator(2000):
        facts = dict(zip(FACTS, row, strict=True))
        yield _line(facts | {"recorded_at": chain.plain(facts["recorded_at"])})


def _header(first, last, head):
    ends = dict(AuditEntry.objects.filter(seq__in=(first - 1, last)).order_by().values_list("seq", "digest"))
    count = max(0, last - first + 1)
    return {
        "scheme": chain.SCHEME,
        "kind": "export",
        "first": first,
        "last": last,
        "count": count,
        "head": head,
        "prev": ends.get(first - 1, chain.GENESIS),
        "digest": ends.get(last if count else first - 1, chain.GENESIS),
        "exported_at": chain.plain(timezone.now()),
        "checkpoints": [checkpoints.as_facts(one) for one in Checkpoint.objects.all()],
    }


def _line(facts):
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"
