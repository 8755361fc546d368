"""Filters for the templates of documents."""

from django import template

register = template.Library()


@register.filter
def noted_by(text, notes):
    """The text with its footnote marks placed as notes of this document; plain text is escaped."""
    return notes.place(text)


@register.filter
def part_template(part):
    """The template that prints a part."""
    return f"reports/parts/{part.kind}.html"
