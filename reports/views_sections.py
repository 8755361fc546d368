"""Sections of a document: written in two languages side by side, previewed, compared version by version, commented."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports import actions, document_changes, kinds, policies
from reports.content.blocks import LABELS
from reports.content.notes import Notes
from reports.documents import DocumentPage, get_document, get_part
from reports.forms_documents import CommentForm, NewSectionForm, ReasonForm, SectionForm
from reports.models import Section, SectionComment
from reports.views_base import act, allow, leads_back
from saferwales.accounts.permissions import require
from saferwales.audit import editing
from saferwales.web.bilingual import within
from saferwales.web.forms import add_refusal

TEXTS = ("heading_en", "heading_cy", "body_en", "body_cy", "is_annex")


def _blocks(document):
    """What a section can place of the record: (name, what it prints)."""
    return [(name, LABELS[name]) for name in kinds.of(document).blocks]


def _show(request, document, form, status=200, *, section=None, preview=None, **more):
    context = {
        "programme": document.programme,
        "nav": "reports",
        "document": document,
        "section": section,
        "form": form,
        "blocks": _blocks(document),
        "preview": preview,
        "rows": [],
        **more,
    }
    return render(request, "reports/section_form.html", context, status=status)


def _preview(document, stored, form):
    """The section as typed, in both languages as it would print; a sentence where the record has nothing to print."""
    typed = (
        copy(stored) if stored else Section(document=document, key="-new", order=32000)
    )  # no heading gives such a key
    for name in TEXTS:
        setattr(typed, name, form.cleaned_data[name])
    kept = Section.objects.filter(document=document, archived=False).exclude(pk=typed.pk)
    sections = sorted([*kept, typed], key=lambda one: one.order)
    found = []
    for language in kinds.LANGUAGES:
        try:
            report = kinds.build(document, sections, language)
        except ValidationError as none:
            return {"problem": none.messages[0]}
        printed = next(one for one in report.sections if one.key == typed.key)
        found.append({"language": language, "section": printed, "notes": Notes(report.notes)})
    return {"languages": found}


def _wants_preview(request):
    return request.method == "POST" and "preview" in request.POST


@require_http_methods(["GET", "POST"])
@leads_back
def new(request, programme, key):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_add_section, document)
    form = NewSectionForm(request.POST or None)
    says = {"heading": _("Add a section"), "submit": _("Add the section")}
    if request.method == "GET":
        return _show(request, document, form, **says)
    if not form.is_valid():
        return _show(request, document, form, 422, **says)
    if _wants_preview(request):
        return _show(request, document, form, preview=_preview(document, None, form), **says)
    try:
        actions.add_section(document=document, by=request.user, **form.cleaned_data)
    except ValidationError as refused:
        add_refusal(form, refused)
        return _show(request, document, form, 422, **says)
    messages.success(request, _("The section is added."))
    return redirect(document)


@require_http_methods(["GET", "POST"])
@leads_back
def edit(request, programme, key, section):
    """The editor of a section: English and Welsh side by side; a preview saves nothing."""
    document = get_document(request, programme, key)
    allow(request, policies.check_can_edit, document)
    found = get_part(document.sections, key=section)
    says = {
        "section": found,
        "heading": within(_("Write: %(heading)s"), heading=found.heading),
        "submit": _("Save the section"),
    }
    if _wants_preview(request):
        form = SectionForm(request.POST)
        if form.is_valid():
            return _show(request, document, form, preview=_preview(document, found, form), **says)

    def done():
        messages.success(request, _("The section is saved. Earlier versions are kept."))
        return redirect(f"{document.get_absolute_url()}#{found.key}")

    return editing.edit(
        request,
        found,
        make=lambda data, _record, **more: SectionForm(data, **more),
        names=SectionForm.KEPT,
        write=lambda form, version: actions.save_section(
            section=found, by=request.user, expected_version=version, **form.facts
        ),
        show=lambda form, status, **more: _show(request, document, form, status, **says, **more),
        done=done,
    )


@require_http_methods(["GET", "POST"])
@leads_back
def remove(request, programme, key, section):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_edit, document)
    found = get_part(document.sections, key=section)
    return act(
        request,
        document,
        ReasonForm(request.POST or None, label=_("Why is the section taken out?")),
        lambda form: actions.remove_section(section=found, by=request.user, **form.cleaned_data),
        _("The section is taken out. Its history keeps it."),
        heading=within(_("Take out: %(heading)s"), heading=found.heading),
        submit=_("Take the section out"),
    )


@require_http_methods(["GET", "POST"])
@leads_back
def comment(request, programme, key, section):
    document = get_document(request, programme, key)
    allow(request, policies.check_can_comment, document)
    found = get_part(document.sections, key=section)
    return act(
        request,
        document,
        CommentForm(request.POST or None),
        lambda form: actions.comment(section=found, by=request.user, **form.cleaned_data),
        _("Your comment stands with the section."),
        heading=within(_("Comment on: %(heading)s"), heading=found.heading),
        submit=_("Add the comment"),
        to=f"{document.get_absolute_url()}#{found.key}",
    )


@require_POST
def resolve(request, programme, key, pk):
    """Settle a comment at once; it stays readable."""
    document = get_document(request, programme, key)
    require(request.user, "document.review", document.programme)
    found = get_part(
        SectionComment.objects.filter(section__document=document).select_related("section"), pk=pk
    )
    try:
        actions.resolve(comment=found, by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("The comment is settled."))
    return redirect(f"{document.get_absolute_url()}#{found.section.key}")


@require_safe
def versions(request, programme, key, section):
    """Every version of a section, what differs between two of them word by word, and what else changed around it."""
    page = DocumentPage(request, programme, key)
    found = [one for one in page.reading.rows[Section].values() if one.key == section]
    if not found:
        return redirect(page.document)
    around, of_sections = document_changes.changes(page.reading, page.document)
    entries = [one for one in reversed(of_sections) if one.id == found[0].pk]
    after = _chosen(entries, request.GET.get("to"), 0)
    before = _chosen(entries, request.GET.get("from"), 1)
    context = {
        "programme": page.programme,
        "nav": "reports",
        "document": page.document,
        "section": found[0],
        "entries": entries,
        "around": around,
        "before": before,
        "after": after,
        "address": reverse(
            "reports:section_versions", args=[page.programme.slug, page.document.key, section]
        ),
    }
    return render(request, "reports/section_versions.html", context)


def _chosen(entries, number, place):
    """The version asked for; without one, that at the place, or the oldest."""
    asked = [one for one in entries if str(one.version) == number]
    return asked[0] if asked else entries[min(place, len(entries) - 1)]
