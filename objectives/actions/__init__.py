from objectives.actions.correction import correct_entry
from objectives.actions.governance import note_governance
from objectives.actions.handover import add_items, answer_item, answer_items, offer, withdraw_items
from objectives.actions.plan import (
    create_objective,
    edit_objective,
    link_recommendation,
    set_due,
    unlink_recommendation,
)
from objectives.actions.recommendations import create_recommendation, edit_recommendation
from objectives.actions.status import carry_forward, change_status, nothing_new, verify_completion

__all__ = [
    "add_items",
    "answer_item",
    "answer_items",
    "carry_forward",
    "change_status",
    "correct_entry",
    "create_objective",
    "create_recommendation",
    "edit_objective",
    "edit_recommendation",
    "link_recommendation",
    "note_governance",
    "nothing_new",
    "offer",
    "set_due",
    "unlink_recommendation",
    "verify_completion",
    "withdraw_items",
]
