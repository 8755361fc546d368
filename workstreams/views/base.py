"""The programme that a page is about, read through the user: what is outside one's roles does not exist."""

from django.http import Http404

from saferwales.audit import asat
from workstreams.models import Programme


def get_programme(request, slug):
    """The programme at the moment at which the request reads; 404 where there is none such for the user then."""
    mine = Programme.objects.for_user(request.user).filter(slug=slug)
    found = asat.reading(request).load(mine).all(Programme)
    if not found:
        raise Http404
    return found[0]
