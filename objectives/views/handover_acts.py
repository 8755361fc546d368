"""Offering objectives and duties to another board, asking for more, answering item by item, taking items back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boards.models import Board, Decision, Meeting
from objectives import actions, policies, policies_handover
from objectives.answers import SETTLED
from objectives.forms_handover import AnswerForm, DiscontinueDutyForm, ItemsForm, OfferForm, WithdrawItemsForm
from objectives.models import Answer, Handover, HandoverItem, Letter, Objective
from objectives.views.base import attach_appointments
from saferwales.accounts import permissions
from saferwales.audit import asat
from saferwales.web import pages
from saferwales.web.bilingual import within
from saferwales.web.forms import add_refusal
from saferwales.web.keys import natural
from workstreams.models import Programme, SroAppointment, Workstream
from workstreams.views.base import get_programme

BACK = (Answer.DECLINED, Answer.WITHDRAWN)


def _act(request, programme, form, write, **says):
    """Draw the form, or let ``write`` act on it; a refusal stands on the form, nothing typed is lost."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                handover = write(form)
            except ValidationError as refused:
                add_refusal(form, refused)
                status = 409 if getattr(refused, "code", "") == "answered" else 422
                if status == 409:
                    form.renew()
            else:
                return redirect("objectives:handover", programme.slug, handover.pk)
    context = {"programme": programme, "nav": "letters", "form": form, "refusal": "", "rows": [], **says}
    return render(request, "objectives/form.html", context, status=status)


def _record(programme):
    """The records from which the form of an offer is drawn."""
    own = Objective.objects.filter(programme=programme, archived=False)
    return (
        own,
        Workstream.objects.filter(programme=programme),
        SroAppointment.objects.filter(programme=programme),
        HandoverItem.objects.filter(objective__in=own),
        Letter.objects.filter(programme=programme, archived=False),
        Board.objects.filter(archived=False),
    )


def _free(reading, user, programme):
    """The objectives that nobody was asked to govern, or that came back; an SRO's are the own work-streams'."""
    taken = {one.objective_id for one in reading.all(HandoverItem) if one.answer not in BACK}
    found = [one for one in reading.all(Objective) if one.pk not in taken]
    for one in found:
        one.programme = programme
    own = {one.pk for one in _offered_by(reading, user, programme)}
    return sorted((one for one in found if one.workstream_id in own), key=lambda one: natural(one.key))


def _offered_by(reading, user, programme):
    """The work-streams whose objectives and duties the user may offer: all of them, or an SRO's own."""
    streams = reading.all(Workstream, key=lambda one: one.number)
    attach_appointments(reading, programme, streams)
    offers = policies_handover.check_can_offer
    return [one for one in streams if not policies.refusal(offers, user, programme, [one])]


@require_http_methods(["GET", "POST"])
def offer(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "handover.offer", programme)
    reading = asat.reading(request).load(*_record(programme))
    boards = [one for one in reading.all(Board) if one.pk != programme.governing_board_id]
    form = OfferForm(
        request.POST or None,
        boards=boards,
        objectives=_free(reading, request.user, programme),
        workstreams=_offered_by(reading, request.user, programme),
        letters=reading.all(Letter),
    )

    def write(filled):
        made = actions.offer(programme=programme, by=request.user, **filled.facts)
        messages.success(request, _("The offer is recorded. The receiving board sees it among what waits."))
        return made

    says = {
        "heading": _("Offer objectives to another board"),
        "submit": _("Record the offer"),
        "back": reverse("objectives:handovers", args=[programme.slug]),
        "back_label": _("Handovers"),
    }
    return _act(request, programme, form, write, **says)


