"""Prose of documents: light Markdown in, safe HTML out.

Paragraphs, headings, lists, tables, emphasis, links (https and mailto) and passages in the other language. Raw HTML is text, pictures are not
taken, and what a user types never becomes markup of another kind. The HTML keeps to what a tagged PDF can bear:
no elements within a link, text directly in a list item, no empty table header, no skipped level of heading.
"""

import functools
import re

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from saferwales.web import passages

MARK = re.compile(r"\[\^(\d{1,3})\]")
PLACED = re.compile(r"^\[\[([a-z][a-z0-9-]{0,40})\]\]$")
ALLOWED = {
    "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "a", "br", "hr", "blockquote", "code",
    "table", "thead", "tbody", "tr", "th", "td", "span",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "span": {"lang"}, "th": {"class"}, "td": {"class"}}
SCHEMES = {"https", "mailto"}
DEEPEST = 20  # lists and quotations within one another; what stands deeper is not printed
TOP, BOTTOM = 3, 6  # a section's own heading is of level 2


def split(body, placed):
    """The body as (kind, text) in its order: ("prose", Markdown) and ("block", name).

    A block is a line of its own with one of the ``placed`` names; any other ``[[…]]`` stays prose.
    """
    parts, prose = [], []
    for line in str(body or "").splitlines():
        found = PLACED.match(line.strip())
        if found and found[1] in placed:
            parts += [("prose", "\n".join(prose)), ("block", found[1])]
            prose = []
        else:
            prose.append(line)
    parts.append(("prose", "\n".join(prose)))
    return [(kind, text) for kind, text in parts if text.strip()]


@functools.cache
def _blocks_reader():
    reader = _make_reader(4 * DEEPEST)
    reader.disable("inline")
    return reader


def blocks_of(text):
    """Where the text's blocks begin and end, also those too deep to be printed; of what stands in them, nothing."""
    return _blocks_reader().parse(_whole(text))


def _whole(text):
    """Halves of a character, which no page can show, become question marks."""
    return str(text or "").encode("utf-8", "replace").decode("utf-8")


def to_html(text):
    """Safe HTML of a piece of Markdown. Footnote marks stay as they were typed, for ``notes`` to place."""
    tokens = _reader.parse(_whole(text))
    for walk in (_settle_headings, _text_in_items, _plain_links, _children, _no_empty_headers, _amounts):
        walk(tokens)
    html = _reader.renderer.render(tokens, _reader.options, {})
    return mark_safe(nh3.clean(html, tags=ALLOWED, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))  # fmt: skip


def _make_reader(deepest=DEEPEST):
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 2 * deepest + 2})
    reader.enable("table")
    reader.disable(["image", "html_block", "html_inline", "reference"])
    reader.validateLink = lambda url: url.lower().startswith(("https://", "mailto:"))
    return reader


_reader = _make_reader()


def _settle_headings(tokens):
    """Levels from 3 on, each at most one deeper than the one before."""
    last = TOP - 1
    for token in tokens:
        if token.type == "heading_open":
            last = min(max(int(token.tag[1]), TOP), last + 1, BOTTOM)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"


def _text_in_items(tokens):
    """Text directly in its list item; two paragraphs of one item are parted by a line break."""
    open_items = []
    for token in tokens:
        if token.type == "list_item_open":
            open_items.append(0)
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type == "blockquote_open":
            open_items.append(None)
        elif token.type == "blockquote_close":
            open_items.pop()
        elif token.type == "paragraph_open" and open_items and open_items[-1] is not None:
            token.hidden = True
            token.meta["item"] = True
        elif token.type == "paragraph_close" and open_items and open_items[-1] is not None:
            token.hidden = True
        elif token.type == "inline" and open_items and open_items[-1] is not None:
            if open_items[-1] and token.children:
                token.children.insert(0, Token("hardbreak", "br", 0))
            open_items[-1] += 1


def _plain_links(tokens):
    """Nothing but text within a link; a footnote mark in it moves behind it."""
    for token in tokens:
        if token.type == "inline" and any(child.type == "link_open" for child in token.children or ()):
            token.children = list(_flattened(token.children))


def _flattened(children):
    words = None
    for child in children:
        if child.type == "link_open":
            words = []
            yield child
        elif child.type == "link_close":
            said = "".join(words)
            yield Token("text", "", 0, content=MARK.sub("", said))
            yield child
            marks = "".join(found[0] for found in MARK.finditer(said))
            if marks:
                yield Token("text", "", 0, content=marks)
            words = None
        elif words is None:
            yield child
        else:
            words.append(child.content if child.type in ("text", "code_inline", "text_special") else " " if child.type in ("softbreak", "hardbreak") else "")  # fmt: skip


def _children(tokens):
    """What stands within the lines: emphasis no deeper than is printed, words of the other language marked."""
    for token in tokens:
        token.children = token.children and list(_spoken(_shallow(token.children)))


def _shallow(children):
    """Emphasis within emphasis within emphasis says nothing more, and costs the renderer a step of its stack each."""
    depth = 0
    for child in children:
        depth += child.nesting == 1
        if depth <= DEEPEST or not child.nesting:
            yield child
        depth -= child.nesting == -1


def _spoken(children):
    """Words in the other language, as ``saferwales.web.passages`` has them typed."""
    linked = 0
    for child in children:
        linked += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type != "text":
            yield child
            continue
        for words, language in passages.split(child.content):
            said = Token("text", "", 0, content=words)
            yield from [said] if linked or not language else _in_language(said, language)


def _in_language(said, language):
    return Token("span_open", "span", 1, attrs={"lang": language}), said, Token("span_close", "span", -1)


def _amounts(tokens):
    """A column that is typed to the right (``---:``) bears a class, for no page of ours takes a style of its own."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and token.attrs.pop("style", "") == "text-align:right":
            token.attrs["class"] = "amount"


def _no_empty_headers(tokens):
    """A dash in a header cell without a word."""
    for before, token in zip(tokens, tokens[1:], strict=False):
        if before.type == "th_open" and token.type == "inline" and not token.content.strip():
            token.children = [Token("text", "", 0, content="–")]
