"""Acts that bring the register before a board: items of its agenda, and what its decisions decide."""

from django.db import transaction

from boards import actions_business
from boards import policies_meetings as rules
from boards.actions_meetings import amend_from, day_of, lock_meeting
from objectives import policies_business
from objectives.models import AgendaSubject, DecisionSubject, Handover, HandoverItem, Objective
from saferwales.audit import writing
from workstreams.models import Programme, RegionalReturn

LINKS = {
    Objective: "objective",
    Handover: "handover",
    HandoverItem: "handover_item",
    RegionalReturn: "regional_return",
    Programme: "programme",
}


@transaction.atomic
def put_on_agenda(*, meeting, by, subjects=(), **facts):
    """Put an item at the end of the agenda, with the register items that it is about; returns the AgendaItem."""
    item = actions_business.add_agenda_item(meeting=meeting, by=by, **facts)
    choose_agenda_subjects(agenda_item=item, by=by, subjects=subjects, among=subjects)
    return item


@transaction.atomic
def decide(*, meeting, by, subjects=(), **facts):
    """Record a numbered decision together with what it decides; returns the Decision."""
    decision = actions_business.record_decision(meeting=meeting, by=by, **facts)
    choose_decision_subjects(decision=decision, by=by, subjects=subjects, among=subjects)
    return decision


@transaction.atomic
def choose_agenda_subjects(*, agenda_item, by, subjects, among):
    """Say which register items an agenda item is about.

    ``among`` are those that were there to choose from: of these, what is not chosen is taken off. Others stay.
    """
    meeting = lock_meeting(agenda_item.meeting, by)
    rules.check_writable(meeting)
    _choose(AgendaSubject, {"agenda_item": agenda_item}, meeting, by, subjects, among)


@transaction.atomic
def choose_decision_subjects(*, decision, by, subjects, among):
    """Say what a decision decides, like ``choose_agenda_subjects``. Answers that rest on it are not stored here."""
    meeting = lock_meeting(decision.meeting, by)
    rules.check_can_write_minutes(meeting)
    _choose(DecisionSubject, {"decision": decision}, meeting, by, subjects, among)


def _choose(model, owner, meeting, by, subjects, among):
    kept = model.objects.filter(**owner, archived=False).select_related(*model.LINKS)
    linked = {(type(one.what), one.what.pk): one for one in kept}
    chosen = {(type(one), one.pk): one for one in subjects}
    offered = {(type(one), one.pk) for one in among}
    for key, record in chosen.items():
        if key not in linked:
            record = writing.lock(type(record).objects, pk=record.pk)
            policies_business.check_can_bring(by, record, meeting.board)
            link = {LINKS[type(record)]: record}
            writing.enter(model, by=by, reason="", effective_on=day_of(meeting), **owner, **link)
    for key, link in linked.items():
        if key in offered and key not in chosen:
            link = writing.lock(model.objects, pk=link.pk)
            amend_from(link, by=by, day=day_of(meeting), archived=True)
