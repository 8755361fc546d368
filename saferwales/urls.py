"""All addresses. Pages stand under /en/ and /cy/; health has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from reports.verifying.views import verify
from saferwales.accounts import sign_in_urls
from saferwales.accounts import urls as accounts_urls
from saferwales.accounts.views import root
from saferwales.audit.moment_page import choose
from saferwales.web.views import accessibility, healthz, privacy

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz, name="healthz"),
    path("verify", login_not_required(RedirectView.as_view(pattern_name="verify")), name="verify_short"),
    *i18n_patterns(
        path("", include("objectives.home_urls")),
        path("accounts/", include(sign_in_urls)),
        path("profile/", include(accounts_urls)),
        path("verify/", verify, name="verify"),
        path("accessibility/", accessibility, name="accessibility"),
        path("privacy/", privacy, name="privacy"),
        path("moment/", choose, name="moment"),
        path("audit/", include("saferwales.inspection.urls")),
        path("boards/", include("boards.urls")),
        path("boards/", include("objectives.urls_business")),
        path("programmes/", include("workstreams.urls")),
        path("programmes/<slug:programme>/", include("objectives.urls")),
        path("", include("reports.urls")),
    ),
]

handler400 = "saferwales.web.views.bad_request"
handler403 = "saferwales.web.views.permission_denied"
handler404 = "saferwales.web.views.not_found"
handler500 = "saferwales.web.views.server_error"
