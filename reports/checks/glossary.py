"""Terms used against the glossary: words that should not stand for one, and Welsh that leaves one out."""

import re
from functools import cache

from django.utils.translation import gettext as _

from reports.checks.shapes import STYLE, found
from reports.checks.words import mutations

ARTICLE = re.compile(r"^(?:y|yr) ", re.IGNORECASE)


def _english(words):
    """A term and its plural. A name is one only as a name: in small letters it may mean the thing itself."""
    plural = f"{re.escape(words[:-1])}(?:y|ies)" if words.endswith("y") else f"{re.escape(words)}(?:s|es)?"
    return rf"\b{plural}\b" if words[0].isupper() else rf"\b(?i:{plural})\b"


def _welsh(words):
    """A term in every form that its beginning takes, with its article or without."""
    first, *rest = ARTICLE.sub("", _plain(words)).split()
    begun = "|".join(sorted(map(re.escape, mutations(first)), key=len, reverse=True))
    return rf"\b(?:{begun})" + "".join(rf"\s+{re.escape(word)}" for word in rest) + r"\b"


def _plain(text):
    return text.replace("’", "'")


@cache
def _forms(welsh):
    return re.compile("|".join(map(_welsh, welsh)), re.IGNORECASE)


@cache
def _terms(terms):
    """One pattern for all terms, a group for each; the longest first, so that none is found within another's name."""
    return re.compile("|".join(f"({_english(_plain(one.use))})" for one in terms))


def avoided(inspected):
    """Words that should not be written for a term, in either language."""
    for term in inspected.facts.terms:
        wrong = [("en", term.use, re.compile(_english(words))) for words in term.avoid]
        wrong += [("cy", term.cy[0], _forms((words,))) for words in term.avoid_cy]
        for language, use, said in wrong:
            for one in inspected.said:
                match = one.language == language and said.search(_plain(one.text))
                if match:
                    sentence = _("The glossary has “%(use)s” for this. Use it.") % {"use": use}
                    yield found("glossary", STYLE, one, match[0], sentence)


def left_out(inspected):
    """A Welsh text that does not bear the Welsh of a term which its English bears."""
    terms = tuple(
        sorted(
            (one for one in inspected.facts.terms if one.asked), key=lambda one: len(one.use), reverse=True
        )
    )
    for pair in inspected.pairs if terms else ():
        welsh = _plain(pair.cy)
        named = {match.lastindex: match[0] for match in _terms(terms).finditer(_plain(pair.en))}
        for place, words in named.items():
            term = terms[place - 1]
            if not _forms(term.cy).search(welsh):
                sentence = _("The glossary has “%(cy)s” for “%(en)s”, which the English text says. Use it in the Welsh, too.")  # fmt: skip
                facts = {"en": words, "cy": term.cy[0]}
                yield found("glossary", STYLE, pair.passage, f"{words}: {term.cy[0]}", sentence % facts)


RULES = (avoided, left_out)
