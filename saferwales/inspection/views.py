"""Searching the chain, reading one entry, and verifying the whole."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saferwales.accounts.permissions import require
from saferwales.audit import chain
from saferwales.audit.models import AuditEntry, Erasure
from saferwales.inspection import facts, runner
from saferwales.inspection.models import Verification
from saferwales.inspection.naming import Names
from saferwales.inspection.search import Search, SearchForm, cut
from saferwales.web import pages

LARGEST = 2**63 - 1


@require_safe
def entries(request):
    """The chain's entries, newest first."""
    require(request.user, "audit.read")
    form = SearchForm(request.GET)
    context = {"nav": "audit", "form": form, "page": None, "verification": Verification.objects.standing()}
    if not form.is_valid():
        return render(request, "audit/list.html", context, status=400)
    search = Search.of(form)
    page, names = cut(request, search), Names()
    lines = [facts.Line(one, names) for one in page.entries]
    names.load()
    context |= {"page": page, "lines": lines, "head": chain.head()[0], "is_narrowed": search.is_narrowed}
    return pages.render_page_or_fragment(request, "audit/list.html", "audit/_results.html", context)


def _around(entry, line):
    """The entries of the chain that one is read with, by what they are to it. One statement.

    ``before`` and ``after`` are of the same record; ``link`` is the one before it in the chain.
    """
    same = Q(table=entry.table, object_pk=entry.object_pk)
    wanted = Q(seq__in=[entry.seq - 1, entry.seq + 1]) | same & Q(
        version__in=[entry.version - 1, entry.version + 1]
    )
    wanted |= same & Q(history_id=line.corrects or 0)
    if line.model:
        later = line.model.history.filter(id=entry.object_pk, corrects=entry.history_id)
        wanted |= same & Q(version__in=later.values("version"))
    found = list(AuditEntry.objects.filter(wanted).exclude(seq=entry.seq).order_by("seq"))
    own = [one for one in found if (one.table, one.object_pk) == (entry.table, entry.object_pk)]
    read = {one.seq: facts.read(one) for one in own}
    return {
        "link": next((one for one in found if one.seq == entry.seq - 1), None),
        "follower": next((one for one in found if one.seq == entry.seq + 1), None),
        "before": next((one for one in own if one.version == entry.version - 1), None),
        "after": next((one for one in own if one.version == entry.version + 1), None),
        "corrects": next((one for one in own if line.corrects and one.history_id == line.corrects), None),
        "corrected_by": [one for one in own if read[one.seq].get("corrects") == entry.history_id],
    }


def _erasure(entry):
    """The lawful erasure that left the payload as it is, or None: then it was changed otherwise."""
    remains = chain.sha256(entry.payload)
    made = Erasure.objects.filter(erased_table=entry.table, erased_pk=entry.object_pk)
    return next((one for one in made if one.after.get(str(entry.seq)) == remains), None)


@require_safe
def entry(request, seq):
    """One entry: what it changed, who recorded it and why, and how it is sealed."""
    require(request.user, "audit.read")
    one = AuditEntry.objects.filter(seq=seq).first() if seq <= LARGEST else None
    if one is None:
        raise Http404
    names = Names()
    line = facts.Line(one, names)
    around = _around(one, line)
    before = facts.Line(around["before"], names) if around["before"] else None
    for side in filter(None, (line, before)):
        facts.ask_links(side, names)
    names.load()
    context = {
        "nav": "audit",
        "line": line,
        "changes": facts.changes(line, before.facts if before else {}, names),
        "link_holds": one.prev == (around["link"].digest if around["link"] else chain.GENESIS),
        "erasure": None if line.payload_holds else _erasure(one),
        **around,
    }
    return render(request, "audit/entry.html", context)


@require_safe
def verification(request):
    """How far the verification is, and how the last one ended; the page asks for this again while one runs."""
    require(request.user, "audit.read")
    context = {"nav": "audit", "verification": Verification.objects.standing()}
    return pages.render_page_or_fragment(
        request, "audit/verification.html", "audit/_verification.html", context
    )


@require_POST
def verify_now(request):
    """Begin a verification, where none runs already."""
    require(request.user, "audit.verify")
    begun = Verification.objects.begin(request.user)
    if begun is None:
        messages.info(request, _("A verification is running already. You see below how far it is."))
    else:
        runner.start(begun)
    return redirect("audit:verification")
