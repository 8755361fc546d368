"""Claims of agreement in typed prose, held against the answers."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from objectives.models import Answer
from reports.reconciliation.agreement import is_yes
from reports.reconciliation.findings import Finding, Kind
from saferwales.web.bilingual import joined, within
from saferwales.web.passages import PASSAGE

# What a body accepts without taking over any work.
_OTHERS = (
    r"(?!\s+(?:all |every |each |of |the |its |their )*(?:minutes|apolog\w*|reports?|papers?|agenda|notes?|resignation|invitation"
    r"|updates?|amendments?|recommendations?|changes?|proposals?|findings|advice)\b)"
)
_OTHERS_CY = r"(?!\s+(?:pob |bob |yr holl |y |yr )*(?:cofnod|gofnod|ymddiheur|adroddiad|papur|bapur|argymhell|newid|cynnig))"
# What a sentence says when it claims that a body took work over; words for each language of the documents.
CLAIMS = {
    "en": (
        r"\b(agreed|acceded|consented) to (the|this|that|our|your) requests?\b",
        rf"\b(agreed|undertaken|content) to (take over|take on|oversee|govern|assume|accept)\b{_OTHERS}",
        rf"\b(has|have) accepted\b{_OTHERS} (all|every|each|the|responsibility)\b",
        r"\ball (of )?(the )?(outstanding )?objectives (have been|were|are) (accepted|agreed|handed over|transferred)\b",
    ),
    "cy": (
        r"\b(cytuno|cytunodd|cytunwyd)\b[^.,;]{0,60} (i[’']r|â[’']r|ar y) cais\b",
        rf"\b(cytuno|cytunodd|cytunwyd)\b[^.,;]{{0,60}} i (gymryd|oruchwylio|lywodraethu|ysgwyddo|dderbyn)\b{_OTHERS_CY}",
        rf"\b(wedi derbyn|gan dderbyn)\b{_OTHERS_CY} (yr holl|pob|bob|y|cyfrifoldeb)\b",
        rf"\bderbyniodd\b[^.,;]{{0,60}} (yr holl|pob|bob|cyfrifoldeb|gyfrifoldeb)\b{_OTHERS_CY}",
        r"\b(derbyniwyd|trosglwyddwyd|cytunwyd ar) (yr holl|pob un o[’']r) amcanion\b",
    ),
}
# What makes a clause say less than that it was agreed: that it was not, or under a condition.
_LESS = {
    "en": re.compile(
        r"\b(not|no|nobody|none|never|neither|nor|if|whether|unless|until|once|should|would|could|(?-i:may)|might)\b|n[’']t\b",
        re.IGNORECASE,
    ),
    "cy": re.compile(r"\b(ni|nid|na|nad|neb|heb|os|oni|pe|nes|unwaith)\b", re.IGNORECASE),
}
_CLAUSE = re.compile(r"[,;:–]\s")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÂÊÎÔÛŴŶ“‘])|\n{2,}")


def claiming(text, language):
    """The sentences of a text that claim an agreement."""
    patterns = [re.compile(one, re.IGNORECASE) for one in CLAIMS[language]]
    found = (" ".join(one.split()) for one in _SENTENCE.split(text or ""))
    return [one for one in found if any(_claims(one, pattern, language) for pattern in patterns)]


def _claims(sentence, pattern, language):
    for found in pattern.finditer(sentence):
        clause = _CLAUSE.split(sentence[: found.start()])[-1]
        if not _LESS[language].search(clause):
            return True
    return False


def doubtful(items):
    """The items that no body has said yes to: because of them a claim of agreement says too much."""
    return [item for item in items if item.answer != Answer.WITHDRAWN and not is_yes(item)]


def spoken_of(sentence, items):
    """The items that a sentence speaks of: those whose objectives it names, else those of the bodies that it names, else all."""
    named = [one for one in items if one.objective_id and _says(sentence, one.objective.key)]
    return named or [one for one in items if _names(sentence, one.handover.receiver)] or items


def _says(sentence, words):
    return bool(words) and re.search(rf"(?<![\w.]){re.escape(words)}(?!\w|\.\d)", sentence) is not None


def _names(sentence, body):
    return any(_says(sentence, one) for one in (body.name_en, body.name_cy, body.acronym, *body.aliases))


@dataclass(frozen=True)
class Prose:
    """Typed text in both languages under a stable ``key``: the keys of the ``documents`` that print it, and ``place``, its
    name with its address. ``about`` are the items that it decided, where the record knows them."""

    documents: set
    key: str
    body_en: str
    body_cy: str
    place: tuple[str, str]
    about: tuple = ()


def overclaims(texts, items, borne=frozenset()):
    """A finding for each claiming sentence of the texts, where the answers do not bear it.

    ``borne`` are sentences that were made from the answers, with their exceptions named beside them. The key of a finding
    is bound to the words that claim: whoever lets them pass has let no others pass.
    """
    for text in (one for one in texts if one.documents):
        for language in CLAIMS:
            for said in dict.fromkeys(claiming(getattr(text, f"body_{language}"), language)):
                own = text.about or spoken_of(said, items)
                left = doubtful(own)
                if PASSAGE.sub(r"\1", said) not in borne and (left or not own):
                    yield _overclaim(text, language, said, _why(left))


def _why(left):
    if not left:
        return _("The record holds no answer of any body.")
    names = joined(
        "; ", (within("%(item)s (%(answer)s)", item=item, answer=item.get_answer_display()) for item in left)
    )
    return within(_("No body has said yes to: %(items)s."), items=names)


def _overclaim(text, language, said, sentence):
    words = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Finding(
        Kind.OVERCLAIM,
        f"overclaim:{text.key}:{language}:{words}",
        text.place[0],
        sentence,
        before=said,
        places=(text.place,),
        documents=frozenset(text.documents),
    )
