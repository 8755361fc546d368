"""Letters about a handover, drafted from the record; and sending one only where the documents do not contradict it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from objectives import actions, policies, policies_letters
from objectives.models import Answer, Direction, Handover, ItemKind, LetterState, PartySide
from reports import issue_findings
from reports.content import drafts
from saferwales.audit import writing
from workstreams.models import AppointmentKind


def _items(handover):
    found = handover.items.filter(archived=False).order_by("order")
    return list(found.select_related("objective__workstream", "decision__meeting"))


@transaction.atomic
def draft_handover_letter(*, handover, by):
    """Begin the letter by which the handover is asked for: text, requests and table come from the record."""
    handover = writing.lock(Handover.objects.select_related("programme", "giver", "receiver"), pk=handover.pk)
    policies_letters.check_can_edit(by, handover.programme)
    if handover.letter_id and not handover.letter.archived:
        raise ValidationError(_("There is a letter for this handover already."), code="drafted")
    day, reason = policies.today(), _("Drafted from the handover")
    items = _items(handover)
    how = {"by": by, "reason": reason}
    letter = actions.enter_letter(
        programme=handover.programme,
        direction=Direction.SENT,
        state=LetterState.DRAFT,
        **how,
        **drafts.asking(handover, items, day),
    )
    for asked in drafts.requests(handover, items):
        actions.add_item(letter=letter, kind=ItemKind.REQUEST, **asked, **how)
    if any(one.objective_id for one in items):
        actions.add_item(letter=letter, kind=ItemKind.ENCLOSURE, **drafts.enclosure(), **how)
    _from_the_sro(letter, handover, day, how)
    for seat in drafts.chairs_of(handover.receiver, day):
        printed = {"name_as_printed": str(seat), "title_as_printed": seat.title_as_printed}
        actions.add_party(
            letter=letter, side=PartySide.TO, board=handover.receiver, person=seat.person, **how, **printed
        )
    writing.amend(handover, by=by, reason=reason, effective_on=_day(handover, day), letter=letter)
    return letter


def _day(record, day):
    return max(day, record.last_day_) if record.last_day_ else day


def _from_the_sro(letter, handover, day, how):
    """The letter goes out from the programme's SRO of the day, where one is in post."""
    held = handover.programme.appointments.filter(workstream=None, kind=AppointmentKind.SRO, archived=False)
    for one in held.select_related("person"):
        if one.held_on(day) and not one.is_demonstration and one.person_id:
            actions.add_party(
                letter=letter,
                side=PartySide.FROM,
                board=handover.giver,
                person=one.person,
                name_as_printed=str(one.person),
                title_as_printed=str(one.title),
                **how,
            )


@transaction.atomic
def draft_reply(*, handover, by):
    """Begin the letter that answers: its sentences and matched answers come from what the board has answered."""
    handover = writing.lock(
        Handover.objects.select_related("programme", "receiver", "letter"), pk=handover.pk
    )
    letter = handover.letter
    if letter is None or letter.is_draft:
        policies_letters.check_can_edit(by, handover.programme)
        raise ValidationError(_("No letter asked for this handover yet, so there is none to reply to."))
    policies_letters.check_can_reply(by, handover.programme, letter)
    if letter.replies.filter(archived=False, state=LetterState.DRAFT).exists():
        raise ValidationError(_("A reply to this letter is being written already."), code="drafted")
    items = _items(handover)
    how = {"by": by, "reason": _("Drafted from the answers")}
    reply = actions.enter_letter(
        programme=handover.programme,
        direction=Direction.RECEIVED,
        state=LetterState.DRAFT,
        in_reply_to=letter,
        **how,
        **drafts.replying(handover, letter, items),
    )
    for seat in drafts.chairs_of(handover.receiver, policies.today()):
        printed = {"name_as_printed": str(seat), "title_as_printed": seat.title_as_printed}
        actions.add_party(
            letter=reply, side=PartySide.FROM, board=handover.receiver, person=seat.person, **how, **printed
        )
    _match(reply, letter, items, how)
    return reply


def _match(reply, letter, items, how):
    """Match each request of the letter to the items it stands for; what was never asked is answered as just that.

    A request that no item of the handover stands for is not answered, whatever was said of the others.
    """
    requests = letter.items.filter(kind=ItemKind.REQUEST, archived=False).order_by("order", "pk")
    for asked, own in drafts.matched(requests, items):
        words = " ".join(dict.fromkeys(item.words for item in own if item.words))
        actions.add_answer(letter=reply, item=asked, outcome=drafts.outcome(own), words=words, **how)
    for item in items:
        if not item.asked and item.answer != Answer.WITHDRAWN:
            words = item.words or item.duty_en or str(item.objective)
            actions.add_answer(letter=reply, outcome=drafts.outcome([item]), words=words, **how)


@transaction.atomic
def send_letter(*, letter, by, dated_on, reason):
    """Record that a letter went out, which it does only where nothing blocks it: neither its own words, nor, where
    it speaks of a handover, what the documents say of that.

    Raises ValidationError where a finding blocks, and no reason overrides it.
    """
    blocking = issue_findings.of_letter(letter)
    if blocking:
        raise ValidationError(
            _(
                "Findings stand in the way: %(findings)s. Mend what each names, or override it with a reason on the "
                "page of the checks before issue."
            )
            % {"findings": "; ".join(dict.fromkeys(f"{one.place} ({one.sentence})" for one in blocking[:5]))},
            code="blocked",
        )
    return actions.send_letter(letter=letter, by=by, dated_on=dated_on, reason=reason)
