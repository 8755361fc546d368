"""The pages of signing in look like all others, and none of them depends on e-mail."""

import pytest
from django.urls import reverse

from tests.builders import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_inactive"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_whoever_is_not_signed_in_reads_the_page(client, name, language):
    answer = client.get(reverse(name).replace("/en/", f"/{language}/"))
    assert answer.status_code == 200
    assert b'class="skip"' in answer.content
    assert answer.content.count(b"<h1>") == 1


def test_a_forgotten_password_asks_for_the_office_and_takes_no_form(client):
    address = reverse("account_reset_password")
    assert b"Ask your programme office" in client.get(address).content
    assert client.post(address, {"email": "nobody@demo.invalid"}).status_code == 405


def test_nobody_changes_the_address_that_the_office_gave(client):
    client.force_login(make_user())
    assert client.post(reverse("account_email"), {"email": "new@demo.invalid"}).url == reverse(
        "accounts:profile"
    )


@pytest.mark.parametrize("name", ["account_change_password", "account_logout"])
def test_the_signed_in_read_their_own_pages(client, name):
    client.force_login(make_user())
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert b'class="button' in answer.content


def test_a_wrong_password_gets_a_sentence_and_keeps_the_address(client):
    answer = client.post(reverse("account_login"), {"login": "ann@demo.invalid", "password": "wrong"})
    assert b"There is a problem" in answer.content
    assert b'value="ann@demo.invalid"' in answer.content
    assert b"<title>Error:" in answer.content
