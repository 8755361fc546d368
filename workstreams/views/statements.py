"""SROs' statements: those of a work-stream, one as a page, and the acts that carry it to its acknowledgement."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from boards.models import Person
from saferwales.audit import asat, editing
from saferwales.web.forms import add_refusal
from workstreams import actions_statements as actions
from workstreams import policies
from workstreams.forms_statements import StatementActForm, StatementForm
from workstreams.models import SroAppointment, SroReport, SroReportKind, SroReportState, Workstream
from workstreams.views.base import get_programme


def _load(request, slug, **which):
    """The work-stream with its statements and appointments, in one statement beside the programme's own."""
    programme = get_programme(request, slug)
    streams = Workstream.objects.filter(programme=programme, **which).distinct()
    appointments = SroAppointment.objects.filter(programme=programme)
    reading = asat.reading(request).load(
        streams,
        SroReport.objects.filter(workstream__in=streams),
        appointments,
        Person.objects.filter(pk__in=appointments.values("person")),
    )
    found = reading.all(Workstream)
    if not found:
        raise Http404
    stream = found[0]
    stream.programme = programme
    held = reading.all(SroAppointment)
    programme.loaded_appointments = [one for one in held if one.workstream_id is None]
    stream.loaded_appointments = [one for one in held if one.workstream_id == stream.pk]
    return reading, stream


def _get(request, slug, pk):
    if pk >= 2**63:
        raise Http404
    reading, stream = _load(request, slug, sro_reports__pk=pk)
    one = reading.get(SroReport, pk)
    if one is None or one.archived:
        raise Http404
    one.workstream = stream
    return reading, one


def _refused_to_state(user, stream):
    return policies.refusal(policies.check_can_state, user, stream)


@require_safe
def listing(request, programme, number):
    if number > 32767:
        raise Http404
    reading, stream = _load(request, programme, number=number)
    statements = sorted(reading.all(SroReport), key=lambda one: (one.kind != SroReportKind.CLOSING, -one.pk))
    context = {
        "programme": stream.programme,
        "nav": "programme",
        "stream": stream,
        "statements": statements,
        "closing": next((one for one in statements if one.kind == SroReportKind.CLOSING), None),
        "refusal": _refused_to_state(request.user, stream),
    }
    return render(request, "workstreams/statements.html", context)


@require_safe
def statement(request, programme, pk):
    reading, one = _get(request, programme, pk)
    checks = {
        "write_refusal": policies.check_can_write,
        "submit_refusal": policies.check_can_submit,
        "answer_refusal": policies.check_can_answer_statement,
    }
    entries = list(reading.entries(SroReport).filter(id=pk).order_by("-version"))
    for entry in entries:
        entry.state_label = SroReportState(entry.state).label
    context = {
        "programme": one.workstream.programme,
        "nav": "programme",
        "stream": one.workstream,
        "statement": one,
        "entries": entries,
        "writable": one.state in policies.WRITABLE,
        **{name: policies.refusal(check, request.user, one) for name, check in checks.items()},
    }
    return render(request, "workstreams/statement.html", context)


def _show(request, programme, form, status=200, **more):
    context = {"programme": programme, "nav": "programme", "form": form, **more}
    return render(request, "workstreams/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def new(request, programme, number):
    if number > 32767:
        raise Http404
    _reading, stream = _load(request, programme, number=number)
    policies.check_can_speak(request.user, stream)
    form = StatementForm(request.POST or None, initial={"kind": SroReportKind.CLOSING})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_statement(workstream=stream, by=request.user, **form.facts)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The draft is saved. Submit it once it is ready."))
            return redirect(made)
    more = {
        "heading": _("Write a statement for work-stream %(number)s") % {"number": stream.number},
        "submit": _("Save the draft"),
        "back": reverse("workstreams:statements", args=[stream.programme.slug, stream.number]),
    }
    return _show(request, stream.programme, form, 422 if request.method == "POST" else 200, **more)


@require_http_methods(["GET", "POST"])
def edit(request, programme, pk):
    _reading, one = _get(request, programme, pk)
    policies.check_can_speak(request.user, one.workstream)
    more = {
        "heading": _("Change the statement of work-stream %(number)s") % {"number": one.workstream.number},
        "submit": _("Save the statement"),
        "back": one.get_absolute_url(),
    }

    def done():
        messages.success(request, _("The statement is saved. Submit it once it is ready."))
        return redirect(one)

    return editing.edit(
        request,
        one,
        make=lambda data, record, **options: StatementForm(data, statement=record, **options),
        names=StatementForm.KEPT,
        write=lambda form, version: actions.edit_statement(
            statement=one, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **rows: _show(
            request, one.workstream.programme, form, status, **more, **rows
        ),
        done=done,
    )


def _allow_speaking(user, one):
    policies.check_can_speak(user, one.workstream)


def _allow_answering(user, one):
    policies.check_can_hear(user, one.workstream.programme)


ACTS = {
    "submit": {
        "allow": _allow_speaking,
        "write": actions.submit_statement,
        "heading": gettext_lazy("Submit the statement of work-stream %(number)s"),
        "submit": gettext_lazy("Submit the statement"),
        "day": gettext_lazy("Submitted on"),
        "words": gettext_lazy("What is submitted, and why now"),
        "done": gettext_lazy("The statement is submitted. Somebody else acknowledges or returns it."),
    },
    "return": {
        "allow": _allow_answering,
        "write": actions.return_statement,
        "heading": gettext_lazy("Return the statement of work-stream %(number)s"),
        "submit": gettext_lazy("Return the statement"),
        "day": gettext_lazy("Returned on"),
        "words": gettext_lazy("What is to be changed, and why"),
        "done": gettext_lazy("The statement is returned with your reason."),
    },
    "acknowledge": {
        "allow": _allow_answering,
        "write": actions.acknowledge_statement,
        "heading": gettext_lazy("Acknowledge the statement of work-stream %(number)s"),
        "submit": gettext_lazy("Acknowledge the statement"),
        "day": gettext_lazy("Acknowledged on"),
        "words": gettext_lazy("What the acknowledgement rests on"),
        "done": gettext_lazy("The statement is acknowledged."),
    },
}


def _act(request, programme, pk, name):
    """Carry a statement on: the form asks for the day and the words, and a refusal stands on it."""
    _reading, one = _get(request, programme, pk)
    act = ACTS[name]
    act["allow"](request.user, one)
    form = StatementActForm(request.POST or None, day=act["day"], words=act["words"])
    if request.method == "POST" and form.is_valid():
        try:
            act["write"](statement=one, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, act["done"])
            return redirect(one)
    more = {
        "heading": act["heading"] % {"number": one.workstream.number},
        "submit": act["submit"],
        "back": one.get_absolute_url(),
    }
    status = 422 if request.method == "POST" else 200
    return _show(request, one.workstream.programme, form, status, **more)


@require_http_methods(["GET", "POST"])
def submit(request, programme, pk):
    return _act(request, programme, pk, "submit")


@require_http_methods(["GET", "POST"])
def give_back(request, programme, pk):
    return _act(request, programme, pk, "return")


@require_http_methods(["GET", "POST"])
def acknowledge(request, programme, pk):
    return _act(request, programme, pk, "acknowledge")
