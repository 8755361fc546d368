from django.utils import translation

from saferwales.web.bilingual import Bilingual


class Body:
    title = Bilingual("title")

    def __init__(self, english, welsh):
        self.title_en, self.title_cy = english, welsh


def test_a_text_is_read_in_the_language_of_the_page():
    body = Body("Board", "Bwrdd")
    assert body.title == "Board"
    with translation.override("cy"):
        assert body.title == "Bwrdd"


def test_english_stands_where_no_welsh_does():
    with translation.override("cy"):
        assert Body("Board", "").title == "Board"


def test_welsh_alone_is_not_shown_as_english():
    assert Body("", "Bwrdd").title == ""


def test_the_class_gives_the_descriptor_itself():
    assert isinstance(Body.title, Bilingual)
