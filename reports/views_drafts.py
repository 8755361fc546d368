"""Beginning a letter from a handover's record, and recording that a letter went out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from objectives import forms_letters
from objectives.models import Handover
from objectives.views import letters_edit
from reports import actions_letters
from workstreams.models import Programme


def _draft(request, programme, pk, act):
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    if pk >= 2**63:
        raise Http404
    handover = get_object_or_404(Handover.objects.filter(programme__in=mine, archived=False), pk=pk)
    try:
        letter = act(handover=handover, by=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect(handover)
    messages.success(
        request, _("The draft is written from the record. Read it, and change what it should say.")
    )
    return redirect(letter)


@require_POST
def draft_handover_letter(request, programme, pk):
    return _draft(request, programme, pk, actions_letters.draft_handover_letter)


@require_POST
def draft_reply(request, programme, pk):
    return _draft(request, programme, pk, actions_letters.draft_reply)


@require_http_methods(["GET", "POST"])
def send(request, programme, key):
    """Record that a letter was sent on a day; what blocks it is named."""
    letter = letters_edit.get_letter(request, programme, key)
    form = forms_letters.SendForm(request.POST or None)
    said, heading = _("The letter stands in the register as sent."), _("Record that the letter was sent")
    return letters_edit.add(request, letter, form, actions_letters.send_letter, said, heading, _("Record it"))
