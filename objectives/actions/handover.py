"""Handing over: one board offers, the other answers item by item, and governance moves only on acceptance."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from objectives import policies, policies_handover
from objectives.answers import ACCEPTANCES, FOLLOWS
from objectives.models import Answer, Basis, Handover, HandoverItem, Objective
from saferwales.audit import writing
from saferwales.audit.models import EntryKind
from saferwales.web.bilingual import within
from workstreams.models import Programme


@transaction.atomic
def offer(
    *,
    programme,
    by,
    receiver,
    asked_on,
    title_en,
    reason,
    objectives=(),
    duties=(),
    duties_workstream=None,
    giver=None,
    **facts,
):
    """Ask another board to govern objectives, and duties given in words; returns the Handover.

    ``duties`` are (English, Welsh), of one work-stream or of none. Raises PermissionDenied, or ValidationError where there is nothing to offer, the
    boards are one, or an objective is offered or accepted elsewhere.
    """
    programme = writing.lock(Programme.objects, pk=programme.pk)
    giver = giver or programme.governing_board
    policies_handover.check_can_offer(by, programme, _concerned(objectives, duties, duties_workstream))
    _check_reason(reason)
    if giver is None or giver.pk == receiver.pk:
        raise ValidationError({"receiver": _("Choose a board other than the one that gives the work away.")})
    if not objectives and not duties:
        raise ValidationError({"objectives": _("Choose at least one objective, or write a duty in words.")})
    policies.check_day(asked_on, "asked_on")
    entry = {"by": by, "reason": reason, "effective_on": asked_on}
    handover = writing.enter(
        Handover, **entry, programme=programme, giver=giver, receiver=receiver, asked_on=asked_on, title_en=title_en,
        **facts,
    )  # fmt: skip
    _add(handover, objectives, duties, duties_workstream, entry)
    return handover


def _concerned(objectives, duties, duties_workstream):
    """The work-streams whose business is offered."""
    return [*(one.workstream for one in objectives), *(duties_workstream for _duty in duties)]


def _check_reason(reason, name="reason"):
    if not reason.strip():
        raise ValidationError({name: _("Say why, so that a reader years from now understands.")})


def _add(handover, objectives, duties, workstream, entry):
    if workstream is not None and workstream.programme_id != handover.programme_id:
        raise ValidationError({"duties_workstream": _("Choose a work-stream of this programme.")})
    order = max(handover.items.values_list("order", flat=True), default=0)
    for objective in objectives:
        objective = writing.lock(Objective.objects, pk=objective.pk)
        _check_free(objective)
        order += 1
        writing.enter(HandoverItem, **entry, handover=handover, order=order, objective=objective)
    for english, welsh in duties:
        order += 1
        writing.enter(
            HandoverItem,
            **entry,
            handover=handover,
            order=order,
            duty_en=english,
            duty_cy=welsh,
            workstream=workstream,
        )


def _check_free(objective):
    """An objective is offered to one body at a time."""
    other = objective.handover_items.filter(archived=False).exclude(
        answer__in=(Answer.DECLINED, Answer.WITHDRAWN)
    )
    if other.exists():
        raise ValidationError(
            {"objectives": within(_("%(objective)s is offered or accepted already."), objective=objective)}
        )


@transaction.atomic
def add_items(*, handover, by, asked_on, reason, objectives=(), duties=(), duties_workstream=None):
    """Ask for more in a handover that stands; what was asked for before keeps its answers."""
    handover = writing.lock(Handover.objects, pk=handover.pk)
    policies_handover.check_can_offer(
        by, handover.programme, _concerned(objectives, duties, duties_workstream)
    )
    _check_reason(reason)
    if not objectives and not duties:
        raise ValidationError({"objectives": _("Choose at least one objective, or write a duty in words.")})
    policies.check_day(asked_on, "asked_on")
    if handover.asked_on and asked_on < handover.asked_on:
        raise ValidationError({"asked_on": _("Nothing can be added before the day of the offer itself.")})
    entry = {"by": by, "reason": reason, "effective_on": asked_on}
    _add(handover, objectives, duties, duties_workstream, entry)
    return handover


@transaction.atomic
def answer_item(
    *, item, by, answered_on, answer, conditional_until=None, reason="", evidence="", seen=None, **rests
):
    """Record the receiving board's answer to one item; an acceptance moves the objective's governance with it.

    ``rests`` are its words, decision and letter, ``seen`` the version of the item that is answered. Raises PermissionDenied, or ValidationError where the answer cannot
    follow the one that stands (somebody else was first), words or reason are missing, the decision is not the
    receiver's, or a board that does not operate yet accepts without condition.
    """
    rests = {"words": "", "decision": None, "letter": None} | rests
    words, decision = rests["words"], rests["decision"]
    item = writing.lock(HandoverItem.objects, pk=item.pk)
    policies_handover.check_can_answer(by, item.handover)
    policies_handover.check_rests(by, item.handover, decision or rests["letter"])
    _check_follows(item, answer)
    _check_seen(item, seen)
    policies.check_day(answered_on, "answered_on")
    _check_words(item, answer, words, reason)
    _check_decision(item, by, answer, decision)
    _check_condition(item, answer, answered_on, conditional_until)
    how = {"by": by, "reason": reason or words, "effective_on": answered_on, "evidence": evidence}
    given = {"answer": answer, "answered_on": answered_on, "conditional_until": conditional_until}
    writing.amend(item, **how, entry_kind=EntryKind.CHANGED, **given, **rests)
    if answer in ACCEPTANCES and item.objective_id:
        _move(item, by, answered_on, reason or words, words, evidence)
    return item


def _check_follows(item, answer):
    if item.discontinued_on:
        raise ValidationError(_("This duty is discontinued, so it takes no further answer."), code="answered")
    if answer not in FOLLOWS[Answer(item.answer)]:
        raise _answered_already(item)


def _check_seen(item, seen):
    """Nobody answers what has changed since they read it: they are told what stands now, and by whom."""
    if seen is not None and item.version != seen:
        raise _answered_already(item)


def _answered_already(item):
    last = item.history.order_by("-version").first()
    facts = {"item": item, "answer": item.get_answer_display(), "actor": last.actor_name}
    sentence = _(
        "“%(item)s” already stands at “%(answer)s”, recorded by %(actor)s. Your answer was not recorded."
    )
    return ValidationError(sentence % facts, code="answered")


def _check_words(item, answer, words, reason):
    if answer == Answer.ACCEPTED_RESERVED and not words.strip():
        raise ValidationError({"words": _("Write the reservation in the board's own words.")})
    if answer == Answer.DECLINED and not (reason.strip() or words.strip()):
        raise ValidationError({"reason": _("Say why the board declines.")})


def _check_decision(item, by, answer, decision):
    """A board agrees at a meeting. An imported record may know of the agreement and not of the meeting."""
    imported = getattr(by, "is_system", False)
    if answer == Answer.AGREED and decision is None and not imported:
        raise ValidationError({"decision": _("Say at which meeting the board agreed it.")})
    if decision is not None and decision.meeting.board_id != item.handover.receiver_id:
        raise ValidationError({"decision": _("Choose a decision of the receiving board.")})


def _check_condition(item, answer, day, until):
    """A board that does not operate on the day accepts on condition of a day by which it will."""
    conditional = answer == Answer.ACCEPTED_CONDITIONAL
    if answer in ACCEPTANCES and not policies_handover.operates(item.handover.receiver, day):
        raise ValidationError(
            {"answer": _("This board does not operate yet. It can accept only on condition of a day.")}
        )
    if conditional and (until is None or until <= day):
        raise ValidationError({"conditional_until": _("Give the later day by which the board operates.")})
    if until is not None and not conditional:
        raise ValidationError(
            {"conditional_until": _("Only an acceptance on condition has such a day. Leave it empty.")}
        )


def _move(item, by, day, reason, words, evidence):
    objective = writing.lock(Objective.objects, pk=item.objective_id)
    writing.amend(
        objective,
        by=by,
        reason=reason,
        effective_on=day,
        evidence=evidence,
        governing_body=item.handover.receiver,
        governance_basis=Basis.ACCEPTED_HANDOVER,
        governance_words=words,
    )


@transaction.atomic
def answer_items(*, handover, items, by, seen=None, **answer):
    """One answer for many items of a handover: each gets its own entry, or none does.

    ``seen`` are the versions of the items, by their keys, that the answer was written against.
    """
    if not items or any(item.handover_id != handover.pk for item in items):
        raise ValidationError({"items": _("Choose at least one item of this handover.")})
    seen = seen or {}
    return [answer_item(item=item, by=by, seen=seen.get(item.pk), **answer) for item in items]


@transaction.atomic
def withdraw_items(*, handover, items, by, withdrawn_on, reason, seen=None):
    """The giver takes items back that nobody has accepted or declined; governance stays where it is."""
    policies_handover.check_can_offer(by, handover.programme, [one.of_workstream for one in items])
    _check_reason(reason)
    policies.check_day(withdrawn_on, "withdrawn_on")
    if not items or any(item.handover_id != handover.pk for item in items):
        raise ValidationError({"items": _("Choose at least one item of this handover.")})
    for item in items:
        item = writing.lock(HandoverItem.objects, pk=item.pk)
        _check_follows(item, Answer.WITHDRAWN)
        _check_seen(item, (seen or {}).get(item.pk))
        writing.amend(
            item,
            by=by,
            reason=reason,
            effective_on=withdrawn_on,
            answer=Answer.WITHDRAWN,
            answered_on=withdrawn_on,
            conditional_until=None,
        )


@transaction.atomic
def discontinue_duty(*, item, by, discontinued_on, reason):
    """Say that nobody is to fulfil a duty any more, and why; one that a board has accepted is that board's."""
    item = writing.lock(HandoverItem.objects, pk=item.pk)
    policies_handover.check_can_give_up(by, item.handover.programme)
    policies.check_programme_open(item.handover.programme)
    _check_reason(reason)
    policies.check_day(discontinued_on, "discontinued_on")
    if item.objective_id or item.discontinued_on or item.answer in ACCEPTANCES:
        raise ValidationError(
            _("Only a duty that no board has accepted can be discontinued, and only once."), code="settled"
        )
    return writing.amend(
        item,
        by=by,
        reason=reason,
        effective_on=discontinued_on,
        discontinued_on=discontinued_on,
        discontinued_why=reason,
    )
