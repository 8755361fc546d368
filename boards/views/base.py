"""What the boards' pages share: a board read through the user, and the kinds of record kept above it."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from boards import policies
from boards.models import Board, BoardRelation


def upper(name):
    """The kind of record that an app above keeps about boards, read through the board's related manager."""
    return Board._meta.get_field(name).related_model


def get_board(request, slug):
    return get_object_or_404(policies.visible_boards(request.user), slug=slug, archived=False)


def get_seat(board, pk):
    """A seat of the board; a number that no database holds is no seat."""
    if pk >= 2**63:
        raise Http404
    return get_object_or_404(
        board.seats.filter(archived=False).select_related("person", "organisation"), pk=pk
    )


def get_relation(request, board, pk):
    """A relation of the board, outward; one whose far end does not exist for the user is no relation here."""
    if pk >= 2**63:
        raise Http404
    there = Q(to_board=None) | Q(to_board__in=policies.visible_boards(request.user).values("pk"))
    return get_object_or_404(BoardRelation.objects.filter(there, board=board, archived=False), pk=pk)


def get_meeting(board, pk):
    """A meeting of the board; another board's meeting is none here."""
    return _get(board.meetings.select_related("board"), pk)


def get_part(model, board, pk):
    """What belongs to a meeting of the board: an agenda item, a decision or an action."""
    found = model.objects.filter(meeting__board=board).select_related("meeting__board")
    return _get(found, pk)


def _get(queryset, pk):
    if pk >= 2**63:
        raise Http404
    return get_object_or_404(queryset.filter(archived=False), pk=pk)
