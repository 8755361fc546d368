"""When an objective needs somebody's attention: stale or overdue, but only while reporting is open."""

from datetime import timedelta

from django.db.models import Q

from objectives.models import Delivery

ENDED = (Delivery.COMPLETE_VERIFIED, Delivery.DISCONTINUED)
NOTHING = Q(pk__in=[])


def stale_q(programme, day):
    """Open objectives whose last update is older than the reporting interval; none once reporting has ended."""
    if not programme.reporting_open_on(day):
        return NOTHING
    oldest = day - timedelta(days=programme.reporting_interval)
    return ~Q(delivery__in=ENDED) & (Q(updated_on__lt=oldest) | Q(updated_on__isnull=True))


def overdue_q(programme, day):
    """Open objectives whose due date has passed; none once reporting has ended."""
    if not programme.reporting_open_on(day):
        return NOTHING
    return ~Q(delivery__in=ENDED) & Q(due_on__lt=day)


def is_stale(objective, programme, day):
    if not programme.reporting_open_on(day) or not objective.is_open:
        return False
    oldest = day - timedelta(days=programme.reporting_interval)
    return objective.updated_on is None or objective.updated_on < oldest


def is_overdue(objective, programme, day):
    return bool(
        programme.reporting_open_on(day) and objective.is_open and objective.due_on and objective.due_on < day
    )
