"""Reading a programme's data files: every value knows where it stands, and every mistake is a sentence about it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

import yaml
from django.core.management import CommandError

from saferwales.audit.days import Precision


class Malformed(CommandError):
    """A data file cannot be loaded as it is; the sentence names file, place and what to change."""


@dataclass(frozen=True)
class Day:
    """A day as the files give it: the first of the period, how exactly it is known, and the period's last day."""

    on: date | None = None
    precision: str = Precision.DAY
    until: date | None = None


class _Reader(yaml.BaseLoader):
    """All values are text, so that 2020-06 and 1.1 stay what they are; a key given twice is refused."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _value in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.MarkedYAMLError(
                    problem=f"the key “{key}” is given twice", problem_mark=node.start_mark
                )
        return super().construct_mapping(node, deep)


class Node:
    """One mapping of a file. Remembers which keys were read; ``finish`` refuses those that nobody asked for."""

    def __init__(self, facts, file, place, effective=None):
        self.file, self.place, self._read, self._parts = file, place, set(), {}
        if not isinstance(facts, dict):
            raise self.wrong("a list of keys and values is needed here, such as “name: …”.")
        self._facts = facts
        self.effective = self.day("effective").on or effective

    def wrong(self, sentence, key=""):
        """The refusal to raise: file, place, key and what to change."""
        where = ", ".join(part for part in (self.file, self.place, f"key “{key}”" if key else "") if part)
        return Malformed(f"{where}: {sentence}")

    def has(self, key):
        return bool(self._facts.get(key))

    def text(self, key, needed=False):
        """The text under the key, or "". Texts that Welsh twins exist for are read by ``bilingual``."""
        self._read.add(key)
        value = self._facts.get(key, "")
        if not isinstance(value, str):
            raise self.wrong("a single text is needed here, not a list.", key)
        if needed and not value:
            raise self.wrong("is missing or empty; add it.", key)
        return value

    def texts(self, key):
        """The list of texts under the key; one text counts as a list of one."""
        self._read.add(key)
        value = self._facts.get(key) or []
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self.wrong("a list of texts is needed here.", key)
        return value

    def plain(self, key):
        """Texts, lists and mappings as they stand, for facts that are kept as given."""
        self._read.add(key)
        return self._facts.get(key) or {}

    def number(self, key, default=None):
        value = self.text(key, needed=default is None)
        if value and not re.fullmatch(r"[0-9]{1,5}", value):
            raise self.wrong(f"“{value}” is not a whole number; give one of at most five digits.", key)
        return int(value) if value else default

    def flag(self, key, default=False):
        value = self.text(key)
        if value not in ("", "yes", "no", "true", "false"):
            raise self.wrong(f"“{value}” is neither yes nor no; write one of them.", key)
        return value in ("yes", "true") if value else default

    def choice(self, key, choices, default=None):
        value = self.text(key, needed=default is None) or default
        if value not in choices.values:
            raise self.wrong(
                f"“{value}” is not known; use one of: {', '.join(v for v in choices.values if v)}.", key
            )
        return value

    def day(self, key, needed=False):
        """A day with its precision: 2020-06-15, 2020-06, 2020, 2018/2020, 2020-06/2020-08 or 2020/21."""
        value = self.text(key, needed=needed)
        try:
            return read_day(value) if value else Day()
        except ValueError:
            raise self.wrong(
                f"“{value}” is not a day; write it as 2020-06-15, 2020-06, 2020, 2018/2020 or 2020/21.", key
            ) from None

    def bilingual(self, *names):
        """``name`` and ``name_cy`` as the fields ``name_en`` and ``name_cy``; a list becomes paragraphs."""
        found = {}
        for name in names:
            found[f"{name}_en"] = "\n\n".join(self.texts(name))
            found[f"{name}_cy"] = "\n\n".join(self.texts(f"{name}_cy"))
        return found

    def each(self, key, name=""):
        """The mappings listed under the key; ``name`` is the key that names each in a refusal."""
        self._read.add(key)
        items = self._facts.get(key) or []
        if not isinstance(items, list):
            raise self.wrong("a list is needed here, each entry beginning with “-”.", key)
        inside = f"{self.place}, " if self.place else ""
        if key in self._parts:
            return self._parts[key]
        parts = []
        for place, facts in enumerate(items, 1):
            label = facts.get(name) if isinstance(facts, dict) else None
            label = f" ({label})" if label and isinstance(label, str) else ""
            parts.append(Node(facts, self.file, f"{inside}{key} no. {place}{label}", self.effective))
        self._parts[key] = parts
        return parts

    def part(self, key):
        """The one mapping under the key; an empty one where it is missing."""
        self._read.add(key)
        inside = f"{self.place}, " if self.place else ""
        if key not in self._parts:
            self._parts[key] = [Node(self._facts.get(key) or {}, self.file, f"{inside}{key}", self.effective)]
        return self._parts[key][0]

    def skip(self):
        """Pass over all of it: what it describes is already known."""
        self._read = set(self._facts)

    def finish(self):
        """Refuse keys that nobody read: a misspelt key must not be lost in silence."""
        unknown = sorted(set(self._facts) - self._read)
        if unknown:
            raise self.wrong(
                "is not known here; check its spelling in fixtures/README.md, or remove it.", unknown[0]
            )
        for parts in self._parts.values():
            for part in parts:
                part.finish()


def read_day(text):
    """Raises ValueError where the text is no day."""
    if re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", text):
        return Day(date.fromisoformat(text))
    if re.fullmatch(r"[0-9]{4}-[0-9][0-9]", text):
        return Day(date.fromisoformat(f"{text}-01"), Precision.MONTH)
    if re.fullmatch(r"[0-9]{4}", text):
        return Day(date(int(text), 1, 1), Precision.YEAR)
    if re.fullmatch(r"[0-9]{4}/[0-9][0-9]", text):
        year = int(text[:4])
        return Day(date(year, 4, 1), Precision.FINANCIAL_YEAR, date(year + 1, 3, 31))
    first, slash, last = text.partition("/")
    if not slash or not last:
        raise ValueError(text)
    return Day(read_day(first).on, Precision.YEARS if len(first) == 4 else Precision.SEASON, _last_of(last))


def _last_of(text):
    """The last day of a year or month."""
    day = read_day(text)
    if day.precision == Precision.YEAR:
        return date(day.on.year, 12, 31)
    if day.precision == Precision.MONTH:
        return day.on.replace(day=calendar.monthrange(day.on.year, day.on.month)[1])
    return day.on


def read_file(folder, name):
    """The file's mapping as a Node; an absent file is an empty one."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        return Node({}, path.name, "")
    try:
        facts = yaml.load(path.read_text(encoding="utf-8"), Loader=_Reader)
    except UnicodeDecodeError:
        raise Malformed(f"{path.name}: the file is not UTF-8 text; save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise Malformed(
            f"{path.name}{line}: the file cannot be read as YAML ({getattr(error, 'problem', None) or error}); "
            "correct that line."
        ) from None
    return Node(facts or {}, path.name, "")
