"""The register of letters, and one letter with the answers matched to what it asks."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.models import Board, Organisation, Person
from objectives import correspondence, policies, policies_letters
from objectives.filters_letters import RegisterFilter
from objectives.models import (
    Handover,
    Letter,
    LetterAnswer,
    LetterFile,
    LetterItem,
    LetterParty,
    Objective,
    PartySide,
)
from saferwales.audit import asat
from workstreams.models import Programme


def _order(row):
    return (row.letter_id, row.order, row.pk)


def _parties(reading, letter):
    """Who the letter is from, to, and whom to contact, as the letter prints them."""
    own = [party for party in reading.all(LetterParty, key=_order) if party.letter_id == letter.pk]
    return {side.value: [party for party in own if party.side == side] for side in PartySide}


def _named(parties):
    return {
        "parties": parties,
        "people": Person.objects.filter(pk__in=parties.values("person")),
        "boards": Board.objects.filter(pk__in=parties.values("board")),
        "organisations": Organisation.objects.filter(pk__in=parties.values("organisation")),
    }


@require_safe
def register(request, programme):
    """The letters of the programme, with what each asks, how far that was answered, and what waits for a reply."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    letters = Letter.objects.filter(programme__in=mine)
    parties = LetterParty.objects.filter(letter__in=letters)
    reading = asat.reading(request).load(
        mine,
        letters,
        *_named(parties).values(),
        LetterItem.objects.filter(letter__in=letters),
        LetterAnswer.objects.filter(letter__in=letters),
        Handover.objects.filter(programme__in=mine),
    )
    found = reading.all(Programme)
    if not found:
        raise Http404
    rows = _rows(reading)
    form = RegisterFilter(request.GET, boards=reading.all(Board))
    context = {
        "programme": found[0],
        "nav": "letters",
        "form": form,
        "rows": [row for row in rows if form.keeps(row)] if form.is_valid() else [],
        "is_empty": not rows,
        "waiting": [(row, row.is_overdue(reading.day)) for row in _waiting(rows)],
        "handovers": len(reading.all(Handover)),
        "edit_refusal": _refusal(request, found[0]),
    }
    return render(request, "objectives/letters.html", context, status=200 if form.is_valid() else 400)


def _rows(reading):
    items, answers = reading.all(LetterItem), correspondence.given(reading.all(LetterAnswer))
    rows = []
    for letter in reading.all(Letter, key=lambda one: (one.dated_on is None, one.dated_on or 0, one.key)):
        own = correspondence.item_rows([item for item in items if item.letter_id == letter.pk], answers)
        named = {"tally": correspondence.tally(own), **_parties(reading, letter)}
        rows.append({"letter": letter, "items": own, **named})
    return rows


def _waiting(rows):
    return correspondence.waiting([item for row in rows for item in row["items"]])


def _refusal(request, programme):
    return policies.refusal(policies_letters.check_can_edit, request.user, programme)


def _load_letter(request, programme, key):
    """The letter, the letters it answers and is answered by, their items and answers, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    known = Letter.objects.filter(programme__in=mine)
    one = known.filter(key=key)
    answers = LetterAnswer.objects.filter(
        Q(letter__in=one) | Q(item__letter__in=one) | Q(letter__in_reply_to__in=one, item=None)
    )
    items = LetterItem.objects.filter(Q(letter__in=one) | Q(pk__in=answers.values("item")))
    letters = known.filter(
        Q(pk__in=one.values("pk"))
        | Q(in_reply_to__in=one)
        | Q(pk__in=one.values("in_reply_to"))
        | Q(pk__in=answers.values("letter"))
        | Q(pk__in=items.values("letter"))
    )
    return asat.reading(request).load(
        mine,
        letters,
        *_named(LetterParty.objects.filter(letter__in=one)).values(),
        items,
        answers,
        Objective.objects.filter(pk__in=items.values("objective")),
        Handover.objects.filter(letter__in=one),
        LetterFile.objects.filter(letter__in=one),
    )


@require_safe
def letter(request, programme, key):
    """One letter as it stands in the register. An answer to what was never asked is shown as just that."""
    reading = _load_letter(request, programme, key)
    found = [one for one in reading.all(Letter, key=lambda one: one.pk) if one.key == key]
    if not found:
        raise Http404
    one = found[0]
    items, answers = reading.all(LetterItem, key=_order), reading.all(LetterAnswer, key=_order)
    given = correspondence.given(answers)
    rows = correspondence.item_rows([item for item in items if item.letter_id == one.pk], given)
    context = {
        "programme": one.programme,
        "nav": "letters",
        "letter": one,
        "groups": correspondence.groups(rows),
        "tally": correspondence.tally(rows),
        "gives": [
            a for a in answers if a.letter_id == one.pk and (not a.item_id or a.item.letter_id != one.pk)
        ],
        "never_asked": [a for a in given if not a.item_id and a.letter_id != one.pk],
        "replies": [
            reply for reply in reading.all(Letter, key=lambda r: r.pk) if reply.in_reply_to_id == one.pk
        ],
        "handovers": reading.all(Handover),
        "files": reading.all(LetterFile),
        "day": reading.day,
        "edit_refusal": _refusal(request, one.programme),
        **_parties(reading, one),
    }
    return render(request, "objectives/letter.html", context)
