from objectives.actions.business import (
    choose_agenda_subjects,
    choose_decision_subjects,
    decide,
    put_on_agenda,
)
from objectives.actions.correction import correct_entry
from objectives.actions.governance import name_arrangements, note_governance
from objectives.actions.handover import (
    add_items,
    answer_item,
    answer_items,
    discontinue_duty,
    offer,
    withdraw_items,
)
from objectives.actions.letters import (
    add_answer,
    add_file,
    add_item,
    add_party,
    edit_letter,
    edit_part,
    enter_letter,
    send_letter,
    withdraw_part,
)
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
    "add_answer",
    "add_file",
    "add_item",
    "add_items",
    "add_party",
    "answer_item",
    "answer_items",
    "carry_forward",
    "change_status",
    "choose_agenda_subjects",
    "choose_decision_subjects",
    "correct_entry",
    "create_objective",
    "create_recommendation",
    "edit_letter",
    "discontinue_duty",
    "decide",
    "edit_objective",
    "edit_part",
    "edit_recommendation",
    "enter_letter",
    "link_recommendation",
    "name_arrangements",
    "note_governance",
    "nothing_new",
    "offer",
    "send_letter",
    "put_on_agenda",
    "set_due",
    "unlink_recommendation",
    "verify_completion",
    "withdraw_items",
    "withdraw_part",
]
