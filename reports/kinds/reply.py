"""The reply of the board that was asked. Its words are the register's."""

from django.utils.translation import gettext_lazy as _

from reports.content import letters
from reports.kinds import Kind


def build(document, sections, day, language, known_at):
    key = document.letter.key if document.letter_id else None
    return letters.build(
        document.programme, letters.REPLY, language, key=key, day=document.as_at, known_at=known_at
    )


KIND = Kind(
    key=letters.REPLY,
    label=_("Reply"),
    letters="RE",
    build=build,
    about="letter",
    needs_decision=False,
    is_compared=True,
    while_draft=_("Record in the register on which day the letter is sent: the edition prints that day."),
)
