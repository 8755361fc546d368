"""Accounts are made by the programme office: nobody signs up by themselves. Who signs in reads on in their language."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.utils.translation import get_language, override

from saferwales.web.languages import in_language, remember


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **facts):
        """Leads on in the language that the person chose, on any machine; until they choose, in that of the page."""
        language = user.language or get_language()
        with override(language):
            response = super().post_login(request, user, **facts)
        response["Location"] = in_language(response["Location"], language)
        if user.language:
            remember(response, language)
        return response


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False
