"""Days as sources give them: a calendar day with the precision at which it is known."""

import calendar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How exactly a day is known; the stored day is the first of the period."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    SEASON = "season", _("Season")
    YEAR = "year", _("Year")
    FINANCIAL_YEAR = "financial-year", _("Financial year")
    YEARS = "years", _("Years")
    RECURRING = "recurring", _("Recurring")


def precision_field():
    return models.CharField(
        _("precision"), max_length=15, choices=Precision, default=Precision.DAY, blank=True
    )


def source_field():
    return models.TextField(_("where it is written"), blank=True)


def one_year_after(day):
    """The same day a year later; 28 February after the 29th."""
    leaps_away = (day.month, day.day) == (2, 29) and not calendar.isleap(day.year + 1)
    return day.replace(year=day.year + 1, day=28 if leaps_away else day.day)
