"""Where each text that stands in two languages is changed, so that no text is without a form and no rule is gone round.

A kind of record whose form has rules of its own (minutes that are approved, statements that are submitted, documents
that are no draft) is changed there and nowhere else. All others are changed *here*, both languages beside each other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards import policies_meetings
from boards.models import AgendaItem, Board, Decision, Meeting, MeetingAction, Organisation, Region
from objectives.models import (
    Answer,
    Handover,
    HandoverItem,
    Letter,
    LetterItem,
    Objective,
    Output,
    Recommendation,
    RecommendationLink,
    RecommendationPoint,
)
from objectives.policies import check_can_keep
from objectives.policies_handover import check_can_offer
from reports import languages
from reports.models import Document, Section
from saferwales.accounts import permissions
from saferwales.audit import twins
from workstreams.models import (
    Achievement,
    Barrier,
    BarrierResponse,
    Event,
    Footnote,
    Heading,
    Programme,
    RegionalReturn,
    SroAppointment,
    SroReport,
    VisionStatement,
    Workstream,
)

QUOTED = _(
    "These words are quoted as they were printed, so they stand. Change what stands in the other language."
)
ANSWERED = _("A board has answered these words, so they stand. Only a language that is missing can be added.")


@dataclass(frozen=True)
class Own:
    """A form of its own: its address, the facts of the record that lead there, and who may open it."""

    address: str
    facts: tuple[str, ...]
    permission: str

    def url(self, record):
        return reverse(self.address, args=[attrgetter(fact)(record) for fact in self.facts])


def _nothing(*about):
    return {}


@dataclass(frozen=True)
class Here:
    """Changed side by side, by whoever confirms languages and holds the permission, where the check lets pass.

    ``stands`` gives {field: why} of the words that stay as they are.
    """

    permission: str = ""
    check: Callable = _nothing
    stands: Callable = _nothing


def _standing(record, languages_of, sentence):
    """The fields of those languages that hold words, each with the sentence."""
    names = (f"{name}_{language}" for name in twins.pairs(type(record)) for language in languages_of)
    return {name: sentence for name in names if getattr(record, name)}


def _quoted(record):
    return _standing(record, ("en",), QUOTED)


def _answered(record):
    items = HandoverItem.objects.filter(archived=False)
    own = items.filter(handover=record) if isinstance(record, Handover) else items.filter(pk=record.pk)
    settled = own.exclude(answer=Answer.AWAITING, discontinued_on__isnull=True).exists()
    return _standing(record, twins.LANGUAGES, ANSWERED) if settled else {}


def _check_offered(user, record):
    handover = record.handover if isinstance(record, HandoverItem) else record
    check_can_offer(user, handover.programme, [None])
    if isinstance(record, HandoverItem) and record.objective_id:
        raise ValidationError(
            _("This item is an objective, so its words are changed where the objective is edited.")
        )


def _check_minutes(user, action):
    """The words of an action are part of the minutes."""
    policies_meetings.check_can_keep(user, action.meeting.board)
    policies_meetings.check_can_write_minutes(action.meeting)


RECORD, PRINTED = Here(), Here(stands=_quoted)
OFFERED = Here("handover.offer", _check_offered, _answered)
OF_PROGRAMME = ("programme.slug", "key")
PLAN = Own("objectives:edit", OF_PROGRAMME, "objective.edit")
STATUS = Own("objectives:status", OF_PROGRAMME, "objective.change_status")
RETURN = Own("workstreams:edit_return", ("programme.slug", "pk"), "return.edit")
PROGRAMME = Own("workstreams:edit", ("slug",), "programme.edit")
# Every text of these kinds is changed in one place.
WHOLE = {
    Achievement: RECORD,
    AgendaItem: Own("boards:edit_agenda_item", ("meeting.board.slug", "pk"), "meeting.edit"),
    Barrier: RECORD,
    BarrierResponse: RECORD,
    Board: Own("boards:edit", ("slug",), "board.edit"),
    Decision: Own("boards:edit_decision", ("meeting.board.slug", "pk"), "meeting.edit"),
    Document: Own("reports:edit_document", OF_PROGRAMME, "document.edit"),
    Event: RECORD,
    Footnote: RECORD,
    Handover: OFFERED,
    HandoverItem: OFFERED,
    Heading: PRINTED,
    Letter: Own("objectives:letter_edit", OF_PROGRAMME, "letter.edit"),
    LetterItem: Own("objectives:letter_item_edit", ("letter.programme.slug", "letter.key", "pk"), "letter.edit"),
    Meeting: Own("boards:edit_meeting", ("board.slug", "pk"), "meeting.edit"),
    MeetingAction: Here(check=_check_minutes),
    Organisation: RECORD,
    Output: RECORD,
    Recommendation: Own("objectives:recommendation_edit", OF_PROGRAMME, "recommendation.edit"),
    RecommendationLink: Here("objective.link"),
    RecommendationPoint: PRINTED,
    Region: RECORD,
    Section: Own(
        "reports:edit_section", ("document.programme.slug", "document.key", "key"), "document.edit"
    ),
    SroAppointment: Here("appointment.edit", stands=_quoted),
    SroReport: Own("workstreams:edit_statement", ("workstream.programme.slug", "pk"), "statement.submit"),
    VisionStatement: PRINTED,
    Workstream: Own("workstreams:edit_workstream", ("programme.slug", "number"), "workstream.edit"),
}  # fmt: skip
# The texts of these kinds are changed in several.
PARTED = {
    Objective: {"label": PLAN, "text": PLAN, "position": STATUS, "next_steps": STATUS},
    Programme: {
        **dict.fromkeys(("name", "full_name", "vision_intro"), PROGRAMME),
        **dict.fromkeys(("origin", "commitments", "method", "funding"), Here("programme.edit")),
    },
    RegionalReturn: {"label": Here("return.open"), "position": RETURN, "actions": RETURN},
}


def places(model):
    """{name of a text: the place where it is changed}. A kind of which nothing is said here has none."""
    if model in PARTED:
        return PARTED[model]
    return dict.fromkeys(twins.pairs(model), WHOLE[model]) if model in WHOLE else {}


def names_here(model):
    """The texts of the kind that are changed side by side."""
    return tuple(name for name, place in places(model).items() if isinstance(place, Here))


def _here(model):
    return next((place for place in places(model).values() if isinstance(place, Here)), None)


def standing(record):
    """{field: why} of the words of the record that stay as they are."""
    place = _here(type(record))
    return place.stands(record) if place else {}


def check_can_open(user, programme, model):
    """Whoever confirms the languages of such records, and may change what else is said of them."""
    languages.check_can_confirm(user, programme, model)
    place = _here(model)
    if place and place.permission:
        check_can_keep(user, place.permission, programme)


def check_can_edit(user, programme, record):
    """The texts that no other form changes, by whoever may, while the record's own rules let them be changed."""
    check_can_open(user, programme, type(record))
    place = _here(type(record))
    if place is None:
        raise ValidationError(
            _("The texts of this record are changed on a form of their own."), code="own_form"
        )
    place.check(user, record)


def own_form(user, programme, record):
    """The form of its own where the first text of such a record is changed. Raises PermissionDenied like that form."""
    place = next(iter(places(type(record)).values()))
    permissions.require(user, place.permission, None if languages.is_shared(type(record)) else programme)
    return place.url(record)


def address(user, programme, record, name):
    """Where the user may change the text of the record; empty where the user may not."""
    place = places(type(record)).get(name)
    if isinstance(place, Own):
        owner = None if languages.is_shared(type(record)) else programme
        return place.url(record) if permissions.may(user, place.permission, owner) else ""
    if place is None or (place.permission and not permissions.may(user, place.permission, programme)):
        return ""
    return reverse("reports:edit_languages", args=[programme.slug, record._meta.model_name, record.pk])
