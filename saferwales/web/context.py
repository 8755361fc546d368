"""What every page's template may rely on; a view's own values win."""

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import get_language, override

from saferwales.web.languages import in_language


def page(request):
    stays = request.GET.copy()
    for name in ("as_at", "known_at"):
        stays.pop(name, None)
    code = "en" if get_language() == "cy" else "cy"
    twin = _in_other_language(request, code)
    return {
        "programme": None,
        "nav": "",
        "reading": getattr(request, "reading", None),
        "leave_moment": f"?{stays.urlencode()}",
        "leave_moment_page": f"{request.path}?{stays.urlencode()}",
        "demonstration": settings.MODE == "demonstration",
        "other_language": {"code": code, "url": twin or f"/{code}/"},
        "alternates": [{"code": one, "url": in_language(twin, one)} for one, _name in settings.LANGUAGES]
        if twin
        else [],
    }


def _in_other_language(request, code):
    """The same page, with the same query, in the other language; None where this address has no twin."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    try:
        match = resolve(request.path_info)
        with override(code):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs) + query
    except (Resolver404, NoReverseMatch):
        return None
