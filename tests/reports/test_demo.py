"""The demonstration: one account for each role, kept when it is set up again."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from saferwales.accounts.permissions import Role

pytestmark = pytest.mark.django_db


def test_the_demonstration_sets_up_once_and_keeps_what_is_there(settings, tmp_path):
    settings.SAFERWALES_VAR = tmp_path
    first, second = StringIO(), StringIO()
    call_command("demo", "--no-serve", stdout=first)
    users = get_user_model().objects
    before = {user.email: user.password for user in users.all()}
    held = {role for user in users.all() for role in user.roles_in()}
    assert held == set(Role)
    call_command("demo", "--no-serve", stdout=second)
    assert {user.email: user.password for user in users.all()} == before
    shown = (tmp_path / "demonstration-accounts.txt").read_text()
    assert shown in first.getvalue() and shown in second.getvalue()
    assert (tmp_path / "demonstration-accounts.txt").stat().st_mode & 0o077 == 0
    user = users.get(email="manager@demo.invalid")
    password = next(line.split()[1] for line in shown.splitlines() if user.email in line)
    assert user.check_password(password)
