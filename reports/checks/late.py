"""The texts of the record of which one language was left behind, and the documents that print them."""

import re
from hashlib import sha256

from django.urls import reverse

from reports import languages
from reports.checks.printed import URL
from reports.checks.shapes import Behind
from reports.models import Section
from saferwales.audit import twins
from saferwales.inspection.naming import Names

WORDS = re.compile(r"[^\W_]+")
SIGN = re.compile(r"^\s*(?:\d{1,9}[.)]|[-*+])\s+")  # of an item of a list


def behind(reading, programme, printed):
    """The texts of sections have a rule of their own. Their headings, and what programmes share, concern this one where a
    document of it prints them."""
    among = languages.owned(reading, programme)
    every = {model: reading.of(model) for model in languages.models().values() if languages.is_shared(model)}
    late, names = twins.behind(reading, among | every), Names(reading.afresh())
    late.pop((Section, "body"), None)
    texts, said = _texts(reading, late, names), [(one.key, _said(one)) for one in printed] if late else []
    names.load()
    for (model, name), records in sorted(late.items(), key=lambda one: (one[0][0].__name__, one[0][1])):
        for pk, language in sorted(records.items()):
            both = [getattr(texts[model, pk], f"{name}_{each}") for each in twins.LANGUAGES]
            documents = frozenset(key for key, words in said if _prints(words, both))
            if documents or (model in among and model is not Section):
                yield _told(programme, model, name, pk, language, both, documents, names)


def _texts(reading, late, names):
    """{(model, key): the record} of those that are late, whose names are asked, too."""
    wanted, found = {}, {}
    for (model, _name), records in late.items():
        wanted.setdefault(model, set()).update(records)
    for model, pks in wanted.items():
        for pk in pks:
            names.ask(model, pk)
        rows = reading.of(model).filter(id__in=pks)
        found |= {(model, one.pk): one for one in reading.as_records(model, rows)}
    return found


def _told(programme, model, name, pk, language, both, documents, names):
    kind, label = model._meta.model_name, languages.field_label(model, name)
    address = reverse("reports:language_gap", args=[programme.slug, kind, name, f"{language}_behind"])
    place = f"{languages.kind_label(model)}: {names.name(model, pk)}"
    state = sha256("\0".join(both).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Behind(f"{kind}-{pk}", place, label, language, address, state, documents)


def _plain(text):
    """Words alone: how a text is marked up, divided and capitalised is no matter."""
    words = WORDS.findall(URL.sub("", text).casefold())
    return f" {' '.join(words)} "


def _said(printed):
    """The words that a document prints in each language, one after the other."""
    return [
        _plain(" ".join(paragraph for piece in printed.pieces[language] for paragraph in piece.paragraphs))
        for language in twins.LANGUAGES
    ]


def _prints(words, both):
    """Whether a document prints a line of the text in each language."""
    return all(
        any(
            line.strip() and line in said for line in (_plain(SIGN.sub("", one)) for one in text.splitlines())
        )
        for said, text in zip(words, both, strict=True)
    )
