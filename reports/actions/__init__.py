"""Acts on documents: each with its actor and reason, in one transaction, with its entry."""

from reports.actions.drafting import (
    add_section,
    comment,
    edit_document,
    remove_section,
    resolve,
    save_section,
    start_document,
)
from reports.actions.findings import override_finding, withdraw_override
from reports.actions.issuing import issue
from reports.actions.standing import add_recipient, supersede, withdraw
from reports.actions.workflow import agree, give_review, return_to_draft, send_to_review

__all__ = [
    "add_recipient",
    "add_section",
    "agree",
    "comment",
    "edit_document",
    "give_review",
    "issue",
    "override_finding",
    "remove_section",
    "resolve",
    "return_to_draft",
    "save_section",
    "send_to_review",
    "start_document",
    "supersede",
    "withdraw",
    "withdraw_override",
]
