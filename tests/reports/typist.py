"""Somebody who types prose into a section and sends it as a browser does: previewed, saved, and read again."""

import functools
import random
from collections import Counter
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from saferwales.audit import conflict
from saferwales.web import bounds
from tests.reports.adversaries import ADVERSARIES, PIECES
from tests.reports.documents import World

NUMBERS = ("9" * 5_000, "-1", "1e400", "0x10", "٣", "9" * 19, "NaN", "1_0")
BIDI = ("\u202e\u2066abc\u2069\u202c", "\u202d" * 5_000, "אב" * 200 + "\u200f")
ODD = (*ADVERSARIES.values(), *NUMBERS, *BIDI)
FIELDS = ("body_en", "body_cy", "heading_en", "heading_cy", "order", "reason", "is_annex")
FORM = "application/x-www-form-urlencoded"


def generated(how_many, seed):
    """Texts of pieces, half of them of such as may be saved: else most are refused, and few pages read."""
    choose = random.Random(seed)
    for number in range(how_many):
        yield "".join(choose.choices(PIECES if number % 2 else _printable(), k=choose.randint(0, 60)))


@functools.cache
def _printable():
    def may_stand(piece):
        try:
            bounds.check(piece)
        except ValidationError:
            return False
        return True

    return [piece for piece in PIECES if may_stand(piece)]


class Typist:
    """``answers`` counts (what was asked, status)."""

    def __init__(self):
        self.answers = Counter()
        self.begin()

    def begin(self):
        """In a programme of its own: what was saved so far makes the next save no slower."""
        world = World()
        document = world.start()
        self.client = Client(raise_request_exception=False)
        self.client.force_login(world.secretary)
        self.section = document.sections.order_by("order").first()
        where = [world.programme.slug, document.key]
        self.edit = reverse("reports:edit_section", args=[*where, self.section.key])
        self.read = reverse("reports:read_document", args=where)

    @property
    def failures(self):
        return sum(many for (_what, status), many in self.answers.items() if status >= 500)

    def type(self, text, *, into):
        """The text in one field, the others as they usually are."""
        self.section.refresh_from_db()
        usual = {"heading_en": "Heading", "heading_cy": "Pennawd", "body_en": "Words", "body_cy": "Geiriau"}
        sent = {**usual, "order": "1", "base": conflict.token(self.section), into: text}
        self._send("preview", {**sent, "preview": "1"})
        if self._send("save", sent) == 302:
            self._note("read", self.client.get(self.read))

    def _send(self, what, fields):
        """Half characters are sent as their bytes, which no browser does and any program can."""
        body = urlencode(fields, errors="surrogatepass")
        return self._note(what, self.client.post(self.edit, body, content_type=FORM))

    def _note(self, what, answer):
        self.answers[what, answer.status_code] += 1
        return answer.status_code

    def said(self):
        return ", ".join(f"{what} {status}: {many}" for (what, status), many in sorted(self.answers.items()))
