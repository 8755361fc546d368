"""The words with which a letter about a handover begins, from the record alone: nothing is claimed beyond it.

A letter begins in Welsh and in English. What the record holds in English alone stands so in the Welsh letter, too,
until whoever sends it has it translated, marked as English.
"""

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from boards.models import SeatRole
from objectives.models import Answer, AnswerOutcome
from reports.content import letterhead
from reports.reconciliation import agreement
from saferwales.web import texts
from saferwales.web.bilingual import within
from saferwales.web.passages import typed

CHAIRS = (SeatRole.CHAIR, SeatRole.JOINT_CHAIR)
LANGUAGES = ("cy", "en")
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


def _in_both(facts):
    """What ``facts()`` says in each language, as fields of the letter."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told |= {f"{name}_{language}": str(fact) for name, fact in facts().items()}
    with override("en"):  # the register says in English in which languages a letter is
        return told | {"language": _("Welsh and English"), "letterhead": letterhead.LABELS}


def _own(record, name):
    """The record's text in the language in force, and nothing where it has none: the letter lacks it, then, too."""
    return getattr(record, f"{name}_{get_language()}")


def asking(handover, items, day):
    """The facts of the letter by which a handover is asked for, in both languages."""
    several = len(chairs_of(handover.receiver, day)) > 1

    def facts():
        names = _names(handover, items)
        return {
            "title": _("Handover letter to the %(receiver)s") % names,
            "subject": _own(handover.programme, "name"),
            "salutation": _("Dear Chairs,") if several else _("Dear Chair,"),
            "closing": _("Yours sincerely,"),
            "body": "\n\n".join(map(typed, _paragraphs(names, _duties(items)))),
        }

    return _in_both(facts)


def requests(handover, items):
    """What the letter asks: the objectives by one appendix, and each duty in words on its own."""
    names = _names(handover, items)
    if names["count"]:
        called = {}
        for language in LANGUAGES:
            with override(language):
                called[f"label_{language}"] = _("Governance of the outstanding objectives in Appendix A")
        with override("en"):
            yield called | {"words": _asked(_names(handover, items))}
    for one in _standing(items):
        if not one.objective_id:
            yield {"label_en": _short(one.duty_en), "label_cy": _short(one.duty_cy), "words": one.duty_en}


def _short(duty):
    return Truncator(duty).chars(200)


def enclosure():
    """What the appendix is called, in both languages."""
    called = {}
    for language in LANGUAGES:
        with override(language):
            called[f"label_{language}"] = _("Appendix A: objectives to be carried forward")
    return called | {"words": called["label_en"]}


def _names(handover, items):
    """Who gives what to whom, in the language in force."""
    objectives = [item for item in _standing(items) if item.objective_id]
    named = {"programme": handover.programme, "giver": handover.giver, "receiver": handover.receiver}
    return named | {"count": len(objectives)}


def _duties(items):
    return [item.duty for item in _standing(items) if not item.objective_id]


def _asked(names):
    sentence = ngettext(
        "I am writing to ask that the %(receiver)s takes over the governance of the %(count)d outstanding "
        "objective listed in Appendix A, by work-stream and with the SRO of each.",
        "I am writing to ask that the %(receiver)s takes over the governance of the %(count)d outstanding "
        "objectives listed in Appendix A, by work-stream and with the SRO of each.",
        names["count"],
    )
    return within(sentence, **names)


def _paragraphs(names, duties):
    yield within(_("The %(programme)s has been governed by the %(giver)s."), **names)
    if names["count"]:
        yield _asked(names)
    if duties:
        yield _("I also ask that it takes on these duties:")
        yield "\n".join(f"- {typed(duty)}" for duty in duties)
    yield _(
        "Please answer item by item: whether the board accepts it, accepts it with a reservation, has it under "
        "discussion, or declines it, and at which meeting that was decided."
    )


def replying(handover, letter, items):
    """The facts of the letter that answers: its sentences come from the answers, with each exception named."""

    def facts():
        reference = letter.our_reference or letter.title
        first = within(_("Thank you for your letter %(reference)s."), reference=reference)
        if letter.dated_on:
            first = _("Thank you for your letter dated %(day)s.") % {
                "day": texts.day(letter.dated_on, letter.precision)
            }
        said = agreement.sentences(handover.receiver, items)
        return {
            "title": _("Reply of the %(receiver)s") % {"receiver": handover.receiver},
            "subject": _own(letter, "subject"),
            "salutation": _("Dear Senior Responsible Officer,"),
            "closing": _("Yours sincerely,"),
            "body": "\n\n".join(map(typed, [first, *said, *_meetings(items)])),
        }

    return _in_both(facts)


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
