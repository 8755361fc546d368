"""All boards, by level and region."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.views.decorators.http import require_safe

from boards import policies
from boards.filters import BoardFilter
from boards.models import Board, Level, Region, Seat
from boards.views.base import upper
from saferwales.accounts import permissions
from saferwales.audit import asat
from saferwales.web.pages import render_page_or_fragment


@dataclass
class Group:
    """The boards of one level, in the order of their regions."""

    label: str
    regions: list = field(default_factory=list)


@dataclass
class RegionRows:
    region: Region | None
    rows: list


def _counts(reading, found, programmes):
    """Seats held today and objectives governed, by board."""
    day = reading.day
    held = (Q(from_on=None) | Q(from_on__lte=day)) & (Q(to_on=None) | Q(to_on__gte=day))
    seats = reading.of(Seat).filter(held, board__in=found)
    governed = reading.of(upper("objectives")).filter(governing_body__in=found, programme__in=programmes)
    return (
        dict(seats.order_by().values_list("board_id").annotate(Count("id"))),
        dict(governed.order_by().values_list("governing_body_id").annotate(Count("id"))),
    )


def _groups(rows, regions):
    """Levels from the widest to the most local; in each, boards of no region first, then region by region."""
    groups = []
    for level in Level:
        of_level = [row for row in rows if row["board"].level == level]
        if not of_level:
            continue
        group = Group(level.label)
        for region in [None, *regions]:
            own = [row for row in of_level if row["board"].region_id == (region.pk if region else None)]
            if own:
                group.regions.append(RegionRows(region, own))
        groups.append(group)
    return groups


@require_safe
def boards(request):
    """The boards that exist for the user. What a board governs is counted over the user's own programmes."""
    reading = asat.reading(request).load(Region.objects.filter(archived=False))
    regions = reading.all(Region)
    form = BoardFilter(request.GET, regions=regions)
    visible = policies.visible_boards(request.user)
    found = form.narrow(reading.of(Board).filter(id__in=visible.order_by().values("pk")))
    reading.load(Board.objects.filter(pk__in=found.order_by().values("id")))
    programmes = upper("programmes").objects.for_user(request.user)
    seats, governed = _counts(reading, found.order_by().values("id"), programmes)
    rows = [
        {"board": board, "seats": seats.get(board.pk, 0), "governed": governed.get(board.pk, 0)}
        for board in reading.all(Board)
    ]
    context = {
        "nav": "boards",
        "form": form,
        "groups": _groups(rows, regions),
        "count": len(rows),
        "may_edit": permissions.may(request.user, "board.edit"),
    }
    return render_page_or_fragment(request, "boards/list.html", "boards/_results.html", context)
