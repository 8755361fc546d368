"""What a page says, and in which language it says that it says it."""

import re
from html.parser import HTMLParser

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
}  # fmt: skip
SAID = ("aria-label", "alt", "title", "placeholder", "data-label", "aria-description", "label")

TOKENS = re.compile(r'(name="(?:csrfmiddlewaretoken|base)" value="|data-token=")[^"]*')


def without_tokens(markup):
    """What is the same each time that a page is read."""
    return TOKENS.sub(r"\1", markup)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.said = [("", "")], []

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        language = "" if facts.get("translate") == "no" else facts.get("lang") or self.open[-1][1]
        self.said += [(language, facts[name], f"@{name}") for name in SAID if facts.get(name)]
        if tag == "input" and facts.get("type") in ("submit", "button", "reset"):
            self.said.append((language, facts.get("value") or "", tag))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        if tag in {name for name, _language in self.open[1:]}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, text):
        tag, language = self.open[-1]
        if tag not in ("script", "style"):
            self.said.append((language, text, tag))


def read(markup):
    """[(language, text, tag)] of all that a page says to somebody who reads or hears it; what is not to be translated has no language."""
    reader = _Reader()
    reader.feed(markup)
    said = [(language, " ".join(text.split()), tag) for language, text, tag in reader.said]
    return [one for one in said if re.search(r"[^\W\d_]{2}", one[1])]
