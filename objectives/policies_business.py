"""Which register items are a board's business, and so may stand on its agenda or be decided by it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from objectives.models import Answer, Basis, Handover, HandoverItem, Objective
from saferwales.accounts import permissions
from saferwales.web.bilingual import within
from workstreams.models import Programme, RegionalReturn

# Offers of which nothing came: the objective is no longer the receiver's business.
BACK = (Answer.DECLINED, Answer.WITHDRAWN)


def _is_offered(objective, board):
    items = objective.handover_items.filter(archived=False, handover__receiver=board)
    return items.exclude(answer__in=BACK).exists()


def is_business(record, board):
    """Whether the board governs the item, is asked to, gave it away, keeps it, or governs its programme."""
    if isinstance(record, Objective):
        return record.governing_body_id == board.pk or _is_offered(record, board)
    if isinstance(record, HandoverItem):
        return is_business(record.handover, board)
    if isinstance(record, Handover):
        return board.pk in (record.giver_id, record.receiver_id)
    if isinstance(record, RegionalReturn):
        return board.pk in (record.custodian_id, record.programme.governing_board_id)
    return isinstance(record, Programme) and record.governing_board_id == board.pk


def programme_of(record):
    if isinstance(record, Programme):
        return record
    return record.handover.programme if isinstance(record, HandoverItem) else record.programme


def goes_on(record):
    """Whether a board goes on with it after its programme has closed: an objective that it accepted."""
    return isinstance(record, Objective) and record.governance_basis == Basis.ACCEPTED_HANDOVER


def check_can_bring(user, record, board):
    """A register item is brought before a board whose business it is, by somebody for whom it exists."""
    programme = programme_of(record)
    if not permissions.may(user, "record.read", programme):
        raise PermissionDenied(permissions.refusal_of(user, "record.read"))
    if not is_business(record, board):
        sentence = _("“%(item)s” is neither governed by this board nor offered to it.")
        raise ValidationError({"subjects": within(sentence, item=record)})
    if programme.read_only and not goes_on(record):
        sentence = _("“%(item)s” belongs to a programme that is closed, so its record can only be read.")
        raise ValidationError({"subjects": within(sentence, item=record)})
