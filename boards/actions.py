"""Acts on boards: setting one up, changing what it is, its seats, and how it stands to others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from boards import policies, relation_kinds
from boards.models import Board, BoardRelation, Organisation, Person, Seat
from saferwales.audit import conflict, writing


def _check_span(start, end, field):
    if start and end and end < start:
        raise ValidationError({field: _("The end must not be before the start.")}, code="span")


@transaction.atomic
def create_board(*, by, effective_on, reason, **facts):
    """Record a board; its slug is its address for good."""
    policies.check_can_edit(by)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    _check_span(facts.get("founded_on"), facts.get("ended_on"), "ended_on")
    if Board.objects.filter(slug=facts["slug"]).exists():
        raise ValidationError({"slug": _("Another board has this short name. Choose a different one.")})
    return writing.enter(Board, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def edit_board(*, board, by, effective_on, reason, expected_version=None, **facts):
    """Change what a board is, its standing included. Raises Conflict where somebody else changed it meanwhile."""
    board = writing.lock(Board.objects, pk=board.pk)
    policies.check_can_edit(by, board)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    conflict.check_version(board, expected_version)
    _check_span(facts.get("founded_on", board.founded_on), facts.get("ended_on", board.ended_on), "ended_on")
    return writing.amend(board, by=by, reason=reason, effective_on=effective_on, **facts)


def _named(model, name, **how):
    """The record of that name, recorded now where there is none; a name is never entered twice."""
    field = "name" if model is Person else "name_en"
    kept = model.objects.filter(**{field: name}, archived=False).first()
    if kept is not None:
        return kept
    stem = slugify(name)[:50] or model._meta.model_name
    slug, place = stem, 2
    while model.objects.filter(slug=slug).exists():
        slug, place = f"{stem}-{place}", place + 1
    return writing.enter(model, slug=slug, **{field: name}, **how)


@transaction.atomic
def add_seat(*, board, by, reason, person_name="", organisation_name="", **facts):
    """Fill a seat. Its days are its own; a seat whose first day nobody knows is recorded without one."""
    board = writing.lock(Board.objects, pk=board.pk)
    policies.check_can_edit(by, board)
    policies.check_reason(reason)
    _check_span(facts.get("from_on"), facts.get("to_on"), "to_on")
    how = {"by": by, "reason": reason, "effective_on": facts.get("from_on")}
    if person_name:
        facts["person"] = _named(Person, person_name, **how)
    if organisation_name:
        facts["organisation"] = _named(Organisation, organisation_name, **how)
    if not (facts.get("person") or facts.get("organisation") or facts.get("post")):
        raise ValidationError(
            {"person": _("Choose a person or an organisation, or write the post nobody is named for.")}
        )
    orders = board.seats.filter(role=facts["role"]).values_list("order", flat=True)
    return writing.enter(Seat, **how, board=board, order=max(orders, default=0) + 1, **facts)


@transaction.atomic
def end_seat(*, seat, by, to_on, reason):
    """End a seat on its last day; the seat stays in the record."""
    seat = writing.lock(Seat.objects, pk=seat.pk)
    policies.check_can_edit(by, seat.board)
    policies.check_reason(reason)
    _check_span(seat.from_on, to_on, "to_on")
    if seat.to_on is not None:
        raise ValidationError(_("This seat has already ended."), code="ended")
    return writing.amend(seat, by=by, reason=reason, effective_on=to_on, to_on=to_on, to_precision="day")


@transaction.atomic
def edit_seat(*, seat, by, effective_on, reason, expected_version=None, **facts):
    """Change a seat's terms: its role, title, days and account. Who holds it never changes: that is another seat."""
    seat = writing.lock(Seat.objects, pk=seat.pk)
    policies.check_can_edit(by, seat.board)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    conflict.check_version(seat, expected_version)
    _check_span(facts.get("from_on", seat.from_on), facts.get("to_on", seat.to_on), "to_on")
    for end in ("from", "to"):  # a day that is typed anew is known to the day
        if facts.get(f"{end}_on") != getattr(seat, f"{end}_on") and facts.get(f"{end}_on"):
            facts[f"{end}_precision"] = "day"
    return writing.amend(seat, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def record_wish(*, person, by, effective_on, reason, correspondence, expected_version=None):
    """Keep in which language a person wishes to be written to."""
    person = writing.lock(Person.objects, pk=person.pk)
    policies.check_can_edit(by)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    conflict.check_version(person, expected_version)
    return writing.amend(
        person, by=by, reason=reason, effective_on=effective_on, correspondence=correspondence
    )


def _check_relation(board, facts):
    """A relation has one far end, which is not the board itself, a kind of the table, and days that run forward."""
    if facts["kind"] not in relation_kinds.KINDS:
        raise ValidationError({"kind": _("Choose how the board stands to the other.")})
    ends = [facts.get(name) for name in ("to_board", "to_organisation", "to_post")]
    if sum(bool(end) for end in ends) != 1:
        raise ValidationError({"to_board": _("Choose one board, or one organisation, or write one post.")})
    if facts.get("to_board") and facts["to_board"].pk == board.pk:
        raise ValidationError({"to_board": _("Choose another board: none stands to itself.")})
    _check_span(facts.get("from_on"), facts.get("to_on"), "to_on")


@transaction.atomic
def add_relation(*, board, by, effective_on, reason, **facts):
    """Record how a board stands to another board, an organisation or a post."""
    board = writing.lock(Board.objects, pk=board.pk)
    policies.check_can_edit(by, board)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    _check_relation(board, facts)
    return writing.enter(BoardRelation, by=by, reason=reason, effective_on=effective_on, board=board, **facts)


@transaction.atomic
def edit_relation(*, relation, by, effective_on, reason, expected_version=None, **facts):
    """Change how a board stands to another. Raises Conflict where somebody else changed it meanwhile."""
    relation = writing.lock(BoardRelation.objects, pk=relation.pk)
    policies.check_can_edit(by, relation.board)
    policies.check_day(effective_on)
    policies.check_reason(reason)
    conflict.check_version(relation, expected_version)
    _check_relation(relation.board, facts)
    return writing.amend(relation, by=by, reason=reason, effective_on=effective_on, **facts)


@transaction.atomic
def end_relation(*, relation, by, to_on, reason):
    """End a relation on its last day; it stays in the record."""
    relation = writing.lock(BoardRelation.objects, pk=relation.pk)
    policies.check_can_edit(by, relation.board)
    policies.check_reason(reason)
    _check_span(relation.from_on, to_on, "to_on")
    if relation.to_on is not None:
        raise ValidationError(_("This relation has already ended."), code="ended")
    return writing.amend(relation, by=by, reason=reason, effective_on=to_on, to_on=to_on)
