"""The register of letters, and handovers with the answers given to them."""

from boards.models import Board, Decision, Organisation, Person
from objectives import actions
from objectives.actions.letters import next_reference
from objectives.models import (
    Answer,
    AnswerOutcome,
    Direction,
    Handover,
    HandoverItem,
    ItemKind,
    Letter,
    LetterAnswer,
    LetterItem,
    LetterParty,
    Objective,
    PartySide,
)
from reports.loading.context import ACTOR


def load_letters(loading):
    for node in loading.file("letters").each("letters", "key"):
        key, dated = node.text("key", needed=True), node.day("dated")
        letter = loading.enter(
            node,
            Letter,
            effective=dated.on,
            programme=loading.programme,
            key=key,
            our_reference=next_reference(loading.programme),
            direction=node.choice("direction", Direction),
            **node.bilingual("title"),
            reference=node.text("reference"),
            dated_on=dated.on,
            precision=dated.precision,
            date_known_from=node.text("date_known_from"),
            language=node.text("language"),
            **node.bilingual("subject", "salutation", "closing", "body"),
            letterhead=node.texts("letterhead"),
            in_reply_to=loading.find(node, Letter, "in_reply_to"),
        )
        loading.remember(Letter, key, letter, node)
        _load_parties(loading, letter, node)
        _load_items(loading, letter, node)
        _load_answers(loading, letter, node)


def _load_parties(loading, letter, parent):
    for order, node in enumerate(parent.each("parties", "side"), 1):
        loading.enter(
            node,
            LetterParty,
            effective=letter.dated_on,
            letter=letter,
            side=node.choice("side", PartySide),
            order=order,
            board=loading.find(node, Board, "board"),
            organisation=loading.find(node, Organisation, "organisation"),
            person=loading.find(node, Person, "person"),
            name_as_printed=node.text("name_as_printed"),
            title_as_printed=node.text("title_as_printed"),
            capacity=node.text("capacity"),
        )


def _load_items(loading, letter, parent):
    for order, node in enumerate(parent.each("items", "key"), 1):
        key, words = node.text("key", needed=True), node.text("words", needed=True)
        due = node.day("due")
        item = loading.enter(
            node,
            LetterItem,
            because=words,
            effective=letter.dated_on,
            letter=letter,
            kind=node.choice("kind", ItemKind),
            key=key,
            order=order,
            **node.bilingual("label"),
            words=words,
            objective=loading.find(node, Objective, "objective"),
            due_on=due.on,
            due_precision=due.precision,
        )
        loading.remember(LetterItem, f"{letter.key}/{key}", item, node)


def _load_answers(loading, letter, parent):
    for order, node in enumerate(parent.each("answers", "key"), 1):
        words = node.text("words")
        loading.enter(
            node,
            LetterAnswer,
            because=words,
            effective=letter.dated_on,
            letter=letter,
            item=loading.find(node, LetterItem, "item"),
            key=node.text("key", needed=True),
            order=order,
            outcome=node.choice("outcome", AnswerOutcome),
            words=words,
        )


def load_handovers(loading):
    for node in loading.file("letters").each("handovers", "title"):
        asked = node.day("asked")
        handover = loading.enter(
            node,
            Handover,
            effective=asked.on,
            programme=loading.programme,
            giver=loading.find(node, Board, "giver", needed=True),
            receiver=loading.find(node, Board, "receiver", needed=True),
            asked_on=asked.on,
            precision=asked.precision,
            letter=loading.find(node, Letter, "letter"),
            **node.bilingual("title"),
        )
        items = _load_handover_items(loading, handover, node)
        for part in node.each("answers", "day"):
            _plan_answer(loading, items, part)


def _load_handover_items(loading, handover, parent):
    """The items by name: an objective's key, or the key given to a duty."""
    items = {}
    for node in parent.each("items", "key"):
        duty, words = node.bilingual("duty"), node.text("words")
        asked, names = node.flag("asked", True), node.texts("objectives")
        if bool(names) == bool(duty["duty_en"]):
            raise node.wrong("give either objectives or a duty in words.")
        for name in names or [node.text("key", needed=True)]:
            objective = loading.named(node, Objective, name, "objectives") if names else None
            items[name] = loading.enter(
                node,
                HandoverItem,
                because=words,
                effective=node.effective or handover.asked_on,
                handover=handover,
                order=len(items) + 1,
                objective=objective,
                **duty,
                asked=asked,
            )
    return items


def _plan_answer(loading, items, node):
    day, answer = node.day("day", needed=True).on, node.choice("answer", Answer)
    letter, decision = loading.find(node, Letter, "letter"), loading.find(node, Decision, "decision")
    words, evidence = node.text("words"), node.text("source")
    for name in node.texts("items"):
        if name not in items:
            raise node.wrong(
                f"“{name}” is not an item of this handover; use one of: {', '.join(items)}.", "items"
            )
        loading.on(day, node, _answering(items[name], day, answer, words, evidence, letter, decision))


def _answering(item, day, answer, words, evidence, letter, decision):
    return lambda: actions.answer_item(
        item=item,
        by=ACTOR,
        answered_on=day,
        answer=answer,
        words=words,
        evidence=evidence,
        letter=letter,
        decision=decision,
    )
