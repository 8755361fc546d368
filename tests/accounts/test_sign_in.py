"""Signing in: throttled, closed to strangers, and the roles come with the user in one statement."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse

from saferwales.accounts.models import User
from saferwales.accounts.permissions import PERMISSIONS, REFUSALS, Role, may
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def attempt(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_right_password_leads_to_the_start_page(client):
    user = builders.make_user("Ann", builders.make_programme(), "manager")
    response = attempt(client, user.email, "secret")
    assert (response.status_code, response.url) == (302, reverse("web:home"))


def test_guessing_is_throttled(client):
    user = builders.make_user("Ann")
    answers = [attempt(client, user.email, f"guess {n}").content.decode() for n in range(7)]
    assert "Too many failed login attempts" in answers[-1] and "Too many" not in answers[0]


def test_nobody_signs_up_by_themselves(client):
    response = client.post(
        reverse("account_signup"), {"email": "new@demo.invalid", "password1": "a b c d e f 1"}
    )
    assert (
        response.url == reverse("account_login")
        and not User.objects.filter(email="new@demo.invalid").exists()
    )


def test_a_wrong_password_is_refused_by_the_status_too(client):
    user = builders.make_user("Ann")
    response = attempt(client, user.email, "guess")
    assert response.status_code == 422 and user.email in response.content.decode()
    assert client.get(reverse("web:home")).status_code == 302


def test_whoever_knows_the_password_of_a_closed_account_is_told_so_and_nobody_else(client):
    user = builders.make_user("Ann", is_active=False)
    assert attempt(client, user.email, "guess").status_code == 422
    response = attempt(client, user.email, "secret")
    assert response.url == reverse("account_inactive")
    assert "This account is closed" in client.get(response.url).content.decode()
    assert client.get(reverse("web:home")).status_code == 302


def test_signing_out_asks_first_and_then_ends_it(client):
    client.force_login(builders.make_user("Ann", builders.make_programme(), "manager"))
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("web:home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("web:home")).status_code == 302


def test_a_deactivated_user_is_out_at_once(client):
    user = builders.make_user("Ann", builders.make_programme(), "manager")
    client.force_login(user)
    assert client.get(reverse("web:home")).status_code == 200
    user.is_active = False
    user.save()
    assert client.get(reverse("web:home")).status_code == 302


def test_roles_come_with_the_user_in_one_statement(django_assert_num_queries):
    programme, other = builders.make_programme(), builders.make_programme()
    user = builders.make_user("Ann", programme, Role.MANAGER)
    with django_assert_num_queries(1):
        found = User.objects.with_roles(user.pk)
        assert found.roles_in(programme) == {Role.MANAGER} and found.roles_in(other) == set()


def test_a_withdrawn_role_is_gone():
    programme = builders.make_programme()
    user = builders.make_user("Ann", programme, Role.MANAGER)
    membership = user.memberships.get()
    with builders.writing.act(by=builders.ACTOR, reason="left"):
        membership.archived = True
        membership.save()
    assert User.objects.with_roles(user.pk).roles_in(programme) == set()


def test_users_are_never_deleted():
    with pytest.raises(ValidationError, match="deactivated"):
        builders.make_user().delete()


def test_the_auditor_changes_nothing_and_each_refusal_has_its_sentence():
    auditor = builders.make_user("Aud", is_auditor=True)
    allowed = {name for name in PERMISSIONS if may(auditor, name, builders.make_programme())}
    assert allowed == {"record.read", "report.download", "audit.read", "audit.verify", "calendar.own"}
    assert set(PERMISSIONS) - allowed <= set(REFUSALS)


def test_the_wished_language_is_remembered(client):
    user = builders.make_user("Ann", builders.make_programme(), "manager")
    client.force_login(user)
    assert client.post(reverse("accounts:profile"), {"language": "cy"}).url == "/cy/profile/"
    user.refresh_from_db()
    assert user.language == "cy" and client.get("/").url == "/cy/"
    assert client.post(reverse("accounts:profile"), {"language": "xx"}).status_code == 422
