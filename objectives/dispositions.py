"""What became of every objective and every duty, said from the record alone.

A programme closes only when each has a disposition: delivered, embedded in a named body, accepted, or discontinued.
"""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from objectives.answers import ACCEPTANCES
from objectives.models import Answer, Basis, Delivery, HandoverItem, Objective
from saferwales.web import texts
from saferwales.web.bilingual import within
from saferwales.web.keys import natural


class Kind(models.TextChoices):
    """Dispositions, then what stands in the way of one."""

    DELIVERED = "delivered", gettext_lazy("Delivered")
    EMBEDDED = "embedded", gettext_lazy("Embedded in a named body")
    ACCEPTED = "accepted", gettext_lazy("Accepted")
    ACCEPTED_RESERVED = "accepted_reserved", gettext_lazy("Accepted with reservation")
    DISCONTINUED = "discontinued", gettext_lazy("Discontinued")
    CLAIMED = "claimed", gettext_lazy("Completion claimed, not verified")
    AWAITING = "awaiting", gettext_lazy("Awaiting an answer")
    AGREED = "agreed", gettext_lazy("Agreed by the board, not accepted yet")
    UNDER_DISCUSSION = "under_discussion", gettext_lazy("Under discussion")
    CONDITIONAL = "conditional", gettext_lazy("Accepted on condition")
    LAPSED = "lapsed", gettext_lazy("Condition lapsed")
    DECLINED = "declined", gettext_lazy("Declined")
    PROGRAMME_BOARD = "programme_board", gettext_lazy("Governed by the programme board alone")
    UNNAMED = "unnamed", gettext_lazy("Existing arrangements, body not named")
    NO_OWNER = "no_owner", gettext_lazy("No owner")


SETTLED = (Kind.DELIVERED, Kind.EMBEDDED, Kind.ACCEPTED, Kind.ACCEPTED_RESERVED, Kind.DISCONTINUED)
BACK = (Answer.DECLINED, Answer.WITHDRAWN)

_ANSWERS = gettext_lazy("The chair or secretary of the board that was asked answers.")
_OFFERS = gettext_lazy("The work-stream's SRO or the programme manager offers it to a board.")
# Who must act where there is no disposition yet.
WHO = {
    Kind.CLAIMED: gettext_lazy("A programme manager or the programme's SRO verifies its completion."),
    Kind.AWAITING: _ANSWERS,
    Kind.AGREED: _ANSWERS,
    Kind.UNDER_DISCUSSION: _ANSWERS,
    Kind.CONDITIONAL: gettext_lazy("The board accepts it once it operates, or the programme asks another."),
    Kind.LAPSED: gettext_lazy("The programme manager takes it back and asks another board, or asks again."),
    Kind.DECLINED: _OFFERS,
    Kind.PROGRAMME_BOARD: _OFFERS,
    Kind.UNNAMED: gettext_lazy("The programme manager names the body, or offers it to a board."),
    Kind.NO_OWNER: _OFFERS,
}


@dataclass(frozen=True)
class Disposition:
    """What became of one objective or duty (``subject``), why so, and where it is mended or read."""

    kind: Kind
    subject: object
    sentence: str
    name: str
    args: tuple
    body: object = None

    @property
    def settled(self):
        return self.kind in SETTLED

    @property
    def who(self):
        """Who must act; nobody where there is a disposition."""
        return str(WHO.get(self.kind, ""))

    @property
    def url(self):
        return reverse(self.name, args=self.args)

    @property
    def title(self):
        return str(self.subject)


def of_objective(objective, items=(), why=""):
    """The disposition of one objective. ``items`` are those by which it was offered, ``why`` is why it was discontinued."""
    place = ("objectives:objective", (objective.programme.slug, objective.key))
    if objective.delivery == Delivery.COMPLETE_VERIFIED:
        return Disposition(Kind.DELIVERED, objective, _("Its completion is verified."), *place)
    if objective.delivery == Delivery.DISCONTINUED:
        return Disposition(Kind.DISCONTINUED, objective, _discontinued(why), *place)
    if objective.governance_basis == Basis.ACCEPTED_HANDOVER:
        return _accepted(objective, items, place)
    own = objective.programme.governing_board_id
    if objective.governance_basis == Basis.EXISTING_NAMED and objective.governing_body_id != own:
        sentence = within(
            _("%(body)s governs it under existing arrangements."), body=objective.governing_body
        )
        return Disposition(Kind.EMBEDDED, objective, sentence, *place, objective.governing_body)
    if objective.delivery == Delivery.COMPLETE_CLAIMED:
        sentence = _("Its completion is claimed, and nobody has verified it.")
        return Disposition(Kind.CLAIMED, objective, sentence, *place)
    return _offered(objective, items) or _ungoverned(objective, place)


def _discontinued(why):
    return _("It is discontinued: %(why)s") % {"why": why} if why else _("It is discontinued.")


