"""One programme with one of everything, and somebody in each role: what the access table is walked over."""

from boards import feeds
from boards.models import AgendaItem, BoardRelation, Decision, Meeting, MeetingAction, Region, Seat
from objectives import actions
from objectives.models import Handover, HandoverItem, Letter, Recommendation
from reports.content.digest import canonical
from reports.content.shapes import Part, Report, Table
from reports.content.shapes import Section as ReportSection
from reports.making.models import IssueOrder, OrderState, PrintOrder
from reports.models import (
    ClosureOverride,
    Document,
    DocumentDecision,
    Edition,
    EditionFile,
    FindingOverride,
    Review,
    Section,
    SectionComment,
)
from saferwales.accounts.permissions import Role
from saferwales.audit import files, writing
from saferwales.web.bounds import MOST_ROWS
from tests import builders
from workstreams.models import Barrier, Membership, RegionalReturn, SroAppointment, SroReport


def _people(stream, board):
    """Somebody in each role."""
    programme = stream.programme
    return {
        "anonymous": None,
        "outsider": builders.make_user("Out"),
        "administrator": builders.make_user("Adm", is_administrator=True),
        "manager": builders.make_user("Man", programme, Role.MANAGER),
        "secretary": builders.make_user("Sec", programme, Role.SECRETARY),
        "sro": builders.make_sro(stream),
        "board": builders.make_chair(board, programme),
        "auditor": builders.make_user("Aud", is_auditor=True),
    }


HANDOVERS = (
    *(f"objectives:{name}" for name in ("handover", "answer", "add_items", "withdraw_items")),
    "reports:draft_handover_letter", "reports:draft_reply",
)  # fmt: skip


def _kept_by_the_board(board, programme):
    """The keys of what belongs to the board: its seats, a relation, and a return of which it is the custodian."""
    seat, person = board.seats.get().pk, builders.make_person()
    relation = builders.enter(BoardRelation, board=board, kind="oversees", to_post="Chief").pk
    region = builders.enter(Region, slug="gwent", name_en="Gwent")
    owed = builders.enter(
        RegionalReturn,
        programme=programme,
        region=region,
        custodian=board,
        quarter_on=builders.START,
        label_en="Q",
    ).pk
    return {
        "boards:end_seat": seat,
        "boards:correspondence": builders.enter(Seat, board=board, person=person, role="member").pk,
        "boards:edit_seat": seat,
        "boards:edit_relation": relation,
        "boards:end_relation": relation,
        "workstreams:return": owed,
        "workstreams:edit_return": owed,
    }


def _with_the_letter(letter):
    """The keys of what belongs to the letter."""
    how = {"letter": letter, "by": builders.ACTOR, "reason": "r"}
    party = actions.add_party(**how, side="to", name_as_printed="Chairs").pk
    item = actions.add_item(**how, kind="request", words="Please").pk
    answer = actions.add_answer(**how, outcome="accepted", words="Yes").pk
    file = actions.add_file(**how, name="a.txt", media_type="text/plain", content=b"a").pk
    return {
        "objectives:letter_item_edit": item,
        "objectives:letter_answer_edit": answer,
        "objectives:letter_file": file,
        "objectives:withdraw_letter_parties": party,
        "objectives:withdraw_letter_items": item,
        "objectives:withdraw_letter_answers": answer,
        "objectives:withdraw_letter_files": file,
    }


LETTERS = (
    "reports:letter", "reports:letter-pdf", "reports:send_letter",
    *(f"objectives:letter{of}" for of in (
        "", "_edit", "_party_new", "_item_new", "_item_edit", "_answer_new", "_answer_edit", "_file_new",
        "_file",
    )),
    *(f"objectives:withdraw_letter_{kind}" for kind in ("parties", "items", "answers", "files")),
)  # fmt: skip
STATEMENTS = tuple(
    f"workstreams:{name}"
    for name in (
        "statement",
        "edit_statement",
        "submit_statement",
        "return_statement",
        "acknowledge_statement",
    )
)


