"""The words with which a letter about a handover begins, from the record alone: nothing is claimed beyond it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from boards.models import SeatRole
from objectives.models import Answer, AnswerOutcome
from reports.reconciliation import agreement
from saferwales.web import texts

CHAIRS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR)
LETTERHEAD = ["Dyddiad/Date:", "Gofynnwch am/Please ask for:"]
# What the answer to an item of a handover is called in the register of letters.
OUTCOMES = {
    Answer.ACCEPTED: AnswerOutcome.ACCEPTED,
    Answer.ACCEPTED_RESERVED: AnswerOutcome.PARTLY,
    Answer.ACCEPTED_CONDITIONAL: AnswerOutcome.PARTLY,
    Answer.AGREED: AnswerOutcome.PARTLY,
    Answer.UNDER_DISCUSSION: AnswerOutcome.UNDER_DISCUSSION,
    Answer.DECLINED: AnswerOutcome.DECLINED,
    Answer.AWAITING: AnswerOutcome.NOT_ANSWERED,
}


def chairs_of(board, day):
    """The seats of those who chair the board on the day, joint chairs beside each other."""
    seats = board.seats.filter(archived=False, role__in=CHAIRS, is_demonstration=False).select_related(
        "person"
    )
    return [seat for seat in seats.order_by("order", "pk") if seat.held_on(day)]


def _standing(items):
    return [item for item in items if item.answer != Answer.WITHDRAWN and item.asked]


def asking(handover, items, day):
    """(facts of the letter, its requests): each duty in words is asked on its own, the objectives by one appendix."""
    objectives = [item for item in _standing(items) if item.objective_id]
    duties = [item.duty_en for item in _standing(items) if not item.objective_id]
    names = {"programme": handover.programme.name_en, "giver": handover.giver, "receiver": handover.receiver}
    with override("en"):
        asked = _asked(names | {"count": len(objectives)}) if objectives else ""
        requests = [(_("Governance of the outstanding objectives in Appendix A"), asked)] if asked else []
        requests += [(duty[:200], duty) for duty in duties]
        several = len(chairs_of(handover.receiver, day)) > 1
        facts = {
            "title_en": _("Handover letter to the %(receiver)s") % names,
            "subject": handover.programme.name_en,
            "salutation": _("Dear Chairs,") if several else _("Dear Chair,"),
            "closing": _("Yours sincerely,"),
            "language": _("English"),
            "body": "\n\n".join(_paragraphs(names, asked, duties)),
        }
    return facts, requests


def _asked(names):
    return (
        ngettext(
            "I am writing to ask that the %(receiver)s takes over the governance of the %(count)d outstanding "
            "objective listed in Appendix A, by work-stream and with the SRO of each.",
            "I am writing to ask that the %(receiver)s takes over the governance of the %(count)d outstanding "
            "objectives listed in Appendix A, by work-stream and with the SRO of each.",
            names["count"],
        )
        % names
    )


def _paragraphs(names, asked, duties):
    yield _("The %(programme)s has been governed by the %(giver)s.") % names
    if asked:
        yield asked
    if duties:
        yield _("I also ask that it takes on these duties:")
        yield "\n".join(f"- {duty}" for duty in duties)
    yield _(
        "Please answer item by item: whether the board accepts it, accepts it with a reservation, has it under "
        "discussion, or declines it, and at which meeting that was decided."
    )


def replying(handover, letter, items):
    """The facts of the letter that answers: its sentences come from the answers, with each exception named."""
    with override("en"):
        first = _("Thank you for your letter %(reference)s.") % {
            "reference": letter.our_reference or letter.title_en
        }
        if letter.dated_on:
            first = _("Thank you for your letter dated %(day)s.") % {
                "day": texts.day(letter.dated_on, letter.precision)
            }
        said = agreement.sentences(handover.receiver, items)
        paragraphs = [first, *said, *_meetings(items)]
        return {
            "title_en": _("Reply of the %(receiver)s") % {"receiver": handover.receiver},
            "subject": letter.subject,
            "salutation": _("Dear Senior Responsible Officer,"),
            "closing": _("Yours sincerely,"),
            "language": _("English"),
            "letterhead": LETTERHEAD,
            "body": "\n\n".join(paragraphs),
        }


def _meetings(items):
    """At which meetings the board decided what it answered."""
    days = sorted({item.decision.meeting.held_on for item in items if item.decision_id})
    for day in days:
        yield _("The board decided on this at its meeting of %(day)s.") % {"day": texts.day(day)}


def matched(requests, items):
    """(request, items it stands for): a duty by its words, and the objectives by the first that is no duty's."""
    duties = {item.duty_en for item in items if item.duty_en}
    objectives = [item for item in _standing(items) if item.objective_id]
    for asked in requests:
        if asked.words in duties:
            yield asked, [item for item in _standing(items) if item.duty_en == asked.words]
        else:
            yield asked, objectives
            objectives = []


def outcome(items):
    """What the answers to several items amount to in one word of the register."""
    outcomes = {OUTCOMES[item.answer] for item in items}
    if len(outcomes) == 1:
        return outcomes.pop()
    return AnswerOutcome.PARTLY if outcomes else AnswerOutcome.NOT_ANSWERED
