"""What the checks before issue find in a programme's documents."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from objectives import policies
from reports.checks.record import Checks
from saferwales.audit import asat
from workstreams.views.base import get_programme


def by_document(checks, findings):
    """(document, its findings) in the order of the documents; what lies between documents comes last."""
    names = {one.key: str(one) for one in checks.letters} | {one.key: str(one) for one in checks.documents}
    groups = {
        name: [] for name in [*(str(one) for one in checks.documents), *(str(one) for one in checks.letters)]
    }
    between = _("Between the documents")
    for one in findings:
        name = names.get(one.passage.document, between) if one.passage else between
        groups.setdefault(name, []).append(one)
    return [(name, own) for name, own in groups.items() if own]


@require_safe
def checks(request, programme):
    programme = get_programme(request, programme)
    found = Checks(asat.reading(request), programme)
    context = {
        "programme": programme,
        "nav": "reports",
        "blocking": found.blocking,
        "blocking_groups": by_document(found, found.blocking),
        "overridden_groups": by_document(found, [one for one in found.findings if one.override]),
        "style_groups": by_document(
            found, [one for one in found.findings if not one.may_be_overridden and not one.override]
        ),
        "refusal": policies.refusal(policies.check_can_keep, request.user, "finding.override", programme),
    }
    return render(request, "reports/checks.html", context)
