"""When an act on a document may happen, and whose it is.

A closed programme's documents stand still but for kinds that are due after closing; and at any time it may be said
that an edition no longer stands, or who received it.

``check_can_*`` raises PermissionDenied (who) or ValidationError (when).
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from objectives.policies import check_can_keep, check_programme_open, refusal, today
from reports import kinds
from reports.models import ENDED, DocumentState, Review, ReviewOutcome
from saferwales.accounts import permissions

__all__ = ["check_can_keep", "refusal", "today"]

TALKED_ABOUT = (DocumentState.DRAFT, DocumentState.IN_REVIEW)


def check_reason(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that a reader years from now understands.")})


def _check_can_write(user, permission, document):
    """Whoever holds the role, while the programme is open; where the kind is due after closing, also then."""
    permissions.require(user, permission, document.programme)
    kind = kinds.every().get(document.kind)
    if kind is None or not kind.after_closing:
        check_programme_open(document.programme)


def startable(programme):
    """The kinds of which a document can be begun: after closing only those that are due then."""
    return [one for one in kinds.every().values() if one.after_closing or not programme.read_only]


def check_can_start(user, programme, kind=None):
    """Programme managers and board secretaries write documents, after closing only of the kinds that are due then."""
    permissions.require(user, "document.edit", programme)
    if kind is not None and kind not in startable(programme):
        check_programme_open(programme)


def check_can_edit(user, document):
    """Only a draft's words change: what reviewers read and a board agrees must stay what they read."""
    _check_can_write(user, "document.edit", document)
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
    _check_can_write(user, "document.review", document)
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
    _check_can_write(user, "document.review", document)
    if document.state != DocumentState.IN_REVIEW:
        raise ValidationError(_("This document is not in review."), code="not_in_review")


def check_can_return(user, document):
    """A document goes back to its draft from its review, after it was agreed, or to become a next edition."""
    _check_can_write(user, "document.edit", document)
    if document.state not in (DocumentState.IN_REVIEW, DocumentState.AGREED, DocumentState.ISSUED):
        raise ValidationError(_("This document cannot go back to its draft."), code="no_way_back")


def check_reviewed(reviews):
    """Every named reviewer of the present round has approved; whoever has not is named."""
    asking = [one.reviewer.name for one in reviews if one.outcome == ReviewOutcome.CHANGES]
    if asking:
        raise ValidationError(
            _("%(names)s asked for changes. Take the document back to its draft and make them."),
            code="changes",
            params={"names": "; ".join(asking)},
        )
    if not reviews:
        raise ValidationError(
            _(
                "Nobody has reviewed this document yet. Take it back to its draft and send it to its reviewers."
            ),
            code="not_approved",
        )
    silent = [one.reviewer.name for one in reviews if one.outcome != ReviewOutcome.APPROVED]
    if silent:
        raise ValidationError(
            _("Every named reviewer must approve this document first. Still to approve it: %(names)s."),
            code="not_approved",
            params={"names": "; ".join(silent)},
        )


def check_can_agree(user, document, reviews=None):
    """The secretary records the board's decision on a document in review that every named reviewer approved."""
    _check_can_write(user, "document.agree", document)
    if document.state != DocumentState.IN_REVIEW:
        raise ValidationError(
            _("A document is agreed while it is in review. Send it to its reviewers first."),
            code="not_in_review",
        )
    check_reviewed(reviews_of(document) if reviews is None else reviews)


def check_can_issue(user, document, reviews=None):
    """Once the board agreed it; a kind that no board decides on, once every reviewer approved it."""
    _check_can_write(user, "document.issue", document)
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
    if document.state != DocumentState.IN_REVIEW:
        raise ValidationError(
            _("Every named reviewer must approve this document before it is issued."), code="not_approved"
        )
    check_reviewed(reviews_of(document) if reviews is None else reviews)


def check_can_withdraw(user, document):
    """At any time, also after closing: a document that is wrong must not go on standing."""
    permissions.require(user, "document.issue", document.programme)
    if document.state in ENDED:
        raise ValidationError(_("This document does not stand any more."), code="ended")


def check_can_supersede(user, edition):
    """At any time, also after closing."""
    permissions.require(user, "document.issue", edition.programme)
    check_stands(edition)


def check_stands(edition):
    if not edition.stands:
        raise ValidationError(_("This edition does not stand any more."), code="ended")


def check_can_record_recipient(user, edition):
    """At any time, also after closing: editions go on being sent."""
    permissions.require(user, "document.issue", edition.programme)
