"""What texts say of boards, held against what the record knows of them."""

import re

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, around, between, found

NEW = re.compile(r"\b(?:newly|recently) (?:formed|established|created|founded|set up)\b")
CHAIRED = re.compile(r"\bwhich you (?:have )?chair(?:ed)?\b")
CHAIR_OF = re.compile(r"\b[Cc]hair(s?) of\b")
BARE = re.compile(r"(?:^|(?<=[.;]\s))The Board\b")
NAMED = re.compile(r"\b[A-Z][\w-]{1,40} (?:Board|Forum)\b")
DRAFT = re.compile(r"\bfinal (?:\w{1,20} ){0,2}(?:report|version|document)\b[^.]{0,60}\bdraft\b")


def _named(inspected, text):
    """The board that a piece of text names first, the longer name where two begin alike."""
    hits = [(text.find(one.name), -len(one.name), one) for one in inspected.facts.boards if one.name in text]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None


def newly(inspected):
    """A board called new a year or more after the record's day of its founding."""
    for one in inspected.english:
        own = inspected.facts.dated.get(one.document)
        for match in NEW.finditer(one.text) if own else ():
            body = _named(inspected, one.text[match.end() : match.end() + 60])
            if body and body.founded and body.founded.year < own.year:
                sentence = _(
                    "The record has its founding in %(year)d. Leave “new” out, or correct the record."
                )
                yield found("new-body", STYLE, one, around(one.text, match), sentence % {"year": body.founded.year})  # fmt: skip


def chaired(inspected):
    """A letter that tells its reader of a chair whom the record does not know as one."""
    for one in inspected.english:
        readers = inspected.facts.addressees.get(one.document, ())
        for match in CHAIRED.finditer(one.text):
            body = _named(inspected, one.text[max(0, match.start() - 80) : match.start()])
            if body and readers and not set(readers) & body.chairs:
                sentence = _("The record knows no seat in which the reader chaired %(body)s. Correct the text, or the seats.")  # fmt: skip
                yield found("chair", BLOCKING, one, around(one.text, match), sentence % {"body": body.name})


def one_chair_or_two(inspected):
    forms = {}
    for one in inspected.english:
        for match in CHAIR_OF.finditer(one.text):
            body = _named(inspected, one.text[match.end() : match.end() + 80])
            if body:
                forms.setdefault(body.name, {}).setdefault(bool(match[1]), one)
    for name, own in forms.items():
        if len(own) > 1:
            sentence = _("The texts give this board one chair here, and several there. Say which it is.")
            yield between("chairs", STYLE, list(own.values()), name, sentence)


def which_board(inspected):
    """ "The Board", where the part names several boards and the paragraph none."""
    several = {}
    for one in inspected.english:
        several.setdefault((one.document, one.part), set()).update(NAMED.findall(one.text))
    for one in inspected.english:
        match = BARE.search(one.text)
        if match and not NAMED.search(one.text[: match.start()]) and len(several[one.document, one.part]) > 1:
            sentence = _("This part of the document names several boards. Say which one is meant.")
            yield found("which-board", STYLE, one, around(one.text, match), sentence)


def near_names(inspected):
    """Two boards of which one's name is the end of the other's, both named in the texts."""
    texts = "\n".join(one.text for one in inspected.english)
    named = [one.name for one in inspected.facts.boards if len(one.name.split()) > 2 and one.name in texts]
    for name in named:
        for longer in named:
            if longer != name and longer.endswith(" " + name):
                passages = [one for one in inspected.english if longer in one.text]
                sentence = _(
                    "Two boards bear nearly one name. Give both names in full wherever they are named."
                )
                yield between("near-names", STYLE, passages, f"{name} / {longer}", sentence)


def final_or_draft(inspected):
    for one in inspected.english:
        for match in DRAFT.finditer(one.text):
            sentence = _("One sentence calls it final and a draft. Say which it is.")
            yield found("final-draft", BLOCKING, one, match[0], sentence)


RULES = (newly, chaired, one_chair_or_two, which_board, near_names, final_or_draft)
