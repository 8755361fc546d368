"""The landscape: who sits on which board, and where it is crowded."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import landscape as findings
from boards import policies
from boards.models import BoardRelation, Organisation, Person, Region, Seat
from saferwales.audit import asat


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
    columns, rows = findings.matrix(reading)
    context = {
        "nav": "boards",
        "boards": columns,
        "rows": [
            {
                "organisation": one,
                "number": len(where),
                "cells": [{"board": board, "seats": where.get(board.pk, ())} for board in columns],
            }
            for one, where in rows
        ],
        "unseated": len(findings.operating(reading)) - len(columns),
        "many": findings.on_many_boards(reading),
        "least": findings.MANY,
        "overlaps": findings.overlaps(reading),
        "twice": findings.covered_twice(reading),
        "day": reading.day,
    }
    return render(request, "boards/landscape.html", context)
