"""Acts on recommendations: recording one, and changing its words, response or outcome."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from objectives import policies
from objectives.actions.status import _check_day, _check_reason
from objectives.models import Recommendation
from saferwales.audit import conflict, writing
from workstreams.models import Programme


@transaction.atomic
def create_recommendation(*, programme, by, effective_on, reason, **facts):
    """Record a recommendation under a key of its own; it takes the last place in the list."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    policies.check_can_keep(by, "recommendation.edit", programme)
    _check_reason(reason)
    _check_day(effective_on)
    own = Recommendation.objects.filter(programme=programme)
    if own.filter(key=facts["key"]).exists():
        raise ValidationError(
            {"key": _("Another recommendation of this programme has this key. Choose a different one.")}
        )
    last = own.aggregate(last=Max("order"))["last"] or 0
    return writing.enter(
        Recommendation,
        by=by,
        reason=reason,
        effective_on=effective_on,
        programme=programme,
        order=last + 1,
        **facts,
    )


@transaction.atomic
def edit_recommendation(*, recommendation, by, effective_on, reason, expected_version=None, **facts):
    """Change the words, the response or the outcome. Raises Conflict where somebody else changed it meanwhile."""
    recommendation = writing.lock(Recommendation.objects.select_related("programme"), pk=recommendation.pk)
    policies.check_can_keep(by, "recommendation.edit", recommendation.programme)
    _check_reason(reason)
    _check_day(effective_on)
    conflict.check_version(recommendation, expected_version)
    return writing.amend(recommendation, by=by, reason=reason, effective_on=effective_on, **facts)
