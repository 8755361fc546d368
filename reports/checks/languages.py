"""One language behind the other."""

from dataclasses import replace

from django.utils.translation import gettext as _

from reports.checks.shapes import BLOCKING, STYLE, Finding, found, slug


def behind(inspected):
    """A document without any Welsh is one matter of style; one that has some must have all of it, and up to date."""
    begun = {one.passage.document for one in inspected.twins if one.cy.strip()}
    told = set()
    for one in inspected.twins:
        document = one.passage.document
        if one.en.strip() and not one.cy.strip():
            if document in begun:
                sentence = _("The Welsh text is missing here. Have it translated.")
                yield found("language", BLOCKING, one.passage, one.passage.heading, sentence)
            elif document not in told:
                told.add(document)
                sentence = _("The document has no Welsh text yet. Have it translated.")
                yield found("language", STYLE, one.passage, document, sentence)
        elif one.cy.strip() and not one.en.strip():
            sentence = _("The English text is missing here. Add it.")
            yield found("language", BLOCKING, one.passage, one.passage.heading, sentence)
        elif one.en_saved > one.cy_saved and one.cy.strip():
            sentence = _("The English text was changed after the Welsh. Have the Welsh brought up to date.")
            yield _left(one, sentence, one.en_saved)
        elif one.cy_changed > one.en_saved:
            sentence = _("The Welsh text was changed after the English. Have the English brought up to date.")
            yield _left(one, sentence, one.cy_changed)


def headings(inspected):
    """In a document with Welsh text an English heading stands out, and is marked as English where it is printed."""
    begun = {one.passage.document for one in inspected.twins if one.cy.strip()}
    for one in inspected.headings:
        if one.passage.document in begun and one.en.strip() and not one.cy.strip():
            sentence = _(
                "The Welsh of this heading or title is missing: it is printed in English, and marked so."
            )
            yield found("language", STYLE, one.passage, one.en, sentence)


def _left(twin, sentence, version):
    """Whoever lets one change pass lets no later one pass."""
    one = found("language", BLOCKING, twin.passage, twin.passage.heading, sentence)
    return replace(one, key=f"{one.key}:{version}")


def record_behind(inspected):
    """What documents print of the record must say the same in both languages, or somebody says why it may go out."""
    sentences = {
        "cy": _(
            "The English text was changed after the Welsh. Change the Welsh, too, or confirm that both agree."
        ),
        "en": _(
            "The Welsh text was changed after the English. Change the English, too, or confirm that both agree."
        ),
    }
    for one in inspected.facts.behind:
        key = f"language:{one.key}:{slug(one.label)}:{one.state}"
        facts = ("language", BLOCKING, one.place, one.label, sentences[one.language])
        yield Finding(key, *facts, address=one.address, documents=one.documents)


RULES = (behind, headings, record_behind)
