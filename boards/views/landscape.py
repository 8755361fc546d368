"""The landscape: who sits on which board, and where it is crowded."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import landscape as findings
from boards import policies
from boards.models import BoardRelation, Organisation, Person, Region, Seat
from saferwales.audit import asat
from saferwales.web import pages


@require_safe
def landscape(request):
    """Everything is computed over the boards that exist for the user, in one statement."""
    visible = policies.visible_boards(request.user).order_by()
    boards = visible.values("pk")
    seats = Seat.objects.filter(board__in=boards)
    reading = asat.reading(request)
    reading.load(
        visible,
        seats,
        reading.linked(Organisation, seats, "organisation"),
        reading.linked(Person, seats, "person"),
        BoardRelation.objects.filter(Q(to_board=None) | Q(to_board__in=boards), board__in=boards),
        Region.objects.all(),
    )
    return render(request, "boards/landscape.html", {"nav": "boards", **_found(request, reading)})


def _found(request, reading):
    """What the reading says of crowding, and one page of the matrix: its organisations and the boards they sit on."""
    seated, rows = findings.matrix(reading)
    page = pages.cut_list(request, rows)
    sat_on = {key for _one, where in page.rows for key in where}
    columns = [one for one in seated if one.pk in sat_on]
    many = findings.on_many_boards(reading)
    return {
        "boards": columns,
        "rows": [
            {
                "organisation": one,
                "number": len(where),
                "cells": [{"board": board, "seats": where.get(board.pk, ())} for board in columns],
            }
            for one, where in page.rows
        ],
        "page": page,
        "unseated": len(findings.operating(reading)) - len(seated),
        "many": many[: pages.PAGE_SIZE],
        "many_more": len(many[pages.PAGE_SIZE :]),
        "least": findings.MANY,
        "overlaps": findings.overlaps(reading),
        "twice": findings.covered_twice(reading),
        "day": reading.day,
    }
