"""Editing the terms of a seat, and how a board stands to others."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards import actions, policies
from boards.forms_terms import CorrespondenceForm, EndRelationForm, RelationForm, SeatTermsForm
from boards.models import Organisation
from boards.views.base import get_board, get_relation, get_seat
from boards.views.edit import show_form
from saferwales.audit import editing
from saferwales.web.bilingual import within
from saferwales.web.forms import add_refusal


def _edit(request, board, record, make, names, write, **says):
    def done():
        messages.success(request, _("The change is recorded."))
        return redirect("boards:board", board.slug)

    return editing.edit(
        request,
        record,
        make=lambda data, _record, **more: make(data, **more),
        names=names,
        write=lambda form, version: write(by=request.user, expected_version=version, **form.facts),
        show=lambda form, status, **more: show_form(request, form, status, board=board, **says, **more),
        done=done,
    )


def _act(request, board, form, act, said, **says):
    """Answer a GET or POST of a form that changes no record's version: added or ended in one act."""
    if request.method == "GET":
        return show_form(request, form, board=board, **says)
    if form.is_valid():
        try:
            act(form)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect("boards:board", board.slug)
    return show_form(request, form, 422, board=board, **says)


@require_http_methods(["GET", "POST"])
def edit_seat(request, slug, pk):
    board = get_board(request, slug)
    seat = get_seat(board, pk)
    policies.check_can_edit(request.user, board)
    active = Q(is_active=True) | Q(pk=seat.user_id)
    users = get_user_model().objects.filter(active).order_by("name")
    return _edit(
        request,
        board,
        seat,
        partial(SeatTermsForm, users=users),
        SeatTermsForm.KEPT,
        partial(actions.edit_seat, seat=seat),
        heading=within(_("Edit the terms of the seat of %(holder)s"), holder=seat),
        submit=_("Save the seat"),
    )


@require_http_methods(["GET", "POST"])
def correspondence(request, slug, pk):
    """In which language the person who holds the seat wishes to be written to; the wish is the person's, not the seat's."""
    board = get_board(request, slug)
    seat = get_seat(board, pk)
    policies.check_can_edit(request.user, board)
    if seat.person is None:
        raise Http404
    return _edit(
        request,
        board,
        seat.person,
        CorrespondenceForm,
        CorrespondenceForm.KEPT,
        partial(actions.record_wish, person=seat.person),
        heading=within(_("Wish for correspondence: %(person)s"), person=seat.person),
        submit=_("Save the wish"),
    )


def _relation_form(request, board):
    """The form with the boards that exist for the user and the organisations to choose from."""
    boards = policies.visible_boards(request.user).filter(archived=False).exclude(pk=board.pk)
    return partial(RelationForm, boards=boards, organisations=Organisation.objects.filter(archived=False))


@require_http_methods(["GET", "POST"])
def new_relation(request, slug):
    board = get_board(request, slug)
    policies.check_can_edit(request.user, board)
    return _act(
        request,
        board,
        _relation_form(request, board)(request.POST or None),
        lambda form: actions.add_relation(board=board, by=request.user, **form.facts),
        _("The relation is added."),
        heading=within(_("Add a relation: %(board)s"), board=board),
        submit=_("Add the relation"),
    )


@require_http_methods(["GET", "POST"])
def edit_relation(request, slug, pk):
    board = get_board(request, slug)
    relation = get_relation(request, board, pk)
    policies.check_can_edit(request.user, board)
    return _edit(
        request,
        board,
        relation,
        _relation_form(request, board),
        RelationForm.KEPT,
        partial(actions.edit_relation, relation=relation),
        heading=within(_("Edit a relation: %(board)s"), board=board),
        submit=_("Save the relation"),
    )


@require_http_methods(["GET", "POST"])
def end_relation(request, slug, pk):
    board = get_board(request, slug)
    relation = get_relation(request, board, pk)
    policies.check_can_edit(request.user, board)
    return _act(
        request,
        board,
        EndRelationForm(request.POST or None),
        lambda form: actions.end_relation(relation=relation, by=request.user, **form.cleaned_data),
        _("The relation is ended."),
        heading=within(_("End a relation: %(board)s"), board=board),
        submit=_("End the relation"),
    )
