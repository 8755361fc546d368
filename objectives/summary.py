"""How many objectives stand in each state, on each axis; rows for the bars: (key, label, count, address)."""

from collections import Counter

from django.urls import reverse

from objectives.models import Basis, Delivery


def _rows(counts, choices, programme, parameter):
    address = reverse("objectives:list", args=[programme.slug]) if programme else ""
    return [
        (key, label, counts[key], f"{address}?{parameter}={key}" if programme else "")
        for key, label in choices
        if counts[key]
    ]


def by_delivery(objectives, programme=None):
    return _rows(Counter(one.delivery for one in objectives), Delivery.choices, programme, "delivery")


def by_governance(objectives, programme=None):
    """By the basis on which they are governed; "no governing body" is a part of its own."""
    return _rows(Counter(one.governance_basis for one in objectives), Basis.choices, programme, "basis")