def _kept_for_closing(stream):
    """The keys of a closing statement, of a decision that agreed the report, and of an overridden condition."""
    programme = stream.programme
    statement = builders.enter(SroReport, workstream=stream, kind="closing", state="draft", text_en="Done")
    report = builders.enter(
        Document, programme=programme, key="closure-report", kind="closure-report", title_en="Report"
    )
    meeting = builders.enter(Meeting, board=programme.governing_board, held_on=builders.START)
    decision = builders.enter(Decision, meeting=meeting, number=1, wording_en="Agreed")
    link = builders.enter(DocumentDecision, document=report, decision=decision)
    override = builders.enter(ClosureOverride, programme=programme, condition="issued", why="y")
    return {
        **dict.fromkeys(STATEMENTS, statement.pk),
        "reports:withdraw_agreement": link.pk,
        "reports:withdraw_condition_override": override.pk,
    }


def _ordered(user, **whose):
    """A PDF file that the user asked for."""
    facts = {
        "ordered_by": user,
        "state": OrderState.READY,
        "file": b"%PDF-",
        "title": "2026",  # of no language, since a page's own title can bear no mark
        "title_language": "en",
    }
    return PrintOrder.objects.create(file_name="a.pdf", language="en", **whose, **facts).pk


def _files(user, programme, board):
    """The files of the programme and of the board that the user asked for."""
    return {
        **dict.fromkeys(("reports:order", "reports:order_file"), _ordered(user, programme=programme)),
        **dict.fromkeys(("reports:board_order", "reports:board_order_file"), _ordered(user, board=board)),
    }


MEETING = (
    "business:meeting", "business:new_agenda_item", "business:decide", "boards:edit_meeting", "boards:cancel_meeting",
    "boards:attendance", "boards:circulate_minutes", "boards:approve_minutes", "boards:reopen_minutes",
    "boards:lock_minutes", "boards:new_action", "reports:agenda", "reports:agenda-pdf", "reports:minutes",
    "reports:minutes-pdf",
)  # fmt: skip
ITEM = tuple(f"boards:{name}_agenda_item" for name in ("edit", "move", "remove"))


def _met(board):
    """The keys of a meeting of the board, and of what was done at it."""
    meeting = builders.enter(Meeting, board=board, held_on=builders.START)
    item = builders.enter(AgendaItem, meeting=meeting, order=1, title_en="A")
    decision = builders.enter(Decision, meeting=meeting, agenda_item=item, number=1, wording_en="D")
    action = builders.enter(MeetingAction, meeting=meeting, number=1, words_en="Do", owner="Clerk")
    return {
        **dict.fromkeys(MEETING, meeting.pk),
        **dict.fromkeys((*ITEM, "business:agenda_subjects"), item.pk),
        "boards:edit_decision": decision.pk,
        "business:decision_subjects": decision.pk,
        "boards:update_action": action.pk,
    }


DRAFT = tuple(
    f"reports:{name}"
    for name in (
        "document", "read_document", "document-pdf", "edit_document", "new_section", "edit_section", "remove_section",
        "section_versions", "comment_section", "resolve_comment", "send_document", "withdraw_document",
    )
)  # fmt: skip
REVIEWED = tuple(f"reports:{name}_document" for name in ("review", "return"))


def _documents(programme, reviewer):
    """A draft with a section that somebody commented, a document in review, an agreed one, and an edition."""

    def enter(key, state):
        facts = {"kind": "covering-report", "title_en": "Report", "state": state}
        return builders.enter(Document, programme=programme, key=key, **facts)

    draft, reviewed = enter("draft", "draft"), enter("in-review", "in_review")
    enter("agreed", "agreed")
    approved = {"outcome": "approved", "reviewed_on": builders.START}
    builders.enter(Review, document=enter("reviewed", "in_review"), reviewer=reviewer, **approved)
    section = builders.enter(Section, document=draft, key="one", order=1, heading_en="One")
    said = builders.enter(SectionComment, section=section, said_on=builders.START, text="Why?")
    builders.enter(Review, document=reviewed, reviewer=reviewer)
    table = Table("T", "A", ("B",), (("a", ("b",)),) * (MOST_ROWS + 1), "none")
    sections = (ReportSection("s", "S", "", (Part("table", table),)),)
    facts = {"programme": "P", "programme_full_name": "P", "board": "", "as_at": builders.START}
    facts |= {
        "title": "R",
        "known_at": None,
        "is_draft": False,
        "sections": sections,
        "slug": "covering-report",
    }
    content = files.keep(canonical(*(Report(language=one, **facts) for one in ("en", "cy"))).encode())
    edition = builders.enter(
        Edition, document=enter("issued", "issued"), programme=programme, kind="covering-report", number=1,
        reference="P-CO-01-ABCDEF", title_en="Report", issued_on=builders.START, as_at=builders.START,
        content_sha256=content.sha256, checkpoint_seq=1, checkpoint_digest="0" * 64,
    )  # fmt: skip
    seal = files.keep(b"%PDF-")
    facts = {"name": "a.pdf", "sha256": seal.sha256, "size": seal.size, "pages": 1}
    builders.enter(EditionFile, edition=edition, language="en", **facts)
    return said.pk


