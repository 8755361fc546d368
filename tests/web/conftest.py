import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind in the thread: each test begins in English and gives it back."""
    with translation.override("en"):
        yield
