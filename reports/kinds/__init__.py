"""The kinds of document. Adding one is a module here that names its ``KIND``, and a folder of templates.

The folder ``templates/reports/kinds/<key>/`` holds ``print.html``, the page that becomes the PDF, and ``page.html``,
the same to be read in the browser. docs/documents.md shows how in ten lines.
"""

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import override

from saferwales.audit.asat import Reading

LANGUAGES = ("en", "cy")


def nothing(programme, subject):
    """No text of its own: the record writes all of it."""
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    ``build(document, sections, day, language, known_at)`` makes the report that its templates print. ``sections``
    (programme, subject) yields what a draft begins with: (key, heading, text, is_annex) in the language in force.
    ``about`` names the link to what such a document is about: a work-stream, a letter or a meeting. ``letters`` are
    those of its references. Without ``needs_decision`` it is issued once its reviewers have approved it.
    ``while_draft`` is the sentence by which it is not issued while what it prints is itself a draft elsewhere.
    ``after_closing`` says that it is due once the programme has closed, and so is written and issued then, too.
    ``is_compared`` says that it is compared with the programme's other documents before it is issued. ``encloses`` names
    the kinds that it binds together; what stops one of those stops it, and it has no text of its own.
    """

    key: str
    label: str
    letters: str
    build: Callable
    sections: Callable = nothing
    about: str = ""
    needs_decision: bool = True
    after_closing: bool = False
    is_compared: bool = False
    encloses: tuple[str, ...] = ()
    while_draft: str = ""
    blocks: tuple[str, ...] = ()

    def __str__(self):
        return str(self.label)

    @property
    def is_written(self):
        """Whether it has text of its own; a kind that begins with none is written by the record alone."""
        return self.sections is not nothing

    @property
    def page(self):
        """The template that shows such a document in the browser."""
        return f"reports/kinds/{self.key}/page.html"


@functools.cache
def every():
    """All kinds by their key, in the order of their names."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    found = [module.KIND for module in modules]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: kind.key)}


def of(document):
    """The kind of a document or an edition."""
    return every()[document.kind]


def day_of(document, reading):
    """The day whose record a document prints: its own, else the day of the reading."""
    return document.as_at or reading.day


def build(document, sections, language, reading=None):
    """The document as a report. Its words are those of the reading; its data are the record's on the document's day.

    Raises ValidationError where the record holds nothing to be printed for that day.
    """
    reading = reading or Reading()
    with override(language):
        return of(document).build(document, sections, day_of(document, reading), language, reading.known_at)
