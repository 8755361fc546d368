"""Dates that cannot be, and dates that a later reader cannot place."""

import calendar
import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, around, between, found, sentences
from reports.checks.words import mutations

WELSH_MONTHS = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]
WELSH_DAYS = ["Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul"]
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name} | {
    form: number for number, name in enumerate(WELSH_MONTHS, 1) for form in mutations(name)
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)} | {
    f"{day} {form}": number for number, name in enumerate(WELSH_DAYS) for form in (name, *mutations(name)) for day in ("Dydd", "dydd", "Ddydd", "ddydd")
}  # fmt: skip
FULL = re.compile(rf"\b(?:({'|'.join(WEEKDAYS)}),? )?(\d{{1,2}})(st|nd|rd|th|af|ail|il|ydd|fed|ed|ain|eg)?(?: o)? ({MONTH}),? (\d{{4}})\b")  # fmt: skip
MONTH_YEAR = re.compile(rf"\b(?:({MONTH}) )?((?:19|20)\d\d)\b")
NO_YEAR = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|ain|eg)?(?: o)? (?:{MONTH})\b(?!,? \d{{4}})"
    rf"|\b(?:{'|'.join(calendar.month_name[1:])}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!,? \d{{4}}|\d)"
    rf"|\b(?:[Ss]ince|[Ii]n|[Ee]nd of|[Dd]uring|[Bb]y|[Ee]rs|[Ee]rbyn|[Yy]m|[Yy]n|[Yy]ng|[Dd]iwedd)(?: mis)? (?:{MONTH})\b(?! \d)"
)
LENGTHS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
WELSH_LENGTHS = ["dwy", "tair", "pedair", "pum", "chwe", "saith", "wyth", "naw", "deng"]
LENGTH = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(LENGTHS)})[- ]years?\b|\b(\d{{1,2}}|{'|'.join(WELSH_LENGTHS)}) [fbm]lynedd\b", re.IGNORECASE
)  # fmt: skip
ENDING = re.compile(
    rf"\b(?:end(?:ing|s)?|until|finish(?:ing|es)?|i ben|gorffen|terfynu|tan)(?: in| yn| ym| yng)?(?: mis)? (?:({MONTH}) )?((?:19|20)\d\d)\b"
)  # fmt: skip
SPAN = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")
FROM_TO = re.compile(rf"\b(?:from|[Oo])(?: fis)? (?:({MONTH}) )?((?:19|20)\d\d) (?:to|until|i|hyd|tan|hyd at)(?: fis)? (?:({MONTH}) )?((?:19|20)\d\d)\b")  # fmt: skip
PAST = {
    "en": re.compile(r"\b(?:was|were|has|have|had|held|wrote|took|began|\w{2,20}ed)\b"),
    "cy": re.compile(
        r"\b(?:[Rr]?[Oo]edd|[Bb]u|[Cc]afodd|[Cc]ytunodd|[Pp]enderfynodd|[Cc]yfarfu|\w{4,20}wyd)\b"
    ),
}
AHEAD = {
    "en": re.compile(r"\b(?:will|would|shall|should|by|until|from|anticipated?|planned|expected|due|ending)\b", re.IGNORECASE),
    "cy": re.compile(r"\b(?:[fb]ydd(?:ai|ant|wn)?|erbyn|tan|hyd|o|dylai|dylid|disgwyli?r?|bwriedi?r?|rhagweli?r?|cynllunnir|i ben)\b", re.IGNORECASE),
}  # fmt: skip


def lengths(inspected):
    """A number of years that does not lead from the beginning named before it to the end named behind it."""
    for one in inspected.said:
        for end in ENDING.finditer(one.text):
            before = one.text[max(0, end.start() - 250) : end.start()]
            length, starts = LENGTH.search(before), MONTH_YEAR.findall(before)
            if not length or not starts:
                continue
            years = _years(length[1] or length[2])
            month, year = starts[-1]
            right = {int(year) + years} | ({int(year) + years - 1} if MONTHS.get(month, 1) == 1 else set())
            if int(end[2]) not in right:
                sentence = _("%(years)d years from %(start)s do not end in %(end)s. Correct the length or one of the years.")  # fmt: skip
                facts = {"years": years, "start": f"{month} {year}".strip(), "end": end[2]}
                yield found("date", BLOCKING, one, around(one.text, end, 80), sentence % facts)


def _years(words):
    words = words.lower()
    if words.isdigit():
        return int(words)
    return (LENGTHS.index(words) if words in LENGTHS else WELSH_LENGTHS.index(words)) + 2


def spans(inspected):
    for one in inspected.said:
        for match in SPAN.finditer(one.text):
            if match[2] < match[1]:
                yield _backwards(one, match)
        for match in FROM_TO.finditer(one.text):
            first, last = (int(match[2]), MONTHS.get(match[1], 1)), (int(match[4]), MONTHS.get(match[3], 12))
            if last < first:
                yield _backwards(one, match)


def _backwards(one, match):
    sentence = _("This period ends before it begins. Correct one of its ends.")
    return found("date", BLOCKING, one, match[0], sentence)


def days(inspected):
    """Days that no calendar has, and weekdays that do not fall on their day."""
    for one in inspected.said:
        for match in FULL.finditer(one.text):
            try:
                day = date(int(match[5]), MONTHS[match[4]], int(match[2]))
            except ValueError:
                sentence = _("There is no such day. Correct the date.")
                yield found("date", BLOCKING, one, match[0], sentence)
                continue
            if match[1] and WEEKDAYS[match[1]] != day.weekday():
                sentence = _("This day is a %(weekday)s. Correct the weekday or the date.")
                yield found("date", BLOCKING, one, match[0], sentence % {"weekday": date_format(day, "l")})


def not_yet(inspected):
    """What a document tells as past although it lies after the document's own day."""
    for one in inspected.said:
        own = inspected.facts.dated.get(one.document)
        for said in sentences(one.text) if own else ():
            if not PAST[one.language].search(said) or AHEAD[one.language].search(said):
                continue
            for month, year in MONTH_YEAR.findall(said):
                if (int(year), MONTHS.get(month, 1)) > (own.year, own.month):
                    sentence = _("The document is of %(day)s and tells this as past. Correct the date, or the day of the document.")  # fmt: skip
                    facts = {"day": date_format(own, "j F Y")}
                    yield found("date", BLOCKING, one, said[:200], sentence % facts)
                    break


def without_year(inspected):
    for one in inspected.said:
        for match in NO_YEAR.finditer(one.text):
            yield found(
                "year-missing", STYLE, one, match[0], _("Add the year: the document is read in other years.")
            )


def manners(inspected):
    """Dates with and without an ending (1st June, 1 June) in one set of documents, in each language."""
    ways = {}
    for one in inspected.said:
        for match in FULL.finditer(one.text):
            own = ways.setdefault(one.language, {True: [], False: []})
            own[bool(match[3])].append((one, match[0]))
    for forms in filter(lambda own: all(own.values()), ways.values()):
        (first, ordinal), (second, plain) = forms[True][0], forms[False][0]
        sentence = _("Dates are written in two ways. Write all of them in one way, such as 15 June 2020.")
        yield between("date-style", STYLE, [first, second], f"{ordinal} / {plain}", sentence)


RULES = (lengths, spans, days, not_yet, without_year, manners)
