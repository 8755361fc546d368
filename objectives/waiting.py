"""What waits for whom: each role's tasks in a programme, from what a page has read."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boards.models import Board, Seat
from objectives import correspondence
from objectives.answers import OPEN
from objectives.models import Delivery, HandoverItem, LetterAnswer, LetterItem, Objective
from objectives.staleness import is_overdue, is_stale
from saferwales.accounts.permissions import Role
from saferwales.audit.days import one_year_after
from saferwales.web import texts
from saferwales.web.bilingual import within
from workstreams.models import Membership, RegionalReturn, SroAppointment, Workstream

UNANSWERED = OPEN
# Apps above add what waits there: modules with ``wanted(user, programmes)`` and ``tasks(reading, programme, user)``.
MORE = []


@dataclass(frozen=True)
class Task:
    """Something to do: a sentence, the page where it is done, and the objectives concerned.

    A ``quiet`` one says how things stand and asks for nothing.
    """

    sentence: str
    name: str
    args: tuple
    query: str = ""
    rows: tuple = ()
    quiet: bool = False

    @property
    def url(self):
        return reverse(self.name, args=self.args) + (f"?{self.query}" if self.query else "")


def _of(reading, model, programme, **equal):
    return [row for row in reading.all(model, **equal) if row.programme_id == programme.pk]


def _attention(rows, programme, day):
    return [row for row in rows if is_stale(row, programme, day) or is_overdue(row, programme, day)]


def _verify(reading, programme):
    claimed = _of(reading, Objective, programme, delivery=Delivery.COMPLETE_CLAIMED)
    if claimed:
        sentence = ngettext(
            "%(n)d claimed completion waits to be verified",
            "%(n)d claimed completions wait to be verified",
            len(claimed),
        ) % {"n": len(claimed)}
        yield Task(
            sentence, "objectives:list", (programme.slug,), "delivery=complete_claimed", tuple(claimed)
        )


def _for_manager(reading, programme, day):
    rows = _of(reading, Objective, programme)
    yield from _verify(reading, programme)
    yield from _letters_past_their_day(reading, programme, day)
    late = _attention(rows, programme, day)
    if late:
        sentence = ngettext(
            "%(n)d objective is stale or overdue", "%(n)d objectives are stale or overdue", len(late)
        ) % {"n": len(late)}
        yield Task(sentence, "objectives:list", (programme.slug,), "attention=either", tuple(late))
    nobody = [row for row in rows if row.ungoverned]
    if nobody:
        sentence = ngettext(
            "%(n)d objective has no governing body", "%(n)d objectives have no governing body", len(nobody)
        ) % {"n": len(nobody)}
        yield Task(sentence, "objectives:list", (programme.slug,), "basis=none", tuple(nobody))
    offered = _items(reading, programme)
    if offered:
        sentence = ngettext(
            "%(n)d item that was offered has no final answer",
            "%(n)d items that were offered have no final answer",
            len(offered),
        ) % {"n": len(offered)}
        yield Task(sentence, "objectives:handovers", (programme.slug,))
    yield from _lapsed(offered, programme, day)
    yield from _actions_without_owner(reading, programme)


def _a_year_on(reading, programme, day):
    """A year after a programme closed, somebody looks where its objectives are now."""
    if programme.closed_on and day >= one_year_after(programme.closed_on):
        facts = {"day": texts.day(one_year_after(programme.closed_on))}
        sentence = _("The report “Where are they now” has been due since %(day)s") % facts
        yield Task(sentence, "reports:where", (programme.slug,))


def _lapsed(offered, programme, day):
    """What a board accepted on condition of a day that has passed: it is the giver's again."""
    back = [one for one in offered if one.lapsed(day)]
    if back:
        sentence = ngettext(
            "%(n)d item accepted on condition is past its day: take it back or ask again",
            "%(n)d items accepted on condition are past their day: take them back or ask again",
            len(back),
        ) % {"n": len(back)}
        yield Task(sentence, "objectives:handover", (programme.slug, back[0].handover_id))


def _actions_without_owner(reading, programme):
    """What a region wrote down to be done, for which nobody answers."""
    number = sum(one.lacks_owner for one in _of(reading, RegionalReturn, programme))
    if number:
        sentence = ngettext(
            "%(n)d regional return names actions without an owner",
            "%(n)d regional returns name actions without an owner",
            number,
        ) % {"n": number}
        yield Task(sentence, "workstreams:regions", (programme.slug,))


def _letters_past_their_day(reading, programme, day):
    """What a letter proposed or asked for by a day that has passed, and nobody has settled."""
    items = [one for one in reading.all(LetterItem) if one.letter.programme_id == programme.pk]
    rows = correspondence.item_rows(items, correspondence.given(reading.all(LetterAnswer)))
    late = [row for row in correspondence.waiting(rows) if row.is_overdue(day)]
    if late:
        sentence = ngettext(
            "%(n)d proposal or request of a letter is past its day without a reply",
            "%(n)d proposals or requests of letters are past their day without a reply",
            len(late),
        ) % {"n": len(late)}
        yield Task(sentence, "objectives:letters", (programme.slug,), "waiting=on")


def _for_administrator(reading, programme, day):
    """An administrator sees to it that somebody keeps the programme and that a board governs it."""
    managed = any(one.role == Role.MANAGER for one in _of(reading, Membership, programme))
    if not managed:
        sentence = within(_("%(programme)s has no programme manager"), programme=programme)
        yield Task(sentence, "workstreams:roles", (programme.slug,))
    if programme.governing_board_id is None:
        sentence = within(_("%(programme)s has no governing board"), programme=programme)
        yield Task(sentence, "workstreams:edit", (programme.slug,))


