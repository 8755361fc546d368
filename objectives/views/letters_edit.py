"""Keeping the register of letters: entering and editing them, what they ask, what answers that, and their files."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards import wishes
from boards.models import Board, Organisation, Person
from objectives import actions, forms_letters, policies_letters
from objectives.correspondence import EXPECTS_ANSWER
from objectives.models import Letter, LetterItem, Objective, PartySide
from saferwales.accounts import permissions
from saferwales.audit import editing, files
from saferwales.web.bilingual import joined, within
from saferwales.web.forms import add_refusal
from saferwales.web.keys import natural
from workstreams.models import Programme
from workstreams.views.base import get_programme

LARGEST = 2**63 - 1


def get_letter(request, programme, key):
    """The letter, for whoever may edit the register."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    found = Letter.objects.filter(programme__in=mine, archived=False).select_related("programme")
    letter = get_object_or_404(found, key=key)
    policies_letters.check_can_edit(request.user, letter.programme, letter)
    return letter


def _part(letter, name, pk):
    """A party, item, answer or file of that letter; any other's does not exist here."""
    if pk > LARGEST:
        raise Http404
    return get_object_or_404(getattr(letter, name).filter(archived=False), pk=pk)


def _show(request, programme, form, status=200, *, letter=None, heading, submit, **more):
    back = letter.get_absolute_url() if letter else reverse("objectives:letters", args=[programme.slug])
    context = {
        "programme": programme,
        "nav": "letters",
        "form": form,
        "heading": heading,
        "submit": submit,
        "back": back,
        "back_label": str(letter) if letter else _("Letters"),
        "rows": [],
        "refusal": "",
        **more,
    }
    return render(request, "objectives/form.html", context, status=status)


def _act(request, programme, form, write, said, **says):
    """Draw the form, or let ``write`` act on it; a refusal stands on the form, and nothing typed is lost."""
    if request.method == "GET":
        return _show(request, programme, form, **says)
    if form.is_valid():
        try:
            made = write(form)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect(says.get("letter") or made)
    return _show(request, programme, form, 422, **says)


def _edit(request, letter, record, make, names, write, **says):
    def done():
        messages.success(request, _("The change is recorded."))
        return redirect(letter)

    return editing.edit(
        request,
        record,
        make=lambda data, _record, **more: make(data, **more),
        names=names,
        write=lambda form, version: write(by=request.user, expected_version=version, **form.facts),
        show=lambda form, status, **more: _show(
            request, letter.programme, form, status, letter=letter, **says, **more
        ),
        done=done,
    )


def _wishes(letter):
    """What a form says of the wishes of those to whom the letter goes, and where the letter does not meet them."""
    to = letter.parties.filter(side=PartySide.TO, archived=False).select_related("person", "board")
    asked = [one for party in to for one in (party.person, party.board) if one and one.correspondence]
    told = {}
    if asked:
        names = joined("; ", dict.fromkeys(wishes.named(one) for one in asked))
        told["lead"] = within(_("Wishes of those to whom it goes: %(names)s"), names=names)
    if any(wishes.wants_welsh(one) for one in asked) and "cy" not in letter.languages:
        told["refusal"] = _(
            "Welsh is wished for, and the letter has no Welsh text. Write it before it is sent."
        )
    return told


def _letters(programme, but=None):
    return programme.letters.filter(archived=False).exclude(pk=but.pk if but else None)


@require_http_methods(["GET", "POST"])
def new(request, programme):
    programme = get_programme(request, programme)
    permissions.require(request.user, "letter.edit", programme)
    form = forms_letters.NewLetterForm(request.POST or None, letters=_letters(programme))
    return _act(
        request,
        programme,
        form,
        lambda filled: actions.enter_letter(programme=programme, by=request.user, **filled.facts),
        _("The letter is in the register. Add who it is from and to, and what it asks."),
        heading=_("Enter a letter"),
        submit=_("Enter the letter"),
    )


@require_http_methods(["GET", "POST"])
def edit(request, programme, key):
    letter = get_letter(request, programme, key)
    return _edit(
        request,
        letter,
        letter,
        partial(forms_letters.LetterForm, letters=_letters(letter.programme, letter)),
        forms_letters.LetterForm.KEPT,
        partial(actions.edit_letter, letter=letter),
        heading=_("Edit the letter"),
        submit=_("Save the letter"),
        **_wishes(letter),
    )


def add(request, letter, form, act, said, heading, submit):
    def write(filled):
        return act(letter=letter, by=request.user, **getattr(filled, "facts", filled.cleaned_data))

    says = {"letter": letter, "heading": heading, "submit": submit, **_wishes(letter)}
    return _act(request, letter.programme, form, write, said, **says)


