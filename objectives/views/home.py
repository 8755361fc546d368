"""The start page: what waits for me, the programme at a glance, what changed lately."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boards.models import Board, Region, Seat
from objectives import latest, policies, summary
from objectives.models import Answer, Delivery, Handover, HandoverItem, Objective
from objectives.staleness import is_overdue, is_stale
from saferwales.accounts.permissions import Role
from saferwales.audit import asat
from workstreams.models import Programme, ProgrammeState, RegionalReturn, SroAppointment, Workstream

UNANSWERED = (Answer.AWAITING, Answer.AGREED, Answer.UNDER_DISCUSSION)


def _load(request):
    mine = Programme.objects.for_user(request.user)
    return asat.reading(request).load(
        mine,
        Workstream.objects.filter(programme__in=mine),
        Objective.objects.filter(programme__in=mine),
        Handover.objects.filter(programme__in=mine),
        HandoverItem.objects.filter(handover__programme__in=mine),
        RegionalReturn.objects.filter(programme__in=mine),
        Region.objects.all(),
        Board.objects.filter(archived=False),
        SroAppointment.objects.filter(user=request.user),
        Seat.objects.filter(user=request.user),
    )


def _task(sentence, url_name, *args, query="", rows=()):
    return {"sentence": sentence, "name": url_name, "args": args, "query": query, "rows": rows}


def _attention(rows, programme, day):
    return [row for row in rows if is_stale(row, programme, day) or is_overdue(row, programme, day)]


def _for_manager(reading, programme, day):
    rows = [row for row in reading.all(Objective) if row.programme_id == programme.pk]
    claimed = [row for row in rows if row.delivery == Delivery.COMPLETE_CLAIMED]
    late = _attention(rows, programme, day)
    nobody = [row for row in rows if row.ungoverned]
    if claimed:
        yield _task(
            ngettext(
                "%(n)d claimed completion waits to be verified",
                "%(n)d claimed completions wait to be verified",
                len(claimed),
            )
            % {"n": len(claimed)},
            "objectives:list",
            programme.slug,
            query="delivery=complete_claimed",
            rows=claimed,
        )
    if late:
        yield _task(
            ngettext(
                "%(n)d objective is stale or overdue", "%(n)d objectives are stale or overdue", len(late)
            )
            % {"n": len(late)},
            "objectives:list",
            programme.slug,
            query="attention=either",
            rows=late,
        )
    if nobody:
        yield _task(
            ngettext(
                "%(n)d objective has no governing body",
                "%(n)d objectives have no governing body",
                len(nobody),
            )
            % {"n": len(nobody)},
            "objectives:list",
            programme.slug,
            query="basis=none",
            rows=nobody,
        )


def _for_sro(reading, programme, day):
    held = [
        one for one in reading.all(SroAppointment) if one.programme_id == programme.pk and one.held_on(day)
    ]
    streams = {one.workstream_id for one in held}
    for stream in reading.all(Workstream):
        if stream.pk in streams:
            rows = [row for row in reading.all(Objective) if row.workstream_id == stream.pk]
            late = _attention(rows, programme, day)
            if late:
                sentence = ngettext(
                    "Work-stream %(number)d: %(n)d objective is stale or overdue",
                    "Work-stream %(number)d: %(n)d objectives are stale or overdue",
                    len(late),
                ) % {"n": len(late), "number": stream.number}
            else:
                sentence = _("Work-stream %(number)d: no update is due") % {"number": stream.number}
            yield _task(sentence, "objectives:workstream", programme.slug, stream.number, rows=late)
    if None in streams:
        claimed = [
            row
            for row in reading.all(Objective)
            if row.programme_id == programme.pk and row.delivery == Delivery.COMPLETE_CLAIMED
        ]
        if claimed:
            yield _task(
                ngettext(
                    "%(n)d claimed completion waits to be verified",
                    "%(n)d claimed completions wait to be verified",
                    len(claimed),
                )
                % {"n": len(claimed)},
                "objectives:list",
                programme.slug,
                query="delivery=complete_claimed",
                rows=claimed,
            )


def _items(reading, programme):
    return [one for one in reading.all(HandoverItem) if one.handover.programme_id == programme.pk]


def _for_secretary(reading, programme, day):
    waiting = [one for one in _items(reading, programme) if one.answer in UNANSWERED]
    if waiting:
        yield _task(
            ngettext(
                "%(n)d handover item has no final answer",
                "%(n)d handover items have no final answer",
                len(waiting),
            )
            % {"n": len(waiting)},
            "objectives:handovers",
            programme.slug,
        )
    returns = [one for one in reading.all(RegionalReturn) if one.programme_id == programme.pk]
    owner = [one for one in returns if one.lacks_owner]
    empty = [one for one in returns if one.state_on(day) in ("not_received", "overdue")]
    if owner:
        yield _task(
            ngettext(
                "%(n)d regional return names actions without an owner",
                "%(n)d regional returns name actions without an owner",
                len(owner),
            )
            % {"n": len(owner)},
            "workstreams:regions",
            programme.slug,
        )
    if empty:
        yield _task(
            ngettext(
                "%(n)d regional return was not received",
                "%(n)d regional returns were not received",
                len(empty),
            )
            % {"n": len(empty)},
            "workstreams:regions",
            programme.slug,
        )


def _for_board(reading, programme, day):
    boards = {seat.board_id for seat in reading.all(Seat) if seat.held_on(day)}
    for board in reading.all(Board):
        if board.pk not in boards:
            continue
        asked = [
            one
            for one in _items(reading, programme)
            if one.handover.receiver_id == board.pk and one.answer in UNANSWERED
        ]
        if asked:
            yield _task(
                ngettext(
                    "%(board)s: %(n)d item offered has no final answer",
                    "%(board)s: %(n)d items offered have no final answer",
                    len(asked),
                )
                % {"n": len(asked), "board": board},
                "objectives:handovers",
                programme.slug,
            )
        governed = [row for row in reading.all(Objective) if row.governing_body_id == board.pk]
        yield _task(
            ngettext("%(board)s governs %(n)d objective", "%(board)s governs %(n)d objectives", len(governed))
            % {"n": len(governed), "board": board},
            "boards:board",
            board.slug,
        )


WAITING = {
    Role.MANAGER: _for_manager,
    Role.ADMINISTRATOR: _for_manager,
    Role.SRO: _for_sro,
    Role.SECRETARY: _for_secretary,
    Role.BOARD: _for_board,
}


def home(request):
    reading, day = _load(request), policies.today()
    programmes = sorted(
        reading.all(Programme), key=lambda one: list(ProgrammeState).index(ProgrammeState(one.state))
    )
    asked = request.GET.get("programme")
    chosen = next((one for one in programmes if one.slug == asked), programmes[0] if programmes else None)
    tasks, objectives = [], []
    if chosen:
        for role in sorted(request.user.roles_in(chosen)):
            tasks += WAITING[role](reading, chosen, day) if role in WAITING else []
        objectives = [row for row in reading.all(Objective) if row.programme_id == chosen.pk]
    context = {
        "programme": chosen,
        "nav": "home",
        "tasks": tasks,
        "others": [one for one in programmes if one is not chosen],
        "deliveries": summary.by_delivery(objectives, chosen),
        "governances": summary.by_governance(objectives, chosen),
        "changes": latest.changes({row.pk: row for row in objectives}) if objectives else [],
        "roles": [str(role.label) for role in Role if role in request.user.roles_in(chosen)]
        if chosen
        else [],
    }
    return render(request, "home/home.html", context)
