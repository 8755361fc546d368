"""An auditor, signed in, for the audit pages."""

import pytest
from django.test import Client
from django.utils import translation

from tests import builders


@pytest.fixture
def auditor(db):
    with translation.override("en"):
        client = Client()
        client.user = builders.make_user("Olwen Auditor", is_auditor=True)
        client.force_login(client.user)
        yield client