@require_http_methods(["GET", "POST"])
def new_party(request, programme, key):
    letter = get_letter(request, programme, key)
    form = forms_letters.PartyForm(
        request.POST or None,
        boards=Board.objects.filter(archived=False),
        organisations=Organisation.objects.filter(archived=False),
        people=Person.objects.filter(archived=False),
    )
    said = _("It is recorded whom the letter is from or to.")
    return add(
        request,
        letter,
        form,
        actions.add_party,
        said,
        _("Add who the letter is from or to"),
        _("Add to the letter"),
    )


def _objectives(programme):
    found = Objective.objects.filter(programme=programme, archived=False)
    return sorted(found, key=lambda one: natural(one.key))


@require_http_methods(["GET", "POST"])
def new_item(request, programme, key):
    letter = get_letter(request, programme, key)
    form = forms_letters.NewItemForm(request.POST or None, objectives=_objectives(letter.programme))
    said = _("What the letter asks or says is recorded.")
    heading = _("Add what the letter asks or says")
    return add(request, letter, form, actions.add_item, said, heading, _("Add to the letter"))


@require_http_methods(["GET", "POST"])
def edit_item(request, programme, key, pk):
    letter = get_letter(request, programme, key)
    item = _part(letter, "items", pk)
    return _edit(
        request,
        letter,
        item,
        partial(forms_letters.ItemForm, objectives=_objectives(letter.programme)),
        forms_letters.ItemForm.KEPT,
        partial(actions.edit_part, part=item),
        heading=_("Edit what the letter asks or says: %(key)s") % {"key": item.key},
        submit=_("Save it"),
    )


def _asked(letter):
    """What the letter may answer: first of all what the letter asked to which it replies."""
    found = LetterItem.objects.filter(
        letter__programme=letter.programme, archived=False, kind__in=EXPECTS_ANSWER
    )
    others = found.exclude(letter=letter).select_related("letter")
    return sorted(others, key=lambda one: (one.letter_id != letter.in_reply_to_id, one.letter_id, one.order))


@require_http_methods(["GET", "POST"])
def new_answer(request, programme, key):
    letter = get_letter(request, programme, key)
    form = forms_letters.AnswerLetterForm(request.POST or None, items=_asked(letter))
    said = _("The answer is matched.")
    heading = _("Add what the letter answers")
    return add(request, letter, form, actions.add_answer, said, heading, _("Add the answer"))


@require_http_methods(["GET", "POST"])
def edit_answer(request, programme, key, pk):
    letter = get_letter(request, programme, key)
    answer = _part(letter, "answers", pk)
    asked = _asked(letter)
    if answer.item_id and answer.item not in asked:
        asked.append(answer.item)
    return _edit(
        request,
        letter,
        answer,
        partial(forms_letters.AnswerLetterForm, items=asked),
        forms_letters.AnswerLetterForm.KEPT,
        partial(actions.edit_part, part=answer),
        heading=_("Edit the answer %(key)s") % {"key": answer.key},
        submit=_("Save the answer"),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request, programme, key, kind, pk):
    """Take a party, an item, an answer or a file out of the register."""
    letter = get_letter(request, programme, key)
    part = _part(letter, kind, pk)
    form = forms_letters.ReasonForm(request.POST or None)

    def act(letter, by, reason):
        return actions.withdraw_part(part=part, by=by, reason=reason)

    heading = within(_("Take out of the register: %(part)s"), part=part)
    said = _("It is taken out. Its history keeps it, with your reason.")
    return add(request, letter, form, act, said, heading, _("Take it out"))


@require_http_methods(["GET", "POST"])
def new_file(request, programme, key):
    letter = get_letter(request, programme, key)
    form = forms_letters.FileForm(request.POST or None, request.FILES or None)
    said = _("The file is kept with the letter.")
    return add(
        request, letter, form, actions.add_file, said, _("Add a file to the letter"), _("Add the file")
    )


@require_safe
def file(request, programme, key, pk):
    """A letter's file, as an attachment; where its bytes are not those that were sealed, it is not handed out."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    letter = get_object_or_404(Letter.objects.filter(programme__in=mine, archived=False), key=key)
    permissions.require(request.user, "record.read", letter.programme)
    kept = _part(letter, "files", pk)
    try:
        content = files.fetch(kept.sha256)
    except files.FileLost:
        return render(request, "objectives/file_lost.html", {"letter": letter, "file": kept}, status=410)
    response = HttpResponse(content, content_type=kept.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, kept.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
