"""Which texts of a programme's record lack a language, and that somebody writes or confirms both languages of a record."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from objectives import policies
from reports import languages, languages_edit
from reports.actions.languages import edit_texts
from reports.forms_languages import ConfirmForm, TextsForm
from reports.views_base import LedBack, allow, leads_back
from saferwales.audit import asat, conflict, editing, twins
from saferwales.inspection.naming import Names
from saferwales.web import csv, pages
from saferwales.web.bilingual import marked
from saferwales.web.forms import add_refusal
from workstreams.views.base import get_programme


def _groups(request, programme):
    """(heading, rows) of what belongs to the programme, and of what programmes share."""
    reading = asat.reading(request)
    own, shared = languages.owned(reading, programme), languages.shared(reading, request.user)
    rows = languages.rows(reading, own | shared)
    return [
        (_("The programme's own record"), [row for row in rows if row.model in own]),
        (
            _("What programmes share: boards, their meetings, bodies and regions"),
            [row for row in rows if row.model in shared],
        ),
    ]


@require_safe
def overview(request, programme):
    """The page of gaps: each kind of text with the counts of what is missing or behind."""
    programme = get_programme(request, programme)
    groups = _groups(request, programme)
    totals = [
        (label, sum(getattr(row.texts, gap) for _heading, rows in groups for row in rows))
        for gap, label in languages.GAPS.items()
    ]
    context = {
        "programme": programme, "nav": "reports", "groups": groups, "totals": totals, "gaps": languages.GAPS.values(),
        "is_whole": not any(count for _label, count in totals),
    }  # fmt: skip
    return render(request, "reports/languages.html", context)


@require_safe
def overview_csv(request, programme):
    programme = get_programme(request, programme)
    headings = [_("Kind of record"), _("Text"), _("Records with words"), *languages.GAPS.values()]
    rows = [
        [row.kind_label, row.label, row.texts.texts, *(count for _gap, _label, count in row.gaps)]
        for _heading, rows in _groups(request, programme)
        for row in rows
    ]
    return csv.response(f"{programme.slug}-languages", headings, rows)


def _rows_of(request, programme, of):
    """The kind of record and its rows that the user may see. Raises Http404 where there is no such kind."""
    model = languages.models().get(of)
    reading = asat.reading(request)
    among = languages.owned(reading, programme) | languages.shared(reading, request.user)
    if model not in among:
        raise Http404
    return model, reading, among[model]


@require_safe
def gap(request, programme, of, name, gap):
    """The records whose text lacks a language or was left behind, both languages beside each other."""
    programme = get_programme(request, programme)
    model, reading, rows = _rows_of(request, programme, of)
    page = pages.cut(request, languages.wanting(reading, rows, model, name, gap))
    names = Names(reading.afresh())
    for row in page.rows:
        names.ask(model, row.id)
    names.load()
    refusal = policies.refusal(languages.check_can_confirm, request.user, programme, model)
    query = urlencode({"name": name, "gap": gap})
    context = {
        "programme": programme, "nav": "reports", "page": page, "gap": languages.GAPS[gap], "of": of,
        "is_behind": gap.endswith("behind"), "label": languages.field_label(model, name),
        "kind_label": languages.kind_label(model), "refusal": refusal, "query": query,
        "rows": [_shown(names, model, row, name) for row in page.rows],
    }  # fmt: skip
    if not refusal:
        for row in context["rows"]:
            row["edit"] = _edit_address(request.user, programme, names.get(model, row["pk"]), name, query)
    return render(request, "reports/language_gap.html", context)


def _edit_address(user, programme, record, name, query):
    """Where the text is changed; from the page of both languages one comes back to this list."""
    found = languages_edit.address(user, programme, record, name)
    return f"{found}?{query}" if name in languages_edit.names_here(type(record)) and found else found


def _shown(names, model, row, name):
    """A record with both languages of one of its texts."""
    texts = [marked(getattr(row, f"{name}_{language}"), language) for language in ("cy", "en")]
    return {"pk": row.id, "name": names.name(model, row.id), "url": names.url(model, row.id), "texts": texts}


@require_http_methods(["GET", "POST"])
@leads_back
def confirm(request, programme, of, pk):
    """The form by which somebody who read both languages of a record keeps that they say the same."""
    programme = get_programme(request, programme)
    model, _reading, rows = _rows_of(request, programme, of)
    record = rows.filter(id=pk).first()
    if record is None:
        raise Http404
    try:
        languages.check_can_confirm(request.user, programme, model)
    except ValidationError as refused:
        raise LedBack(refused.messages[0], _list(request, programme, model)) from None
    form = ConfirmForm(request.POST or None, initial={"base": conflict.token(record)})
    if request.method == "POST":
        version = conflict.version_of(request.POST.get("base"), record)
        if form.is_valid():
            try:
                twins.confirm(record, by=request.user, version=version, reason=form.cleaned_data["reason"])
            except ValidationError as refused:
                add_refusal(form, refused)
            else:
                messages.success(request, _("It is kept that both languages say the same."))
                return redirect(_list(request, programme, model))
    context = {
        "programme": programme,
        "nav": "reports",
        "form": form,
        "record": record,
        "texts": _beside(record),
        "kind_label": languages.kind_label(model),
        "back": _list(request, programme, model),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/language_confirm.html", context, status=status)


def _beside(record):
    """(what it is called, in Welsh, in English) of each text of the record that stands in both languages."""
    model = type(record)
    for name in sorted(twins.pairs(model)):
        cy, en = (getattr(record, f"{name}_{language}") for language in ("cy", "en"))
        if cy and en:
            yield languages.field_label(model, name), marked(cy, "cy"), marked(en, "en")


def _list(request, programme, model):
    """The list of gaps from which one came, or the page of all."""
    name, gap = request.GET.get("name", ""), request.GET.get("gap", "")
    if gap in languages.GAPS and name in twins.pairs(model):
        return reverse("reports:language_gap", args=[programme.slug, model._meta.model_name, name, gap])
    return reverse("reports:languages", args=[programme.slug])


@require_http_methods(["GET", "POST"])
@leads_back
def edit(request, programme, of, pk):
    """The texts of a record that no other form changes, Welsh and English beside each other."""
    programme = get_programme(request, programme)
    model, _reading, rows = _rows_of(request, programme, of)
    record = model.objects.filter(pk=pk, pk__in=rows.values("id")).first()
    if record is None:
        raise Http404
    names, back = languages_edit.names_here(model), _list(request, programme, model)
    if not names:
        return redirect(languages_edit.own_form(request.user, programme, record))
    allow(request, languages_edit.check_can_edit, programme, record, to=back)
    options = {"names": names, "standing": languages_edit.standing(record)}

    def done():
        messages.success(request, _("Both languages are saved."))
        return redirect(back)

    return editing.edit(
        request,
        record,
        make=lambda data, now, **more: TextsForm(data, record=now, **options, **more),
        names=[f"{name}_{language}" for name in names for language in twins.LANGUAGES],
        write=lambda form, version: edit_texts(
            record=record, programme=programme, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: _show_texts(request, programme, record, form, status, **more),
        done=done,
    )


def _show_texts(request, programme, record, form, status, **more):
    model = type(record)
    elsewhere = [
        (languages.field_label(model, name), languages_edit.address(request.user, programme, record, name))
        for name in twins.pairs(model)
        if name not in languages_edit.names_here(model)
    ]
    context = {
        "programme": programme, "nav": "reports", "form": form, "record": record, "rows": [],
        "kind_label": languages.kind_label(model), "back": _list(request, programme, model),
        "elsewhere": elsewhere, **more,
    }  # fmt: skip
    return render(request, "reports/language_edit.html", context, status=status)
