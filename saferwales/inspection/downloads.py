"""The chain as files: what a search found as a table, and the whole chain in its own format.

Both are sent as they are read, so that a million entries need no more memory than one page; both say at which entry
they begin and end, how many there are, and the digest, so that a file which was cut short shows it.
"""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from saferwales.accounts.permissions import require
from saferwales.audit import chain, export
from saferwales.inspection import facts
from saferwales.inspection.models import Verification
from saferwales.inspection.naming import Names
from saferwales.inspection.search import Search, SearchForm
from saferwales.web import csv

AT_ONCE = 2000
COLUMNS = (
    (gettext_lazy("Entry"), lambda line: line.entry.seq),
    (gettext_lazy("Recorded (UTC)"), lambda line: chain.plain(line.entry.recorded_at)),
    (gettext_lazy("Recorded (London)"), lambda line: _london(line.entry.recorded_at)),
    (gettext_lazy("True since"), lambda line: line.effective_on),
    (gettext_lazy("Recorded by"), lambda line: line.actor_name),
    (gettext_lazy("Account"), lambda line: line.entry.actor),
    (gettext_lazy("Kind of record"), lambda line: line.object_kind),
    (gettext_lazy("Record"), lambda line: line.object_name),
    (gettext_lazy("Shown with"), lambda line: line.object_owner),
    (gettext_lazy("Number of the record"), lambda line: line.entry.object_pk),
    (gettext_lazy("Version"), lambda line: line.entry.version),
    (gettext_lazy("Kind of entry"), lambda line: line.kind_label),
    (gettext_lazy("Reason"), lambda line: line.reason),
    (gettext_lazy("Evidence"), lambda line: line.evidence),
    (gettext_lazy("Digest of the contents"), lambda line: line.entry.payload_digest),
    (gettext_lazy("Digest of the entry"), lambda line: line.entry.digest),
)


def _london(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")


def _batches(search):
    """The entries of a search, newest first, some at a time, each with its names."""
    found = search.older(most=AT_ONCE)
    while found:
        names = Names()
        lines = [facts.Line(one, names) for one in found]
        names.load()
        yield lines
        found = search.older(found[-1].seq, most=AT_ONCE) if len(found) == AT_ONCE else None


def _rows(search):
    """A row for each entry, and a last one that says what the file holds: without it, the file was cut short."""
    head, head_digest = chain.head()
    count, first, last = 0, None, None
    for lines in _batches(search):
        count, last, first = count + len(lines), last or lines[0].entry, lines[-1].entry
        yield from ([read(line) for _heading, read in COLUMNS] for line in lines)
    if count:
        stated = _(
            "End of the file: %(count)s entries, from entry %(first)s to entry %(last)s, newest first. Digest of "
            "entry %(last)s: %(digest)s. The chain's last entry was %(head)s, digest %(head_digest)s."
        ) % {
            "count": count, "first": first.seq, "last": last.seq, "digest": last.digest, "head": head,
            "head_digest": head_digest,
        }  # fmt: skip
    else:
        stated = _(
            "End of the file: no entry matches. The chain's last entry was %(head)s, digest %(head_digest)s."
        ) % {"head": head, "head_digest": head_digest}
    yield [stated]


def _asked(request):
    """(form, answer): the checked search, or the page that says what is wrong with it."""
    form = SearchForm(request.GET)
    if form.is_valid():
        return form, None
    context = {"nav": "audit", "form": form, "page": None, "verification": Verification.objects.standing()}
    return form, render(request, "audit/list.html", context, status=400)


@require_safe
def entries_csv(request):
    """Exactly what the list shows, all its pages."""
    require(request.user, "audit.read")
    form, wrong = _asked(request)
    if wrong:
        return wrong
    return csv.response("audit-entries", [heading for heading, _read in COLUMNS], _rows(Search.of(form)))


def _stretch(search):
    """The numbers of the first and the last entry that a search finds; none where it finds nothing."""
    if not search.is_narrowed:
        return 1, None
    first, last = search.newer(0, most=1), search.older(most=1)
    return (first[0].seq, last[0].seq) if first and last else (1, 0)


@require_safe
def chain_file(request):
    """The chain in its own format, which the verifier reads without this application.

    A search cannot leave out entries between two others, or nobody could verify what is left: the file holds the
    whole stretch from the first entry found to the last.
    """
    require(request.user, "audit.read")
    form, wrong = _asked(request)
    if wrong:
        return wrong
    headers = {"Content-Disposition": 'attachment; filename="audit-chain.jsonl"'}
    lines = export.lines(*_stretch(Search.of(form)))
    return StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8", headers=headers)
