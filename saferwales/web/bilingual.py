"""Texts kept in two languages: explicit ``name_en`` and ``name_cy`` fields, read by one name."""

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language


class Marked(str):
    """A text that is not, or not all, in the language of the page; a template prints it so that the ear knows.

    Inside an attribute or a drawing, where no mark can stand, it is printed through the filter ``unmarked``.
    """

    lang = html = ""

    def __html__(self):
        return self.html


def marked(text, lang):
    """The text, marked where it is in another language than the page."""
    if not text or lang == (get_language() or "en")[:2]:
        return text
    said = Marked(text)
    said.lang, said.html = lang, format_html('<span lang="{}">{}</span>', lang, str(text))
    return said


def remarked(text, lang, html):
    """A text that was kept with its marks, marked again; ``html`` is its own ``html`` of then."""
    said = Marked(text)
    said.lang, said.html = lang, mark_safe(html)
    return said


def of_field(name, text):
    """What stands in a field of one language, whose name ends in ``_en`` or ``_cy``; any other text as it is."""
    return marked(text, name[-2:]) if name.endswith(("_en", "_cy")) else text


def within(sentence, /, **facts):
    """The sentence with its placeholders filled; what is not in the language of the page stays marked in it."""
    facts = {name: fact if isinstance(fact, int) else _said(fact) for name, fact in facts.items()}
    whole = sentence % facts
    if not any(isinstance(fact, Marked) for fact in facts.values()):
        return whole
    safe = {name: conditional_escape(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    said = Marked(whole)
    said.html = mark_safe(str(escape(sentence)) % safe)
    said.lang = _mostly(whole, [fact for fact in facts.values() if isinstance(fact, Marked)])
    return said


def _mostly(whole, marks):
    """The language of the larger part of a text, where that is another than the page's."""
    return marks[0].lang if 2 * sum(len(one) for one in marks if one.lang) > len(whole) else ""


def shortened(text, words):
    """At most so many words of a text; what says that it is in another language goes on saying so."""
    text = _said(text)
    short = Truncator(text).words(int(words))
    return text if short == text else marked(short, getattr(text, "lang", "") or (get_language() or "en")[:2])


def joined(between, texts):
    """Texts one after another, each that is not in the language of the page still marked."""
    texts = [_said(text) for text in texts]
    if not any(isinstance(text, Marked) for text in texts):
        return between.join(texts)
    said = Marked(between.join(texts))
    said.html = format_html_join(between, "{}", ((text,) for text in texts))
    return said


def lang_of(text):
    """The lang attribute of a text that is not in the language of the page, or nothing."""
    lang = text.lang if hasattr(text, "lang") else getattr(_said(text), "lang", "")
    return format_html(' lang="{}"', lang) if lang else ""


def lang_of_field(name):
    """The lang attribute of the box in which somebody types one of a pair of texts, or nothing."""
    return lang_of(of_field(str(name), "typed"))


def unmarked(text):
    """The text as it is printed where no mark can stand: in an attribute, a title or a drawing."""
    said = _said(text)
    return str.__str__(said) if isinstance(said, Marked) else said


def _said(text):
    """A text, or what a record is called."""
    return text if text is None or isinstance(text, str) else str(text)


class Bilingual:
    """``name = Bilingual("name")`` reads ``name_cy`` in Welsh where it is filled, and else ``name_en``, marked."""

    def __init__(self, name):
        self.name = name

    def __get__(self, record, owner=None):
        if record is None:
            return self
        english = getattr(record, f"{self.name}_en")
        if not (get_language() or "").startswith("cy"):
            return english
        return getattr(record, f"{self.name}_cy") or marked(english, "en")
