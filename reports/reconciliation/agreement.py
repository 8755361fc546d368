"""Sentences about agreement, made from the answers alone: each exception is named, and nothing is claimed beyond."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.models import Answer
from saferwales.web.bilingual import joined, within

YES = (Answer.ACCEPTED, Answer.ACCEPTED_RESERVED)


def is_yes(item):
    """Whether the receiving body itself has said yes to the item; an agreement in principle is none yet."""
    return item.answer in YES


def _named(items):
    return joined("; ", (_name(item) for item in items))


def _name(item):
    return str(item.objective) if item.objective_id else item.duty


def sentences(receiver, items):
    """What may truthfully be said of the items of one handover to the receiver, as whole sentences."""
    standing = [item for item in items if item.answer != Answer.WITHDRAWN]
    asked = [item for item in standing if item.asked]
    if not asked:
        return [within(_("Nothing was asked of %(body)s."), body=receiver), *_unasked(standing)]
    accepted = [item for item in asked if is_yes(item)]
    facts = {"body": receiver, "asked": len(asked), "accepted": len(accepted)}
    if len(accepted) == len(asked):
        first = ngettext(
            "%(body)s has accepted the %(asked)d item asked of it.",
            "%(body)s has accepted all %(asked)d items asked of it.",
            len(asked),
        )
    else:
        first = ngettext(
            "%(body)s has accepted %(accepted)d of the %(asked)d item asked of it.",
            "%(body)s has accepted %(accepted)d of the %(asked)d items asked of it.",
            len(asked),
        )
    return [within(first, **facts), *_exceptions(asked), *_unasked(standing)]


def _exceptions(asked):
    """One sentence for each answer that is no plain yes, naming every item."""
    says = (
        (Answer.ACCEPTED_RESERVED, _("Accepted with a reservation: %(items)s.")),
        (Answer.ACCEPTED_CONDITIONAL, _("Accepted only once the board operates: %(items)s.")),
        (Answer.AGREED, _("Agreed by the board, but not yet accepted: %(items)s.")),
        (Answer.UNDER_DISCUSSION, _("Still under discussion: %(items)s.")),
        (Answer.DECLINED, _("Declined: %(items)s.")),
        (Answer.AWAITING, _("Not answered yet: %(items)s.")),
    )
    for answer, sentence in says:
        own = [item for item in asked if item.answer == answer]
        if own:
            yield within(sentence, items=_named(own))


def _unasked(standing):
    """What was answered though nobody asked, with how it stands."""
    for item in standing:
        if not item.asked:
            facts = {"item": _name(item), "answer": item.get_answer_display()}
            yield within(_("Answered though no letter asked for it: %(item)s (%(answer)s)."), **facts)
