"""Who sits where, and where it is crowded: computed from the seats and relations of a Reading, never typed in.

Every finding names the boards that it rests on. Where the record holds no seat nothing is concluded from that.
"""

from dataclasses import dataclass
from itertools import combinations

from boards import relation_kinds
from boards.models import Board, BoardRelation, Organisation, Region, Seat, Standing
from saferwales.web.alphabet import by_name, in_order

MANY = 3  # an organisation on so many boards sits on many
CLOSE = ("meets_back_to_back_with", "possibly_same_as", "merges")


@dataclass(frozen=True)
class Overlap:
    """Two boards and the members they share, out of the members of the smaller one."""

    first: Board
    second: Board
    shared: tuple
    of: int


@dataclass(frozen=True)
class Twice:
    """Boards of one region that cover the same kind of business: of one type, or close by a relation."""

    region: Region
    business: str
    boards: tuple
    relation: str = ""


def operating(reading):
    """The boards that had neither ended nor been concluded by the day of the reading."""
    return [
        one
        for one in reading.all(Board)
        if one.standing != Standing.CONCLUDED and not (one.ended_on and one.ended_on < reading.day)
    ]


def seats_held(reading):
    """The seats held on the day of the reading on boards that are operating; (seats, boards) of each other."""
    boards = {one.pk for one in operating(reading)}
    return [one for one in reading.all(Seat) if one.board_id in boards and one.held_on(reading.day)]


def matrix(reading):
    """(boards with seats, [(organisation, {board key: seats})]), organisations on most boards first."""
    found, seated = {}, set()
    for seat in seats_held(reading):
        seated.add(seat.board_id)
        if seat.organisation_id and reading.get(Organisation, seat.organisation_id):
            found.setdefault(seat.organisation_id, {}).setdefault(seat.board_id, []).append(seat)
    boards = [one for one in operating(reading) if one.pk in seated]
    rows = [(reading.get(Organisation, key), where) for key, where in found.items()]
    rows.sort(key=lambda row: (-len(row[1]), by_name(row[0])))
    return boards, rows


def on_many_boards(reading):
    """[(organisation, its boards)] for each that sits on at least MANY boards, most first."""
    _boards, rows = matrix(reading)
    many = [(one, where) for one, where in rows if len(where) >= MANY]
    return [(one, sorted((reading.get(Board, key) for key in where), key=by_name)) for one, where in many]


def _member(seat):
    """Whom a seat counts as: its organisation, else its person, else the post in its words."""
    if seat.organisation_id:
        return Organisation, seat.organisation_id
    return ("person", seat.person_id) if seat.person_id else ("post", seat.post.casefold())


def overlaps(reading):
    """Pairs of boards that share at least two members and more than half of the smaller one's."""
    members, names = {}, {}
    for seat in seats_held(reading):
        who = _member(seat)
        members.setdefault(seat.board_id, set()).add(who)
        names[who] = str(seat.organisation if seat.organisation_id else seat)
    found = []
    for first, second in combinations(sorted(members), 2):
        shared = members[first] & members[second]
        smaller = min(len(members[first]), len(members[second]))
        if len(shared) >= 2 and 2 * len(shared) > smaller:
            pair = (reading.get(Board, first), reading.get(Board, second))
            found.append(Overlap(*pair, tuple(in_order(names[one] for one in shared)), smaller))
    return sorted(found, key=lambda one: (-len(one.shared) / one.of, by_name(one.first)))


def covered_twice(reading):
    """In each region: several boards of one type at one level, and boards that a relation puts close together."""
    regional = [one for one in operating(reading) if one.region_id and reading.get(Region, one.region_id)]
    groups = {}
    for one in regional:
        groups.setdefault((one.region_id, one.level, one.board_type.casefold()), []).append(one)
    found = [
        Twice(reading.get(Region, boards[0].region_id), boards[0].board_type, tuple(boards))
        for boards in groups.values()
        if len(boards) > 1
    ]
    by_key = {one.pk: one for one in regional}
    for relation in reading.all(BoardRelation):
        here, there = by_key.get(relation.board_id), by_key.get(relation.to_board_id)
        lasts = not (relation.to_on and relation.to_on < reading.day)
        begun = not (relation.from_on and relation.from_on > reading.day)
        same = here and there and here.region_id == there.region_id
        if same and relation.kind in CLOSE and lasts and begun:
            words = str(relation_kinds.words(relation.kind))
            found.append(Twice(reading.get(Region, here.region_id), "", (here, there), words))
    return sorted(found, key=lambda one: (one.region.order, by_name(one.region), one.business))
