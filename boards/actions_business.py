"""Acts on the business of a meeting: its agenda, its numbered decisions, and who is to do what."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from boards import policies
from boards import policies_meetings as rules
from boards.actions_meetings import amend_from, day_of, lock_meeting
from boards.models import ActionState, AgendaItem, Decision, MeetingAction
from saferwales.audit import conflict, writing
from saferwales.web import bounds

PROSE = ("text_en", "text_cy", "minute_en", "minute_cy")


def _next(queryset, name):
    """The number after the last one ever given, so that none is given twice and none left out."""
    return max(queryset.values_list(name, flat=True), default=0) + 1


def _check_bounds(meeting, item, facts):
    """No text, and no agenda and no minutes in one language, are more than can be printed."""
    bounds.check_fields(facts, *PROSE)
    others = meeting.agenda.filter(archived=False).exclude(pk=item and item.pk)
    for name in (name for name in PROSE if facts.get(name)):
        try:
            bounds.check_document([facts[name], *others.values_list(name, flat=True)])
        except ValidationError as refused:
            raise ValidationError({name: refused}) from None


def _lock_item(item, by):
    """(the item, its meeting), both locked, where the meeting's business may still change."""
    meeting = lock_meeting(item.meeting, by)
    rules.check_writable(meeting)
    item = writing.lock(AgendaItem.objects, pk=item.pk)
    if item.archived:
        raise ValidationError(_("Somebody else has removed this item from the agenda."), code="removed")
    return item, meeting


@transaction.atomic
def add_agenda_item(*, meeting, by, title_en, **facts):
    """Put an item at the end of the agenda."""
    meeting = lock_meeting(meeting, by)
    rules.check_writable(meeting)
    _check_bounds(meeting, None, facts)
    return writing.enter(
        AgendaItem,
        by=by,
        reason="",
        effective_on=day_of(meeting),
        meeting=meeting,
        order=_next(meeting.agenda, "order"),
        title_en=title_en,
        **facts,
    )


@transaction.atomic
def edit_agenda_item(*, item, by, expected_version=None, reason="", **facts):
    """Change an item's words, the minute included. Raises Conflict where somebody else changed it meanwhile."""
    item, meeting = _lock_item(item, by)
    conflict.check_version(item, expected_version)
    _check_bounds(meeting, item, facts)
    if facts.get("minute_en", item.minute_en) or facts.get("minute_cy", item.minute_cy):
        rules.check_held(meeting)
    return amend_from(item, by=by, day=day_of(meeting), reason=reason, **facts)


@transaction.atomic
def move_agenda_item(*, item, by, up):
    """Swap an item with the one before it (``up``) or after it; the first and the last stay where they are."""
    item, meeting = _lock_item(item, by)
    agenda = list(meeting.agenda.filter(archived=False))
    place = next(n for n, one in enumerate(agenda) if one.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(agenda):
        return item
    agenda[place], agenda[other] = agenda[other], agenda[place]
    for order, one in enumerate(agenda, 1):
        if one.order != order:
            one = writing.lock(AgendaItem.objects, pk=one.pk)
            amend_from(one, by=by, day=day_of(meeting), order=order)
    return item


@transaction.atomic
def remove_agenda_item(*, item, by):
    """Take an item off the agenda, unless something was decided under it."""
    item, meeting = _lock_item(item, by)
    if item.decisions.filter(archived=False).exists():
        raise ValidationError(_("A decision was recorded under this item, so it stays on the agenda."))
    return amend_from(item, by=by, day=day_of(meeting), archived=True)


def _check_under(meeting, agenda_item):
    if agenda_item is not None and (agenda_item.meeting_id != meeting.pk or agenda_item.archived):
        raise ValidationError({"agenda_item": _("Choose an item of this meeting's agenda.")})


@transaction.atomic
def record_decision(*, meeting, by, wording_en, agenda_item=None, **facts):
    """Record a decision in its words; its number follows the last one's."""
    meeting = lock_meeting(meeting, by)
    rules.check_can_write_minutes(meeting)
    _check_under(meeting, agenda_item)
    return writing.enter(
        Decision,
        by=by,
        reason="",
        effective_on=day_of(meeting),
        meeting=meeting,
        number=_next(meeting.decisions, "number"),
        wording_en=wording_en,
        agenda_item=agenda_item,
        **facts,
    )


@transaction.atomic
def edit_decision(*, decision, by, reason, expected_version=None, **facts):
    """Change a decision's words while the minutes are not approved. Raises Conflict like every edit."""
    meeting = lock_meeting(decision.meeting, by)
    rules.check_can_write_minutes(meeting)
    policies.check_reason(reason)
    decision = writing.lock(Decision.objects, pk=decision.pk)
    conflict.check_version(decision, expected_version)
    _check_under(meeting, facts.get("agenda_item"))
    return amend_from(decision, by=by, day=day_of(meeting), reason=reason, **facts)


@transaction.atomic
def add_action(*, meeting, by, words_en, owner_seat=None, owner="", due_on=None, decision=None, **facts):
    """Record what somebody is to do. It has an owner: a seat held on the day of the meeting, or words."""
    meeting = lock_meeting(meeting, by)
    rules.check_can_write_minutes(meeting)
    _check_owner(meeting, owner_seat, owner)
    if decision is not None and decision.meeting_id != meeting.pk:
        raise ValidationError({"decision": _("Choose a decision of this meeting.")})
    if due_on and due_on < meeting.held_on:
        raise ValidationError({"due_on": _("An action is due on or after the day of the meeting.")})
    return writing.enter(
        MeetingAction,
        by=by,
        reason="",
        effective_on=day_of(meeting),
        meeting=meeting,
        number=_next(meeting.actions, "number"),
        words_en=words_en,
        owner_seat=owner_seat,
        owner=owner,
        due_on=due_on,
        decision=decision,
        **facts,
    )


def _check_owner(meeting, seat, words):
    if bool(seat) == bool(words.strip()):
        raise ValidationError({"owner_seat": _("Say who is to do it: choose one seat, or write who it is.")})
    if seat is not None and (seat.board_id != meeting.board_id or not seat.held_on(meeting.held_on)):
        raise ValidationError({"owner_seat": _("Choose a seat that was held on the day of the meeting.")})


@transaction.atomic
def update_action(*, action, by, state, on, reason="", seen=""):
    """Say what became of an action: done on a day, dropped for a reason, or open again; locked minutes or not.

    ``seen`` is the state that the person saw; where somebody else was first, nothing is written.
    """
    action = writing.lock(MeetingAction.objects, pk=action.pk)
    rules.check_can_update(by, action)
    policies.check_day(on, "on")
    if seen and seen != action.state:
        sentence = _("Somebody else recorded “%(state)s” meanwhile. Your change was not recorded.")
        raise ValidationError(sentence % {"state": action.get_state_display()}, code="meanwhile")
    if state == action.state:
        raise ValidationError({"state": _("The action stands there already. Choose what has changed.")})
    if state != ActionState.DONE and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})
    if on < action.meeting.held_on:
        raise ValidationError({"on": _("The day must not be before the day of the meeting.")})
    done_on = on if state == ActionState.DONE else None
    return writing.amend(action, by=by, reason=reason, effective_on=on, state=state, done_on=done_on)
