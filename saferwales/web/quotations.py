"""Words of a source, which no page translates: they stand as they were written, and a Welsh page says so."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saferwales.web.bilingual import lang_of, marked

# The small words by which each language is known, none of which is a word of the other.
SMALL_WORDS = {
    "cy": "ac ar bod bydd dros ein eu gan gyfer hyn mae mewn nid oedd wedi wrth y ym yn yng yr â",
    "en": "and by for from has have in is of on that the this to was were which will with",
}
NAMES = {"en": "en", "english": "en", "saesneg": "en", "cy": "cy", "welsh": "cy", "cymraeg": "cy"}
WORD = re.compile(r"[^\W\d_]+")


def language_of(words, named=""):
    """The language of words that are kept once, for all pages: what it is named as, or the one whose small words prevail."""
    if known := NAMES.get(named.strip().casefold()):
        return known
    said = WORD.findall(str(words).casefold())
    count = {language: sum(map(said.count, small.split())) for language, small in SMALL_WORDS.items()}
    return "cy" if count["cy"] > count["en"] else "en"


def lang(words, named=""):
    """The lang attribute of words that are kept once, where theirs is not the language of the page."""
    return lang_of(marked(str(words), language_of(words, named)))


def caption(words, named=""):
    """What stands over an English quotation on a Welsh page; nothing on any other."""
    if language_of(words, named) == "en" and (get_language() or "").startswith("cy"):
        return _("Quotation from the English document")
    return ""


def block(words, named=""):
    """Words of a source set apart: between quotation marks, in their language, under the caption where it is due.

    Differing words, which come as markup, bear no quotation marks. ``named`` is the language where it is known.
    """
    shown = words if isinstance(words, SafeString) else f"“{words}”"
    quoted = format_html("<blockquote{}>{}</blockquote>", lang(words, named), shown)
    if not (said := caption(words, named)):
        return quoted
    return format_html('<figure class="quotation"><figcaption>{}</figcaption>{}</figure>', said, quoted)
