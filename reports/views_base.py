"""What the pages about documents share: forms with their way back, and being led back where an act is out of time."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from saferwales.web.forms import add_refusal


class LedBack(Exception):
    """The act cannot be done now; ``to`` is the page that says why."""

    def __init__(self, sentence, to):
        super().__init__(sentence)
        self.sentence, self.to = sentence, to


def leads_back(view):
    """A page of an act that is out of time leads back to what it is about, and says why there."""

    @wraps(view)
    def led(request, *args, **options):
        try:
            return view(request, *args, **options)
        except LedBack as back:
            messages.error(request, back.sentence)
            return redirect(back.to)

    return led


def allow(request, check, *about, to=None):
    """Raise PermissionDenied where the user may not; lead back where it is not the time.

    What was typed and sent is answered by the form itself, so that it is not lost.
    """
    try:
        check(request.user, *about)
    except ValidationError as refused:
        if request.method != "POST":
            raise LedBack(refused.messages[0], to or about[0]) from None


def show_form(request, programme, form, status=200, *, document=None, **says):
    """A form about documents, with the way back to what it is about."""
    back = document or programme
    context = {
        "programme": programme,
        "nav": "reports",
        "form": form,
        "document": document,
        "rows": [],
        "back": back.get_absolute_url(),
        "back_label": str(back),
        **says,
    }
    return render(request, "reports/document_form.html", context, status=status)


def act(request, document, form, write, said, **says):
    """Draw the form, or let ``write`` act on it; a refusal stands on the form, and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            write(form)
        except ValidationError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, said)
            return redirect(says.get("to") or document)
    says.pop("to", None)
    status = 422 if request.method == "POST" else 200
    return show_form(request, document.programme, form, status, document=document, **says)
