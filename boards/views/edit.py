"""Setting up and editing boards and their seats."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards import actions, policies
from boards.forms import BoardForm, EndSeatForm, SeatForm
from boards.models import Organisation, Person, Region
from boards.views.base import get_board, get_seat
from saferwales.audit import asat, editing
from saferwales.web.bilingual import within
from saferwales.web.forms import add_refusal


def show_form(request, form, status=200, *, board=None, heading, submit, **more):
    """The page of a form about boards, with the way back to the board."""
    back = reverse("boards:board", args=[board.slug]) if board else reverse("boards:list")
    context = {
        "nav": "boards",
        "form": form,
        "board": board,
        "heading": heading,
        "submit": submit,
        "back": back,
        "back_label": "",
        "refusal": "",
        "lead": "",
        "beside": False,
        "rows": [],
        **more,
    }
    return render(request, "boards/form.html", context, status=status)


def _regions(request):
    return asat.reading(request).load(Region.objects.filter(archived=False)).all(Region)


@require_http_methods(["GET", "POST"])
def new(request):
    policies.check_can_edit(request.user)
    form = BoardForm(request.POST or None, regions=_regions(request))
    says = {"heading": _("Add a board"), "submit": _("Add the board")}
    if request.method == "GET":
        return show_form(request, form, **says)
    if form.is_valid():
        try:
            made = actions.create_board(by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, within(_("%(board)s is added."), board=made))
            return redirect("boards:board", made.slug)
    return show_form(request, form, 422, **says)


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    board = get_board(request, slug)
    policies.check_can_edit(request.user, board)
    regions = _regions(request)
    says = {
        "heading": within(_("Edit %(board)s"), board=board),
        "submit": _("Save the board"),
        "board": board,
    }

    def done():
        messages.success(request, within(_("%(board)s is saved."), board=board))
        return redirect("boards:board", board.slug)

    return editing.edit(
        request,
        board,
        make=lambda data, record, **more: BoardForm(data, regions=regions, board=record, **more),
        names=BoardForm.KEPT,
        write=lambda form, version: actions.edit_board(
            board=board, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: show_form(request, form, status, **says, **more),
        done=done,
    )


@require_http_methods(["GET", "POST"])
def new_seat(request, slug):
    board = get_board(request, slug)
    policies.check_can_edit(request.user, board)
    reading = asat.reading(request).load(
        Person.objects.filter(archived=False), Organisation.objects.filter(archived=False)
    )
    form = SeatForm(
        request.POST or None,
        people=reading.all(Person),
        organisations=reading.all(Organisation),
        users=get_user_model().objects.filter(is_active=True).order_by("name"),
    )
    says = {
        "heading": within(_("Add a seat: %(board)s"), board=board),
        "submit": _("Add the seat"),
        "board": board,
    }
    if request.method == "GET":
        return show_form(request, form, **says)
    if form.is_valid():
        try:
            seat = actions.add_seat(board=board, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, within(_("The seat of %(holder)s is added."), holder=seat))
            return redirect("boards:board", board.slug)
    return show_form(request, form, 422, **says)


@require_http_methods(["GET", "POST"])
def end_seat(request, slug, pk):
    board = get_board(request, slug)
    seat = get_seat(board, pk)
    policies.check_can_edit(request.user, board)
    form = EndSeatForm(request.POST or None)
    says = {
        "heading": within(_("End the seat of %(holder)s"), holder=seat),
        "submit": _("End the seat"),
        "board": board,
    }
    if request.method == "GET":
        return show_form(request, form, **says)
    if form.is_valid():
        try:
            actions.end_seat(seat=seat, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, within(_("The seat of %(holder)s is ended."), holder=seat))
            return redirect("boards:board", board.slug)
    return show_form(request, form, 422, **says)
