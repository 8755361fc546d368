"""One board: who chairs it and sits on it, how it stands to others, what it decided and what it governs."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards import policies, relation_kinds
from boards import policies_meetings as rules
from boards.filters import day_form
from boards.models import (
    Board,
    BoardRelation,
    Decision,
    Meeting,
    MeetingAction,
    Organisation,
    Person,
    Post,
    Region,
    Seat,
    SeatRole,
)
from boards.views.base import upper
from boards.views.meetings import open_actions
from saferwales.accounts import permissions
from saferwales.audit import asat, twins
from saferwales.web.keys import natural

CHAIRS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR)


def _item_model():
    return upper("handovers_given")._meta.get_field("items").related_model


def _around(visible, slug, relations, handovers):
    """The board, those it is related to, and the other ends of its handovers."""
    return visible.filter(
        Q(slug=slug)
        | Q(pk__in=relations.values("board"))
        | Q(pk__in=relations.values("to_board"))
        | Q(pk__in=handovers.values("giver"))
        | Q(pk__in=handovers.values("receiver"))
    )


def _load(request, slug):
    """The board and all that the user may read about it, in one statement."""
    visible = policies.visible_boards(request.user)
    one = visible.filter(slug=slug)
    mine = upper("programmes").objects.for_user(request.user)
    handovers = upper("handovers_given").objects.filter(
        Q(giver__in=one) | Q(receiver__in=one), programme__in=mine
    )
    items = _item_model().objects.filter(handover__in=handovers)
    relations = BoardRelation.objects.filter(Q(board__in=one) | Q(to_board__in=one), board__in=visible)
    seats = Seat.objects.filter(board__in=one)
    reading = asat.reading(request)
    return reading.load(
        _around(visible, slug, relations, handovers),
        Region.objects.filter(boards__in=one),
        seats,
        Person.objects.filter(pk__in=seats.values("person")),
        Organisation.objects.filter(
            Q(pk__in=seats.values("organisation")) | Q(pk__in=relations.values("to_organisation"))
        ),
        Post.objects.filter(board__in=one),
        relations,
        Meeting.objects.filter(board__in=one),
        Decision.objects.filter(meeting__board__in=one),
        MeetingAction.objects.filter(meeting__board__in=one),
        mine,
        reading.where(upper("objectives"), governing_body__in=one, programme__in=mine),
        handovers,
        items,
        reading.linked(upper("objectives"), items, "objective"),
    )


def _relations(reading, board):
    """The board's relations, outward and inward, with the other end where it exists for the user."""
    found = []
    for relation in reading.all(BoardRelation):
        relation.from_precision = relation.to_precision = "day"  # its span is printed like a seat's
        outward = relation.board_id == board.pk
        if outward and relation.to_board_id:
            other = reading.get(Board, relation.to_board_id)
        elif outward:
            other = reading.get(Organisation, relation.to_organisation_id) or relation.to_post
        else:
            other = reading.get(Board, relation.board_id)
        if other:
            kind = relation_kinds.words(relation.kind)
            found.append({"relation": relation, "outward": outward, "other": other, "kind": kind})
    return found


def _neighbours(relations):
    return [(str(row["other"]), str(row["kind"]), row["outward"]) for row in relations]


def _seat_facts(reading, board, request):
    """Chairs in succession, and the seats as at the day asked for (today, or the board's last day)."""
    seats = reading.all(Seat, board_id=board.pk)
    today = reading.day
    ended = board.ended_on if board.ended_on and board.ended_on < today else None
    form, day = day_form(request, ended or today)
    rank = {role: place for place, role in enumerate(SeatRole.values)}
    held = sorted(
        (seat for seat in seats if seat.held_on(day)), key=lambda seat: (rank[seat.role], seat.order)
    )
    sole = [seat for seat in held if seat.role == SeatRole.CHAIR]
    return {
        "chairs": sorted((s for s in seats if s.role in CHAIRS), key=lambda s: (rank[s.role], s.order)),
        "day": day,
        "day_form": form,
        "held": held,
        "several_chairs": len(sole) > 1,
        "before": bool(board.founded_on and board.founded_precision == "day" and day < board.founded_on),
        "after": bool(board.ended_on and day > board.ended_on),
        "unsure": any(seat.from_on is None or seat.to_on is None for seat in held),
    }


def _handovers(reading, board):
    found = reading.all(upper("handovers_given"))
    items = reading.all(_item_model())
    for handover in found:
        handover.loaded_items = [one for one in items if one.handover_id == handover.pk]
    return {
        "given": [one for one in found if one.giver_id == board.pk],
        "received": [one for one in found if one.receiver_id == board.pk],
    }


def _refusal(user, programmes, permission):
    """The sentence that explains why the user may not do this to the board, or nothing."""
    known = [one for one in programmes if not one.archived]
    if not known and permissions.may(user, permission):
        return ""
    if any(permissions.may(user, permission, one) for one in known):
        return ""
    return permissions.refusal_of(user, permission)


def _refusals(user, programmes):
    """Why the board, and the address of its calendar, cannot be changed; empty where they can."""
    return {
        "edit_refusal": _refusal(user, programmes, "board.edit"),
        "feed_refusal": _refusal(user, programmes, "calendar.board"),
    }


def _meetings(reading, board, user):
    """The board's meetings with their decisions, what is still to be done after them, and why one may not keep them."""
    programmes, seats = reading.all(upper("programmes")), reading.all(Seat, board_id=board.pk)
    return {
        "meetings": [
            {"meeting": meeting, "decisions": reading.all(Decision, meeting_id=meeting.pk)}
            for meeting in reading.all(Meeting)
        ],
        "actions": open_actions(reading, user),
        "keep_refusal": rules.refusal(rules.check_loaded, user, board, programmes, seats),
    }


@require_safe
def board(request, slug):
    reading = _load(request, slug)
    found = [one for one in reading.all(Board) if one.slug == slug]
    if not found:
        raise Http404
    one = found[0]
    relations = _relations(reading, one)
    programmes = reading.all(upper("programmes"))
    governed = [programme for programme in programmes if programme.governing_board_id == one.pk]
    context = {
        "nav": "boards",
        "board": one,
        "region": reading.get(Region, one.region_id),
        "relations": relations,
        "neighbours": _neighbours(relations),
        "posts": reading.all(Post, board_id=one.pk),
        "programmes": governed,
        "objectives": reading.all(
            upper("objectives"),
            governing_body_id=one.pk,
            key=lambda one: (one.programme.name_en, natural(one.key)),
        ),
        **_refusals(request.user, governed),
        **_seat_facts(reading, one, request),
        **_handovers(reading, one),
        **_meetings(reading, one, request.user),
    }
    context["behind"] = [] if context["edit_refusal"] else twins.late(reading, one)
    status = 422 if context["day_form"].errors else 200
    return render(request, "boards/board.html", context, status=status)
