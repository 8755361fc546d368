"""How documents say that one board stands to another, each kind as words between the two names."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "co-founds": _("founds together with others"),
    "directs": _("directs"),
    "embedded_in": _("is embedded in"),
    "formerly": _("was formerly"),
    "governed_by": _("is governed by"),
    "hosted_by": _("is hosted by"),
    "invites": _("invites"),
    "meets_back_to_back_with": _("meets back to back with"),
    "merges": _("merges"),
    "oversees": _("oversees"),
    "part_of": _("is part of"),
    "possibly_same_as": _("is possibly the same as"),
    "priority_of": _("is a priority of"),
    "provides_direction_to": _("provides direction to"),
    "provides_governance_for": _("provides governance for"),
    "receives_direction_from": _("receives direction from"),
    "receives_reports_from": _("receives reports from"),
    "renamed_to": _("was renamed to"),
    "replaced_by": _("is replaced by"),
    "replaces": _("replaces"),
    "reports_to": _("reports to"),
    "sits_within": _("sits within"),
    "succeeded_by": _("is succeeded by"),
    "succeeds": _("succeeds"),
    "works_with": _("works with"),
}


def words(kind):
    """The kind in words; one that is not in the table is shown as it is written."""
    return KINDS.get(kind) or kind.replace("_", " ")
