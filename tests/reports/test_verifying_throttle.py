"""Throttling counts for all processes of a machine together, and goes on counting after a restart."""

import os
import subprocess
import sys

from tests.conftest import ROOT

TRY = """
import django
django.setup()
from allauth.core import ratelimit
from django.conf import settings
from django.test import RequestFactory
settings.ACCOUNT_RATE_LIMITS = {"verify": "30/h/ip"}  # the test may be slow
request = RequestFactory().post("/en/verify/")
print(sum(bool(ratelimit.consume(request, action="verify")) for _turn in range(50)))
"""


def begin(place):
    """A process that tries 50 times."""
    own = {"SAFERWALES_MODE": "demonstration", "SECRET_KEY": "x" * 60, "SAFERWALES_VAR": str(place)}
    environment = os.environ | own | {"DATABASE_URL": f"sqlite:///{place}/none.sqlite3"}
    environment["DJANGO_SETTINGS_MODULE"] = "saferwales.settings"
    return subprocess.Popen(
        [sys.executable, "-c", TRY], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def allowed(process):
    said, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0
    return int(said)


def test_two_processes_at_once_share_one_count_and_so_does_a_third_after_them(tmp_path):
    both = [begin(tmp_path) for _process in range(2)]
    assert sum(allowed(one) for one in both) == 30
    assert allowed(begin(tmp_path)) == 0
