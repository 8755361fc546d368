"""Offering objectives and duties to another board, answering item by item, and taking items back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boards.models import Board, Decision, Meeting
from objectives import actions, policies_handover
from objectives.answers import SETTLED
from objectives.forms_handover import AnswerForm, OfferForm, WithdrawItemsForm
from objectives.models import Answer, Handover, HandoverItem, Letter, Objective
from saferwales.accounts import permissions
from saferwales.audit import asat
from saferwales.web.forms import add_refusal
from saferwales.web.keys import natural
from workstreams.models import Programme, Workstream
from workstreams.views.base import get_programme


def _show(request, programme, form, status=200, **more):
    context = {"programme": programme, "nav": "letters", "form": form, "refusal": "", **more}
    return render(request, "objectives/form.html", context, status=status)


def _free(reading, user, programme):
    """The open objectives that nobody was asked to govern, or that came back; an SRO's are the own work-streams'."""
    taken = {
        item.objective_id
        for item in reading.all(HandoverItem)
        if item.answer not in (Answer.DECLINED, Answer.WITHDRAWN)
    }
    found = [one for one in reading.all(Objective) if one.is_open and one.pk not in taken]
    found = [one for one in found if _may_offer(user, programme, one)]
    return sorted(found, key=lambda one: natural(one.key))


def _may_offer(user, programme, objective):
    refusal = policies_handover.refusal(policies_handover.check_can_offer, user, programme, [objective], ())
    return not refusal


@require_http_methods(["GET", "POST"])
def offer(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "handover.offer", programme)
    own = Objective.objects.filter(programme=programme)
    reading = asat.reading(request).load(
        own,
        Workstream.objects.filter(programme=programme),
        HandoverItem.objects.filter(objective__in=own),
        Letter.objects.filter(programme=programme),
        Board.objects.filter(archived=False),
    )
    boards = [one for one in reading.all(Board) if one.pk != programme.governing_board_id]
    form = OfferForm(
        request.POST or None,
        boards=sorted(boards, key=lambda one: str(one).casefold()),
        objectives=_free(reading, request.user, programme),
        letters=reading.all(Letter),
    )
    says = {
        "heading": _("Offer objectives to another board"),
        "submit": _("Record the offer"),
        "back": reverse("objectives:handovers", args=[programme.slug]),
        "back_label": _("Handovers"),
    }
    if request.method == "GET":
        return _show(request, programme, form, **says)
    if form.is_valid():
        try:
            made = actions.offer(programme=programme, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request, _("The offer is recorded. The receiving board sees it among what waits.")
            )
            return redirect("objectives:handover", programme.slug, made.pk)
    return _show(request, programme, form, 422, **says)


def _load(request, slug, pk):
    """The handover with its items, and what an answer may rest on, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    if pk >= 2**63:
        raise Http404
    one = Handover.objects.filter(programme__in=mine, pk=pk)
    items = HandoverItem.objects.filter(handover__in=one)
    meetings = Meeting.objects.filter(board__in=one.values("receiver"))
    reading = asat.reading(request).load(
        mine,
        one,
        items,
        Objective.objects.filter(pk__in=items.values("objective")),
        Workstream.objects.filter(programme__in=mine),
        Letter.objects.filter(programme__in=mine),
        meetings,
        Decision.objects.filter(meeting__in=meetings),
        Board.objects.filter(Q(pk__in=one.values("giver")) | Q(pk__in=one.values("receiver"))),
    )
    found = reading.all(Handover)
    if not found:
        raise Http404
    return reading, found[0]


def _page_of(handover, heading, submit):
    return {
        "heading": heading,
        "submit": submit,
        "back": handover.get_absolute_url(),
        "back_label": str(handover),
    }


def _open_items(reading):
    return [one for one in reading.all(HandoverItem) if one.answer not in SETTLED]


def _asked_for(request, name="item"):
    return [one for one in request.GET.getlist(name) if one.isdecimal()]


@require_http_methods(["GET", "POST"])
def answer(request, programme, pk):
    reading, handover = _load(request, programme, pk)
    owner = handover.programme
    permissions.require(request.user, "handover.answer", owner)
    policies_handover.check_can_answer(request.user, handover)
    form = AnswerForm(
        request.POST or None,
        items=_open_items(reading),
        decisions=reading.all(Decision),
        letters=reading.all(Letter),
        initial={"items": _asked_for(request)},
    )
    heading = _("Answer what %(giver)s asks of %(receiver)s") % {
        "giver": handover.giver,
        "receiver": handover.receiver,
    }
    says = _page_of(handover, heading, _("Record the answer"))
    if request.method == "GET":
        return _show(request, owner, form, **says)
    if form.is_valid():
        try:
            done = actions.answer_items(handover=handover, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            sentence = ngettext(
                "The answer to %(n)d item is recorded.", "The answer to %(n)d items is recorded.", len(done)
            )
            messages.success(request, sentence % {"n": len(done)})
            return redirect("objectives:handover", owner.slug, handover.pk)
    return _show(request, owner, form, 422, **says)


@require_http_methods(["GET", "POST"])
def withdraw(request, programme, pk):
    reading, handover = _load(request, programme, pk)
    owner = handover.programme
    permissions.require(request.user, "handover.offer", owner)
    mine = [one for one in _open_items(reading) if _may_withdraw(request.user, owner, one)]
    form = WithdrawItemsForm(request.POST or None, items=mine, initial={"items": _asked_for(request)})
    says = _page_of(handover, _("Take items back"), _("Withdraw the items"))
    if request.method == "GET":
        return _show(request, owner, form, **says)
    if form.is_valid():
        try:
            actions.withdraw_items(handover=handover, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The items are withdrawn. Governance stays where it is."))
            return redirect("objectives:handover", owner.slug, handover.pk)
    return _show(request, owner, form, 422, **says)


def _may_withdraw(user, programme, item):
    objectives = [item.objective] if item.objective_id else []
    duties = () if item.objective_id else (item,)
    return not policies_handover.refusal(
        policies_handover.check_can_offer, user, programme, objectives, duties
    )
