"""The pages of signing in: of the library's own addresses only those that this application has a use for.

Nobody signs up, and no e-mail is sent, so that there is nothing to confirm or to be sent a code for.
"""

from allauth.account import views as library
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from saferwales.accounts import views
from saferwales.web.views import forgotten, inactive

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", library.logout, name="account_logout"),
    path("inactive/", inactive, name="account_inactive"),
    path("password/change/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("email/", RedirectView.as_view(pattern_name="accounts:profile"), name="account_email"),
    # The library asks for this address while it draws the page of signing in.
    path(
        "signup/",
        login_not_required(RedirectView.as_view(pattern_name="account_login")),
        name="account_signup",
    ),
]
