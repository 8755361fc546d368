"""How states look on the web. A look only repeats what the words say: border, pattern and glyph, never colour alone."""

# The class of a state's tag, tag--KIND.
KINDS = {
    "open": "part0",
    "not_started": "part0",
    "early_stage": "part1",
    "in_progress": "part2",
    "continuing": "part3",
    "complete_verified": "done",
    "accepted": "done",
    "published": "done",
    "received": "done",
    "operating": "done",
    "acknowledged": "done",
    "issued": "done",
    "in_review": "claim",
    "requested": "part1",
    "changes": "alarm",
    "comment": "held",
    "superseded": "ended",
    "accepted_handover": "done",
    "programme_board": "held",
    "existing_named": "held",
    "existing_unnamed": "held",
    "complete_claimed": "claim",
    "agreed": "claim",
    "accepted_reserved": "claim",
    "accepted_conditional": "pause",
    "announced": "claim",
    "submitted": "claim",
    "planned": "part1",
    "held": "held",
    "draft": "part0",
    "circulated": "claim",
    "approved": "done",
    "locked": "done",
    "done": "done",
    "dropped": "ended",
    "cancelled": "ended",
    "paused": "pause",
    "under_discussion": "pause",
    "shadow": "pause",
    "proposed": "pause",
    "partly": "pause",
    "returned": "pause",
    "none": "alarm",
    "declined": "alarm",
    "overdue": "alarm",
    "stale": "alarm",
    "not_received": "alarm",
    "discontinued": "ended",
    "withdrawn": "ended",
    "concluded": "ended",
    "closed": "ended",
}

SOLID, RISING, FALLING, LEVEL, DOTS, CROSSED = (
    None,
    "M0 8 8 0",
    "M0 0 8 8",
    "M0 4H8",
    "M3 4h2",
    "M0 0 8 8M0 8 8 0",
)

# The ground and the pattern of a state's part of a bar: told apart in grey, too.
PARTS = {
    "open": ("#eef3f3", DOTS),
    "not_started": ("#eef3f3", SOLID),
    "early_stage": ("#c4dcdf", SOLID),
    "in_progress": ("#83b4bb", RISING),
    "continuing": ("#2d6a74", SOLID),
    "paused": ("#f0dcae", LEVEL),
    "complete_claimed": ("#a9c4ea", CROSSED),
    "complete_verified": ("#0d5c43", SOLID),
    "discontinued": ("#aab4b6", FALLING),
    "programme_board": ("#12343b", SOLID),
    "existing_named": ("#2d6a74", SOLID),
    "existing_unnamed": ("#a7ccd1", RISING),
    "accepted_handover": ("#0d5c43", SOLID),
    "none": ("#a3161b", CROSSED),
}
OTHERS = (
    ("#12343b", SOLID),
    ("#83b4bb", RISING),
    ("#eef3f3", DOTS),
    ("#2d6a74", SOLID),
    ("#f0dcae", LEVEL),
    ("#a9c4ea", CROSSED),
    ("#aab4b6", FALLING),
)


def kind(value):
    return KINDS.get(str(value), "plain")


def part(key, place):
    """The ground and pattern of a part of a bar; one without a look of its own takes one by its place."""
    return PARTS.get(str(key)) or OTHERS[place % len(OTHERS)]


def ink_on(ground):
    """Black-green ink on a light ground, white on a dark one."""
    red, green, blue = (int(ground[place : place + 2], 16) for place in (1, 3, 5))
    return "#12343b" if 0.299 * red + 0.587 * green + 0.114 * blue > 130 else "#ffffff"
