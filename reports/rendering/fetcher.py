"""What a render may read: files below our own folders, and nothing else."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE_URL = (
    "https://static.invalid/"  # a name that can never be found (RFC 2606), in a scheme that urljoin knows
)
SUFFIXES = frozenset({".css", ".svg", ".png", ".jpg", ".ttf"})
MOST_BYTES = 5_000_000


class BlockedURL(ValueError):
    """The page asked for something that is not ours to read."""


class StaticOnlyFetcher(URLFetcher):
    """Answers addresses below BASE_URL from the folders given, and refuses every other address.

    Strict: the first refusal ends the render, so that no document is made with a piece of it missing. What was
    refused stands in ``blocked``, for the places where the engine passes over a failed picture.
    """

    def __init__(self, folders, *, strict=True):
        super().__init__(allowed_protocols=("https",), allow_redirects=False, fail_on_errors=strict)
        self.handlers.clear()
        self.handle_open.clear()  # nothing is left that could open a socket or a file
        self._folders = [Path(folder).resolve() for folder in folders]
        self.blocked = []

    def fetch(self, url, headers=None):
        path = self._file(url)
        if path is None:
            self.blocked.append(url[:200])
            raise BlockedURL(f"not one of the project's own files: {url[:200]!r}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def open(self, url, data=None, timeout=None):
        return self.fetch(getattr(url, "full_url", url))

    def _file(self, url):
        """The file that the address names, or None. Links and ".." are followed before the check."""
        if not url.startswith(BASE_URL):
            return None
        relative = unquote(urlsplit(url).path).lstrip("/")
        if "\0" in relative:
            return None
        for folder in self._folders:
            path = (folder / relative).resolve()
            if path.is_relative_to(folder) and path.suffix.lower() in SUFFIXES and path.is_file():
                return path if path.stat().st_size <= MOST_BYTES else None
        return None
