"""A programme with a document on its way, and the people who bring it there."""

from datetime import date

from boards.models import Decision
from reports import actions
from reports.models import DocumentState
from reports.printing import File
from tests import builders

BEGUN = date(2026, 1, 5)


def stub(report, **options):
    """A file that is quickly made: what the document says, and no more."""
    return File(f"%PDF- {report.title} {report.edition.reference} {report.language}".encode(), 1)


class World:
    """One programme with somebody to write, to review and to issue its documents."""

    def __init__(self, **facts):
        origin = {"origin_en": "It was set up.", "origin_cy": "Fe'i sefydlwyd."}
        self.stream = builders.make_workstream(
            builders.make_programme(**{"name_en": "Safer Communities Programme", **origin, **facts})
        )
        self.programme = self.stream.programme
        self.manager = builders.make_user("Mair", self.programme, "manager")
        self.secretary = builders.make_user("Sioned", self.programme, "secretary")
        self.sro = builders.make_sro(self.stream)
        self.meeting = builders.make_meeting(self.programme.governing_board, state="held")
        self.decision = builders.enter(Decision, meeting=self.meeting, number=1, wording_en="Agreed")

    def begin(self, kind="closure-report", **facts):
        """A draft with every section that its kind begins with."""
        facts = {"title_en": "The closure report", "as_at": BEGUN, **facts}
        return actions.start_document(programme=self.programme, kind=kind, by=self.secretary, **facts)

    def start(self, kind="closure-report", **facts):
        """A draft without annexes: this programme has no members, recommendations or returns to stand in them."""
        document = self.begin(kind, **facts)
        for one in document.sections.filter(is_annex=True):
            actions.remove_section(section=one, by=self.secretary, reason="Nothing to tell")
        return document

    def review(self, document, *reviewers):
        people = reviewers or (self.sro,)
        document = actions.send_to_review(document=document, by=self.secretary, reviewers=people)
        for person in people:
            actions.give_review(document=document, by=person, outcome="approved")
        return document

    def agree(self, document):
        return actions.agree(document=document, decision=self.decision, by=self.secretary, reason="Minute 1")

    def agreed(self, kind="closure-report", **facts):
        return self.agree(self.review(self.start(kind, **facts)))

    def issue(self, document, by=None, **options):
        return actions.issue(document=document, by=by or self.secretary, **{"render": stub, **options})

    def issued(self, **facts):
        document = self.agreed(**facts)
        edition = self.issue(document)
        document.refresh_from_db()
        assert document.state == DocumentState.ISSUED
        return document, edition
