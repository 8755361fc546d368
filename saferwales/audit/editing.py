"""The one road of every form that edits a record: filled from a version, refused with a sentence, or settled.

Two people at once lose no word: the form carries the signed version it was filled from, and where the record has
moved on, what was, what was typed and what stands now are shown, with the person's own text still in the form.
"""

from django.core.exceptions import ValidationError

from saferwales.audit import conflict
from saferwales.web.forms import add_refusal


def edit(request, record, *, make, names, write, show, done):
    """Answer a GET or POST of the form that edits the record.

    ``make(data, record, **options)`` makes the form; ``names`` are its fields that are kept on the record;
    ``write(form, version)`` is the action, which raises Conflict or ValidationError; ``show(form, status, **more)``
    renders the form's page; ``done()`` answers once all is saved. Raises BadRequest where the version is lost.
    """
    if request.method != "POST":
        initial = {name: getattr(record, name) for name in names} | {"base": conflict.token(record)}
        return show(make(None, record, initial=initial), 200)
    base = conflict.version_of(request.POST.get("base"), record)
    form = make(request.POST, record)
    if not form.is_valid():
        return show(form, 422)
    try:
        settled = conflict.save(form, base, names, lambda version: write(form, version))
    except ValidationError as refused:
        add_refusal(form, refused)
        return show(form, 422)
    if settled is None:
        return done()
    data, rows, now = settled
    return show(make(data, now), 409, rows=rows, last=now.history.order_by("-version").first())
