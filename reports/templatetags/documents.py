"""Filters for the templates of documents."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def noted_by(text, notes):
    """The text with its footnote marks placed as notes of this document; plain text is escaped."""
    return notes.place(text)


@register.filter
def lang_of(text):
    """The lang attribute of a text that is not in the document's own language, or nothing."""
    lang = getattr(text, "lang", "")
    return format_html(' lang="{}"', lang) if lang else ""


@register.filter
def part_template(part):
    """The template that prints a part."""
    return f"reports/parts/{part.kind}.html"