def without_roles(accounts, programme):
    """The task of giving roles to accounts that hold none anywhere, where there are any."""
    sentence = ngettext(
        "%(n)d account holds no role in any programme",
        "%(n)d accounts hold no role in any programme",
        accounts,
    ) % {"n": accounts}
    return [Task(sentence, "workstreams:roles", (programme.slug,))] if accounts else []


def _for_sro(reading, programme, day):
    held = [one for one in _of(reading, SroAppointment, programme) if one.held_on(day)]
    streams = {one.workstream_id for one in held}
    for stream in _of(reading, Workstream, programme):
        if stream.pk in streams:
            rows = [row for row in reading.all(Objective) if row.workstream_id == stream.pk]
            yield _stream_task(stream, _attention(rows, programme, day), programme)
    yield from _offered_by_sro(reading, programme, streams, day)
    if None in streams:
        yield from _verify(reading, programme)


def _offered_by_sro(reading, programme, streams, day):
    """What was offered of the SRO's own work-streams and still waits."""
    offered = [
        one
        for one in _items(reading, programme)
        if one.objective_id and one.objective.workstream_id in streams
    ]
    if offered:
        sentence = ngettext(
            "%(n)d item that you offered has no final answer",
            "%(n)d items that you offered have no final answer",
            len(offered),
        ) % {"n": len(offered)}
        yield Task(sentence, "objectives:handovers", (programme.slug,))
    yield from _lapsed(offered, programme, day)


def _stream_task(stream, late, programme):
    facts = {"n": len(late), "number": stream.number}
    sentence = _("Work-stream %(number)d: no update is due") % facts
    if late:
        sentence = (
            ngettext(
                "Work-stream %(number)d: %(n)d objective is stale or overdue",
                "Work-stream %(number)d: %(n)d objectives are stale or overdue",
                len(late),
            )
            % facts
        )
    return Task(
        sentence, "objectives:workstream", (programme.slug, stream.number), rows=tuple(late), quiet=not late
    )


def _items(reading, programme, **equal):
    found = reading.all(HandoverItem)
    waits = [one for one in found if one.answer in UNANSWERED and not one.discontinued_on]
    mine = [one for one in waits if one.handover.programme_id == programme.pk]
    return [one for one in mine if all(getattr(one.handover, name) == value for name, value in equal.items())]


def _for_secretary(reading, programme, day):
    yield from _letters_past_their_day(reading, programme, day)
    waiting = _items(reading, programme)
    if waiting:
        sentence = ngettext(
            "%(n)d handover item has no final answer",
            "%(n)d handover items have no final answer",
            len(waiting),
        ) % {"n": len(waiting)}
        yield Task(sentence, "objectives:handovers", (programme.slug,))
    yield from _actions_without_owner(reading, programme)
    returns = _of(reading, RegionalReturn, programme)
    empty = sum(one.state_on(day) in ("not_received", "overdue") for one in returns)
    if empty:
        sentence = ngettext(
            "%(n)d regional return was not received", "%(n)d regional returns were not received", empty
        ) % {"n": empty}
        yield Task(sentence, "workstreams:regions", (programme.slug,))


def _for_board(reading, programme, day):
    boards = {seat.board_id for seat in reading.all(Seat) if seat.held_on(day)}
    for board in reading.all(Board):
        if board.pk not in boards:
            continue
        asked = _items(reading, programme, receiver_id=board.pk)
        if asked:
            sentence = ngettext(
                "%(board)s: %(n)d item offered has no final answer",
                "%(board)s: %(n)d items offered have no final answer",
                len(asked),
            )
            yield Task(within(sentence, n=len(asked), board=board), "objectives:handovers", (programme.slug,))
    yield from _governs(reading, programme, day)


def _governs(reading, programme, day):
    """What the reader's own boards govern, and so go on reporting on after the programme has closed."""
    boards = {seat.board_id for seat in reading.all(Seat) if seat.held_on(day)}
    for board in reading.all(Board):
        if board.pk not in boards:
            continue
        governed = len(_of(reading, Objective, programme, governing_body_id=board.pk))
        sentence = ngettext(
            "%(board)s governs %(n)d objective", "%(board)s governs %(n)d objectives", governed
        )
        yield Task(within(sentence, n=governed, board=board), "boards:board", (board.slug,), quiet=True)


WAITING = {
    Role.MANAGER: _for_manager,
    Role.ADMINISTRATOR: _for_administrator,
    Role.SRO: _for_sro,
    Role.SECRETARY: _for_secretary,
    Role.BOARD: _for_board,
}
AFTER_CLOSING = {Role.MANAGER: _a_year_on, Role.BOARD: _governs}


def tasks(reading, programme, roles, day):
    """All that waits for somebody who holds the roles in the programme; after closing, only what goes on."""
    waiting = AFTER_CLOSING if programme.read_only else WAITING
    return [
        task for role in sorted(roles) if role in waiting for task in waiting[role](reading, programme, day)
    ]


def wanted(user, programmes):
    """The records that apps above ask for, to be read with the page's own."""
    return [queryset for one in MORE for queryset in one.wanted(user, programmes)]


def all_of(reading, programme, user):
    """All that waits for the user in the programme, with what apps above add."""
    own = tasks(reading, programme, user.roles_in(programme), reading.day)
    return own + [task for one in MORE for task in one.tasks(reading, programme, user)]
