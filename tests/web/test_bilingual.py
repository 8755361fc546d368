from django.utils import translation
from django.utils.html import conditional_escape

from saferwales.web.bilingual import Bilingual, joined, lang_of, lang_of_field, shortened, unmarked, within


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


def test_english_on_a_welsh_page_says_that_it_is():
    with translation.override("cy"):
        title = Body("Board & post", "").title
        assert conditional_escape(title) == '<span lang="en">Board &amp; post</span>'
        assert (lang_of(title), unmarked(title)) == (' lang="en"', "Board & post")
        assert conditional_escape(Body("Board", "Bwrdd").title) == "Bwrdd"
    assert conditional_escape(Body("Board", "").title) == "Board"


def test_within_a_sentence_the_mark_stays():
    with translation.override("cy"):
        said = within("Golygu “%(board)s” a %(number)d", board=Body("A board", "").title, number=2)
    assert said == "Golygu “A board” a 2"
    assert conditional_escape(said) == 'Golygu “<span lang="en">A board</span>” a 2'
    assert lang_of(said) == ""
    assert within("Edit <%(board)s>", board="A") == "Edit <A>"


def test_a_name_made_of_others_is_in_the_language_of_most_of_it():
    with translation.override("cy"):
        title = Body("Open the help line", "").title
        assert lang_of(within("%(key)s %(title)s", key="1.2", title=title)) == ' lang="en"'
        assert conditional_escape(joined("; ", [title, "Dau"])).endswith("</span>; Dau")
        assert shortened(title, 2) == "Open the…"
        assert lang_of(shortened(title, 2)) == ' lang="en"'


def test_a_box_says_which_language_is_typed_in_it():
    assert [lang_of_field(name) for name in ("title_en", "title_cy", "title")] == ["", ' lang="cy"', ""]
