"""Texts of the record with the language that they are in."""

from django.utils.translation import get_language

from saferwales.web import quotations


class Said(str):
    """A text, and its language where that is not the document's own; a marked text keeps its mark."""

    lang = ""

    def __new__(cls, text, lang=""):
        said = super().__new__(cls, text)
        said.lang = lang or getattr(text, "lang", "")
        return said


def say(record, name):
    """The record's text in the language in force; where its Welsh is missing, the English marked as English."""
    text = getattr(record, name)
    welsh = (get_language() or "").startswith("cy")
    return Said(text, "en" if welsh and text and not getattr(record, f"{name}_cy") else "")


def quote(text):
    """Words that are kept once and no document translates, with the language that they were written in."""
    language = quotations.language_of(text)
    return Said(text, "" if (get_language() or "").startswith(language) else language)
