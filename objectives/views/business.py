"""Forms of a meeting that choose from the register: what is on its agenda, and what its decisions decide."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards import policies_meetings as rules
from boards.models import AgendaItem, Decision
from boards.views.acting import act
from boards.views.base import get_board, get_meeting, get_part
from objectives import actions, business
from objectives.forms_business import DECIDED, ON_AGENDAS, DecideForm, NewAgendaItemForm, SubjectsForm
from objectives.models import AgendaSubject, DecisionSubject
from saferwales.web.bilingual import within


def _answer(request, meeting, form, write, check, **says):
    return act(
        request,
        form,
        write,
        board=meeting.board,
        to=meeting.get_absolute_url(),
        refusal=rules.refusal(check, meeting),
        **says,
    )


def _linked(model, **owner):
    found = model.objects.filter(archived=False, **owner).select_related(*model.LINKS)
    return [one.what for one in found]


@require_http_methods(["GET", "POST"])
def new_item(request, slug, pk):
    board = get_board(request, slug)
    meeting = get_meeting(board, pk)
    rules.check_can_keep(request.user, board)
    offered = business.to_choose(request.user, board)
    return _answer(
        request,
        meeting,
        NewAgendaItemForm(request.POST or None, offered=offered, kinds=ON_AGENDAS),
        lambda form: actions.put_on_agenda(
            meeting=meeting, by=request.user, subjects=form.subjects, **form.facts
        ),
        rules.check_writable,
        heading=_("Add an agenda item"),
        submit=_("Put it on the agenda"),
        said=_("The item is on the agenda."),
    )


@require_http_methods(["GET", "POST"])
def item_subjects(request, slug, pk):
    board = get_board(request, slug)
    item = get_part(AgendaItem, board, pk)
    rules.check_can_keep(request.user, board)
    form = SubjectsForm(
        request.POST if request.method == "POST" else None,
        offered=business.to_choose(request.user, board),
        kinds=ON_AGENDAS,
        linked=_linked(AgendaSubject, agenda_item=item),
    )
    return _answer(
        request,
        item.meeting,
        form,
        lambda filled: actions.choose_agenda_subjects(
            agenda_item=item, by=request.user, subjects=filled.subjects, among=filled.among
        ),
        rules.check_writable,
        heading=within(_("What “%(item)s” is about"), item=item),
        submit=_("Save what it is about"),
        said=_("What the item is about is saved."),
    )


def _under(request, agenda):
    """The agenda item that the address names (?item=), where it is one of this meeting."""
    asked = request.GET.get("item", "")
    return next((one for one in agenda if str(one.pk) == asked), None)


@require_http_methods(["GET", "POST"])
def decide(request, slug, pk):
    """A decision; what the agenda item is about is ticked at first, where the address names the item."""
    board = get_board(request, slug)
    meeting = get_meeting(board, pk)
    rules.check_can_keep(request.user, board)
    agenda = list(meeting.agenda.filter(archived=False))
    under = _under(request, agenda)
    form = DecideForm(
        request.POST or None,
        offered=business.to_choose(request.user, board),
        kinds=DECIDED,
        linked=_linked(AgendaSubject, agenda_item=under) if under else (),
        agenda=agenda,
        initial={"agenda_item": under},
    )
    return _answer(
        request,
        meeting,
        form,
        lambda filled: actions.decide(
            meeting=meeting, by=request.user, subjects=filled.subjects, **filled.facts
        ),
        rules.check_can_write_minutes,
        heading=_("Record a decision"),
        submit=_("Record the decision"),
        lead=_("What you choose below is what the decision decides: its pages will show the decision."),
        said=_("The decision is recorded under its number."),
    )


@require_http_methods(["GET", "POST"])
def decision_subjects(request, slug, pk):
    board = get_board(request, slug)
    decision = get_part(Decision, board, pk)
    rules.check_can_keep(request.user, board)
    form = SubjectsForm(
        request.POST if request.method == "POST" else None,
        offered=business.to_choose(request.user, board),
        kinds=DECIDED,
        linked=_linked(DecisionSubject, decision=decision),
    )
    return _answer(
        request,
        decision.meeting,
        form,
        lambda filled: actions.choose_decision_subjects(
            decision=decision, by=request.user, subjects=filled.subjects, among=filled.among
        ),
        rules.check_can_write_minutes,
        heading=_("What decision %(number)s decides") % {"number": decision.number},
        submit=_("Save what it decides"),
        said=_("What the decision decides is saved."),
    )
