"""What is Welsh and what is English in what the application answers."""

import gettext
import re
import subprocess
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import models

from saferwales.audit import writing
from saferwales.audit.models import record_models
from tests.builders import ACTOR

ENGLISH, WELSH = "English words", "Geiriau Cymraeg"
LOCALE = Path(__file__).resolve().parent.parent / "locale" / "cy"
NO_LANGUAGE = re.compile(
    r"https?://\S+|\bSHA-256\b|\b[0-9a-f]{64}\b|[\w.+-]+@[\w.-]+|[\w-]+\.(?:pdf|txt|csv|jsonl|py)\b|\bsystem:tests\b|\buser:\d+\b|\[\[[\w-]+\]\]|\{(?:cy|en)\}"
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
SHORTENED = re.compile(r"['’](?:r|n|i|u|m|ch|th|w)\b")


def _pairs(model):
    return [one.name.removesuffix("_en") for one in model._meta.concrete_fields if one.name.endswith("_en")]


def write_out(with_welsh):
    """Every text in English says that it is; its Welsh is there, or is missing."""
    number = 0
    for model in record_models():
        pairs = _pairs(model)
        for record in model.objects.all() if pairs else ():
            with writing.act(by=ACTOR, reason="set up"):
                for name in pairs:
                    if getattr(record, f"{name}_en"):
                        number += 1
                        setattr(record, f"{name}_en", f"{ENGLISH} {number}")
                        setattr(record, f"{name}_cy", f"{WELSH} {number}" if with_welsh else "")
                record.save()


def _typed():
    """All texts that are kept once for both languages: names, reasons, words as printed."""
    found = set(get_user_model().objects.values_list("name", flat=True))
    for model in record_models():
        own = [
            one.attname
            for one in model._meta.concrete_fields
            if isinstance(one, models.CharField | models.TextField)
            and not one.name.endswith(("_en", "_cy"))
            and not one.choices
        ]
        for values in model.objects.values_list(*own) if own else ():
            found |= {" ".join(str(value).split()) for value in values if value}
        found |= set(
            model.history.exclude(history_change_reason="").values_list("history_change_reason", flat=True)
        )
    longest_first = sorted((re.escape(one) for one in found if len(one) > 1), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest_first) + r")(?!\w)")


def _alike():
    """Sentences that are the same in both languages, as the catalogue says."""
    with (LOCALE / "LC_MESSAGES" / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog
    return {one for one, said in known.items() if isinstance(one, str) and one == said}


def faults(said):
    """What of {(text, whether the English page says the same): where} is English: sentences that are said alike in both
    languages though the catalogue has Welsh for them, and words that no dictionary knows."""
    typed, alike = _typed(), _alike()
    left = {one: typed.sub(" ", NO_LANGUAGE.sub(" ", one[0])) for one in said}
    same = {
        (said[one], one[0]) for one in said if one[1] and one[0] not in alike and LETTERS.search(left[one])
    }
    words = {word: said[one] for one in said for word in LETTERS.findall(SHORTENED.sub(" ", left[one]))}
    return sorted(same), _unknown(words)


def _unknown(words):
    reviewed = set((LOCALE / "words.txt").read_text(encoding="utf-8").split())
    said = subprocess.run(
        ["aspell", "-l", "cy", "--encoding=utf-8", "list"],
        input="\n".join(words),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {word: words[word] for word in sorted(set(said.split()) - reviewed)}
