"""The SHA-256 by which an issued document is known: over what it says, not over the bytes of a file.

It is the same on every machine and with every version of the renderer, so that whoever holds a printed page can
have its number compared with the record's. It covers all languages of the document together, each passage with the
language that it is in. It does not cover how a document was issued (its edition, whether it is still a draft) nor
the moment at which the record was asked, for those are facts about the content.
"""

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date

NOT_CONTENT = frozenset({"edition", "is_draft", "known_at"})


def canonical(*reports):
    """The content of one document as JSON text: one reading of it a language, in the order of the languages."""
    said = [plain(one) for one in sorted(reports, key=lambda one: one.language)]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_sha256(*reports):
    """The digest of a document, given as its readings: ``content_sha256(build(…, "en"), build(…, "cy"))``."""
    return hashlib.sha256(canonical(*reports).encode("utf-8", "surrogatepass")).hexdigest()


def _is_said(one, value):
    """A field left at its default says nothing: a shape that gains a field keeps the digests that were printed."""
    if one.name in NOT_CONTENT:
        return False
    default = one.default_factory() if one.default_factory is not MISSING else one.default
    return getattr(value, one.name) != default


def plain(value):
    """Shapes as mappings under their own names, texts with their language where they bear one."""
    if is_dataclass(value):
        said = {one.name: plain(getattr(value, one.name)) for one in fields(value) if _is_said(one, value)}
        return {"shape": type(value).__name__} | said
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    if value is None or isinstance(value, (bool, int)):
        return value
    lang, words = getattr(value, "lang", ""), str.__str__(value)
    if html := getattr(value, "html", ""):  # it says within the text what is in another language
        return {"text": words, "lang": lang, "html": str.__str__(html)}
    return {"text": words, "lang": lang} if lang else words
