"""The comparison itself, over one reading of the record and one of the closure report's own day."""

from collections import Counter
from itertools import combinations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from boards.models import AgendaItem, Board, Decision, Meeting, Region
from objectives import correspondence
from objectives.models import (
    Answer,
    Basis,
    Handover,
    HandoverItem,
    Letter,
    LetterAnswer,
    LetterItem,
    Objective,
    ObjectiveWording,
)
from reports.models import Document, DocumentKind, FindingOverride, Section
from reports.reconciliation import agreement, typed
from reports.reconciliation.claims import overclaims
from reports.reconciliation.findings import Finding, Kind, in_order
from saferwales.audit.asat import Reading
from saferwales.web.keys import natural
from workstreams.models import Achievement, Programme, RegionalReturn, Workstream

IN_PLACE = (Basis.EXISTING_NAMED, Basis.EXISTING_UNNAMED)
STILL_OFFERED = (Answer.DECLINED, Answer.WITHDRAWN)


def load(reading, programme):
    """All that the comparison reads, in one statement."""
    handovers = Handover.objects.filter(programme=programme)
    letters = Letter.objects.filter(programme=programme)
    documents = Document.objects.filter(programme=programme)
    minuted = reading.linked(Meeting, documents, "meeting")
    return reading.load(
        Programme.objects.filter(pk=programme.pk),
        documents,
        Section.objects.filter(document__programme=programme),
        FindingOverride.objects.filter(programme=programme),
        Workstream.objects.filter(programme=programme),
        Achievement.objects.filter(workstream__programme=programme),
        RegionalReturn.objects.filter(programme=programme),
        Region.objects.all(),
        Objective.objects.filter(programme=programme),
        ObjectiveWording.objects.filter(objective__programme=programme),
        handovers,
        HandoverItem.objects.filter(handover__in=handovers),
        letters,
        LetterItem.objects.filter(letter__in=letters),
        LetterAnswer.objects.filter(letter__in=letters),
        Meeting.objects.filter(
            Q(pk__in=minuted)
            | Q(pk__in=Meeting.objects.filter(decisions__handover_items__handover__in=handovers))
        ),
        AgendaItem.objects.filter(meeting__in=minuted),
        Decision.objects.filter(
            Q(meeting__in=minuted) | Q(pk__in=Decision.objects.filter(handover_items__handover__in=handovers))
        ),
        Board.objects.all(),
    )


