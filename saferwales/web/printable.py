"""The letters that documents print: those of English and Welsh, and the signs that stand between them."""

import unicodedata

LETTERS = (
    set(range(0x20, 0x7F))
    | set(range(0xA0, 0x180))
    | {0x218, 0x219, 0x21A, 0x21B, 0x1EF2, 0x1EF3}
    | set(range(0x1E80, 0x1E86))
    | {0x200B}  # where a run of letters may break
    | set(range(0x2010, 0x201F))
    | {0x2020, 0x2021, 0x2022, 0x2023, 0x2026}
    | {0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265}
    | {0x2190, 0x2191, 0x2192, 0x2193, 0x25A0, 0x25A1, 0x25B2, 0x25BC, 0x25CB, 0x25CF, 0x2713, 0x2714}
    | {0xFB01, 0xFB02}
)
PRINTABLE = LETTERS | {ord(letter) for letter in "\t\n\r"}
NO_LETTER = "□"


def printable(text):
    """The text with an empty box for each letter that the fonts lack, for words that came by no form of ours."""
    text = unicodedata.normalize("NFC", str(text or ""))
    return text.translate(
        {ord(letter): _instead(letter) for letter in set(text) if ord(letter) not in PRINTABLE}
    )


def _instead(letter):
    kind = unicodedata.category(letter)
    return " " if kind.startswith("Z") else "" if kind in ("Cf", "Cc", "Mn") else NO_LETTER
