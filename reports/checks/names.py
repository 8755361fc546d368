"""People, bodies and posts that are named in more than one way."""

import re
from itertools import combinations, product

from django.utils.translation import gettext as _

from reports.checks import words
from reports.checks.shapes import BLOCKING, STYLE, between

POST = re.compile(
    r"\b(?:Director|Chief|Commissioner|Head|Deputy|Secretary|Minister|Officer|Manager|Advis[eo]r|Superintendent|Inspector"
    r"|Constable|President|Executive|CEO|Leader|Registrar|Cyfarwyddwr|Prif|Comisiynydd|Pennaeth|Dirprwy|Ysgrifennydd"
    r"|Gweinidog|Swyddog|Rheolwr|Cynghorydd|Arolygydd|Llywydd|Arweinydd)\b"
)
# What stands behind a name as a title: "Mair Evans, the Director of Housing"; "Mair Evans (Director of Housing)".
WORD = r"[A-ZÂÊÎÔÛŴŶ][\w’'&-]{0,40}"
BEHIND = rf"(?:, | \(| [–-] )(?:[Tt]he |[Yy] )?({WORD}(?: (?:of|for|the|and|in|to|&|{WORD})){{0,12}})"
MOST = 30  # of names that differ in one word alike; beyond, an index of names is no prose


def _where(inspected):
    """Each name that the texts print, with the passages that print it."""
    places = {}
    for one in inspected.english:
        for name in [*words.names(one.text), *words.names(one.heading)]:
            own = places.setdefault(name, [])
            if not own or own[-1] is not one:
                own.append(one)
    return places


def people(inspected):
    """A registered person whose name is spelled in two ways."""
    for officer in inspected.facts.people:
        used = {}
        for spelling in sorted({officer.name, *officer.spellings}, key=len, reverse=True):
            own = [one for one in inspected.said if spelling in one.text]
            if own and not any(spelling in longer for longer in used):
                used[spelling] = own
        if len(used) > 1:
            sentence = _("One person's name is spelled in two ways. Use the registered spelling, %(name)s.")
            passages = [one for own in used.values() for one in own]
            spelled = " / ".join(sorted(used))
            yield between("person", BLOCKING, passages, spelled, sentence % {"name": officer.name})


def titles(inspected):
    """One officer with two titles; where they differ only in small words it is a matter of style."""
    for officer in inspected.facts.people:
        called = {officer.name, *officer.spellings}
        named = [one for one in inspected.said if any(name in one.text for name in called)]
        if not named:
            continue
        for first, second in combinations(dict.fromkeys(officer.titles), 2):
            sentence = _("%(name)s bears two titles. Print one, or say which was held when.")
            severity = BLOCKING if _are_apart(first, second) else STYLE
            yield between("title", severity, named, f"{officer.name}: {first} / {second}", sentence % {"name": officer.name})  # fmt: skip


def typed_titles(inspected):
    """An officer whom the texts give a title that is neither the registered one nor the one given elsewhere.

    Titles are registered in English; Welsh ones are held against each other. What stands behind a name may also be the
    next name of a list, so that this is asked and stops nothing.
    """
    for officer, language in product(inspected.facts.people, ("en", "cy")):
        known = dict.fromkeys(officer.titles if language == "en" else (), ())
        for title, passages in _titles_behind(officer, inspected, language).items():
            if known and all(_are_apart(title, one) for one in known):
                sentence = _("%(name)s bears two titles. Print one, or say which was held when.")
                first = next(iter(known))
                said = f"{officer.name}: " + " / ".join(sorted((first, title)))
                yield between(
                    "title", STYLE, [*known[first], *passages], said, sentence % {"name": officer.name}
                )
            known[title] = passages


def _are_apart(title, other):
    one, two = words.bag(_bare(title)), words.bag(_bare(other))
    return not (one <= two or two <= one)


def _titles_behind(officer, inspected, language):
    """{title: the passages that print it behind the officer's name}, as far as it names a post."""
    called = "|".join(
        re.escape(name) for name in sorted({officer.name, *officer.spellings}, key=len, reverse=True)
    )
    behind, found = re.compile(rf"(?:{called}){BEHIND}"), {}
    people = [name for one in inspected.facts.people for name in (one.name, *one.spellings)]
    for one in inspected.said:
        for match in behind.finditer(one.text) if one.language == language else ():
            if POST.search(match[1]) and not any(name in match[1] for name in people):
                found.setdefault(match[1], []).append(one)
    return found


def _bare(title):
    return title.split("(")[0] + title.partition(")")[2]


def variants(inspected):
    """Names made of the same words in another order, number or joining."""
    groups = {}
    for name, places in _where(inspected).items():
        key = words.bag(name)
        if len(key) > 1:
            groups.setdefault(key, {})[name] = places
    for forms in groups.values():
        if len({words.plain(form) for form in forms}) > 1:
            sentence = _("These may be one name in several forms. Use one form in all documents.")
            passages = [one for places in forms.values() for one in places]
            yield between("name-variants", STYLE, passages, " / ".join(sorted(forms)), sentence)


def slips(inspected):
    """Names that differ in a single word, and in that by a letter or two. A registered person's name blocks."""
    places, buckets = _where(inspected), {}
    registered = {name for one in inspected.facts.people for name in (one.name, *one.spellings)}
    for name in [*registered - set(places), *places]:
        parts = name.split()
        for place, part in enumerate(parts):
            key = (*parts[:place], place, *parts[place + 1 :], part[:2].lower())
            buckets.setdefault(key, []).append((name, part))
    seen = set()
    for own in buckets.values():
        for (first, one), (second, other) in combinations(own[:MOST], 2):
            if (first, second) not in seen and words.alike(one, other):
                seen.add((first, second))
                yield from _slip(first, second, places, registered)


def _slip(first, second, places, registered):
    persons = {first, second} & registered
    if len(persons) == 2 or not (first in places or second in places):
        return
    passages = [*places.get(first, ()), *places.get(second, ())]
    sentence = _("These names differ by a letter or two. If they are one, use one spelling.")
    severity = BLOCKING if persons else STYLE
    yield between("spelling", severity, passages, " / ".join(sorted((first, second))), sentence)


RULES = (people, titles, typed_titles, variants, slips)
