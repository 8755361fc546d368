"""Keys by which people name records in speech and in addresses, such as 2.1 or R5."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


def key_field(**options):
    """A key of letters, digits, full stops, hyphens and underscores, at most 40 characters."""
    return models.CharField(
        _("key"),
        max_length=40,
        validators=[
            RegexValidator(
                rf"^{PATTERN}\Z",
                _("Use letters, digits, full stops and hyphens only, beginning with a letter or digit."),
            )
        ],
        **options,
    )


def natural(key):
    """A sort key by which 2.10 comes after 2.9, as people count."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", key)]


class KeyConverter:
    regex = PATTERN

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(KeyConverter, "key")