def _accepted(objective, items, place):
    """Accepted by the body that governs it now: by the newest acceptance of that body."""
    body = objective.governing_body
    given = [one for one in items if one.answer in ACCEPTANCES and one.handover.receiver_id == body.pk]
    if not given:
        sentence = within(_("%(body)s has accepted it."), body=body)
        return Disposition(Kind.ACCEPTED, objective, sentence, *place, body)
    newest = max(given, key=lambda one: (one.answered_on, one.pk))
    return Disposition(*_yes(newest, objective), *place, body)


def _yes(item, subject):
    facts = {"body": item.handover.receiver, "day": texts.day(item.answered_on), "words": item.words}
    if item.answer == Answer.ACCEPTED_RESERVED:
        sentence = _("%(body)s accepted it on %(day)s with a reservation: %(words)s")
        return Kind.ACCEPTED_RESERVED, subject, within(sentence, **facts)
    return Kind.ACCEPTED, subject, within(_("%(body)s accepted it on %(day)s."), **facts)


def _offered(objective, items):
    """What stands in the way where a board was asked; None where none was, or it was taken back."""
    standing = [one for one in items if one.answer not in ACCEPTANCES and one.answer != Answer.WITHDRAWN]
    if not standing:
        return None
    newest = max(standing, key=lambda one: (one.answer != Answer.DECLINED, one.pk))
    return _pending(newest, objective)


def _pending(item, subject):
    kind = Kind(item.answer) if item.answer != Answer.ACCEPTED_CONDITIONAL else Kind.CONDITIONAL
    handover = item.handover
    place = ("objectives:handover", (handover.programme.slug, handover.pk))
    facts = {"body": handover.receiver, "day": texts.day(item.answered_on)}
    return Disposition(kind, subject, within(_WAITS[kind](), **facts), *place)


_WAITS = {
    Kind.AWAITING: lambda: _("%(body)s was asked and has not answered."),
    Kind.AGREED: lambda: _("%(body)s agreed on %(day)s, and has not accepted it yet."),
    Kind.UNDER_DISCUSSION: lambda: _("%(body)s has had it under discussion since %(day)s."),
    Kind.CONDITIONAL: lambda: _("%(body)s accepts it only once the board operates."),
    Kind.DECLINED: lambda: _("%(body)s declined it on %(day)s, and no other board was asked."),
}


def _ungoverned(objective, place):
    offer = ("objectives:handovers", (objective.programme.slug,))
    if objective.governance_basis == Basis.NONE:
        return Disposition(Kind.NO_OWNER, objective, _("No body governs it, and no board was asked."), *offer)
    if objective.governance_basis == Basis.EXISTING_UNNAMED:
        sentence = _(
            "Existing arrangements are said to govern it, but no body is named, and no board was asked."
        )
        return Disposition(Kind.UNNAMED, objective, sentence, *place)
    sentence = _("Only the programme's own board governs it, and no other board was asked.")
    return Disposition(Kind.PROGRAMME_BOARD, objective, sentence, *offer)


def of_duty(item):
    """The disposition of one duty in words, by the item through which it was last offered."""
    handover = item.handover
    place = ("objectives:handover", (handover.programme.slug, handover.pk))
    if item.discontinued_on:
        return Disposition(Kind.DISCONTINUED, item, _discontinued(item.discontinued_why), *place)
    if item.answer in ACCEPTANCES:
        return Disposition(*_yes(item, item), *place, handover.receiver)
    if item.answer == Answer.WITHDRAWN:
        sentence = _("It was taken back from %(body)s, and no other board was asked.")
        return Disposition(Kind.NO_OWNER, item, within(sentence, body=handover.receiver), *place)
    return _pending(item, item)


def _lapse(found, item, day):
    """Past its day, an acceptance on condition is none."""
    if found.kind != Kind.CONDITIONAL or not item.lapsed(day):
        return found
    facts = {"body": item.handover.receiver, "day": texts.day(item.conditional_until)}
    sentence = _("%(body)s accepted it on condition of %(day)s, which has passed.") % facts
    return Disposition(Kind.LAPSED, found.subject, sentence, found.name, found.args)


def standing_duties(items):
    """Each duty once: what was declined or taken back and then offered anew stands at the new offer."""
    by_words = {}
    for item in items:
        if item.objective_id is None:
            by_words.setdefault(" ".join(item.duty_en.casefold().split()), []).append(item)
    return [max(same, key=lambda one: (one.answer not in BACK, one.pk)) for same in by_words.values()]


def read(reading, reasons=None):
    """The dispositions of all objectives and duties that the reading has loaded, objectives first.

    ``reasons`` says by key of the objective why it was discontinued. Loaded must be Objective, HandoverItem, Handover,
    Board and Programme.
    """
    items = reading.all(HandoverItem)
    by_objective = {}
    for item in items:
        by_objective.setdefault(item.objective_id, []).append(item)
    found = []
    for one in reading.all(Objective, key=lambda one: natural(one.key)):
        own = by_objective.get(one.pk, ())
        said = of_objective(one, own, (reasons or {}).get(one.pk, ""))
        conditional = [item for item in own if item.answer == Answer.ACCEPTED_CONDITIONAL]
        found.append(_lapse(said, conditional[-1], reading.day) if conditional else said)
    return found + [_lapse(of_duty(item), item, reading.day) for item in standing_duties(items)]
