"""Issuing: a document's content and both its files are frozen, numbered, and entered in one transaction.

The files are made before anything is locked, from content that is frozen first. Under the locks it is seen that the
record still says the same; then all is written, or nothing. Whoever is second is told that it was issued.
"""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from objectives.models import ItemKind, Letter, LetterItem, LetterParty
from reports import issue_findings, kinds, policies, printing
from reports.actions.standing import end_superseded, enter_recipients
from reports.content import annexes
from reports.content.digest import canonical, content_sha256
from reports.content.edition import Edition as Facts
from reports.content.edition import issued
from reports.content.overridden import printed_with
from reports.models import Document, DocumentState, Edition, EditionFile, EditionState
from reports.models import Section as StoredSection
from saferwales.audit import chain, checkpoints, files, twins, writing
from saferwales.audit.asat import remembering
from workstreams.models import Programme

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter is taken for a digit or for another letter
RANDOM = 6
ATTEMPTS = 3


class Moved(Exception):
    """The record no longer says what was frozen."""


@dataclass(frozen=True)
class Frozen:
    """What a document says at a moment, in each language, and the facts that its edition will bear."""

    document: Document
    reports: tuple
    overridden: list
    head: tuple
    number: int
    reference: str
    issued_on: date

    @property
    def sha256(self):
        return content_sha256(*self.reports)

    def printed(self, report):
        """The report as the edition prints it."""
        facts = (self.reference, self.number, self.issued_on, self.sha256, self.head[1], report.verify_at)
        return issued(report, Facts(*facts))


def issue(*, document, by, recipients=(), render=printing.file_of, attempts=ATTEMPTS):
    """Issue a document to its recipients (boards, people or words). Returns the Edition.

    Raises ValidationError where it was issued already, is not agreed, or a finding blocks; RenderRefused where no
    file can be made of it.
    """
    for _attempt in range(attempts):
        frozen = freeze(document, by)
        made = [(one.language, render(frozen.printed(one))) for one in frozen.reports]
        try:
            return _write(frozen, made, by, recipients)
        except Moved:
            continue
    raise ValidationError(
        _("The record is being changed at this moment. Try again in a minute."), code="moving"
    )


def freeze(document, by):
    """What would be issued now. Raises as ``issue`` does; nothing is locked and nothing written."""
    head = chain.head()
    document = Document.objects.select_related("programme", "workstream", "letter", "meeting").get(
        pk=document.pk
    )
    policies.check_can_issue(by, document)
    with remembering():  # a change meanwhile moves the chain, and all is frozen anew
        overridden = issue_findings.facts_of(_check_findings(document))
        reports = _reports(document, bool(overridden))
    number = _next_number(document)
    return Frozen(document, reports, overridden, head, number, _reference(document, number), policies.today())


def _reports(document, has_overridden):
    sections = list(StoredSection.objects.filter(document=document, archived=False))
    made = [kinds.build(document, sections, language) for language in kinds.LANGUAGES]
    _check_complete(made)
    while_draft = kinds.of(document).while_draft
    if while_draft and any(one.is_draft for one in made):
        raise ValidationError(while_draft, code="draft_within")
    at = f"{settings.ADDRESS}/verify"  # a part of the content: whoever prints it again prints the same
    made = [replace(one, verify_at=at) for one in made]
    if not has_overridden:
        return tuple(made)
    return tuple(_with_overrides(document, one) for one in made)


def _check_complete(made):
    """A document that encloses others is not issued while one of them lacks."""
    own = [one for one in made if one.language == (get_language() or "")[:2]]
    missing = getattr((own or made)[0], "missing", ())
    if missing:
        raise ValidationError(
            _("The document cannot be issued while what it encloses is missing: %(names)s."),
            code="missing",
            params={"names": "; ".join(missing)},
        )


def _with_overrides(document, report):
    """With a part that names each finding over which the document is issued, in the language of the report."""
    with override(report.language):
        return printed_with(report, issue_findings.facts_of(issue_findings.of(document)))


