"""Objectives with their wordings, outputs and links, and the dated entries of their history."""

from django.db import models

from boards.models import Board, Organisation
from objectives import actions
from objectives.models import (
    Basis,
    Competence,
    Delivery,
    Objective,
    ObjectiveWording,
    Output,
    OutputState,
    Recommendation,
    RecommendationPoint,
)
from reports.loading.context import ACTOR, REASON
from workstreams.models import Workstream

CARRIED = "carried forward, the source states nothing new"
JUDGEMENT = "Our judgement from the words of both; the source states no link."


class EntryKind(models.TextChoices):
    """What a dated entry of the files says about the objectives that it names."""

    STATUS = "status"
    CARRIED = "carried"
    GOVERNANCE = "governance"
    PRIORITY = "priority"


def load_objectives(loading):
    file = loading.file("objectives")
    for order, node in enumerate(file.each("objectives", "key"), 1):
        key = node.text("key", needed=True)
        objective = _create(loading, node, key, order)
        loading.made[Objective] += 1
        loading.remember(Objective, key, objective, node)
        _load_wordings(loading, objective, node)
        _load_outputs(loading, objective, node)
        _load_links(loading, objective, node)
    for node in file.each("entries", "day"):
        _plan_entry(loading, node)


def _create(loading, node, key, order):
    """First recorded with the words on its governance and, where there are others, on its delivery as the reason."""
    governance, evidence = node.part("governance"), node.part("evidence")
    words = [part.text("words") for part in (governance, evidence)]
    places = [part.text("source") for part in (governance, evidence)]
    due = node.day("due")
    facts = {"updated_on": node.effective, "due_on": due.on, "due_precision": due.precision}
    if governance.has("basis"):
        facts |= {
            "governing_body": loading.find(governance, Board, "body"),
            "governance_basis": governance.choice("basis", Basis),
            "governance_words": words[0],
        }
    with loading.naming(node):
        return actions.create_objective(
            programme=loading.programme,
            by=ACTOR,
            effective_on=node.effective,
            reason=" ".join(filter(None, words)) or REASON,
            evidence="; ".join(filter(None, places)),
            workstream=loading.find(node, Workstream, "workstream", needed=True),
            key=key,
            order=order,
            **node.bilingual("label", "text", "position", "next_steps"),
            delivery=node.choice("delivery", Delivery, "open"),
            competence=node.choice("competence", Competence, "not_stated"),
            delivering_body=loading.find(node, Organisation, "delivering_body"),
            delivering_words=node.text("delivering_words"),
            source=node.text("source"),
            note=node.text("note"),
            **facts,
        )


def _load_wordings(loading, objective, parent):
    for node in parent.each("wordings", "document"):
        stated = node.day("stated").on
        loading.enter(
            node,
            ObjectiveWording,
            effective=stated,
            objective=objective,
            document=node.text("document", needed=True),
            group=node.text("group"),
            order=node.number("order", 0),
            **node.bilingual("text"),
            stated_on=stated,
        )


def _load_outputs(loading, objective, parent):
    for order, node in enumerate(parent.each("outputs", "key"), 1):
        loading.enter(
            node,
            Output,
            objective=objective,
            key=node.text("key", needed=True),
            order=order,
            **node.bilingual("title"),
            state=node.choice("state", OutputState, "planned"),
            expected=node.text("expected"),
        )


def _load_links(loading, objective, parent):
    for node in parent.each("advances", "recommendation"):
        recommendation = loading.find(node, Recommendation, "recommendation", needed=True)
        point = node.text("point") or None
        if point:
            point = loading.named(node, RecommendationPoint, f"{recommendation.key}.{point}", "point")
        with loading.naming(node):
            actions.link_recommendation(
                objective=objective,
                recommendation=recommendation,
                point=point,
                by=ACTOR,
                reason=JUDGEMENT,
                effective_on=node.effective,
                **node.bilingual("judgement"),
            )


def _plan_entry(loading, node):
    """An entry is made when all that is dated earlier has been; an import never puts words into anybody's mouth."""
    day, kind = node.day("day", needed=True).on, EntryKind(node.choice("kind", EntryKind))
    reason, evidence = node.text("reason"), node.text("evidence")
    if not reason and kind != EntryKind.CARRIED:
        raise node.wrong("give the words that attest it.", "reason")
    facts = _facts(loading, node, kind)
    for name in node.texts("objectives"):
        objective = loading.named(node, Objective, name, "objectives")
        loading.on(day, node, _act(kind, objective, day, reason or CARRIED, evidence, facts))


def _facts(loading, node, kind):
    if kind == EntryKind.STATUS:
        texts = {name: value or None for name, value in node.bilingual("position", "next_steps").items()}
        return texts | {"delivery": node.choice("delivery", Delivery) if node.has("delivery") else None}
    if kind == EntryKind.GOVERNANCE:
        return {
            "governing_body": loading.find(node, Board, "body"),
            "governance_basis": node.choice("basis", Basis),
            "governance_words": node.text("words"),
        }
    return {}


def _act(kind, objective, day, reason, evidence, facts):
    shared = {
        "objective": objective,
        "by": ACTOR,
        "effective_on": day,
        "reason": reason,
        "evidence": evidence,
    }
    if kind == EntryKind.PRIORITY:
        return lambda: actions.edit_objective(**shared, priority_words=reason)
    act = {
        EntryKind.STATUS: actions.change_status,
        EntryKind.CARRIED: actions.carry_forward,
        EntryKind.GOVERNANCE: actions.note_governance,
    }[kind]
    return lambda: act(**shared, **facts)
