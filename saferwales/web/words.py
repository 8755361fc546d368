"""What kinds of records and facts are called where their models give them no words of their own."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from saferwales.web.bilingual import marked

WORDS = {
    "organisation": _("organisation"), "person": _("person"), "region": _("region"), "board": _("board"),
    "board relation": _("relation of a board"), "seat": _("seat"), "meeting": _("meeting"), "decision": _("decision"),
    "agenda item": _("agenda item"), "attendance": _("attendance"), "meeting action": _("action of a meeting"),
    "calendar feed": _("calendar feed"), "post": _("post"), "programme": _("programme"),
    "vision statement": _("statement of the vision"), "membership": _("role in a programme"),
    "workstream": _("work-stream"), "heading": _("heading"), "sro appointment": _("SRO appointment"),
    "achievement": _("achievement"), "footnote": _("footnote"), "sro report": _("statement of an SRO"),
    "barrier": _("barrier"), "barrier response": _("response to a barrier"), "event": _("event"),
    "regional return": _("regional return"), "objective": _("objective"),
    "objective wording": _("wording of an objective"), "letter": _("letter"), "letter file": _("file of a letter"),
    "letter party": _("party of a letter"), "letter item": _("item of a letter"), "letter answer": _("answer to a letter"),
    "handover": _("handover"), "handover item": _("item of a handover"), "output": _("output"),
    "recommendation": _("recommendation"), "recommendation number": _("number of a recommendation"),
    "recommendation point": _("point of a recommendation"), "recommendation link": _("link to a recommendation"),
    "document": _("document"), "section": _("section"), "section comment": _("comment on a section"),
    "review": _("review"), "document decision": _("decision on a document"), "edition": _("edition"),
    "edition file": _("file of an edition"), "edition recipient": _("recipient of an edition"),
    "finding override": _("reason against a finding"), "closure override": _("reason against a condition of closing"),
    "archived": _("archived"), "slug": _("name in addresses"), "aliases": _("other names"),
    "to board": _("other board"), "to organisation": _("other organisation"), "user": _("user"),
    "is demonstration": _("for demonstration only"), "spellings": _("spellings"), "posts": _("posts"),
    "holder": _("holder"), "possible person": _("person whom it may be"), "facts": _("other facts"),
    "lines as printed": _("lines as printed"), "parent": _("above it"), "appointment": _("appointment"),
    "submitted by": _("submitted by"), "claimed by": _("claimed by"), "letterhead": _("letterhead"),
    "in reply to": _("in reply to"), "item": _("item"), "giver": _("giver"), "receiver": _("receiver"),
    "point": _("point"), "author": _("author"), "reviewer": _("reviewer"), "supersedes": _("supersedes"),
}  # fmt: skip

DOCUMENTS = {"closure-report": _("Closure report"), "covering-report": _("Covering report")}
# Welsh has one word for annex and appendix, so each is named with what it belongs to.
PARTS = {
    "annex": _("Annex %(number)s of the closure report"),
    "appendix": _("Appendix %(number)s of the letter"),
    "document": _("Document %(number)s"),
}


def document(key):
    """A document's key as its name: closure-report → Closure report, annex-d → Annex D of the closure report."""
    kind, _between, number = str(key or "").partition("-")
    if kind in PARTS and len(number) == 1:
        return PARTS[kind] % {"number": number.upper()}
    if key in DOCUMENTS:
        return str(DOCUMENTS[key])
    return marked(str(key or "").replace("-", " ").capitalize(), "en")


def word(name):
    """The verbose name of a model or a field in the words and the language of the page, with a capital."""
    return capfirst(str(WORDS.get(str(name), name)))
