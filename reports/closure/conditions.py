"""The conditions of closing, each read from the record: whether it holds, what is missing by name, who must act."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from boards.models import Decision, Meeting
from reports.models import ClosureCondition, Document, DocumentDecision, DocumentState
from saferwales.web import texts
from saferwales.web.bilingual import within
from workstreams.models import AppointmentKind, SroReport, SroReportKind, SroReportState, Workstream


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way: what, why, who must act, and where."""

    title: str
    sentence: str
    who: str
    url: str


@dataclass(frozen=True)
class Condition:
    """A condition of closing. It is met where nothing is missing; an override lets it pass all the same."""

    key: ClosureCondition
    missing: tuple[Missing, ...]
    override: object = None

    @property
    def label(self):
        return str(ClosureCondition(self.key).label)

    @property
    def met(self):
        return not self.missing

    @property
    def groups(self):
        """What is missing for the same reason together: (sentence, who must act, what)."""
        found = {}
        for one in self.missing:
            found.setdefault((one.sentence, one.who), []).append(one)
        return [(sentence, who, rows) for (sentence, who), rows in found.items()]

    @property
    def passes(self):
        return self.met or self.override is not None


def all_of(reading, programme, dispositions, overrides):
    """The conditions in the order in which they are met."""
    found = (
        (ClosureCondition.STATEMENTS, _statements(reading, programme)),
        (ClosureCondition.DISPOSITIONS, _dispositions(dispositions)),
        (ClosureCondition.AGREED, _agreed(reading, programme)),
        (ClosureCondition.ISSUED, _issued(reading, programme)),
    )
    return [Condition(key, tuple(missing), overrides.get(key)) for key, missing in found]


def _statements(reading, programme):
    closing = {one.workstream_id: one for one in reading.all(SroReport, kind=SroReportKind.CLOSING)}
    for stream in reading.all(Workstream, key=lambda one: one.number):
        one = closing.get(stream.pk)
        if one is not None and one.state == SroReportState.ACKNOWLEDGED:
            continue
        title = within(
            _("Work-stream %(number)s: %(principle)s"), number=stream.number, principle=stream.principle
        )
        if one is None:
            url = reverse("workstreams:statements", args=[programme.slug, stream.number])
        else:
            url = reverse("workstreams:statement", args=[programme.slug, one.pk])
        yield Missing(title, _why(one), _who(one, stream, reading.day), url)


def _why(one):
    if one is None:
        return _("There is no closing statement.")
    if one.state == SroReportState.DRAFT:
        return _("The closing statement is a draft and has not been submitted.")
    if one.state == SroReportState.RETURNED:
        return _("The closing statement was returned: %(why)s") % {"why": one.answer}
    if one.is_attested_only:
        return _("The closing statement is attested without its words, and nobody has acknowledged it.")
    return _("The closing statement was submitted on %(day)s, and nobody has acknowledged it.") % {
        "day": texts.day(one.made_on)
    }


def _who(one, stream, day):
    """The SRO by name where the statement is still to be made; who takes it where it is."""
    if one is not None and one.state == SroReportState.SUBMITTED:
        return _("A programme manager or the programme's SRO acknowledges it or returns it with a reason.")
    names = [
        str(held)
        for held in stream.held
        if held.kind == AppointmentKind.SRO and held.held_on(day) and not held.is_demonstration
    ]
    if names:
        return _("The SRO, %(names)s, or a programme manager submits it.") % {"names": ", ".join(names)}
    return _("The SRO or a programme manager submits it.")


def _dispositions(dispositions):
    for one in dispositions:
        if not one.settled:
            yield Missing(one.title, one.sentence, one.who, one.url)


def closure_report(reading):
    """The programme's closure report; None where none is laid down."""
    return next(iter(reading.all(Document)), None)


def _agreed(reading, programme):
    board, report = programme.governing_board, closure_report(reading)
    secretary = _("A board secretary or a programme manager records it.")
    title = str(report) if report else _("Closure report")
    if board is None:
        url = reverse("workstreams:edit", args=[programme.slug])
        sentence = _("The programme has no governing board that could agree the report.")
        yield Missing(title, sentence, _("A programme manager names the governing board."), url)
        return
    if report is None:
        yield _no_report(programme)
        return
    last = last_meeting(reading, programme)
    agreed = [one.decision.meeting for one in reading.all(DocumentDecision)]
    url = reverse("boards:board", args=[board.slug])
    if not agreed:
        sentence = within(_("No decision is recorded by which %(board)s agreed the report."), board=board)
        yield Missing(title, sentence, secretary, url)
    elif last.pk not in {meeting.pk for meeting in agreed}:
        days = {
            "board": board,
            "day": texts.day(max(meeting.held_on for meeting in agreed)),
            "last": texts.day(last.held_on),
        }
        sentence = _(
            "%(board)s agreed the report on %(day)s, but met again on %(last)s: its final meeting has not agreed it."
        )
        yield Missing(title, sentence % days, secretary, url)


def last_meeting(reading, programme):
    """The last meeting that the programme's governing board has held by the day; None where it has held none."""
    held = [
        one
        for one in reading.all(Meeting, board_id=programme.governing_board_id)
        if one.held_on <= reading.day
    ]
    return max(held, key=lambda one: (one.held_on, one.pk), default=None)


def decisions(reading, programme):
    """The decisions of the governing board's meetings held by the day, the newest meeting first."""
    own = [
        one
        for one in reading.all(Decision)
        if one.meeting.board_id == programme.governing_board_id and one.meeting.held_on <= reading.day
    ]
    return sorted(own, key=lambda one: (one.meeting.held_on, -one.number), reverse=True)


def _no_report(programme):
    url = reverse("reports:list", args=[programme.slug])
    sentence = _("No closure report is laid down for this programme.")
    return Missing(_("Closure report"), sentence, _("A programme manager lays it down."), url)


def _issued(reading, programme):
    report = closure_report(reading)
    if report is None:
        yield _no_report(programme)
    elif report.state != DocumentState.ISSUED:
        sentence = _("The closure report has not been issued. Its state is: %(state)s.") % {
            "state": report.get_state_display()
        }
        url = reverse("reports:closure-report", args=[programme.slug])
        yield Missing(str(report), sentence, _("A programme manager or a board secretary issues it."), url)
