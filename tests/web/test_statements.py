"""The accessibility statement and the privacy notice name who answers for the installation, and say what is true."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.builders import make_user

pytestmark = pytest.mark.django_db


def read(client, name, language="en"):
    with translation.override(language):
        return client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_they_name_the_body_that_answers_for_the_installation(client, settings, name):
    settings.PUBLISHER = {"en": "Programme Office", "cy": "Swyddfa'r Rhaglen"}
    settings.PUBLISHER_CONTACT = "Room 4, Cardiff"
    assert "Programme Office" in read(client, name) and "Room 4, Cardiff" in read(client, name)
    assert "Swyddfa&#x27;r Rhaglen" in read(client, name, "cy")
    settings.PUBLISHER["cy"] = ""
    assert '<span lang="en">Programme Office</span>' in read(client, name, "cy")


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_an_installation_that_names_no_body_says_so(client, settings, name):
    settings.PUBLISHER, settings.PUBLISHER_CONTACT = {"en": "", "cy": ""}, ""
    assert "Tell whoever gave you your account" in read(client, name)


@pytest.mark.parametrize("page", ["account_login", "web:home"])
def test_every_page_leads_to_them(client, page):
    client.force_login(make_user("Mair")) if page == "web:home" else None
    shown = client.get(reverse(page)).content.decode()
    assert reverse("accessibility") in shown and reverse("privacy") in shown


def test_the_notice_names_every_cookie_that_is_set(settings):
    client, user = Client(), make_user("Mair")
    user.set_password("a long enough one")
    user.save()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": user.email, "password": "a long enough one"})
    client.post(reverse("accounts:profile"), {"language": "cy"})
    named = read(client, "privacy")
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set(
        client.cookies
    )
    assert [name for name in client.cookies if f">{name}</th>" not in named] == []
    assert settings.SESSION_COOKIE_AGE == 12 * 60 * 60 and settings.CSRF_COOKIE_AGE >= 31_000_000