def _issuing(programme, user):
    """An agreed document that the user asked to be issued."""
    document = Document.objects.get(programme=programme, key="agreed")
    return IssueOrder.objects.create(document=document, ordered_by=user, language="en").pk


def _on_documents(programme, people):
    comment = _documents(programme, people["sro"])
    return {"reports:resolve_comment": comment, "reports:issue_order": _issuing(programme, people["manager"])}


KEYS = {
    **dict.fromkeys(DRAFT, "draft"),
    **dict.fromkeys(REVIEWED, "in-review"),
    "reports:agree_document": "reviewed",
    **dict.fromkeys(("reports:issue_document", "reports:issue_order"), "agreed"),
    "objectives:recommendation": "R1",
    "objectives:recommendation_edit": "R1",
    **dict.fromkeys(LETTERS, "l1"),
}


def _linked(objective):
    facts = {"key": "R1", "order": 1, "label_en": "R", "text_en": "R", "response": "accepted"}
    recommendation = builders.enter(Recommendation, programme=objective.programme, **facts)
    how = {"by": builders.ACTOR, "reason": "r"}
    return actions.link_recommendation(objective=objective, recommendation=recommendation, **how)


TEXTS = ("reports:confirm_languages", "reports:edit_languages")


def _questioned(programme):
    """The keys of a finding that was overridden, and of a barrier whose English was changed after its Welsh."""
    override = builders.enter(FindingOverride, programme=programme, finding="x", why="y")
    facts = {"number": "1", "order": 1, "text_en": "No money", "text_cy": "Dim arian"}
    made = builders.enter(Barrier, programme=programme, **facts)
    how = {"by": builders.ACTOR, "reason": "r", "effective_on": builders.START}
    behind = writing.amend(made, text_en="Little money", **how)
    return {"reports:withdraw_override": override.pk, **dict.fromkeys(TEXTS, behind.pk)}


def _membership(programme):
    member = builders.make_user("Other", programme, "secretary")
    return Membership.objects.get(user=member).pk


def make():
    """One programme with one of everything, and somebody in each role."""
    stream = builders.make_workstream()
    programme = stream.programme
    objective = builders.make_objective(stream)
    letter = builders.enter(Letter, programme=programme, key="l1", direction="sent", title_en="Letter")
    link = _linked(objective)
    board = builders.make_board()
    facts = {"giver": programme.governing_board, "receiver": board, "title_en": "H"}
    handover = builders.enter(Handover, programme=programme, **facts)
    duty = builders.enter(HandoverItem, handover=handover, duty_en="Keep the table")
    holds = {"title_en": "SRO", "person": builders.make_person()}
    appointment = builders.enter(SroAppointment, programme=programme, **holds)
    people = _people(stream, board)
    facts = {
        "programme": programme.slug, "number": stream.number, "key": objective.key,
        "entry": objective.history.first().history_id, "link": link.pk, "slug": board.slug, "seq": 1,
        "of": "barrier", "name": "text", "gap": "cy_behind", "kind": "recommendation-progress", "section": "one", "reference": "P-CO-01-ABCDEF", "language": "en",
        "secret": feeds.make_feed(by=people["administrator"], board=board)[1],
    }  # fmt: skip
    pks = {
        **_kept_by_the_board(board, programme),
        **_with_the_letter(letter),
        **_met(board),
        **_kept_for_closing(stream),
        **_files(people["manager"], programme, board),
        **_on_documents(programme, people),
        "workstreams:end_appointment": appointment.pk,
        "workstreams:withdraw_role": _membership(programme),
        **dict.fromkeys(HANDOVERS, handover.pk),
        "objectives:discontinue_duty": duty.pk,
        **_questioned(programme),
    }
    return people, facts, pks, KEYS
