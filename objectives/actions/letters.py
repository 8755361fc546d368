"""Acts on the register of letters: what was sent and received, what each asks, and the answers matched to that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from objectives import policies, policies_letters
from objectives.models import (
    Direction,
    ItemKind,
    Layout,
    Letter,
    LetterAnswer,
    LetterFile,
    LetterItem,
    LetterParty,
    LetterState,
)
from saferwales.audit import conflict, files, writing
from saferwales.web import bounds
from workstreams.models import Programme

MARKS = {
    ItemKind.REQUEST: "Q",
    ItemKind.UNDERTAKING: "U",
    ItemKind.PROPOSAL: "P",
    ItemKind.CLAIM: "C",
    ItemKind.PRIORITY: "R",
    ItemKind.STATEMENT: "S",
    ItemKind.ENCLOSURE: "E",
}


def next_reference(programme):
    """The register's next number: the programme's initials, L for letter, and a number without gaps.

    The caller holds the programme's lock, so that two letters never get one number.
    """
    initials = "".join(word[0] for word in programme.name_en.split() if word[0].isalnum()).upper()[:8]
    number = Letter.objects.filter(programme=programme).exclude(our_reference="").count() + 1
    return f"{initials or 'X'}-L-{number:03d}"


@transaction.atomic
def enter_letter(*, programme, by, reason, **facts):
    """Register a letter, or begin a draft; it gets the register's next number and keeps it. Returns the Letter."""
    programme = writing.lock(Programme.objects, pk=programme.pk)
    answered = facts.get("in_reply_to")
    if answered is not None and facts.get("state") == LetterState.DRAFT:
        policies_letters.check_can_reply(by, programme, answered)
    else:
        policies_letters.check_can_edit(by, programme)
    _check_reason(reason)
    _check_facts(facts)
    if facts.get("state") == LetterState.DRAFT:
        facts["layout"] = facts.get("layout") or Layout.BLOCKS
    facts["our_reference"] = next_reference(programme)
    facts.setdefault("key", facts["our_reference"].casefold())
    day = facts.get("dated_on") or policies.today()
    return writing.enter(Letter, by=by, reason=reason, effective_on=day, programme=programme, **facts)


def _check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})


def _check_facts(facts):
    """A letter that was sent or received has its day, and where the day is not its own, it is said whence it is known."""
    dated_on, is_draft = facts.get("dated_on"), facts.get("state") == LetterState.DRAFT
    bounds.check_fields(facts, "body_en", "body_cy", of_others=not is_draft)
    policies.check_day(dated_on, "dated_on")
    if is_draft and facts.get("direction") != Direction.SENT and not facts.get("in_reply_to"):
        raise ValidationError(
            {"direction": _("Only a letter to be sent, or a reply to one, can be a draft.")}
        )
    if is_draft and dated_on:
        raise ValidationError({"dated_on": _("A draft gets its date when it is sent. Leave the date empty.")})
    if not is_draft and dated_on is None and not facts.get("date_known_from", "").strip():
        raise ValidationError(
            {
                "date_known_from": _(
                    "Give the date, or say that the letter bears none and what is known of it."
                )
            }
        )
    if facts.get("precision", "day") != "day" and not facts.get("date_known_from", "").strip():
        raise ValidationError({"date_known_from": _("Say how the date is known, since it is not exact.")})


def _since(record, letter):
    """What is said of a letter is true since its day, and never from before what was said last."""
    last = record.last_day_ if getattr(record, "last_day_", None) else None
    day = letter.dated_on or policies.today()
    return max(day, last) if last else day


@transaction.atomic
def edit_letter(*, letter, by, reason, expected_version=None, **facts):
    """Change what the register says of a letter. Raises Conflict where somebody else changed it meanwhile."""
    letter = writing.lock(Letter.objects.select_related("programme"), pk=letter.pk)
    policies_letters.check_can_edit(by, letter.programme, letter)
    conflict.check_version(letter, expected_version)
    _check_reason(reason)
    names = ("dated_on", "precision", "date_known_from", "direction", "in_reply_to")
    kept = {name: getattr(letter, name) for name in names}
    _check_facts(kept | {"state": letter.state} | facts)
    if facts.get("in_reply_to") and facts["in_reply_to"].pk == letter.pk:
        raise ValidationError({"in_reply_to": _("A letter cannot answer itself. Choose another.")})
    return writing.amend(letter, by=by, reason=reason, effective_on=_since(letter, letter), **facts)


