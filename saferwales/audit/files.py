"""Files that belong to records: kept as bytes under their digest, and checked whenever they are handed out."""

import hashlib
from dataclasses import dataclass

from saferwales.audit.models import StoredFile


class FileLost(LookupError):
    """The stored bytes are gone, or are no longer those that the record sealed."""


@dataclass(frozen=True)
class Seal:
    """What a record keeps of a file: its SHA-256 in hex, and its size in bytes."""

    sha256: str
    size: int


def keep(content):
    """Store the bytes once, in the caller's transaction; returns their Seal."""
    digest = hashlib.sha256(content).hexdigest()
    StoredFile.objects.get_or_create(sha256=digest, defaults={"content": content})
    return Seal(digest, len(content))


def fetch(sha256):
    """The bytes that were sealed under the digest. Raises FileLost where they are not there unchanged."""
    kept = StoredFile.objects.filter(sha256=sha256).first()
    content = bytes(kept.content) if kept else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileLost(sha256)
    return content
