"""Who keeps the register of letters."""

from boards.policies import holds_answering_seat
from objectives import policies
from saferwales.accounts import permissions
from saferwales.accounts.permissions import Role


def check_can_edit(user, programme, letter=None):
    """The programme office keeps the register; whoever answers for a board writes that board's own reply."""
    if letter is None or not _writes_reply(user, programme, letter):
        permissions.require(user, "letter.edit", programme)
    policies.check_programme_open(programme)


def check_can_reply(user, programme, letter):
    """The programme office, or the chair or secretary of a board that the letter asks, begins the reply to it."""
    if not _answers(user, programme, letter):
        permissions.require(user, "letter.edit", programme)
    policies.check_programme_open(programme)


def _writes_reply(user, programme, letter):
    return letter.is_draft and letter.in_reply_to_id and _answers(user, programme, letter.in_reply_to)


def _answers(user, programme, letter):
    """Whether the user answers for a board that the letter asks to take something over."""
    if getattr(user, "is_system", False) or not permissions.may(user, "handover.answer", programme):
        return False
    if Role.BOARD not in user.roles_in(programme):
        return False
    asked = letter.handovers.filter(archived=False)
    return any(holds_answering_seat(user, one.receiver_id) for one in asked)