def _check_words_stand(document):
    """A letter is kept in the register, where its words may change while a document of it is reviewed."""
    if document.letter_id is None:
        return
    sent = document.history.filter(state=DocumentState.IN_REVIEW).latest("version").history_date
    letter = Letter.history.filter(id=document.letter_id)
    then = letter.filter(history_date__lte=sent).latest("version")
    now = letter.latest("version")
    names = [
        "layout",
        *(f"{name}_{language}" for name in twins.pairs(Letter) for language in twins.LANGUAGES),
    ]
    since = {"letter_id": document.letter_id, "history_date__gt": sent}
    others = LetterParty.history.filter(**since), LetterItem.history.filter(**since, kind=ItemKind.ENCLOSURE)
    if any(getattr(then, one) != getattr(now, one) for one in names) or any(one.exists() for one in others):
        raise ValidationError(
            _(
                "The letter was changed after this document was sent to review. Take the document back to its draft, "
                "and have the letter reviewed as it is now."
            ),
            code="changed",
        )


def _check_findings(document):
    _check_words_stand(document)
    found = issue_findings.of(document)
    blocking = [one for one in found if one.blocks]
    if blocking:
        raise ValidationError(
            _(
                "Findings that stand in the way: %(count)s. Mend what each names, or override it with a reason."
            ),
            code="blocked",
            params={"count": len(blocking)},
        )
    return found


def _next_number(document):
    return Edition.objects.filter(programme=document.programme, kind=document.kind).count() + 1


def _reference(document, number):
    """Initials of the programme, letters of the kind, the number, and six random characters."""
    words = document.programme.name_en.split()
    initials = "".join(word[0] for word in words if word[0].isalnum()).upper()[:8] or "X"
    code = "".join(secrets.choice(ALPHABET) for _place in range(RANDOM))
    return f"{initials}-{kinds.of(document).letters}-{number:02d}-{code}"


@transaction.atomic
def _write(frozen, made, by, recipients):
    """All of the edition at once. Raises Moved where the record has moved on since the content was frozen."""
    programme = writing.lock(Programme.objects, pk=frozen.document.programme_id)
    document = writing.lock(
        Document.objects.select_related("programme", "workstream", "letter", "meeting"), pk=frozen.document.pk
    )
    policies.check_can_issue(by, document)
    is_late = frozen.issued_on != policies.today() or frozen.number != _next_number(document)
    if is_late or _has_moved(frozen, document):
        raise Moved
    checkpoints.take(f"edition {frozen.reference}", head=frozen.head)
    edition = _enter(frozen, programme, document, by)
    for language, file in made:
        _enter_file(edition, language, file, by)
    enter_recipients(edition, recipients, by, edition.issued_on)
    day = max(edition.issued_on, document.last_day_) if document.last_day_ else edition.issued_on
    reason = _("Issued as %(reference)s") % {"reference": edition}
    writing.amend(document, by=by, reason=reason, effective_on=day, state=DocumentState.ISSUED)
    return edition


def _has_moved(frozen, document):
    """Whether the document would say something else now. While nobody wrote anything, it would not.

    Raises ValidationError where a finding stands in the way by now.
    """
    if chain.head() == frozen.head:
        return False
    has_overridden = any(one.override for one in _check_findings(document))
    return content_sha256(*_reports(document, has_overridden)) != frozen.sha256


def _enter(frozen, programme, document, by):
    before = Edition.objects.filter(document=document, state=EditionState.ISSUED).first()
    if before is not None:
        end_superseded(before, frozen.reference, by)
    content = canonical(*frozen.reports)
    seal = files.keep(content.encode("utf-8", "surrogatepass"))
    return writing.enter(
        Edition,
        by=by,
        reason=_("Issued"),
        effective_on=frozen.issued_on,
        document=document,
        programme=programme,
        kind=document.kind,
        number=frozen.number,
        reference=frozen.reference,
        title_en=document.title_en,
        title_cy=document.title_cy,
        issued_on=frozen.issued_on,
        as_at=frozen.reports[0].as_at,
        content_sha256=seal.sha256,
        annex_sha256="\n".join(one.sha256 for one in annexes.of(json.loads(content))),
        checkpoint_seq=frozen.head[0],
        checkpoint_digest=frozen.head[1],
        overridden=frozen.overridden,
        supersedes=before,
    )


def _enter_file(edition, language, file, by):
    seal = files.keep(file.content)
    writing.enter(
        EditionFile,
        by=by,
        reason=_("Issued"),
        effective_on=edition.issued_on,
        edition=edition,
        language=language,
        name=f"{edition.reference}-{language}.pdf",
        sha256=seal.sha256,
        size=seal.size,
        pages=file.pages,
    )
