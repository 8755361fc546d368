"""The way of a document: who may write, review, agree and take back, and what each refusal says."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from reports import actions, actions_closure
from reports.models import Document, DocumentDecision, Edition, Review
from tests import builders
from tests.reports.documents import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def states(document):
    return list(document.history.order_by("version").values_list("state", flat=True))


class TestReview:
    def test_a_draft_goes_to_named_reviewers_and_on_to_the_board(self, world):
        document = world.agreed()
        assert states(document) == ["draft", "in_review", "agreed"]
        assert DocumentDecision.objects.get(document=document).decision == world.decision
        assert Review.objects.get(document=document).outcome == "approved"

    def test_nobody_reviews_what_was_not_sent_to_them(self, world):
        document = actions.send_to_review(document=world.start(), by=world.secretary, reviewers=[world.sro])
        for person in (world.manager, world.secretary):
            with pytest.raises(PermissionDenied, match="named as its reviewers"):
                actions.give_review(document=document, by=person, outcome="approved")

    @pytest.mark.parametrize("names", [[], ["secretary"], ["outsider"], ["auditor"]])
    def test_reviewers_are_others_who_have_a_role_here(self, world, names):
        world.outsider = builders.make_user("Out")
        world.auditor = builders.make_user("Aud", is_auditor=True)
        with pytest.raises(ValidationError) as refused:
            actions.send_to_review(
                document=world.start(), by=world.secretary, reviewers=[getattr(world, one) for one in names]
            )
        assert list(refused.value.error_dict) == ["reviewers"]

    @pytest.mark.parametrize(
        ("kind", "help"),
        [("closure-report", "Each of them can comment on every section"), ("recommendation-progress", "Each of them can say what")],
    )  # fmt: skip
    def test_the_sender_is_told_what_reviewers_can_do(self, client, world, kind, help):
        client.force_login(world.secretary)
        document = world.start(kind)
        address = reverse("reports:send_document", args=[world.programme.slug, document.key])
        assert help in client.get(address).content.decode()

    def test_changes_are_asked_for_in_words(self, world):
        document = actions.send_to_review(document=world.start(), by=world.secretary, reviewers=[world.sro])
        with pytest.raises(ValidationError, match="what is to be changed"):
            actions.give_review(document=document, by=world.sro, outcome="changes", words=" ")
        actions.give_review(document=document, by=world.sro, outcome="changes", words="Name the board.")
        with pytest.raises(ValidationError, match="Siân asked for changes"):
            world.agree(document)

    def test_one_may_speak_again(self, world):
        document = actions.send_to_review(document=world.start(), by=world.secretary, reviewers=[world.sro])
        for outcome in ("comment", "changes", "approved"):
            actions.give_review(document=document, by=world.sro, outcome=outcome, words="Words.")
        assert Review.objects.get().outcome == "approved"
        assert world.agree(document).state == "agreed"

    def test_what_is_reviewed_stands_still(self, world):
        document = actions.send_to_review(document=world.start(), by=world.secretary, reviewers=[world.sro])
        with pytest.raises(ValidationError, match="Take the document back"):
            actions.save_section(section=document.sections.first(), by=world.secretary, body_en="Else")
        with pytest.raises(ValidationError, match="Take the document back"):
            actions.edit_document(document=document, by=world.secretary, reason="r", title_en="Else")


class TestAgreement:
    def test_only_in_review(self, world):
        with pytest.raises(ValidationError, match="Send it to its reviewers first"):
            world.agree(world.start())

    def test_each_named_reviewer_must_have_approved_and_whoever_has_not_is_named(self, world):
        document = actions.send_to_review(
            document=world.start(), by=world.secretary, reviewers=[world.sro, world.manager]
        )
        with pytest.raises(ValidationError, match="Still to approve it: Mair; Siân"):
            world.agree(document)
        actions.give_review(document=document, by=world.sro, outcome="approved")
        actions.give_review(document=document, by=world.manager, outcome="comment", words="Well.")
        for act in (actions.agree, actions_closure.record_agreement):
            with pytest.raises(ValidationError, match="Still to approve it: Mair"):
                act(document=document, decision=world.decision, by=world.secretary, reason="r")
        actions.give_review(document=document, by=world.manager, outcome="approved")
        assert world.agree(document).state == "agreed"

    def test_a_document_in_review_without_reviewers_is_not_agreed(self, world):
        document = builders.enter(
            Document,
            programme=world.programme,
            key="x",
            kind="closure-report",
            title_en="X",
            state="in_review",
        )
        with pytest.raises(ValidationError, match="Nobody has reviewed"):
            world.agree(document)

    def test_only_by_the_governing_board(self, world):
        from boards.models import Decision

        elsewhere = builders.enter(
            Decision, meeting=builders.make_meeting(builders.make_board()), number=1, wording_en="Yes"
        )
        with pytest.raises(ValidationError, match="governing board"):
            actions.agree(
                document=world.review(world.start()), decision=elsewhere, by=world.secretary, reason="r"
            )

    def test_recording_the_decision_on_the_page_of_closing_agrees_it_too(self, world):
        document = world.review(world.start())
        link = actions_closure.record_agreement(
            document=document, decision=world.decision, by=world.secretary, reason="r"
        )
        document.refresh_from_db()
        assert document.state == "agreed"
        actions_closure.withdraw_agreement(link=link, by=world.secretary, reason="It was another paper")
        document.refresh_from_db()
        assert document.state == "in_review"

    def test_a_decision_recorded_before_the_review_serves(self, world):
        document = world.start()
        actions_closure.record_agreement(
            document=document, decision=world.decision, by=world.secretary, reason="r"
        )
        assert world.agree(world.review(document)).state == "agreed"


class TestBackToTheDraft:
    def test_it_is_reviewed_and_agreed_anew(self, world):
        document = world.agreed()
        document = actions.return_to_draft(document=document, by=world.manager, reason="A name was wrong")
        assert document.state == "draft"
        assert not Review.objects.filter(document=document, archived=False).exists()
        assert not DocumentDecision.objects.filter(document=document, archived=False).exists()
        assert world.agree(world.review(document)).state == "agreed"
        assert Review.objects.filter(document=document).count() == 2

    def test_a_reason_is_needed_and_a_draft_is_one_already(self, world):
        document = world.start()
        with pytest.raises(ValidationError, match="cannot go back"):
            actions.return_to_draft(document=document, by=world.manager, reason="r")
        with pytest.raises(ValidationError, match="Say why"):
            actions.return_to_draft(document=world.review(document), by=world.manager, reason=" ")


class TestWho:
    def test_sros_board_members_and_auditors_do_not_write(self, world):
        document = world.start()
        chair = builders.make_chair(world.programme.governing_board, world.programme)
        for person in (world.sro, chair, builders.make_user("Aud", is_auditor=True)):
            with pytest.raises(PermissionDenied, match="can write its documents"):
                world.programme.refresh_from_db()
                actions.start_document(
                    programme=world.programme, kind="closure-report", by=person, title_en="T"
                )
            with pytest.raises(PermissionDenied):
                actions.save_section(section=document.sections.first(), by=person, body_en="x")
            with pytest.raises(PermissionDenied):
                actions.withdraw(document=document, by=person, reason="r")

    def test_a_closed_programme_stands_still(self, world):
        document = world.start()
        builders.close(world.programme)
        for act, facts in (
            (actions.start_document, {"programme": world.programme, "kind": "reply", "title_en": "x"}),
            (actions.save_section, {"section": document.sections.first(), "body_en": "x"}),
            (actions.send_to_review, {"document": document, "reviewers": [world.sro]}),
            (actions.return_to_draft, {"document": document, "reason": "r"}),
        ):
            with pytest.raises(ValidationError, match="closed"):
                act(by=world.manager, **facts)


class TestAfterClosing:
    def test_where_are_they_now_is_written_reviewed_and_issued(self, world, client):
        builders.close(world.programme)
        client.force_login(world.secretary)
        offered = client.get(reverse("reports:new_document", args=[world.programme.slug])).content.decode()
        assert "/new/where-are-they-now/" in offered and "/new/closure-report/" not in offered
        begin = reverse("reports:start_document", args=[world.programme.slug, "reply"])
        assert client.get(begin).status_code == 302
        document = world.start("where-are-they-now", title_en="Where are they now", as_at=None)
        actions.edit_document(
            document=document, by=world.secretary, reason="r", title_en="Where they are now"
        )
        document = actions.return_to_draft(document=world.review(document), by=world.manager, reason="r")
        assert world.issue(world.review(document)).reference.startswith("SCP-WN-01-")

    def test_whoever_has_no_role_for_it_writes_none(self, world):
        builders.close(world.programme)
        with pytest.raises(PermissionDenied):
            actions.start_document(
                programme=world.programme, kind="where-are-they-now", by=world.sro, title_en="x"
            )

    def test_an_edition_is_sent_superseded_and_withdrawn(self, world):
        document, first = world.issued()
        other, second = world.issued(title_en="Another")
        builders.close(world.programme)
        on = {"by": world.secretary, "sent_on": first.issued_on}
        actions.add_recipient(edition=first, words="The archive", **on)
        actions.supersede(edition=first, successor=second, by=world.secretary, reason="Rewritten")
        actions.withdraw(document=other, by=world.secretary, reason="It was wrong")
        assert [one.state for one in Edition.objects.order_by("number")] == ["superseded", "withdrawn"]
        for act, about in (
            (actions.withdraw, {"document": document}),
            (actions.add_recipient, {"edition": first}),
        ):
            more = {"reason": "r"} if act is actions.withdraw else {"sent_on": first.issued_on, "words": "x"}
            with pytest.raises(PermissionDenied):
                act(by=world.sro, **about, **more)


class TestTheStartPage:
    def tasks(self, client, person):
        client.force_login(person)
        return [one.sentence for one in client.get(reverse("web:home")).context["tasks"]]

    def test_named_reviewers_are_told_until_they_have_spoken(self, world, client):
        sentence = "Document waiting for your review: The closure report"
        document = world.start()
        assert sentence not in self.tasks(client, world.sro)
        actions.send_to_review(document=document, by=world.secretary, reviewers=[world.sro])
        assert sentence in self.tasks(client, world.sro)
        assert sentence not in self.tasks(client, world.manager)
        client.force_login(world.sro)
        assert document.get_absolute_url() in client.get(reverse("web:home")).content.decode()
        actions.give_review(document=document, by=world.sro, outcome="approved")
        assert sentence not in self.tasks(client, world.sro)

    def test_what_went_back_to_its_draft_waits_for_nobody(self, world, client):
        document = actions.send_to_review(document=world.start(), by=world.secretary, reviewers=[world.sro])
        actions.return_to_draft(document=document, by=world.secretary, reason="A name was wrong")
        assert not any("waiting for your review" in one for one in self.tasks(client, world.sro))


class TestComments:
    def test_writers_and_named_reviewers_comment_and_resolve(self, world):
        document = world.start()
        section = document.sections.first()
        with pytest.raises(PermissionDenied):
            actions.comment(section=section, by=world.sro, text="Which board?")
        actions.send_to_review(document=document, by=world.secretary, reviewers=[world.sro])
        said = actions.comment(section=section, by=world.sro, text="Which board?")
        assert (said.author, said.resolved) == (world.sro, False)
        assert actions.resolve(comment=said, by=world.secretary).resolved
        assert said.history.count() == 2

    def test_an_empty_one_and_one_on_an_agreed_document_are_refused(self, world):
        document = world.start()
        with pytest.raises(ValidationError, match="Write what you have to say"):
            actions.comment(section=document.sections.first(), by=world.secretary, text=" ")
        world.agree(world.review(document))
        with pytest.raises(ValidationError, match="draft or in review"):
            actions.comment(section=document.sections.first(), by=world.secretary, text="Late")
