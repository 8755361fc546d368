"""Items of the register as the papers of a meeting print them: each with its state on the day, and who said so."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from objectives.models import Answer, Basis, Confidence, Handover, HandoverItem, Objective
from reports.content.said import Said, quote, say
from reports.content.shapes import Part, Table
from reports.reconciliation import agreement
from saferwales.web import quotations
from saferwales.web.bilingual import joined, within
from saferwales.web.texts import day as day_in_words
from workstreams.models import Programme, RegionalReturn


def name_of(found):
    """What a register item is called in a line, with its language."""
    if found is None:
        return Said(
            _(
                "An item that the record does not hold for this day, or of a programme in which you have no role."
            )
        )
    if isinstance(found, Objective):
        label = say(found, "label")
        return Said(f"{found.key} {label}", label.lang)
    if isinstance(found, Programme):
        return say(found, "name")
    if isinstance(found, HandoverItem):
        return name_of(found.objective) if found.objective_id else say(found, "duty")
    if isinstance(found, RegionalReturn):
        facts = {"region": found.region, "quarter": found.label}
        return within(_("Regional return: %(region)s, %(quarter)s"), **facts)
    return quote(str(found))


def decided(found):
    """What a decision decides, in a line; an answer to an offer says which."""
    name = name_of(found)
    if not isinstance(found, HandoverItem):
        return name
    return Said(_("%(item)s: %(answer)s") % {"item": name, "answer": found.get_answer_display()}, name.lang)


def parts(found, record):
    """The parts that print a register item of the agenda."""
    if isinstance(found, Objective):
        return (_objective(found, record),)
    if isinstance(found, Handover):
        return _handover(found, record)
    if isinstance(found, RegionalReturn):
        return (_regional_return(found, record),)
    return (Part("remark", name_of(None)),)


def _as_at(record):
    return _("As at %(day)s") % {"day": day_in_words(record.day)}


def _objective(one, record):
    rows = [
        (_("Objective"), say(one, "text")),
        (_("How far it is"), _delivery(one)),
        (_("Who governs it"), _governed(one)),
        (_("Offers and answers"), joined("\n", [_offer(item) for item in record.offers(one)])),
        (_("Due"), day_in_words(one.due_on, one.due_precision)),
    ]
    if one.position_en or one.position_cy:
        rows.append((_("Current position"), say(one, "position")))
    if one.next_steps_en or one.next_steps_cy:
        rows.append((_("Next steps"), say(one, "next_steps")))
    table = Table(
        caption=name_of(one),
        corner=_("Objective %(key)s") % {"key": one.key},
        columns=(_as_at(record),),
        rows=tuple((label, (text,)) for label, text in rows),
        empty=_("Not stated"),
    )
    return Part("table", table)


def _delivery(one):
    facts = {"delivery": one.get_delivery_display(), "day": day_in_words(one.updated_on)}
    said = _("%(delivery)s, last updated on %(day)s.") if one.updated_on else _("%(delivery)s.")
    lines = [said % facts]
    if one.confidence:
        lines.append(_("Delivery confidence: %(grade)s.") % {"grade": Confidence(one.confidence).label})
    return "\n".join(lines)


def _governed(one):
    if one.governance_basis == Basis.NONE:
        return _("No governing body.")
    if one.governing_body_id is None:
        return str(one.get_governance_basis_display())
    facts = {"body": one.governing_body, "basis": one.get_governance_basis_display()}
    return within(_("%(body)s (%(basis)s)"), **facts)


def _offer(item):
    """One sentence: to whom it was offered, and what came back."""
    handover = item.handover
    asked = day_in_words(handover.asked_on, handover.precision) or _("a day that is not stated")
    facts = {"board": handover.receiver, "day": asked, "asked": asked}
    if item.answer == Answer.AWAITING:
        return within(_("Offered to the %(board)s on %(day)s; awaiting an answer."), **facts)
    facts |= {"answer": item.get_answer_display(), "day": day_in_words(item.answered_on)}
    return within(_("Offered to the %(board)s on %(asked)s. Answer: %(answer)s on %(day)s."), **facts)


def _handover(one, record):
    """What may truthfully be said of the answers, then each item with its own."""
    items = record.items(one)
    sentences = agreement.sentences(one.receiver, items)
    table = Table(
        caption=name_of(one),
        corner=_("Item"),
        columns=(_("Answer"), _("Answered on"), _in_which_words(items)),
        rows=tuple((name_of(item), _answer(item)) for item in items),
        empty=_("Not stated"),
    )
    said = tuple(Part("prose", format_html("<p>{}</p>", one)) for one in sentences)
    return (*said, Part("table", table)) if items else said


def _in_which_words(items):
    """The head of the column of quotations, which says in a Welsh document that they are from the English."""
    return quotations.caption(" ".join(item.words for item in items)) or _("In these words")


def _answer(item):
    answer = str(item.get_answer_display())
    if item.conditional_until:
        facts = {"answer": answer, "day": day_in_words(item.conditional_until)}
        answer = _("%(answer)s, on condition that it operates by %(day)s") % facts
    return answer, day_in_words(item.answered_on), quote(item.words)


def _regional_return(one, record):
    owner = _("Action without an owner") if one.lacks_owner else one.action_owner
    rows = (
        (_("State"), str(one.state_on(record.day).label)),
        (_("Current position"), say(one, "position")),
        (_("Actions for the next quarter"), say(one, "actions")),
        (_("Action owner"), owner),
        (_("Custodian"), str(one.custodian or "")),
        (_("Due"), day_in_words(one.due_on)),
    )
    table = Table(
        caption=name_of(one),
        corner=_("Regional return"),
        columns=(_as_at(record),),
        rows=tuple((label, (text,)) for label, text in rows),
        empty=_("Not stated"),
    )
    return Part("table", table)
