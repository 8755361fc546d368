"""The business of a meeting that names nothing of the register: words of items and decisions, and actions."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards import actions_business as actions
from boards import policies_meetings as rules
from boards.forms_meetings import ActionForm, AgendaItemForm, DecisionForm, UpdateActionForm
from boards.models import AgendaItem, Decision, MeetingAction, MeetingState
from boards.views.acting import act, act_at_once
from boards.views.base import get_board, get_meeting, get_part
from boards.views.edit import show_form
from boards.views.meetings import in_order
from saferwales.audit import editing
from saferwales.web.bilingual import within


def _begin(request, model, slug, pk):
    board = get_board(request, slug)
    part = get_part(model, board, pk)
    rules.check_can_keep(request.user, board)
    return board, part


def _edit(request, board, record, make, names, write, **says):
    meeting = record.meeting
    says |= {"back": meeting.get_absolute_url(), "back_label": _("The meeting")}

    def done():
        messages.success(request, _("The change is recorded."))
        return redirect(meeting)

    return editing.edit(
        request,
        record,
        make=lambda data, _record, **more: make(data, **more),
        names=names,
        write=lambda form, version: write(by=request.user, expected_version=version, **form.facts),
        show=lambda form, status, **more: show_form(request, form, status, board=board, **says, **more),
        done=done,
    )


@require_http_methods(["GET", "POST"])
def edit_item(request, slug, pk):
    board, item = _begin(request, AgendaItem, slug, pk)
    held = item.meeting.state == MeetingState.HELD
    names = AgendaItemForm.KEPT if held else [one for one in AgendaItemForm.KEPT if "minute" not in one]
    return _edit(
        request,
        board,
        item,
        partial(AgendaItemForm, held=held),
        names,
        partial(actions.edit_agenda_item, item=item),
        heading=within(_("Edit the agenda item “%(item)s”"), item=item),
        submit=_("Save the item"),
        refusal=rules.refusal(rules.check_writable, item.meeting),
    )


@require_POST
def move_item(request, slug, pk):
    _board, item = _begin(request, AgendaItem, slug, pk)
    up = request.POST.get("direction") != "down"
    return act_at_once(
        request,
        lambda: actions.move_agenda_item(item=item, by=request.user, up=up),
        to=f"{item.meeting.get_absolute_url()}#item-{item.pk}",
    )


@require_POST
def remove_item(request, slug, pk):
    _board, item = _begin(request, AgendaItem, slug, pk)
    return act_at_once(
        request,
        lambda: actions.remove_agenda_item(item=item, by=request.user),
        to=item.meeting.get_absolute_url(),
        said=within(_("“%(item)s” is taken off the agenda."), item=item),
    )


@require_http_methods(["GET", "POST"])
def edit_decision(request, slug, pk):
    board, decision = _begin(request, Decision, slug, pk)
    return _edit(
        request,
        board,
        decision,
        partial(DecisionForm, agenda=decision.meeting.agenda.filter(archived=False)),
        DecisionForm.KEPT,
        partial(actions.edit_decision, decision=decision),
        heading=_("Edit decision %(number)s") % {"number": decision.number},
        submit=_("Save the decision"),
        refusal=rules.refusal(rules.check_can_write_minutes, decision.meeting),
    )


@require_http_methods(["GET", "POST"])
def new_action(request, slug, pk):
    board = get_board(request, slug)
    meeting = get_meeting(board, pk)
    rules.check_can_keep(request.user, board)
    seats = board.seats.filter(archived=False).select_related("person", "organisation")
    form = ActionForm(
        request.POST or None,
        seats=in_order(seat for seat in seats if seat.held_on(meeting.held_on)),
        decisions=meeting.decisions.filter(archived=False).select_related("meeting__board"),
    )
    return act(
        request,
        form,
        lambda filled: actions.add_action(meeting=meeting, by=request.user, **filled.cleaned_data),
        board=board,
        to=meeting.get_absolute_url(),
        said=_("The action is added."),
        heading=_("Add an action"),
        submit=_("Add the action"),
        refusal=rules.refusal(rules.check_can_write_minutes, meeting),
    )


@require_http_methods(["GET", "POST"])
def update_action(request, slug, pk):
    """What became of an action, also where the minutes are locked; its own owner says so too."""
    board = get_board(request, slug)
    action = get_part(MeetingAction, board, pk)
    rules.check_can_update(request.user, action)
    seen = {"seen": action.state, "state": "done" if action.state == "open" else ""}
    return act(
        request,
        UpdateActionForm(request.POST or None, initial=seen),
        lambda form: actions.update_action(action=action, by=request.user, **form.cleaned_data),
        board=board,
        to=action.meeting.get_absolute_url(),
        said=_("What became of the action is recorded."),
        heading=_("Action %(number)s: what became of it?") % {"number": action.number},
        submit=_("Record it"),
        lead=action.words,
    )
