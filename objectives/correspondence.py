"""What letters ask, and how each item was answered: nothing that was asked is lost, nor what was never asked."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from objectives.models import AnswerOutcome, ItemKind, LetterAnswer, LetterItem

EXPECTS_ANSWER = (ItemKind.REQUEST, ItemKind.PROPOSAL)
ANSWERED = (AnswerOutcome.ACCEPTED,)
NOT_ANSWERED = (AnswerOutcome.NOT_ANSWERED, AnswerOutcome.AWAITING_REPLY)
HEADINGS = {
    ItemKind.REQUEST: _("Requests"),
    ItemKind.PROPOSAL: _("Proposals"),
    ItemKind.UNDERTAKING: _("Undertakings"),
    ItemKind.PRIORITY: _("Priorities"),
    ItemKind.CLAIM: _("Claims"),
    ItemKind.STATEMENT: _("Statements"),
    ItemKind.ENCLOSURE: _("Enclosures"),
}


@dataclass
class ItemRow:
    """An item of a letter with the answers matched to it."""

    item: LetterItem
    answers: list[LetterAnswer]

    @property
    def unanswered(self):
        """Whether an answer is expected and no letter of the register holds one."""
        return self.item.kind in EXPECTS_ANSWER and not self.answers

    @property
    def state(self):
        """answered, partly, not_answered, or "" where no answer is expected."""
        outcomes = {answer.outcome for answer in self.answers}
        if not outcomes:
            return "not_answered" if self.unanswered else ""
        if outcomes <= set(ANSWERED):
            return "answered"
        return "not_answered" if outcomes <= set(NOT_ANSWERED) else "partly"


def item_rows(items, answers):
    """Each item with its answers, in the letter's own order."""
    return [
        ItemRow(item, [answer for answer in answers if answer.item_id == item.pk])
        for item in sorted(items, key=lambda item: item.order)
    ]


def groups(rows):
    """The items by kind: what is asked first, what is only enclosed last."""
    found = []
    for kind, heading in HEADINGS.items():
        own = [row for row in rows if row.item.kind == kind]
        if own:
            found.append({"kind": kind.value, "heading": heading, "rows": own})
    return found


def tally(rows):
    """How many of the items that expect an answer are answered, answered in part and not answered."""
    states = [row.state for row in rows if row.item.kind in EXPECTS_ANSWER]
    return {name: states.count(name) for name in ("answered", "partly", "not_answered")} | {
        "all": len(states)
    }
