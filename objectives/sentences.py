"""What moved of an objective or of what was offered, in whole sentences as an official would write them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.models import Answer, Basis, Confidence, Delivery
from saferwales.web import texts
from saferwales.web.bilingual import within


@dataclass(frozen=True)
class Moved:
    """A sentence, and what it says of before and after in few words, for a file's columns."""

    sentence: str
    before: str
    after: str


class Sentences:
    """Words for moves. ``boards``, ``workstreams`` and ``handovers`` are dictionaries by key."""

    def __init__(self, boards, workstreams, handovers):
        self.boards, self.workstreams, self.handovers = boards, workstreams, handovers

    def governed(self, objective):
        """Who governs the objective and on what basis."""
        basis = Basis(objective.governance_basis).label
        if objective.governing_body_id is None:
            return str(basis)
        return within(_("%(body)s (%(basis)s)"), body=self._board(objective.governing_body_id), basis=basis)

    def _board(self, pk):
        return str(self.boards.get(pk) or _("a body that the record no longer names"))

    def standing(self, objective):
        """How an objective stands on both axes."""
        return _("Delivery: %(delivery)s. Governance: %(governance)s.") % {
            "delivery": Delivery(objective.delivery).label,
            "governance": self.governed(objective),
        }

    def new(self, objective, again=False):
        stands = self.standing(objective)
        sentence = _("Taken up again. %(standing)s") if again else _("Added. %(standing)s")
        return Moved(sentence % {"standing": stands}, "", stands)

    def archived(self):
        return Moved(_("Archived: it is no longer in the plan, and stays readable."), "", "")

    def axis(self, kind, was, now, steps):
        """What moved on the axis, or None. ``steps``: the entries at which the due date moved."""
        if kind == "due":
            return self._due(was, now, steps)
        return getattr(self, f"_{kind}")(was, now)

    def _workstream(self, was, now):
        if was.workstream_id == now.workstream_id:
            return None
        before, after = (self._stream(one.workstream_id) for one in (was, now))
        return _moved(_("It moved from work-stream %(before)s to work-stream %(after)s."), before, after)

    def _stream(self, pk):
        stream = self.workstreams.get(pk)
        return f"{stream.number}" if stream else "?"

    def _delivery(self, was, now):
        if was.delivery == now.delivery:
            return None
        before, after = (Delivery(one.delivery).label for one in (was, now))
        return _moved(_("Delivery moved from “%(before)s” to “%(after)s”."), before, after)

    def _governance(self, was, now):
        pairs = [(one.governing_body_id, one.governance_basis) for one in (was, now)]
        if pairs[0] == pairs[1]:
            return None
        before, after = self.governed(was), self.governed(now)
        if was.governing_body_id == now.governing_body_id:
            sentence = _("The body stays; its basis moved: “%(before)s” became “%(after)s”.")
        else:
            sentence = _("Governance passed from “%(before)s” to “%(after)s”.")
        return _moved(sentence, before, after)

    def _confidence(self, was, now):
        if was.confidence == now.confidence:
            return None
        before, after = (one.confidence and Confidence(one.confidence).label for one in (was, now))
        if not was.confidence:
            sentence = _("Delivery confidence was graded for the first time: “%(after)s”.")
        elif not now.confidence:
            sentence = _("Delivery confidence is no longer graded; it was “%(before)s”.")
        else:
            sentence = _("Delivery confidence moved from “%(before)s” to “%(after)s”.")
        return _moved(sentence, before, after)

    def _due(self, was, now, steps):
        """First date, present one, and how often it moved between the two days."""
        moves = len(steps) - (was.due_on is None and bool(steps))
        if (was.due_on, was.due_precision) == (now.due_on, now.due_precision) and not moves:
            return None
        before, after = texts.day(was.due_on, was.due_precision), texts.day(now.due_on, now.due_precision)
        return Moved(" ".join(_due_sentences(was, now, before, after, moves)), before, after)

    def receiver(self, item):
        """The board that was asked."""
        handover = self.handovers.get(item.handover_id)
        return self._board(handover and handover.receiver_id)

    def handover(self, was, now):
        """What was asked of a board or answered by it, or None."""
        receiver = self.receiver(now or was)
        answers = [str(Answer(one.answer).label) if one else "" for one in (was, now)]
        if now is None:
            sentence = _(
                "The offer to %(receiver)s was taken out of the record; the answer was “%(before)s”."
            )
        elif was is None and now.answer == Answer.AWAITING:
            sentence = _("%(receiver)s was asked to govern it and has not answered.")
        elif was is None:
            sentence = _("It was put to %(receiver)s; the answer is “%(after)s”.")
        elif was.answer == now.answer:
            return None
        else:
            sentence = _("The answer of %(receiver)s moved from “%(before)s” to “%(after)s”.")
        words = {"receiver": receiver, "before": answers[0], "after": answers[1]}
        return Moved(sentence % words, *answers)


def _moved(sentence, before, after):
    return Moved(sentence % {"before": before, "after": after}, str(before), str(after))


def _due_sentences(was, now, before, after, moves):
    first = texts.day(now.first_due_on, now.due_precision)
    yield _due_sentence(was, now) % {"before": before, "after": after}
    if first not in ("", after):
        yield _("The first due date was %(first)s.") % {"first": first}
    if moves:
        yield ngettext(
            "It moved %(times)s time between the two days.",
            "It moved %(times)s times between the two days.",
            moves,
        ) % {"times": moves}


def _due_sentence(was, now):
    if was.due_on and now.due_on:
        same = (was.due_on, was.due_precision) == (now.due_on, now.due_precision)
        if same:
            return _("The due date moved, and stands at %(after)s again.")
        return _("The due date moved from %(before)s to %(after)s.")
    if now.due_on:
        return _("A due date was set: %(after)s.")
    if was.due_on:
        return _("The due date, %(before)s, was taken away.")
    return _("A due date was set and taken away again.")
