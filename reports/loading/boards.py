"""Boards with their regions, seats, relations, meetings and decisions."""

from boards.models import (
    Board,
    BoardRelation,
    Decision,
    Devolution,
    Level,
    Meeting,
    MinutesState,
    Organisation,
    Person,
    Region,
    Seat,
    SeatRole,
    Standing,
)
from reports.loading.context import ACTOR
from saferwales.audit import writing


def load_regions(loading):
    for node in loading.file("boards").each("regions", "slug"):
        slug = node.text("slug", needed=True)
        if slug in loading.known[Region]:
            node.skip()
            continue
        loading.known[Region][slug] = loading.enter(
            node, Region, slug=slug, order=node.number("order", 0), **node.bilingual("name")
        )


def load_boards(loading):
    """All boards first, then what links them. A board that is already known is left as it is, its links included."""
    made = []
    for node in loading.file("boards").each("boards", "slug"):
        slug = node.text("slug", needed=True)
        if slug in loading.known[Board]:
            node.skip()
            continue
        board = loading.known[Board][slug] = _enter_board(loading, node, slug)
        made.append((board, node))
    for board, node in made:
        _load_seats(loading, board, node)
        _load_relations(loading, board, node)
        _load_meetings(loading, board, node)
        _plan_changes(loading, board, node)


def _enter_board(loading, node, slug):
    founded, ended = node.day("founded"), node.day("ended")
    return loading.enter(
        node,
        Board,
        slug=slug,
        **node.bilingual("name", "purpose", "terms_of_reference"),
        label=node.text("label"),
        acronym=node.text("acronym"),
        aliases=node.texts("aliases"),
        board_type=node.text("type", needed=True),
        is_kind=node.flag("is_kind"),
        collective=node.flag("collective"),
        level=node.choice("level", Level),
        region=loading.find(node, Region, "region"),
        devolution=node.choice("devolution", Devolution, "not_stated"),
        standing=node.choice("standing", Standing),
        standing_as_printed=node.text("standing_as_printed"),
        founded_on=founded.on,
        founded_precision=founded.precision,
        founded_text=node.text("founded_text"),
        ended_on=ended.on,
        ended_precision=ended.precision,
    )


def _load_seats(loading, board, parent):
    for node in parent.each("seats"):
        start, end = node.day("from"), node.day("to")
        loading.enter(
            node,
            Seat,
            board=board,
            role=node.choice("role", SeatRole),
            order=node.number("order", 0),
            person=loading.find(node, Person, "person"),
            organisation=loading.find(node, Organisation, "organisation"),
            post=node.text("post"),
            title_as_printed=node.text("title_as_printed"),
            from_on=start.on,
            from_precision=start.precision,
            to_on=end.on,
            to_precision=end.precision,
        )


def _load_relations(loading, board, parent):
    for node in parent.each("relations", "kind"):
        ends = [node.has(key) for key in ("to_board", "to_organisation", "to_post")]
        if sum(ends) != 1:
            raise node.wrong("give exactly one of to_board, to_organisation and to_post.")
        words = node.text("words")
        loading.enter(
            node,
            BoardRelation,
            because=words,
            board=board,
            kind=node.text("kind", needed=True),
            words=words,
            to_board=loading.find(node, Board, "to_board"),
            to_organisation=loading.find(node, Organisation, "to_organisation"),
            to_post=node.text("to_post"),
            from_on=node.day("from").on,
            to_on=node.day("to").on,
        )


def _load_meetings(loading, board, parent):
    for node in parent.each("meetings", "held"):
        held, words = node.day("held", needed=True), node.text("words")
        meeting = loading.enter(
            node,
            Meeting,
            because=words,
            effective=held.on,
            board=board,
            held_on=held.on,
            precision=held.precision,
            title_en=node.text("title"),
            words=words,
            minutes_state=node.choice("minutes_state", MinutesState, "not_stated"),
        )
        for part in node.each("decisions", "number"):
            number = part.number("number")
            decision = loading.enter(
                part,
                Decision,
                because=words,
                effective=held.on,
                meeting=meeting,
                number=number,
                **part.bilingual("wording"),
            )
            loading.remember(Decision, f"{board.slug}/{held.on.isoformat()}/{number}", decision, part)


def _plan_changes(loading, board, parent):
    for node in parent.each("changes", "day"):
        day, ended = node.day("day", needed=True).on, node.day("ended")
        facts = {"standing": node.choice("standing", Standing, board.standing)}
        if ended.on:
            facts |= {"ended_on": ended.on, "ended_precision": ended.precision}
        reason, evidence = node.text("reason", needed=True), node.text("evidence")
        loading.on(day, node, _amendment(board, day, reason, evidence, facts))


def _amendment(board, day, reason, evidence, facts):
    def amend():
        writing.amend(
            writing.lock(Board.objects, pk=board.pk),
            by=ACTOR,
            reason=reason,
            effective_on=day,
            evidence=evidence,
            **facts,
        )

    return amend
