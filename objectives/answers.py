"""Which answer to an offered item may follow which: the one table. docs/handover.md's diagram is drawn from it."""

from objectives.models import Answer

_BY_THE_BOARD = (
    Answer.AGREED,
    Answer.ACCEPTED,
    Answer.ACCEPTED_RESERVED,
    Answer.ACCEPTED_CONDITIONAL,
    Answer.UNDER_DISCUSSION,
    Answer.DECLINED,
)


def _after(answer):
    return (*(one for one in _BY_THE_BOARD if one != answer), Answer.WITHDRAWN)


# An accepted item is settled; what was declined or withdrawn is offered anew, as an item of another handover. An
# acceptance on condition may be given again with a later day.
FOLLOWS = {
    Answer.AWAITING: _after(Answer.AWAITING),
    Answer.AGREED: _after(Answer.AGREED),
    Answer.UNDER_DISCUSSION: _after(Answer.UNDER_DISCUSSION),
    Answer.ACCEPTED_CONDITIONAL: (
        Answer.ACCEPTED,
        Answer.ACCEPTED_RESERVED,
        Answer.ACCEPTED_CONDITIONAL,
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
OPEN = tuple(answer for answer in FOLLOWS if answer not in SETTLED)


def may_be_given():
    """The answers that a receiving board gives; withdrawing is the giver's."""
    return list(_BY_THE_BOARD)


def diagram():
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {Answer.AWAITING}"]
    lines += [f"    {before} --> {after}" for before, afters in FOLLOWS.items() for after in afters]
    return "\n".join(lines)
