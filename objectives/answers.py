"""Which answer to an offered item may follow which: the one table."""

from objectives.models import Answer

# An accepted item is settled; what was declined or withdrawn is offered anew, as an item of another handover.
FOLLOWS = {
    Answer.AWAITING: (
        Answer.AGREED,
        Answer.ACCEPTED,
        Answer.ACCEPTED_RESERVED,
        Answer.UNDER_DISCUSSION,
        Answer.DECLINED,
        Answer.WITHDRAWN,
    ),
    Answer.AGREED: (
        Answer.ACCEPTED,
        Answer.ACCEPTED_RESERVED,
        Answer.UNDER_DISCUSSION,
        Answer.DECLINED,
        Answer.WITHDRAWN,
    ),
    Answer.UNDER_DISCUSSION: (
        Answer.AGREED,
        Answer.ACCEPTED,
        Answer.ACCEPTED_RESERVED,
        Answer.DECLINED,
        Answer.WITHDRAWN,
    ),
    Answer.ACCEPTED: (),
    Answer.ACCEPTED_RESERVED: (),
    Answer.DECLINED: (),
    Answer.WITHDRAWN: (),
}
ACCEPTANCES = (Answer.ACCEPTED, Answer.ACCEPTED_RESERVED)
SETTLED = tuple(answer for answer, next_ones in FOLLOWS.items() if not next_ones)


def may_be_given():
    """The answers that a receiving board gives; withdrawing is the giver's."""
    return [one for one in Answer if one not in (Answer.AWAITING, Answer.WITHDRAWN)]