def _load(request, slug, pk):
    """The handover with its items, and what an answer may rest on, in one statement."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    if pk >= 2**63:
        raise Http404
    one = Handover.objects.filter(programme__in=mine, pk=pk, archived=False)
    items = HandoverItem.objects.filter(handover__in=one, archived=False)
    meetings = Meeting.objects.filter(board__in=one.values("receiver"))
    reading = asat.reading(request).load(
        mine,
        one,
        items,
        Objective.objects.filter(pk__in=items.values("objective")),
        Workstream.objects.filter(programme__in=mine),
        SroAppointment.objects.filter(programme__in=mine),
        Letter.objects.filter(programme__in=mine, archived=False),
        meetings,
        Decision.objects.filter(meeting__in=meetings, archived=False),
        Board.objects.all(),
    )
    found = reading.all(Handover)
    if not found:
        raise Http404
    return reading, found[0]


def _page_of(handover, heading, submit):
    back = {"back": handover.get_absolute_url(), "back_label": str(handover)}
    return {"heading": heading, "submit": submit, **back}


def _items(request, reading):
    """The items still open and the settled ones, and which are ticked at first. A foreign item does not exist."""
    items = reading.all(HandoverItem)
    asked = request.POST.getlist("items") or request.GET.getlist("item")
    if not set(asked) <= {str(item.pk) for item in items}:
        raise Http404
    opened = [item for item in items if item.answer not in SETTLED and not item.discontinued_on]
    opened.sort(key=lambda item: str(item.pk) not in asked)  # what was asked for by its link comes first
    still = set(opened)
    return opened, [item for item in items if item not in still], asked


@require_http_methods(["GET", "POST"])
def add(request, programme, pk):
    _reading, handover = _load(request, programme, pk)
    owner = handover.programme
    permissions.require(request.user, "handover.offer", owner)
    reading = asat.reading(request).load(*_record(owner))
    form = ItemsForm(
        request.POST or None,
        objectives=_free(reading, request.user, owner),
        workstreams=_offered_by(reading, request.user, owner),
    )

    def write(filled):
        actions.add_items(handover=handover, by=request.user, **filled.facts)
        messages.success(request, _("The items are added. The receiving board sees them among what waits."))
        return handover

    return _act(
        request, owner, form, write, **_page_of(handover, _("Ask for more items"), _("Add the items"))
    )


@require_http_methods(["GET", "POST"])
def answer(request, programme, pk):
    reading, handover = _load(request, programme, pk)
    owner = handover.programme
    permissions.require(request.user, "handover.answer", owner)
    if policies_handover.is_foreign(request.user, handover):
        raise Http404
    opened, settled, asked = _items(request, reading)
    page = pages.cut_list(request, opened)
    form = AnswerForm(
        request.POST or None,
        items=opened,
        page=page,
        settled=settled,
        decisions=reading.all(Decision),
        letters=reading.all(Letter),
        initial={"items": asked},
    )

    def write(filled):
        done = actions.answer_items(handover=handover, by=request.user, **filled.cleaned_data)
        sentence = ngettext(
            "The answer to %(n)d item is recorded.", "The answer to %(n)d items is recorded.", len(done)
        )
        messages.success(request, sentence % {"n": len(done)})
        return handover

    between = {"giver": handover.giver, "receiver": handover.receiver}
    heading = within(_("Answer what %(giver)s asks of %(receiver)s"), **between)
    says = _page_of(handover, heading, _("Record the answer"))
    return _act(request, owner, form, write, page=page, **says)


@require_http_methods(["GET", "POST"])
def withdraw(request, programme, pk):
    reading, handover = _load(request, programme, pk)
    owner = handover.programme
    permissions.require(request.user, "handover.offer", owner)
    opened, settled, asked = _items(request, reading)
    own = _offered_by(reading, request.user, owner)
    if not policies.refusal(policies_handover.check_can_offer, request.user, owner, [None]):
        own.append(None)  # duties that are the programme's as a whole
    mine = [one for one in opened if one.of_workstream in own]
    theirs = [*(one for one in opened if one.of_workstream not in own), *settled]
    page = pages.cut_list(request, mine)
    form = WithdrawItemsForm(
        request.POST or None, items=mine, page=page, settled=theirs, initial={"items": asked}
    )

    def write(filled):
        actions.withdraw_items(handover=handover, by=request.user, **filled.cleaned_data)
        messages.success(request, _("The items are withdrawn. Governance stays where it is."))
        return handover

    says = _page_of(handover, _("Take items back"), _("Withdraw the items"))
    return _act(request, owner, form, write, page=page, **says)


@require_http_methods(["GET", "POST"])
def discontinue(request, programme, pk):
    """The form in which the programme says that nobody is to fulfil a duty any more."""
    programme = get_programme(request, programme)
    policies_handover.check_can_give_up(request.user, programme)
    if pk >= 2**63:
        raise Http404
    duties = HandoverItem.objects.filter(handover__programme=programme, objective=None, archived=False)
    item = get_object_or_404(duties.select_related("handover__receiver", "handover__programme"), pk=pk)
    form = DiscontinueDutyForm(request.POST or None)

    def write(filled):
        actions.discontinue_duty(item=item, by=request.user, **filled.cleaned_data)
        messages.success(request, _("The duty is discontinued. Your reason is kept."))
        return item.handover

    heading = within(_("Discontinue the duty: %(duty)s"), duty=item)
    return _act(
        request, programme, form, write, **_page_of(item.handover, heading, _("Discontinue the duty"))
    )
