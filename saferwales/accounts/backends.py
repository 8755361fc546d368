"""Signing in by e-mail and password; the user comes with the roles held, in one statement."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model


class RolesBackend(AuthenticationBackend):
    def get_user(self, user_id):
        user = get_user_model().objects.with_roles(user_id)
        return user if user and self.user_can_authenticate(user) else None
