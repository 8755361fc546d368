"""Regional returns, the barriers that the programme met, and dated events."""

from boards.models import Board, Region
from saferwales.audit.days import Precision
from workstreams.models import Barrier, BarrierResponse, Event, RegionalReturn


def load_returns(loading):
    for node in loading.file("returns").each("returns", "region"):
        loading.enter(
            node,
            RegionalReturn,
            programme=loading.programme,
            region=loading.find(node, Region, "region", needed=True),
            quarter_on=node.day("quarter", needed=True).on,
            **node.bilingual("label", "position", "actions"),
            custodian=loading.find(node, Board, "custodian"),
            due_on=node.day("due").on,
            action_owner=node.text("action_owner"),
        )


def load_barriers(loading):
    for order, node in enumerate(loading.file("barriers").each("barriers", "number"), 1):
        barrier = loading.enter(
            node,
            Barrier,
            programme=loading.programme,
            number=node.text("number", needed=True),
            order=order,
            **node.bilingual("text", "summary"),
        )
        for place, part in enumerate(node.each("responses"), 1):
            loading.enter(part, BarrierResponse, barrier=barrier, order=place, **part.bilingual("text"))


def load_events(loading):
    """Events carry their own day; that a thing was announced does not say that it happened, so the note says which."""
    for order, node in enumerate(loading.file("events").each("events", "label"), 1):
        day, words = node.day("day", needed=True), node.text("words")
        loading.enter(
            node,
            Event,
            because=words,
            programme=loading.programme,
            order=order,
            on=day.on,
            until=day.until,
            precision=node.choice("precision", Precision, day.precision),
            kind=node.text("kind", needed=True),
            **node.bilingual("label"),
            words=words,
        )
