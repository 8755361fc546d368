"""The way of a document: to its reviewers, to the board that agrees it, and back to its draft."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reports import actions_closure, policies
from reports.models import Document, DocumentDecision, DocumentState, Review, ReviewOutcome
from saferwales.accounts import permissions
from saferwales.audit import writing


def _lock(document):
    return writing.lock(Document.objects.select_related("programme"), pk=document.pk)


def _move(document, by, reason, state, **facts):
    day = max(policies.today(), document.last_day_) if document.last_day_ else policies.today()
    return writing.amend(document, by=by, reason=reason, effective_on=day, state=state, **facts)


def may_review(user, programme):
    return user.is_active and permissions.may(user, "document.review", programme)


@transaction.atomic
def send_to_review(*, document, by, reviewers, reason=""):
    """Ask named people to review a draft. From then on its words stand still."""
    document = _lock(document)
    policies.check_can_send(by, document)
    people = list(get_user_model().objects.filter(pk__in=[one.pk for one in reviewers]))
    if not people:
        raise ValidationError({"reviewers": _("Name at least one person who reviews the document.")})
    for person in people:
        if person.pk == by.pk:
            raise ValidationError({"reviewers": _("Somebody else than the sender must review the document.")})
        if not may_review(person, document.programme):
            raise ValidationError(
                {
                    "reviewers": _("%(name)s has no role in this programme by which to review a document.")
                    % {"name": person.name}
                }
            )
    how = {"by": by, "reason": reason or _("Sent to review"), "effective_on": policies.today()}
    for person in people:
        writing.enter(Review, document=document, reviewer=person, **how)
    return _move(document, by, how["reason"], DocumentState.IN_REVIEW)


@transaction.atomic
def give_review(*, document, by, outcome, words=""):
    """Say what one thinks of a document: a comment, changes asked for, or approval. One may speak again."""
    document = _lock(document)
    policies.check_can_review(by, document)
    if outcome not in (ReviewOutcome.COMMENT, ReviewOutcome.CHANGES, ReviewOutcome.APPROVED):
        raise ValidationError({"outcome": _("Choose what you say of the document.")})
    if outcome != ReviewOutcome.APPROVED and not words.strip():
        raise ValidationError({"words": _("Say what you think of it, or what is to be changed.")})
    review = writing.lock(Review.objects, document=document, reviewer=by, archived=False)
    day = max(policies.today(), review.last_day_) if review.last_day_ else policies.today()
    facts = {"outcome": outcome, "words": words, "reviewed_on": policies.today()}
    return writing.amend(
        review, by=by, reason=words or _("Approved"), effective_on=day, entry_kind="changed", **facts
    )


@transaction.atomic
def agree(*, document, decision, by, reason):
    """Record at which meeting, and by which decision, the board agreed the document as it was reviewed."""
    document = _lock(document)
    policies.check_can_agree(by, document)
    recorded = DocumentDecision.objects.filter(document=document, decision=decision, archived=False)
    if not recorded.exists():
        actions_closure.record_agreement(document=document, decision=decision, by=by, reason=reason)
        return _lock(document)
    policies.check_reason(reason)
    return _move(document, by, reason, DocumentState.AGREED)


@transaction.atomic
def return_to_draft(*, document, by, reason):
    """Take a document back so that its words can change; it is reviewed and agreed anew. Its editions stand."""
    document = _lock(document)
    policies.check_can_return(by, document)
    policies.check_reason(reason)
    spent = [
        *Review.objects.filter(document=document, archived=False),
        *DocumentDecision.objects.filter(document=document, archived=False),
    ]
    for one in spent:
        locked = writing.lock(type(one).objects, pk=one.pk)
        day = max(policies.today(), locked.last_day_) if locked.last_day_ else policies.today()
        writing.amend(locked, by=by, reason=reason, effective_on=day, archived=True)
    return _move(document, by, reason, DocumentState.DRAFT)
