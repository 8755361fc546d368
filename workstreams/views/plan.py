"""Keeping the plan: setting up and editing programmes, work-streams, appointments and roles."""

from functools import partial

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.models import Board, Person
from saferwales.accounts import permissions
from saferwales.audit import editing
from saferwales.web.forms import add_refusal
from workstreams import actions
from workstreams.forms import AppointmentForm, EndForm, ProgrammeForm, RoleForm, WorkstreamForm
from workstreams.models import Membership, SroAppointment, Workstream
from workstreams.views.base import get_programme


def _show(request, form, status=200, programme=None, **more):
    context = {"programme": programme, "nav": "programme", "form": form, "refusal": "", **more}
    return render(request, "workstreams/form.html", context, status=status)


def _boards():
    return Board.objects.filter(archived=False).only("name_en", "name_cy", "label")


def _overview(programme):
    return reverse("objectives:programme", args=[programme.slug])


def _try(form, act):
    """Run the action; its refusal goes onto the form. Returns what the action returned, or None."""
    try:
        return act()
    except ValidationError as refused:
        add_refusal(form, refused)
        return None


@require_http_methods(["GET", "POST"])
def new_programme(request):
    permissions.require(request.user, "programme.create")
    form = ProgrammeForm(request.POST or None, boards=_boards())
    more = {
        "heading": _("Set up a programme"),
        "submit": _("Set up the programme"),
        "back": reverse("workstreams:list"),
    }
    if request.method == "POST":
        made = form.is_valid() and _try(form, lambda: actions.create_programme(by=request.user, **form.facts))
        if made:
            messages.success(request, _("The programme is set up. Add its work-streams next."))
            return redirect("objectives:programme", made.slug)
    return _show(request, form, 422 if request.method == "POST" else 200, **more)


def _edit(request, record, make, names, write, programme, **more):
    def done():
        messages.success(request, _("The change is recorded."))
        return redirect(more["back"])

    return editing.edit(
        request,
        record,
        make=make,
        names=names,
        write=lambda form, version: write(by=request.user, expected_version=version, **form.facts),
        show=lambda form, status, **rows: _show(request, form, status, programme, **more, **rows),
        done=done,
    )


@require_http_methods(["GET", "POST"])
def edit_programme(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "programme.edit", programme)
    boards = _boards()

    more = {
        "heading": _("Edit the programme"),
        "submit": _("Save the programme"),
        "back": _overview(programme),
    }
    return _edit(
        request,
        programme,
        lambda data, record, **options: ProgrammeForm(data, boards=boards, programme=record, **options),
        ProgrammeForm.KEPT,
        partial(actions.edit_programme, programme=programme),
        programme,
        **more,
    )


@require_http_methods(["GET", "POST"])
def new_workstream(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "workstream.edit", programme)
    form = WorkstreamForm(request.POST or None, initial={"number": programme.workstreams.count() + 1})
    more = {
        "heading": _("Add a work-stream"),
        "submit": _("Add the work-stream"),
        "back": _overview(programme),
    }
    if request.method == "POST":
        made = form.is_valid() and _try(
            form, lambda: actions.create_workstream(programme=programme, by=request.user, **form.facts)
        )
        if made:
            messages.success(request, _("The work-stream is added. Appoint its SRO next."))
            return redirect("objectives:workstream", programme.slug, made.number)
    return _show(request, form, 422 if request.method == "POST" else 200, programme, **more)


@require_http_methods(["GET", "POST"])
def edit_workstream(request, programme, number):
    programme = get_programme(request, programme)
    permissions.require(request.user, "workstream.edit", programme)
    if number > 32767:
        raise Http404
    workstream = get_object_or_404(Workstream.objects.filter(programme=programme), number=number)
    back = reverse("objectives:workstream", args=[programme.slug, number])

    more = {
        "heading": _("Edit work-stream %(number)s") % {"number": number},
        "submit": _("Save the work-stream"),
        "back": back,
    }
    return _edit(
        request,
        workstream,
        lambda data, record, **options: WorkstreamForm(data, workstream=record, **options),
        WorkstreamForm.KEPT,
        partial(actions.edit_workstream, workstream=workstream),
        programme,
        **more,
    )


def _users():
    return get_user_model().objects.filter(is_active=True).order_by("name")


@require_http_methods(["GET", "POST"])
def new_appointment(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "appointment.edit", programme)
    workstreams = list(Workstream.objects.filter(programme=programme, archived=False))
    first = next((one.pk for one in workstreams if str(one.number) == request.GET.get("workstream")), "")
    form = AppointmentForm(
        request.POST or None,
        workstreams=workstreams,
        people=Person.objects.filter(archived=False),
        users=_users(),
        initial={"workstream": first},
    )
    more = {
        "heading": _("Appoint an SRO or deputy"),
        "submit": _("Record the appointment"),
        "back": _overview(programme),
    }
    if request.method == "POST":
        made = form.is_valid() and _try(
            form, lambda: actions.appoint(programme=programme, by=request.user, **form.cleaned_data)
        )
        if made:
            messages.success(request, _("The appointment is recorded."))
            return redirect(_overview(programme))
    return _show(request, form, 422 if request.method == "POST" else 200, programme, **more)


@require_http_methods(["GET", "POST"])
def end_appointment(request, programme, pk):
    programme = get_programme(request, programme)
    permissions.require(request.user, "appointment.edit", programme)
    if pk >= 2**63:
        raise Http404
    appointment = get_object_or_404(SroAppointment.objects.filter(programme=programme, archived=False), pk=pk)
    form = EndForm(request.POST or None)
    more = {
        "heading": _("End the appointment of %(name)s") % {"name": appointment},
        "submit": _("End the appointment"),
        "back": _overview(programme),
    }
    if request.method == "POST":
        done = form.is_valid() and _try(
            form,
            lambda: actions.end_appointment(appointment=appointment, by=request.user, **form.cleaned_data),
        )
        if done:
            messages.success(request, _("The appointment is ended."))
            return redirect(_overview(programme))
    return _show(request, form, 422 if request.method == "POST" else 200, programme, **more)


def _show_roles(request, programme, form, status=200, refusal=""):
    held = Membership.objects.filter(programme=programme, archived=False).select_related("user")
    context = {"programme": programme, "nav": "programme", "form": form, "held": held, "refusal": refusal}
    return render(request, "workstreams/roles.html", context, status=status)


@require_http_methods(["GET", "POST"])
def roles(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "programme.edit", programme)
    form = RoleForm(request.POST or None, users=_users())
    if request.method == "POST":
        made = form.is_valid() and _try(
            form, lambda: actions.grant_role(programme=programme, by=request.user, **form.cleaned_data)
        )
        if made:
            messages.success(request, _("The role is given."))
            return redirect("workstreams:roles", programme.slug)
    return _show_roles(request, programme, form, 422 if request.method == "POST" else 200)


@require_POST
def withdraw_role(request, programme, pk):
    programme = get_programme(request, programme)
    permissions.require(request.user, "programme.edit", programme)
    if pk >= 2**63:
        raise Http404
    membership = get_object_or_404(Membership.objects.filter(programme=programme, archived=False), pk=pk)
    try:
        actions.withdraw_role(membership=membership, by=request.user, reason=_("Role withdrawn"))
    except ValidationError as refused:
        form = RoleForm(users=_users())
        return _show_roles(request, programme, form, 422, refusal=" ".join(refused.messages))
    messages.success(request, _("The role is withdrawn."))
    return redirect("workstreams:roles", programme.slug)
