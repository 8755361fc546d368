"""Which delivery state may follow which: the one table. README's diagram is drawn from it."""

from objectives.models import Delivery

_WORKING = (
    Delivery.NOT_STARTED,
    Delivery.EARLY_STAGE,
    Delivery.IN_PROGRESS,
    Delivery.CONTINUING,
    Delivery.PAUSED,
    Delivery.COMPLETE_CLAIMED,
    Delivery.DISCONTINUED,
)

TRANSITIONS = {
    Delivery.OPEN: _WORKING,
    Delivery.NOT_STARTED: (
        Delivery.EARLY_STAGE,
        Delivery.IN_PROGRESS,
        Delivery.PAUSED,
        Delivery.DISCONTINUED,
    ),
    Delivery.EARLY_STAGE: (
        Delivery.IN_PROGRESS,
        Delivery.CONTINUING,
        Delivery.PAUSED,
        Delivery.COMPLETE_CLAIMED,
        Delivery.DISCONTINUED,
    ),
    Delivery.IN_PROGRESS: (
        Delivery.CONTINUING,
        Delivery.PAUSED,
        Delivery.COMPLETE_CLAIMED,
        Delivery.DISCONTINUED,
    ),
    Delivery.CONTINUING: (
        Delivery.IN_PROGRESS,
        Delivery.PAUSED,
        Delivery.COMPLETE_CLAIMED,
        Delivery.DISCONTINUED,
    ),
    Delivery.PAUSED: (Delivery.EARLY_STAGE, Delivery.IN_PROGRESS, Delivery.CONTINUING, Delivery.DISCONTINUED),
    Delivery.COMPLETE_CLAIMED: (Delivery.IN_PROGRESS, Delivery.CONTINUING, Delivery.COMPLETE_VERIFIED),
    Delivery.COMPLETE_VERIFIED: (Delivery.IN_PROGRESS,),
    Delivery.DISCONTINUED: (Delivery.IN_PROGRESS,),
}


def allowed_next(delivery):
    """The states that may follow by an SRO's update; verification is an act of its own."""
    return tuple(state for state in TRANSITIONS[Delivery(delivery)] if state != Delivery.COMPLETE_VERIFIED)


def diagram():
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {before} --> {after}" for before, afters in TRANSITIONS.items() for after in afters]
    return "\n".join(lines)