class Reconciliation:
    """The documents of one programme compared. ``findings`` come with the overrides that were given."""

    def __init__(self, reading, programme):
        self.reading = load(reading, programme)
        self.programme = programme
        self.objectives = reading.all(Objective, key=lambda one: natural(one.key))
        self.items = reading.all(HandoverItem)
        self.asked = [item for item in self.items if item.asked]
        self.in_place = self._in_place(reading)
        overrides = {one.finding: one for one in reading.all(FindingOverride)}
        found = in_order(self._all())
        self.findings = [_with(finding, overrides.get(finding.key)) for finding in found]

    def _in_place(self, reading):
        """The objectives that the closure report says are governed, on the report's own day."""
        reports = reading.all(Document, kind=DocumentKind.CLOSURE_REPORT)
        day = reports[0].as_at if reports else None
        own = Objective.objects.filter(programme=self.programme)
        then = Reading(day or reading.on, reading.known_at).load(own)
        return {one.pk for one in then.all(Objective) if one.is_open and one.governance_basis in IN_PLACE}

    @property
    def offered(self):
        """The keys of the objectives that a letter asks somebody to govern."""
        return {item.objective_id for item in self.asked if item.objective_id}

    @property
    def in_both(self):
        """The objectives for which the report still seeks a body and that the letter asks one to govern."""
        return [one for one in self.objectives if one.pk in self.offered - self.in_place]

    @property
    def counts(self):
        """How many findings there are of each kind."""
        return Counter(finding.kind for finding in self.findings)

    @property
    def blocking(self):
        return [finding for finding in self.findings if finding.blocks]

    def _all(self):
        yield from overclaims(typed.texts(self.reading, self.programme), self.items, self._borne())
        yield from self._governance()
        yield from self._offers()
        yield from self._wordings()
        yield from self._letters()

    def _governance(self):
        """Asked for though the report says that it is governed; accepted though the record says otherwise."""
        for one in self.objectives:
            if one.pk in self.offered & self.in_place:
                sentence = _(
                    "The closure report says that its governance is in place; the letter asks for it all the same."
                )
                yield self._about(Kind.CONTRADICTED, one, sentence)
        for item in self.items:
            taken = item.objective_id and item.answer in (Answer.ACCEPTED, Answer.ACCEPTED_RESERVED)
            if taken and item.objective.governing_body_id != item.handover.receiver_id:
                sentence = _("%(body)s has accepted it, but the record says that another body governs it.")
                facts = {"body": item.handover.receiver}
                yield self._about(Kind.CONTRADICTED, item.objective, sentence % facts, more="receiver")

    def _offers(self):
        for one in self.objectives:
            mine = [item for item in self.asked if item.objective_id == one.pk]
            open_offers = {item.handover_id for item in mine if item.answer not in STILL_OFFERED}
            if len(open_offers) > 1:
                yield self._about(Kind.DUPLICATED, one, _("More than one handover asks for it."))
            if mine or not one.is_open:
                continue
            if one.pk in self.in_place:
                yield self._about(Kind.NEVER_OFFERED, one, _("No letter asks anybody to govern it."))
            else:
                sentence = _("The report still seeks a body for it, and no letter asks one.")
                yield self._about(Kind.MISSING, one, sentence)

    def _wordings(self):
        """Each pair of wordings of an objective, compared by word."""
        wordings = self.reading.all(ObjectiveWording)
        for one in self.objectives:
            own = [wording for wording in wordings if wording.objective_id == one.pk]
            for before, after in combinations(own, 2):
                was, now = (" ".join(wording.text_en.split()) for wording in (before, after))
                if was == now:
                    continue
                alike = was.rstrip(".") == now.rstrip(".")
                sentence = _("Two documents differ in how they word it.")
                yield self._about(
                    Kind.FULL_STOP if alike else Kind.REWORDED, one, sentence,
                    more=f"{before.document}:{after.document}", before=was, after=now,
                )  # fmt: skip

    def _letters(self):
        answers = self.reading.all(LetterAnswer)
        for row in correspondence.item_rows(self.reading.all(LetterItem), answers):
            if row.alarm and not row.item.letter.is_draft:
                yield Finding(
                    Kind.UNANSWERED,
                    f"unanswered:{row.item.letter.key}:{row.item.key}",
                    str(row.item),
                    _("No letter of the register answers it."),
                    before=row.item.words,
                    places=((str(row.item.letter), row.item.letter.get_absolute_url()),),
                )
        for item in self.items:
            if not item.asked and item.answer != Answer.AWAITING:
                facts = {"body": item.handover.receiver, "answer": item.get_answer_display()}
                yield Finding(
                    Kind.UNASKED,
                    f"unasked:{item.handover_id}:{item.order}",
                    str(item),
                    _("%(body)s answered it (%(answer)s), and no letter asked.") % facts,
                    before=item.words,
                    places=((str(item.handover), item.handover.get_absolute_url()),),
                )

    def _about(self, kind, objective, sentence, more="", **wordings):
        key = f"{kind}:{objective.key}" + (f":{more}" if more else "")
        places = ((str(objective), objective.get_absolute_url()),)
        return Finding(kind, key, str(objective), sentence, places=places, **wordings)

    def _borne(self):
        """The sentences about agreement that the answers themselves bear, as drafts of letters begin with them."""
        borne = set()
        for language in ("en", "cy"):
            with override(language):
                for handover in self.reading.all(Handover):
                    items = [one for one in self.items if one.handover_id == handover.pk]
                    said = agreement.sentences(handover.receiver, items)
                    borne |= {" ".join(str(one).split()) for one in said}
        return borne


def _with(finding, override):
    if override is None:
        return finding
    return Finding(**{**finding.__dict__, "override": override})
