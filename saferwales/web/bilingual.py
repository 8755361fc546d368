"""Texts kept in two languages: explicit ``name_en`` and ``name_cy`` fields, read by one name."""

from django.utils.translation import get_language


class Bilingual:
    """``name = Bilingual("name")`` reads ``name_cy`` in Welsh where it is filled, and else ``name_en``."""

    def __init__(self, name):
        self.name = name

    def __get__(self, record, owner=None):
        if record is None:
            return self
        welsh = getattr(record, f"{self.name}_cy") if (get_language() or "").startswith("cy") else ""
        return welsh or getattr(record, f"{self.name}_en")
