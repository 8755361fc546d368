"""In which language somebody wishes to be written to, said wherever one chooses or writes to whom."""

from django.utils.translation import gettext as _

from boards.models import Correspondence
from saferwales.web.bilingual import within


def named(addressee):
    """A board's or a person's name, with the wish for correspondence where one is recorded."""
    if not addressee.correspondence:
        return str(addressee)
    facts = {"name": addressee, "wish": addressee.get_correspondence_display()}
    return within(_("%(name)s. Correspondence: %(wish)s"), **facts)


def wants_welsh(addressee):
    return addressee.correspondence in (Correspondence.WELSH, Correspondence.BOTH)
