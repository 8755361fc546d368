"""Claims of agreement in typed prose, held against the answers."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from objectives.models import Answer
from reports.reconciliation.agreement import is_yes
from reports.reconciliation.findings import Finding, Kind
from saferwales.web.bilingual import joined, within

# What a sentence says when it claims that a body took work over; words for each language of the documents.
CLAIMS = {
    "en": (
        r"\b(agreed|acceded|consented) to (the|this|that|our|your) requests?\b",
        r"\b(agreed|undertaken|content) to (take over|take on|oversee|govern|assume|accept)\b",
        r"\b(has|have) accepted (all|every|each|the|responsibility)\b",
        r"\ball (of )?(the )?(outstanding )?objectives (have been|were|are) (accepted|agreed|handed over|transferred)\b",
    ),
    "cy": (
        r"\b(cytuno|cytunodd|cytunwyd) (i'r|â'r|ar y) cais\b",
        r"\b(wedi|gan) dderbyn (yr holl|pob|cyfrifoldeb)\b",
    ),
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÂÊÎÔÛŴŶ“‘])|\n{2,}")


def claiming(text, language):
    """The sentences of a text that claim an agreement."""
    patterns = [re.compile(one, re.IGNORECASE) for one in CLAIMS[language]]
    found = (" ".join(one.split()) for one in _SENTENCE.split(text or ""))
    return [one for one in found if any(pattern.search(one) for pattern in patterns)]


def doubtful(items):
    """The items that no body has said yes to: because of them a claim of agreement says too much."""
    return [item for item in items if item.answer != Answer.WITHDRAWN and not is_yes(item)]


@dataclass(frozen=True)
class Prose:
    """Typed text in both languages: the ``document`` that prints it and its ``part`` there, each by its key, and
    ``place``, its name with its address."""

    document: str
    part: str
    body_en: str
    body_cy: str
    place: tuple[str, str]


def overclaims(texts, items, borne=frozenset()):
    """A finding for each claiming sentence of the texts, where the answers do not bear it.

    ``borne`` are sentences that were made from the answers, with their exceptions named beside them. The key of a finding
    is bound to the words that claim: whoever lets them pass has let no others pass.
    """
    left = doubtful(items)
    if items and not left:
        return
    names = joined(
        "; ", (within("%(item)s (%(answer)s)", item=item, answer=item.get_answer_display()) for item in left)
    )
    sentence = _("The record holds no answer of any body.")
    if left:
        sentence = within(_("No body has said yes to: %(items)s."), items=names)
    for text in texts:
        for language in CLAIMS:
            for said in dict.fromkeys(claiming(getattr(text, f"body_{language}"), language)):
                if said not in borne:
                    yield _overclaim(text, language, said, sentence)


def _overclaim(text, language, said, sentence):
    words = sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Finding(
        Kind.OVERCLAIM,
        f"overclaim:{text.document}:{text.part}:{language}:{words}",
        text.place[0],
        sentence,
        before=said,
        places=(text.place,),
        documents=frozenset({text.document}),
    )
