"""How much a printed text may hold: refused at the form with a sentence, so that no document is too much for its making.

The renderer has bounds of its own (time, memory) that hold for whatever reaches it; these are the ones that people
meet, while they can still divide what they wrote.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from saferwales.web import prose
from saferwales.web.printable import PRINTABLE, printable

MOST_CHARACTERS = 20_000
MOST_BYTES = 200 * 1024
MOST_ROWS = 1_000
MOST_COLUMNS = 20
DEEPEST = prose.DEEPEST
ROOMS = ("bullet_list", "ordered_list", "blockquote")


def check(*texts):
    """Raise ValidationError where a text of a document's field is too long, too deeply nested, or a table too large."""
    for text in texts:
        said = str(text or "")
        _check_length(said)
        _check_characters(said)
        _check_shape(prose.blocks_of(said))


def check_fields(facts, *names, of_others=False):
    """Raise ValidationError under the name of the first of the fields whose text is too much.

    What others wrote (``of_others``) is kept as they wrote it: a letter that our fonts lack is printed as an empty box.
    """
    for name in names:
        try:
            check(printable(facts.get(name, "")) if of_others else facts.get(name, ""))
        except ValidationError as refused:
            raise ValidationError({name: refused}) from None


def check_document(texts):
    """Raise ValidationError where a document's texts are too much together; the texts of one language count."""
    size = sum(len(str(text or "").encode("utf-8", "replace")) for text in texts)
    if size > MOST_BYTES:
        raise _refusal(
            _(
                "The document holds %(found)s KB of text, and may hold %(most)s KB. Shorten it, or write part of it as a document of its own."
            ),
            -(-size // 1024),
            MOST_BYTES // 1024,
            "document_too_long",
        )


def _check_length(text):
    if len(text) > MOST_CHARACTERS:
        raise _refusal(
            _("The text has %(found)s characters, and may have %(most)s. Shorten it, or divide it."),
            len(text),
            MOST_CHARACTERS,
            "too_long",
        )


def _check_characters(text):
    """What the documents' fonts cannot show would be printed as an empty box, and no archive takes such a file."""
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) not in PRINTABLE:
            raise ValidationError(
                _(
                    "The text holds a character that documents cannot print: %(letter)s. Delete it, or write it in other letters."
                ),
                code="unprintable",
                params={"letter": letter if letter.isprintable() else f"U+{ord(letter):04X}"},
            )


def _check_shape(tokens):
    depth = rows = columns = 0
    for token in tokens:
        name, _underscore, turn = token.type.rpartition("_")
        if name in ROOMS:
            depth += 1 if turn == "open" else -1
            if depth > DEEPEST:
                raise _refusal(
                    _(
                        "A list or quotation stands %(found)s levels deep, and may stand %(most)s deep. Make it flatter."
                    ),
                    depth,
                    DEEPEST,
                    "too_deep",
                )
        elif token.type in ("table_open", "tr_open"):
            rows, columns = (0, 0) if name == "table" else (rows + 1, 0)
        elif token.type in ("th_open", "td_open"):
            columns += 1
        _check_table(rows, columns)


def _check_table(rows, columns):
    if rows > MOST_ROWS:
        raise ValidationError(
            _("A table has more than %(most)s rows. Divide it into smaller tables."),
            code="too_many_rows",
            params={"most": number_format(MOST_ROWS, force_grouping=True)},
        )
    if columns > MOST_COLUMNS:
        raise ValidationError(
            _("A table has more than %(most)s columns, which fit on no page. Divide it into two tables."),
            code="too_many_columns",
            params={"most": MOST_COLUMNS},
        )


def _refusal(sentence, found, most, code):
    params = {
        "found": number_format(found, force_grouping=True),
        "most": number_format(most, force_grouping=True),
    }
    return ValidationError(sentence, code=code, params=params)
