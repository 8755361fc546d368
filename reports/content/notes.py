"""Footnotes: at the foot of their page in a PDF, at the end of a web page."""

from dataclasses import dataclass, field

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from saferwales.web.prose import MARK


@dataclass(frozen=True)
class Note:
    number: int
    text: str
    url: str = ""

    @property
    def address(self):
        """The address where the text does not say it already."""
        return "" if self.url in self.text else self.url


@dataclass
class Notes:
    """The notes that a document may call. ``called`` are those that it did, in their order.

    A mark without a note stays as typed. A note that is called again is only pointed at.
    """

    known: dict[int, Note] = field(default_factory=dict)
    at_foot: bool = False
    called: list[Note] = field(default_factory=list)

    def place(self, text):
        """The text as HTML with its marks turned into notes. Text that is not yet HTML is escaped."""
        html = MARK.sub(self._one, str(conditional_escape(text)))
        return mark_safe(html)

    def _one(self, mark):
        note = self.known.get(int(mark[1]))
        if note is None:
            return mark[0]
        first = note not in self.called
        if first:
            self.called.append(note)
        if not self.at_foot:
            return self._link(note, first)
        return self._foot(note) if first else format_html('<sup class="note-again">{}</sup>', note.number)

    def _link(self, note, first):
        back = format_html(' id="call-{}"', note.number) if first else ""
        return format_html(
            '<sup class="note-mark"><a href="#note-{}"{}>{}</a></sup>', note.number, back, note.number
        )

    def _foot(self, note):
        address = f" {note.address}" if note.address else ""
        return format_html(
            '<span class="footnote" data-number="{}">{}{}</span>', note.number, note.text, address
        )
