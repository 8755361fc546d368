"""What a letter bears beside its words, in both languages: the labels of its head, and the sentences at its foot."""

from saferwales.web.bilingual import joined, marked

# As the source's Document 4 labels them.
DATE, CONTACT, REFERENCE = "Dyddiad/Date:", "Gofynnwch am/Please ask for:", "Cyfeirnod/Reference:"
LABELS = [DATE, CONTACT]
IN_WELSH = ("dyddiad", "gofynnwch", "llinell", "ebost", "e-bost", "cyfeirnod")
# What stands at the foot of every letter that is written here (the glossary's words).
STANDING = (
    (
        "cy",
        "Rydym yn croesawu gohebiaeth yn Gymraeg. Byddwn yn ateb gohebiaeth Gymraeg yn Gymraeg, ac ni fydd gohebu yn "
        "Gymraeg yn arwain at oedi.",
    ),
    (
        "en",
        "We welcome correspondence in Welsh. We will answer correspondence in Welsh, and corresponding in Welsh will "
        "not lead to a delay.",
    ),
)


def in_both(label):
    """A label in both languages says which of its halves is in which."""
    welsh, _between, english = label.partition("/")
    if english and welsh.casefold().startswith(IN_WELSH):
        return joined("/", (marked(welsh, "cy"), marked(english, "en")))
    return label
