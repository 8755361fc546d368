"""What a document's pages show: the document with its sections, what was said of it, and its editions, at one moment."""

from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from boards.models import Board, Decision, Meeting, Person
from objectives.models import Letter
from reports import kinds
from reports.content import annexes
from reports.models import (
    Document,
    DocumentDecision,
    Edition,
    EditionFile,
    EditionRecipient,
    Review,
    Section,
    SectionComment,
)
from saferwales.accounts.permissions import require
from saferwales.audit import asat, files
from workstreams.models import Programme, Workstream
from workstreams.views.base import get_programme

LARGEST = 2**63 - 1


def get_document(request, programme, key):
    """The document as it stands now, for an act on it; what is outside one's roles does not exist."""
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    found = Document.objects.filter(programme__in=mine, archived=False)
    return get_object_or_404(
        found.select_related("programme", "workstream", "letter", "meeting__board"), key=key
    )


def get_part(queryset, **lookup):
    """What belongs to a document; a number that no database holds is none of it."""
    if lookup.get("pk", 0) > LARGEST:
        raise Http404
    return get_object_or_404(queryset.filter(archived=False), **lookup)


def get_edition(request, programme, reference):
    mine = Programme.objects.for_user(request.user).filter(slug=programme)
    found = Edition.objects.filter(programme__in=mine).select_related("programme", "document")
    return get_object_or_404(found, reference=reference)


def decisions_of(programme):
    """The decisions of the governing board's meetings that were held, the newest first."""
    found = Decision.objects.filter(
        meeting__board_id=programme.governing_board_id, meeting__archived=False, archived=False
    )
    return list(found.select_related("meeting__board").order_by("-meeting__held_on", "number")[:200])


class DocumentPage:
    """A document with all that its page shows, in one statement, and the names of people in another."""

    def __init__(self, request, programme, key):
        self.programme = get_programme(request, programme)
        require(request.user, "record.read", self.programme)
        self.reading = asat.reading(request)
        own = Document.objects.filter(programme=self.programme.pk, key=key)
        self.reading.load(*_wanted(self.reading, self.programme.pk, own))
        found = self.reading.all(Document)
        if not found:
            raise Http404
        self.document = found[0]
        self.kind = kinds.every().get(self.document.kind)
        self.sections = self.reading.all(Section, key=lambda one: (one.order, one.pk))

    @cached_property
    def people(self):
        """The names of those who commented and reviewed."""
        comments, reviews = self.reading.all(SectionComment), self.reading.all(Review)
        asked = {one.author_id for one in comments} | {one.reviewer_id for one in reviews}
        return get_user_model().objects.in_bulk(asked - {None})

    @cached_property
    def reviews(self):
        found = self.reading.all(Review)
        for one in found:
            one.reviewer = self.people[one.reviewer_id]
        return found

    @cached_property
    def rows(self):
        """Each section with its comments, the open ones first."""
        said = {}
        for one in self.reading.all(SectionComment, key=lambda one: (one.resolved, one.pk)):
            one.author = self.people.get(one.author_id)
            said.setdefault(one.section_id, []).append(one)
        return [
            {
                "section": one,
                "comments": said.get(one.pk, []),
                "unresolved": sum(not comment.resolved for comment in said.get(one.pk, [])),
                "lacks_welsh": bool(one.body_en.strip() and not one.body_cy.strip()) or not one.heading_cy,
            }
            for one in self.sections
        ]

    @cached_property
    def editions(self):
        return self.reading.all(Edition, key=lambda one: -one.number)

    @property
    def agreements(self):
        """The decisions by which a board agreed it."""
        return [one.decision for one in self.reading.all(DocumentDecision)]

    def report(self, language, sections=None):
        """The document as it would print at this moment."""
        sections = self.sections if sections is None else sections
        return kinds.build(self.document, sections, language, self.reading.afresh())


def _wanted(reading, programme, own):
    decisions = DocumentDecision.objects.filter(document__in=own)
    return (
        Programme.objects.filter(pk=programme),
        own,
        Section.objects.filter(document__in=own),
        SectionComment.objects.filter(section__document__in=own),
        Review.objects.filter(document__in=own),
        decisions,
        Decision.objects.filter(documents__in=decisions),
        Meeting.objects.filter(decisions__documents__in=decisions),
        reading.linked(Meeting, own, "meeting"),
        Board.objects.filter(meetings__decisions__documents__in=decisions),
        reading.linked(Workstream, own, "workstream"),
        reading.linked(Letter, own, "letter"),
        Edition.objects.filter(document__in=own),
    )


class EditionPage:
    """An edition with its files and recipients, at one moment."""

    def __init__(self, request, programme, reference):
        self.programme = get_programme(request, programme)
        require(request.user, "record.read", self.programme)
        self.reading = asat.reading(request)
        own = Edition.objects.filter(programme=self.programme.pk, reference=reference)
        recipients = EditionRecipient.objects.filter(edition__in=own)
        self.reading.load(
            Programme.objects.filter(pk=self.programme.pk),
            own,
            Edition.objects.filter(supersedes__in=own),
            Edition.objects.filter(superseded_by__in=own),
            Document.objects.filter(editions__in=own),
            EditionFile.objects.filter(edition__in=own),
            recipients,
            Board.objects.filter(editions_received__in=recipients),
            Person.objects.filter(editions_received__in=recipients),
        )
        found = self.reading.all(Edition, reference=reference)
        if not found:
            raise Http404
        self.edition = found[0]
        self.kind = kinds.every().get(self.edition.kind)

    @property
    def files(self):
        """The English file first."""
        return self.reading.all(EditionFile, key=lambda one: one.language != "en")

    @cached_property
    def annexes(self):
        """The tables that stand whole beside it; none can be said of an edition whose content is lost."""
        try:
            return annexes.of(self.edition.content)
        except files.FileLost:
            return []

    @property
    def recipients(self):
        return self.reading.all(EditionRecipient)

    @property
    def successor(self):
        """The edition that stands in this one's place."""
        after = self.reading.all(Edition, supersedes_id=self.edition.pk)
        return after[0] if after else None
