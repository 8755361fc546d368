"""What is inspected, and what a finding is."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

BLOCKING, STYLE = "blocking", "style"
KEY = 240  # an override keeps a key of at most 250 characters; a repeated one gets a number behind it


@dataclass(frozen=True)
class Passage:
    """A paragraph of a document. Without text it says that the part under its heading is empty.

    ``part`` is the key of its section, ``place`` says in words where it stands, ``address`` leads there.
    """

    document: str
    part: str
    heading: str
    language: str
    text: str
    place: str
    address: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that should be looked at. ``key`` stays the same from run to run, so that an override can name it.

    ``documents`` are the keys of all that it concerns: each document that prints it, or one of the texts that do not go
    together. Of what lies between the documents as a whole there are none.
    """

    key: str
    rule: str
    severity: str
    place: str
    words: str
    sentence: str
    passage: Passage | None = None
    override: object = None
    address: str = ""
    documents: frozenset = frozenset()

    @property
    def language(self):
        return self.passage.language if self.passage else "en"

    @property
    def may_be_overridden(self):
        return self.severity == BLOCKING

    @property
    def blocks(self):
        return self.may_be_overridden and self.override is None


@dataclass(frozen=True)
class Officer:
    """A person as registered: the name, how documents spell it, and the titles that they print."""

    name: str
    spellings: tuple = ()
    titles: tuple = ()


@dataclass(frozen=True)
class Body:
    """A board or organisation: its names, the day of its founding, and who has chaired it."""

    name: str
    aliases: tuple = ()
    acronym: str = ""
    founded: date | None = None
    chairs: frozenset = frozenset()


@dataclass(frozen=True)
class Wording:
    """How a document words, numbers or places a thing of which the record knows that it is one."""

    thing: str
    document: str
    text: str


@dataclass(frozen=True)
class Term:
    """A term of the glossary, and the words that should not stand for it, in both languages.

    ``cy`` are the Welsh forms that may stand for it, the first of them the one to use; ``asked`` says that they are sure
    enough to be asked of a translation.
    """

    use: str
    avoid: tuple = ()
    cy: tuple = ()
    avoid_cy: tuple = ()
    asked: bool = False


@dataclass(frozen=True)
class Twin:
    """A text in two languages, and in which version of its record each was last written.

    ``cy_changed``: in which the Welsh became other words; its first writing follows the English and changes nothing.
    """

    passage: Passage
    en: str
    cy: str
    en_saved: int = 0
    cy_saved: int = 0
    cy_changed: int = 0


@dataclass(frozen=True)
class Behind:
    """A text of the record that was left behind in one language: where, what it is called, and in which language.

    ``state`` tells what both languages say from what they said before; ``documents`` are those that print it, as far
    as their pages show it.
    """

    key: str
    place: str
    label: str
    language: str
    address: str
    state: str
    documents: frozenset


@dataclass(frozen=True)
class Facts:
    """What the record knows, as far as the rules ask for it. All of it may be left out.

    ``dated``: the day of each document; ``totals``: how many there are of a thing (by its plural); ``familiar``: acronyms that need no expansion; ``asked``: how many
    objectives letters ask for; ``late``: (place, name, address, keys of the documents that print it) of returns that were due and have no text;
    ``addressees``: the names to whom a letter goes; ``footnotes``: their numbers; ``labels``: other documents as
    texts call them ("document 1"); ``behind``: texts of the record of which one language is behind.
    """

    dated: dict = field(default_factory=dict)
    people: tuple = ()
    boards: tuple = ()
    organisations: tuple = ()
    wordings: tuple = ()
    numbers: tuple = ()
    positions: tuple = ()
    terms: tuple = ()
    familiar: frozenset = frozenset()
    totals: dict = field(default_factory=dict)
    asked: int = 0
    late: tuple = ()
    addressees: dict = field(default_factory=dict)
    footnotes: frozenset | None = None
    labels: frozenset = frozenset()
    behind: tuple = ()


@dataclass(frozen=True)
class Inspected:
    """Texts with the facts that they are held against; ``reconciled`` are findings of the reconciliation.

    ``twins`` are what somebody typed in two languages, ``headings`` the titles of documents and the headings of
    sections, ``pairs`` all that is printed in both.
    """

    passages: tuple
    facts: Facts = field(default_factory=Facts)
    twins: tuple = ()
    reconciled: tuple = ()
    pairs: tuple = ()
    headings: tuple = ()

    @property
    def said(self):
        """The passages with text."""
        return [one for one in self.passages if one.text.strip()]

    @property
    def english(self):
        return [one for one in self.said if one.language == "en"]


def slug(words):
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:80]


def found(rule, severity, passage, words, sentence):
    """A finding in a passage."""
    key = f"{rule}:{passage.document}:{passage.part}:{slug(words)}"[:KEY]
    return Finding(
        key,
        rule,
        severity,
        passage.place,
        words,
        sentence,
        passage,
        address=passage.address,
        documents=frozenset({passage.document}),
    )


def between(rule, severity, passages, words, sentence):
    """A finding about how several passages go together; it concerns the documents of all, and stands at the last in English."""
    places = "; ".join(dict.fromkeys(one.place for one in passages[:6]))
    key = f"{rule}:{slug(words)}"[:KEY]
    english = [one for one in passages if one.language == "en"]
    last = (english or passages or [None])[-1]
    return Finding(
        key,
        rule,
        severity,
        places or _("Several documents"),
        words,
        sentence,
        last,
        address=last.address if last else "",
        documents=frozenset(one.document for one in passages),
    )


def sentences(text):
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|\n{2,}", text) if one.strip()]


def around(text, match, width=40):
    """The matched words with a few before and behind them."""
    start, end = max(0, match.start() - width), min(len(text), match.end() + width)
    start = text.find(" ", start, match.start()) + 1 or match.start() if start else 0
    cut = text.rfind(" ", match.end(), end)
    end = cut if end < len(text) and cut > 0 else end
    return " ".join(text[start:end].split())
