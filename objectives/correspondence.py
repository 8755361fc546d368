"""What letters ask, and how each item was answered: nothing that was asked is lost, nor what was never asked."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from objectives.models import AnswerOutcome, ItemKind, LetterAnswer, LetterItem

EXPECTS_ANSWER = (ItemKind.REQUEST, ItemKind.PROPOSAL)
ANSWERED = (AnswerOutcome.ACCEPTED, AnswerOutcome.DECLINED)
NOT_ANSWERED = (AnswerOutcome.NOT_ANSWERED, AnswerOutcome.AWAITING_REPLY, AnswerOutcome.INVITED)
HEADINGS = {
    ItemKind.REQUEST: _("Requests"),
    ItemKind.PROPOSAL: _("Proposals"),
    ItemKind.UNDERTAKING: _("Undertakings"),
    ItemKind.PRIORITY: _("Priorities"),
    ItemKind.CLAIM: _("Claims"),
    ItemKind.STATEMENT: _("Statements"),
    ItemKind.ENCLOSURE: _("Enclosures"),
}

STATES = {"answered": _("Answered"), "partly": _("Answered in part"), "not_answered": _("Not answered")}


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
    def label(self):
        """The outcome in words; several answers are summed up."""
        if len(self.answers) == 1:
            return self.answers[0].get_outcome_display()
        return STATES.get(self.state, "")

    @property
    def alarm(self):
        """Whether the item was passed over, or nothing answers it though an answer is expected."""
        passed_over = {answer.outcome for answer in self.answers} == {AnswerOutcome.NOT_ANSWERED}
        return self.unanswered or passed_over

    @property
    def waits(self):
        """Whether it still waits for a reply: nobody has settled what was asked or proposed."""
        return self.item.kind in EXPECTS_ANSWER and self.state != "answered"

    def is_overdue(self, day):
        """Whether it waits past its own day."""
        return self.waits and self.item.due_on is not None and self.item.due_on < day

    @property
    def state(self):
        """answered, partly, not_answered, or "" where no answer is expected and none was given."""
        outcomes = {answer.outcome for answer in self.answers}
        if not outcomes:
            return "not_answered" if self.unanswered else ""
        if outcomes <= set(ANSWERED):
            return "answered"
        return "not_answered" if outcomes <= set(NOT_ANSWERED) else "partly"


def given(answers):
    """The answers that were given: a letter that is still being written answers nothing."""
    return [answer for answer in answers if not answer.letter.is_draft]


def item_rows(items, answers):
    """Each item with its answers, in the letter's own order."""
    return [
        ItemRow(item, [answer for answer in answers if answer.item_id == item.pk])
        for item in sorted(items, key=lambda item: item.order)
    ]


def waiting(rows):
    """What waits for a reply: what has a day first, the earliest of these before all."""
    found = [row for row in rows if row.waits and not row.item.letter.is_draft]
    return sorted(found, key=lambda row: (row.item.due_on is None, row.item.due_on or date.max, row.item.pk))


def groups(rows):
    """The items by kind: what is asked first, what is only enclosed last."""
    found = []
    for kind, heading in HEADINGS.items():
        own = [row for row in rows if row.item.kind == kind]
        if own:
            found.append({"kind": kind.value, "heading": heading, "rows": own})
    return found


def tally(rows):
    """How many of the items that call for an answer, or got one, are answered, in part and not."""
    states = [row.state for row in rows if row.state]
    return {name: states.count(name) for name in ("answered", "partly", "not_answered")} | {
        "all": len(states)
    }
