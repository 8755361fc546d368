"""An issued edition's facts, as its own pages print them: at the foot of each, and on the last one how to check it."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Edition:
    """What a stranger needs to check a file. ``verify_at`` is the address, as it is printed, at which to do so;
    ``checkpoint`` the audit chain's head that was written down when the edition was issued."""

    reference: str
    number: int
    issued_on: date
    sha256: str
    checkpoint: str
    verify_at: str = ""

    @property
    def sha256_in_groups(self):
        """In groups of eight, so that two people can compare it aloud."""
        return in_groups(self.sha256)

    @property
    def checkpoint_in_groups(self):
        return in_groups(self.checkpoint)


def in_groups(digits, size=8):
    return " ".join(digits[place : place + size] for place in range(0, len(digits), size))


def issued(report, edition):
    """The report as the edition prints it. Without an edition a report prints that it is not issued."""
    return replace(report, edition=edition, is_draft=False)
