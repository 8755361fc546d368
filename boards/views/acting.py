"""How the forms about meetings are drawn and answered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from boards.views.edit import show_form
from saferwales.web.forms import add_refusal


def act(request, form, write, *, board, to, said, **says):
    """Draw the form, or let ``write`` act on it and go to ``to``; a refusal stands on the form, nothing is lost.

    A refusal because somebody else was first is a 409.
    """
    says = {"board": board, "back": to, "back_label": _("The meeting"), **says}
    if request.method == "GET":
        return show_form(request, form, **says)
    status = 422
    if form.is_valid():
        try:
            write(form)
        except ValidationError as refused:
            add_refusal(form, refused)
            meanwhile = getattr(refused, "meanwhile", False) or getattr(refused, "code", "") == "meanwhile"
            status = 409 if meanwhile else 422
        else:
            messages.success(request, said)
            return redirect(to)
    return show_form(request, form, status, **says)


def act_at_once(request, write, *, to, said=""):
    """A button that acts without a form; a refusal is said on the page that comes after."""
    try:
        write()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        if said:
            messages.success(request, said)
    return redirect(to)
