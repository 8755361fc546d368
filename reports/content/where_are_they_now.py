"""“Where are they now”: a year after a programme closed, what became of each objective and duty handed over."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from boards.models import Board
from objectives import dispositions, gap
from objectives.custodians import custody
from objectives.models import Handover, HandoverItem, Objective
from reports.content.record import NotYet
from reports.content.said import Said, say
from reports.content.shapes import Item, Part, Report, Section, Table
from saferwales.audit.asat import Reading
from saferwales.web import texts
from workstreams.models import Programme, Workstream

KIND = "where-are-they-now"
ENDED = (dispositions.Kind.DELIVERED, dispositions.Kind.DISCONTINUED)


@dataclass(frozen=True)
class Fate:
    """One objective or duty: what became of it at closing, who has it now, when that body last spoke."""

    title: Said
    workstream: int | None
    at_closing: str
    body: str
    reported_on: date | None
    delivery: str
    is_over: bool
    silent_since: date | None


def build(programme, day, language, known_at=None):
    """The report on the day, by what was known at a moment (None: today). Raises NotYet where there was no programme."""
    with override(language):
        record = _Record(programme, day, known_at)
        stood = record.programme
        return Report(
            title=Said(_("Where are they now")),
            programme=say(stood, "name"),
            programme_full_name=say(stood, "full_name") or say(stood, "name"),
            board=Said(str(stood.governing_board or "")),
            as_at=day,
            known_at=known_at,
            language=language,
            is_draft=False,
            sections=tuple(_sections(record)),
            slug=KIND,
        )


def _load(reading, programme):
    handovers = Handover.objects.filter(programme_id=programme.pk)
    return reading.load(
        Programme.objects.filter(pk=programme.pk),
        Workstream.objects.filter(programme_id=programme.pk),
        Objective.objects.filter(programme_id=programme.pk),
        handovers,
        HandoverItem.objects.filter(handover__in=handovers),
        Board.objects.all(),
    )


class _Record:
    """The objectives and duties now, and as they stood when the programme closed."""

    def __init__(self, programme, day, known_at):
        self.day, self.now = day, _load(Reading(day, known_at), programme)
        self.programme = self.now.get(Programme, programme.pk)
        if self.programme is None:
            raise NotYet(_("The record holds no such programme for that day. Choose a later day."))
        closed = self.programme.closed_on
        self.closed_on = closed if closed and closed <= day else None
        then = _load(Reading(closed, known_at), programme) if self.closed_on else self.now
        self.history = gap.history(self.now, self.programme)
        self.fates = [self._fate(one) for one in dispositions.read(then) if one.kind not in ENDED]

    def _fate(self, disposition):
        subject = disposition.subject
        now = self.now.get(type(subject), subject.pk) or subject
        if isinstance(subject, HandoverItem):
            return self._duty(now, disposition)
        held = custody(self.history.get((Objective, now.pk), ()))
        return Fate(
            title=Said(f"{now.key} {say(now, 'label')}", say(now, "label").lang),
            workstream=now.workstream_id,
            at_closing=str(disposition.kind.label),
            body=str(now.governing_body) if now.governing_body_id else _("No body"),
            reported_on=held.reported_on,
            delivery=str(now.get_delivery_display()),
            is_over=not now.is_open,
            silent_since=held.silent_since,
        )

    def _duty(self, now, disposition):
        """A duty has no delivery of its own: what stands is the answer to it."""
        said = dispositions.of_duty(now)
        return Fate(
            title=say(now, "duty"),
            workstream=None,
            at_closing=str(disposition.kind.label),
            body=str(said.body) if said.body else _("No body"),
            reported_on=now.answered_on,
            delivery=str(now.get_answer_display()),
            is_over=bool(now.discontinued_on),
            silent_since=now.answered_on,
        )


def _sections(record):
    yield Section("summary", _("In short"), "", tuple(_summary(record)))
    for stream in record.now.all(Workstream, key=lambda one: one.number):
        own = [one for one in record.fates if one.workstream == stream.pk]
        if own:
            principle = say(stream, "principle")
            facts = {"number": stream.number, "principle": principle}
            heading = Said(_("Work-stream %(number)s: %(principle)s") % facts, principle.lang)
            yield _section(f"workstream-{stream.number}", heading, own, record)
    duties = [one for one in record.fates if one.workstream is None]
    if duties:
        yield _section("duties", _("Duties in words"), duties, record)


def _summary(record):
    if record.closed_on:
        sentence = _("The programme was closed on %(day)s.") % {"day": texts.day(record.closed_on)}
    else:
        sentence = _(
            "The programme has not closed yet, so this shows how things stand on the day of the report."
        )
    yield Part("remark", sentence)
    going = [one for one in record.fates if not one.is_over]
    nobody = [one for one in going if one.body == _("No body")]
    silent = [one for one in going if one.reported_on is None and one not in nobody]
    yield Part("list", tuple(Item(line) for line in _lines(len(record.fates), going, silent, nobody)))


def _lines(total, going, silent, nobody):
    yield ngettext(
        "%(n)d objective or duty was outstanding.", "%(n)d objectives and duties were outstanding.", total
    ) % {"n": total}
    yield ngettext(
        "%(n)d of them is still not finished.", "%(n)d of them are still not finished.", len(going)
    ) % {"n": len(going)}
    yield ngettext(
        "Of %(n)d its present body has reported nothing.",
        "Of %(n)d their present body has reported nothing.",
        len(silent),
    ) % {"n": len(silent)}
    yield ngettext("%(n)d has no body.", "%(n)d have no body.", len(nobody)) % {"n": len(nobody)}


def _section(key, heading, fates, record):
    first = _("At closing") if record.closed_on else _("Disposition")
    columns = (first, _("Body now"), _("Its last report"), _("Delivery"), _("Silent since"))
    rows = tuple((one.title, tuple(_cells(one, record.day))) for one in fates)
    table = Table(_("What became of each"), _("Objective or duty"), columns, rows, _("none"))
    return Section(key, heading, getattr(heading, "lang", ""), (Part("table", table),), is_wide=True)


def _cells(fate, day):
    yield Said(fate.at_closing)
    yield Said(fate.body)
    yield Said(texts.day(fate.reported_on))
    yield Said(fate.delivery)
    if fate.is_over or fate.silent_since is None:
        yield Said(_("Finished") if fate.is_over else "")
        return
    days = (day - fate.silent_since).days
    sentence = ngettext("%(since)s (%(n)d day)", "%(since)s (%(n)d days)", days)
    yield Said(sentence % {"since": texts.day(fate.silent_since), "n": days})
