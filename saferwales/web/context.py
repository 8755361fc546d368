"""What every page's template may rely on; a view's own values win."""

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import get_language, override


def page(request):
    stays = request.GET.copy()
    for name in ("as_at", "known_at"):
        stays.pop(name, None)
    return {
        "programme": None,
        "nav": "",
        "reading": getattr(request, "reading", None),
        "leave_moment": f"?{stays.urlencode()}",
        "leave_moment_page": f"{request.path}?{stays.urlencode()}",
        "demonstration": settings.MODE == "demonstration",
        "other_language": _other_language(request),
    }


def _other_language(request):
    """The same page, with the same query, in the other language; the start page where this address has no twin."""
    code = "en" if get_language() == "cy" else "cy"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    try:
        match = resolve(request.path_info)
        with override(code):
            address = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return {"code": code, "url": f"/{code}/"}
    return {"code": code, "url": address + query}
