"""The custom user. People are deactivated, never deleted: the history names them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from saferwales.accounts.permissions import Role


class UserManager(BaseUserManager):
    def create_user(self, email, name, password=None, **flags):
        user = self.model(email=self.normalize_email(email).lower(), name=name, **flags)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def with_roles(self, pk):
        """The active user together with the roles held, in one statement; None where there is no such user."""
        names = [field.attname for field in self.model._meta.concrete_fields]
        held = self.filter(pk=pk).values_list(
            *names, "memberships__programme_id", "memberships__role", "memberships__archived"
        )
        rows = list(held)
        if not rows:
            return None
        user = self.model.from_db(self.db, names, rows[0][: len(names)])
        user.held = {
            (programme, role) for *_fields, programme, role, archived in rows if role and not archived
        }
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_administrator = models.BooleanField(_("administrator"), default=False)
    is_auditor = models.BooleanField(_("auditor"), default=False)
    is_demonstration = models.BooleanField(default=False, editable=False)
    # Empty until the person chooses: pages then stay in the language in which they are read.
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=[("en", _("English")), ("cy", _("Welsh"))]
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self):
        return self.name

    @property
    def held(self):
        """The pairs of programme id and role that the user holds now."""
        if not hasattr(self, "_held"):
            held = self.memberships.filter(archived=False)
            self._held = set(held.values_list("programme_id", "role"))
        return self._held

    @held.setter
    def held(self, pairs):
        self._held = pairs

    def roles_in(self, programme=None):
        """The roles held in the programme (everywhere, where none is given), with those that hold everywhere."""
        everywhere = {Role.ADMINISTRATOR} if self.is_administrator else set()
        if self.is_auditor:
            everywhere.add(Role.AUDITOR)
        held = {Role(role) for owner, role in self.held if programme is None or owner == programme.pk}
        return everywhere | held

    @property
    def reads_everything(self):
        return self.is_administrator or self.is_auditor

    def delete(self, *args, **kwargs):
        raise ValidationError(_("A user is deactivated, never deleted: the history names them."))
