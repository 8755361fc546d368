"""What waits for whom among documents: those whose named reviewer has not spoken yet, for the start page."""

from django.utils.translation import gettext as _

from objectives.waiting import Task
from reports.models import Document, DocumentState, Review, ReviewOutcome
from saferwales.accounts.permissions import PERMISSIONS
from saferwales.web.bilingual import within


def wanted(user, programmes):
    """The user's own reviews and what they are of."""
    reviews = Review.objects.filter(reviewer=user.pk)
    return reviews, Document.objects.filter(programme__in=programmes, pk__in=reviews.values("document"))


def tasks(reading, programme, user):
    """Each document in review for which the user was named and has not spoken."""
    asked = {one.document_id for one in reading.all(Review, outcome=ReviewOutcome.REQUESTED)}
    in_review = reading.all(Document, programme_id=programme.pk, state=DocumentState.IN_REVIEW)
    if not asked or not PERMISSIONS["document.review"] & user.roles_in(programme):
        return
    for document in in_review:
        if document.pk in asked:
            sentence = within(_("Document waiting for your review: %(document)s"), document=document)
            yield Task(sentence, "reports:document", (programme.slug, document.key))
