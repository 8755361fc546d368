"""The programme of the data files, loaded; and a place for what rendering keeps."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.conftest import ROOT
from workstreams.models import Programme

CLOSED = date(2020, 6, 15)
ANSWERED = date(2020, 11, 4)


@pytest.fixture(scope="session")
def kept_place(tmp_path_factory):
    """One folder for all tests, so that the fonts are made once."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def rendering(settings, kept_place):
    settings.SAFERWALES_VAR = kept_place
    return kept_place


@pytest.fixture(scope="module")
def loaded_once(django_db_setup, django_db_blocker):
    """The programme of the data files, loaded once for a module; each test's own changes are undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = ROOT / "fixtures" / "safer-communities-2018-2020"
        call_command("load_programme", str(folder), stdout=StringIO(), skip_checks=True)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def programme(loaded_once, db):
    return Programme.objects.get()
