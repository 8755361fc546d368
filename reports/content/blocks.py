"""The pieces of the record that a document places in its prose, each by its name between double brackets."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.models import Region, Seat, SeatRole
from objectives.models import Recommendation, RecommendationNumber, RecommendationPoint
from reports.content import objectives
from reports.content.said import Said, quote, say
from reports.content.shapes import Group, Item, Part, Table
from reports.models import DocumentKind
from saferwales.web import prose, quotations
from saferwales.web.bilingual import within
from workstreams.models import (
    Achievement,
    AppointmentKind,
    RegionalReturn,
    SroAppointment,
    VisionStatement,
    Workstream,
)

# The same recommendations bear other numbers in each document: 1-11 in Document 1, 12-22 in Annex D.
NUMBERED_IN = {DocumentKind.CLOSURE_REPORT: "annex-d", DocumentKind.COVERING_REPORT: "document-1"}


def vision(record):
    """The vision in this document's own words, or in another's where it has none."""
    statements = record.all(VisionStatement)
    own = [one for one in statements if one.document == record.kind]
    first = statements[0].document if statements else ""
    chosen = own or [one for one in statements if one.document == first]
    return Part("list", tuple(Item(say(one, "text")) for one in chosen))


def sro_list(record):
    """Each work-stream with the SRO who held it on the day, in the words that this document printed."""
    held = [one for one in record.all(SroAppointment) if _leads(one, record.day)]
    lines, quoted = [], []
    for workstream in record.all(Workstream, key=lambda one: one.number):
        mine = [one for one in held if one.workstream_id == workstream.pk]
        printed = [
            one.lines_as_printed.get(record.kind) for one in mine if one.lines_as_printed.get(record.kind)
        ]
        lines += [Item(quote(line)) for line in printed] or [_plain_line(workstream, mine)]
        quoted += printed
    return Part("list", tuple(lines), caption=quotations.caption(" ".join(quoted)) if quoted else "")


def _leads(appointment, day):
    """Demonstration appointments name nobody, and so are never printed."""
    return (
        appointment.kind == AppointmentKind.SRO
        and not appointment.is_demonstration
        and appointment.held_on(day)
    )


def _plain_line(workstream, appointments):
    principle = say(workstream, "principle")
    if not appointments:
        return Item(principle, remark=_("No SRO was in post on this day."))
    names = "; ".join(str(one.title) for one in appointments)
    return Item(Said(f"{principle} – {names}", principle.lang))


def achievements(record):
    """What each work-stream achieved, under the headings of this document's fourth section."""
    achieved = record.gathered(Achievement, "workstream")
    headings = record.headings(f"{record.kind}-4")
    titled = {one.workstream_id: say(one, "text") for one in headings}
    groups = []
    for workstream in record.all(Workstream, key=lambda one: one.number):
        lines = achieved.get(workstream.pk, [])
        title = titled.get(workstream.pk) or say(workstream, "principle")
        if lines:
            groups.append(Group(title, _tree(lines, None)))
    return Part("groups", tuple(groups))


def _tree(lines, parent):
    return tuple(Item(say(one, "text"), _tree(lines, one.pk)) for one in lines if one.parent_id == parent)


def board_members(record):
    """Who sat on the programme's governing board on the day, in the order in which the seats are kept."""
    board = record.programme.governing_board_id
    seats = [
        one
        for one in record.all(Seat, key=lambda one: (one.order, one.pk), board_id=board, role=SeatRole.MEMBER)
        if one.held_on(record.day) and not one.is_demonstration
    ]
    return Part("list", tuple(Item(quote(one.title_as_printed or str(one))) for one in seats))


def recommendations(record):
    """The recommendations under the numbers of this report's own annex, each with its points."""
    numbered = record.all(RecommendationNumber, document=NUMBERED_IN.get(record.kind, ""))
    numbers = {one.recommendation_id: one.number for one in numbered}
    points = record.gathered(RecommendationPoint, "recommendation", key=lambda one: one.order)
    items = []
    for place, one in enumerate(record.all(Recommendation, key=lambda one: one.order), 1):
        items.append(
            Item(say(one, "text"), _points(points.get(one.pk, [])), numbers.get(one.pk) or str(place))
        )
    return Part("numbered", tuple(items))


def _points(points):
    """Points without a group first; then each group's heading as a line with its points below."""
    items = [Item(say(one, "text")) for one in points if not one.group_en]
    grouped = {}
    for one in points:
        if one.group_en:
            grouped.setdefault(say(one, "group"), []).append(Item(say(one, "text")))
    return tuple(items) + tuple(Item(heading, tuple(below)) for heading, below in grouped.items())


def regional_returns(record):
    """Regions across, quarters down, two rows a quarter. A cell without a return says that none came."""
    returns = {(one.quarter_on, one.region_id): one for one in record.all(RegionalReturn)}
    regions = [one for one in record.all(Region) if any(region == one.pk for _quarter, region in returns)]
    if not regions:
        return Part("list", ())
    rows = []
    for quarter in sorted({quarter for quarter, _region in returns}):
        found = [returns.get((quarter, region.pk)) for region in regions]
        label = next(one.label for one in found if one)
        position = within(_("Current position (%(quarter)s)"), quarter=label)
        rows.append((position, tuple(say(one, "position") if one else "" for one in found)))
        rows.append(
            (_("Actions for the next quarter"), tuple(say(one, "actions") if one else "" for one in found))
        )
    table = Table(
        _("What each region said, quarter by quarter"),
        _("Region"),
        tuple(say(one, "name") for one in regions),
        tuple(rows),
        _("no update received"),
    )
    return Part("table", table)


BLOCKS = {
    "vision": vision,
    "sro-list": sro_list,
    "achievements": achievements,
    "objectives-in-place": objectives.in_place,
    "objectives-to-oversee": objectives.to_oversee,
    "chart-delivery": objectives.chart_delivery,
    "chart-governance": objectives.chart_governance,
    "board-members": board_members,
    "recommendations": recommendations,
    "regional-returns": regional_returns,
}

# What whoever writes a document is told of each.
LABELS = {
    "vision": gettext_lazy("The vision, as a list"),
    "sro-list": gettext_lazy("Each work-stream with its SRO of the day"),
    "achievements": gettext_lazy("What each work-stream achieved"),
    "objectives-in-place": gettext_lazy("Open objectives that existing arrangements govern"),
    "objectives-to-oversee": gettext_lazy(
        "Open objectives that await a body, those accepted since, and those that ended"
    ),
    "chart-delivery": gettext_lazy("Chart: how far the objectives are"),
    "chart-governance": gettext_lazy("Chart: who governs the objectives"),
    "board-members": gettext_lazy("Members of the governing board on the day"),
    "recommendations": gettext_lazy("The recommendations with their points"),
    "regional-returns": gettext_lazy("What the regions said, quarter by quarter"),
}


def check_placed(text):
    """Raise ValidationError where a line is to place something that has no such name here."""
    for line in str(text or "").splitlines():
        found = prose.PLACED.match(line.strip())
        if found and found[1] not in BLOCKS:
            raise ValidationError(
                _("“%(line)s” names nothing that can be placed. Names that can: %(names)s."),
                code="no_such_block",
                params={"line": found[0], "names": ", ".join(BLOCKS)},
            )