@transaction.atomic
def send_letter(*, letter, by, dated_on, reason):
    """Say that a draft was sent on a day: from then on it stands in the register as it went out."""
    letter = writing.lock(Letter.objects.select_related("programme"), pk=letter.pk)
    policies_letters.check_can_edit(by, letter.programme, letter)
    _check_reason(reason)
    if letter.state != LetterState.DRAFT:
        raise ValidationError(_("This letter was sent already."), code="sent")
    policies.check_day(dated_on, "dated_on")
    if not letter.languages:
        raise ValidationError(_("The letter has no text yet. Write it before it is sent."))
    # A letter of the past may be entered today: what it says is true since its own day.
    facts = {"state": LetterState.REGISTERED, "dated_on": dated_on, "precision": "day"}
    day = max(dated_on, letter.last_day_ or dated_on)
    return writing.amend(letter, by=by, reason=reason, effective_on=day, **facts)


@transaction.atomic
def add_file(*, letter, by, reason, name, media_type, content):
    """Keep a file that came with the letter; its SHA-256 is sealed in the record."""
    letter = _held(letter, by)
    _check_reason(reason)
    seal = files.keep(content)
    if letter.files.filter(sha256=seal.sha256, archived=False).exists():
        raise ValidationError({"file": _("This file is with the letter already.")})
    facts = {"name": name, "media_type": media_type, "size": seal.size, "sha256": seal.sha256}
    return _enter(LetterFile, letter, by, reason, **facts)


def _held(letter, by):
    """The letter, locked, where the person may edit the register."""
    letter = writing.lock(Letter.objects.select_related("programme"), pk=letter.pk)
    policies_letters.check_can_edit(by, letter.programme, letter)
    return letter


def _enter(model, letter, by, reason, **facts):
    day = letter.dated_on or policies.today()
    return writing.enter(model, by=by, reason=reason, effective_on=day, letter=letter, **facts)


def _next_order(rows):
    return max(rows.values_list("order", flat=True), default=0) + 1


@transaction.atomic
def add_party(*, letter, by, reason, side, **facts):
    """Record who a letter is from or to: a board, an organisation or a person, with name and title as printed."""
    letter = _held(letter, by)
    _check_reason(reason)
    if not any(facts.get(name) for name in ("board", "organisation", "person", "name_as_printed")):
        raise ValidationError(
            {"name_as_printed": _("Choose who it is, or write the name as the letter prints it.")}
        )
    order = _next_order(letter.parties.filter(side=side))
    return _enter(LetterParty, letter, by, reason, side=side, order=order, **facts)


@transaction.atomic
def add_item(*, letter, by, reason, kind, **facts):
    """Record one thing that the letter asks or says, in its own words, numbered within its kind."""
    letter = _held(letter, by)
    _check_reason(reason)
    own = letter.items.filter(kind=kind)
    number = own.count() + 1
    while letter.items.filter(key=f"{MARKS[kind]}{number}").exists():
        number += 1
    facts |= {"kind": kind, "key": f"{MARKS[kind]}{number}", "order": _next_order(own)}
    return _enter(LetterItem, letter, by, reason, **facts)


@transaction.atomic
def add_answer(*, letter, by, reason, outcome, item=None, **facts):
    """Record what a letter says to something asked: in another letter, or, without an item, nowhere."""
    letter = _held(letter, by)
    _check_reason(reason)
    if item is not None and item.letter.programme_id != letter.programme_id:
        raise ValidationError({"item": _("Choose something that a letter of this programme asks.")})
    _check_said(item, facts.get("words", ""))
    order = _next_order(letter.answers)
    key = f"A{order}"
    return _enter(LetterAnswer, letter, by, reason, key=key, order=order, outcome=outcome, item=item, **facts)


def _check_said(item, words):
    """An answer to what was never asked has nothing but its own words to stand on."""
    if item is None and not words.strip():
        raise ValidationError({"words": _("Write what the letter says, since nothing asked for it.")})


@transaction.atomic
def edit_part(*, part, by, reason, expected_version=None, **facts):
    """Change one item or answer of a letter. Raises Conflict where somebody else changed it meanwhile."""
    part = _held_part(part, by)
    conflict.check_version(part, expected_version)
    _check_reason(reason)
    if isinstance(part, LetterAnswer):
        _check_said(facts.get("item", part.item), facts.get("words", part.words))
    return writing.amend(part, by=by, reason=reason, effective_on=_since(part, part.letter), **facts)


def _held_part(part, by):
    part = writing.lock(type(part).objects.select_related("letter__programme"), pk=part.pk)
    policies_letters.check_can_edit(by, part.letter.programme, part.letter)
    return part


@transaction.atomic
def withdraw_part(*, part, by, reason):
    """Take a party, an item, an answer or a file out of the register; it stays in its history with the reason."""
    part = _held_part(part, by)
    _check_reason(reason)
    if isinstance(part, LetterItem) and part.answers.filter(archived=False).exists():
        raise ValidationError(_("A letter answers this. Withdraw that answer first, then this."))
    return writing.amend(part, by=by, reason=reason, effective_on=_since(part, part.letter), archived=True)
