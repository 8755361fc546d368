"""Whatever is typed into a section: the pages answer with a page or a sentence, and never with an error of their own."""

import pytest

from tests.reports.typist import FIELDS, NUMBERS, ODD, Typist, generated

pytestmark = pytest.mark.django_db


@pytest.fixture
def typist():
    return Typist()


def test_odd_texts(typist):
    """Each in a field; benchmarks/generated_prose.py types each into every one."""
    for number, text in enumerate(ODD):
        typist.type(text, into=FIELDS[number % len(FIELDS)])
    for text in NUMBERS:
        typist.type(text, into="order")
    print(typist.said())
    assert typist.failures == 0
    assert typist.answers["save", 302] and typist.answers["save", 422] and typist.answers["save", 400]
    assert typist.answers["read", 200] == typist.answers["save", 302]


@pytest.mark.markup  # the odd texts alone are tried on both databases
def test_generated_texts(typist):
    for number, text in enumerate(generated(100, seed=7)):
        typist.type(text, into=FIELDS[number // 2 % 2])
    print(typist.said())
    assert typist.failures == 0 and typist.answers["read", 200] == typist.answers["save", 302] > 20
