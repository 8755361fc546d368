"""Reading names out of running text, in one pass and without backtracking."""

import re
from difflib import SequenceMatcher

TOKEN = re.compile(r"[^\W_][\w’'-]{0,60}|&|[^\w\s]")
JOINERS = {"of", "for", "in", "and", "&", "the", "on"}
DROPPED = JOINERS | {"all", "at", "a", "to", "by", "with"}
ENDINGS = ("ing", "ers", "er", "able", "ably", "ly")
LONGEST = 10
# How a Welsh word begins after others: softly, nasally, aspirated. The first that fits holds, so that longer stand first.
MUTATIONS = (
    {"ll": "l", "rh": "r", "p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f"},
    {"p": "mh", "t": "nh", "c": "ngh", "b": "m", "d": "n", "g": "ng"},
    {"p": "ph", "t": "th", "c": "ch"},
)
FIRM = ("ch", "ph", "th", "dd", "ff", "ng")  # letters of their own, which do not change
VOWELS = "aeiouwyâêîôûŵŷ"


def stem(word):
    """A word without its ending, so that a name is known again in another form."""
    word = re.sub(r"[’']s?$", "", word.lower()).replace("-", "")
    if word.endswith("ies") and len(word) > 4:
        return word[:-3]
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    if word.endswith("y") and len(word) > 4:
        return word[:-1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 4:
            return word[: -len(ending)]
    return word


def bag(phrase):
    """The stems of a phrase, whatever their order and whatever joins them."""
    words = [part for word in re.findall(r"[\w’'-]+", phrase) for part in word.split("-")]
    return frozenset(stem(word) for word in words if word.lower() not in DROPPED and word)


def names(text):
    """The runs of words with capitals, joined by small words: "Society of Local Authority Chief Executives"."""
    run, found = [], []
    for token in TOKEN.findall(text):
        if token[0].isupper() or (run and token.lower() in JOINERS):
            run.append(token)
        elif run:
            found.append(run)
            run = []
    found.append(run)
    return [" ".join(name) for name in map(_trimmed, found) if 1 < len(name) <= LONGEST]


def _trimmed(run):
    first, last = 0, len(run)
    while last and run[last - 1].lower() in JOINERS:
        last -= 1
    while first < last and run[first].lower() in DROPPED:
        first += 1
    return run[first:last]


def plain(name):
    """A name as it is compared: capitals, possessives and simple plurals make no other form, nor does a turned pair."""
    words = re.sub(r"[’']s?\b", "", name.casefold())
    words = re.sub(r"(?<=[^\Ws])s\b", "", words)
    return tuple(sorted(re.split(r" and (?:the )?", words)))


def alike(one, other):
    """Whether two words are so near that one may be a slip for the other."""
    if min(len(one), len(other)) < 5 or stem(one) == stem(other):
        return False
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= 0.8


def mutations(word):
    """A Welsh word in each form that its beginning takes: "rhaglen", "raglen"; "atodiad", "hatodiad"."""
    plain = word[:1].lower() + word[1:]
    forms = {plain}
    if plain[:1] in VOWELS:
        forms.add(f"h{plain}")
    elif not plain.startswith(FIRM):
        for changes in MUTATIONS:
            forms.update(_begun_anew(plain, changes))
    return {one[:1].upper() + one[1:] for one in forms} if word[:1].isupper() else forms


def _begun_anew(word, changes):
    first = next((one for one in changes if word.startswith(one)), None)
    return () if first is None else (changes[first] + word[len(first) :],)
