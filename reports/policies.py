"""When an act on a document may happen, and whose it is.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from objectives.policies import check_can_keep, refusal, today
from reports import kinds
from reports.models import DocumentState, Review, ReviewOutcome
from saferwales.accounts import permissions

__all__ = ["check_can_keep", "refusal", "today"]

ENDED = (DocumentState.SUPERSEDED, DocumentState.WITHDRAWN)
TALKED_ABOUT = (DocumentState.DRAFT, DocumentState.IN_REVIEW)


def check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})


def check_can_start(user, programme):
    """Programme managers and board secretaries write documents, while the programme is open."""
    check_can_keep(user, "document.edit", programme)


def check_can_edit(user, document):
    """Only a draft's words change: what reviewers read and a board agrees must stay what they read."""
    check_can_keep(user, "document.edit", document.programme)
    if document.state != DocumentState.DRAFT:
        raise ValidationError(
            _("Only a draft's text changes. Take the document back to its draft first."), code="no_draft"
        )


def check_can_add_section(user, document):
    """Where the record writes all of a document, text added to it would be printed nowhere."""
    check_can_edit(user, document)
    kind = kinds.every().get(document.kind)
    if kind is not None and not kind.is_written:
        raise ValidationError(
            _(
                "The record writes all of this kind of document, so a section would be printed nowhere. Change what "
                "the record says, or begin a document of another kind."
            ),
            code="no_text",
        )


def reviews_of(document):
    """The reviews asked for since the document last was a draft."""
    return list(Review.objects.filter(document=document, archived=False).select_related("reviewer"))


def is_reviewer(user, reviews):
    return any(one.reviewer_id == user.pk for one in reviews)


def check_can_comment(user, document, reviews=None):
    """Whoever writes the document, and its named reviewers, while it is a draft or in review."""
    reviews = reviews_of(document) if reviews is None else reviews
    if not is_reviewer(user, reviews):
        permissions.require(user, "document.edit", document.programme)
    check_can_keep(user, "document.review", document.programme)
    if document.state not in TALKED_ABOUT:
        raise ValidationError(
            _("Comments are made while a document is a draft or in review."), code="no_comments"
        )


def check_can_send(user, document):
    check_can_edit(user, document)


def check_can_review(user, document, reviews=None):
    """A named reviewer, while the document is in review."""
    permissions.require(user, "document.review", document.programme)
    reviews = reviews_of(document) if reviews is None else reviews
    if not is_reviewer(user, reviews):
        raise PermissionDenied(permissions.refusal_of(user, "document.review"))
    check_can_keep(user, "document.review", document.programme)
    if document.state != DocumentState.IN_REVIEW:
        raise ValidationError(_("This document is not in review."), code="not_in_review")


def check_can_return(user, document):
    """A document goes back to its draft from its review, after it was agreed, or to become a next edition."""
    check_can_keep(user, "document.edit", document.programme)
    if document.state not in (DocumentState.IN_REVIEW, DocumentState.AGREED, DocumentState.ISSUED):
        raise ValidationError(_("This document cannot go back to its draft."), code="no_way_back")


def check_nobody_asks_for_changes(reviews):
    asking = [one.reviewer.name for one in reviews if one.outcome == ReviewOutcome.CHANGES]
    if asking:
        raise ValidationError(
            _("%(names)s asked for changes. Take the document back to its draft and make them."),
            code="changes",
            params={"names": "; ".join(asking)},
        )


def check_can_agree(user, document, reviews=None):
    """The secretary records the board's decision on a document in review for which nobody asks for changes."""
    check_can_keep(user, "document.agree", document.programme)
    if document.state != DocumentState.IN_REVIEW:
        raise ValidationError(
            _("A document is agreed while it is in review. Send it to its reviewers first."),
            code="not_in_review",
        )
    check_nobody_asks_for_changes(reviews_of(document) if reviews is None else reviews)


def check_can_issue(user, document, reviews=None):
    """Once the board agreed it; a kind that no board decides on, once every reviewer approved it."""
    check_can_keep(user, "document.issue", document.programme)
    if document.state == DocumentState.ISSUED:
        raise ValidationError(_("This document has been issued already."), code="issued")
    if document.state == DocumentState.AGREED:
        return
    kind = kinds.of(document)
    if kind.needs_decision:
        raise ValidationError(
            _("The board has not agreed this document yet. Record the decision by which it did."),
            code="not_agreed",
        )
    reviews = reviews_of(document) if reviews is None else reviews
    approved = reviews and all(one.outcome == ReviewOutcome.APPROVED for one in reviews)
    if document.state != DocumentState.IN_REVIEW or not approved:
        raise ValidationError(
            _("Every named reviewer must approve this document before it is issued."), code="not_approved"
        )


def check_can_withdraw(user, document):
    check_can_keep(user, "document.issue", document.programme)
    if document.state in ENDED:
        raise ValidationError(_("This document does not stand any more."), code="ended")


def check_can_supersede(user, edition):
    check_can_keep(user, "document.issue", edition.programme)
    check_stands(edition)


def check_stands(edition):
    if not edition.stands:
        raise ValidationError(_("This edition does not stand any more."), code="ended")


def check_can_record_recipient(user, edition):
    check_can_keep(user, "document.issue", edition.programme)
