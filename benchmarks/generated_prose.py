"""Generated prose through the whole of rendering: none may end in anything but a page, or a refusal in a sentence.

    python benchmarks/generated_prose.py [HOW_MANY [HOW_MANY_FILES]]

Each of 10,000 texts of up to 60 pieces (markup, half markup, letters that no font has) is checked, made HTML and a
page, 50 texts a page; some of the pages are made PDF files and validated. Then as many, and before them texts of
odd kinds in every field, are sent to the section's form: previewed, saved, and read again; answers of 500 are counted.

Works in a database of its own beside the one that DATABASE_URL names (without it: SQLite).
"""

import logging
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.own_database import own_database  # noqa: E402 - only now is it found

A_PAGE = 50
A_DOCUMENT = 100  # texts that are sent to one section before another programme's document is begun


def texts(how_many):
    from tests.reports.adversaries import PIECES

    choose = random.Random(5)
    for _text in range(how_many):
        yield "".join(choose.choices(PIECES, k=choose.randint(0, 60)))


def is_refused(text):
    from django.core.exceptions import ValidationError

    from saferwales.web import bounds

    try:
        bounds.check(text)
    except ValidationError as sentence:
        return bool(sentence.messages[0])
    return False


def pages(how_many):
    """(page, how many of its texts are refused at the form)."""
    from reports import printing
    from tests.reports.test_bounds import report

    every = texts(how_many)
    for _page in range(how_many // A_PAGE):
        some = [next(every) for _text in range(A_PAGE)]
        yield printing.html_of(report(*some)), sum(map(is_refused, some))


def make_pages(how_many, files):
    """How many of the files that are made of some of the pages are not accessible."""
    from page import ValidationProfile, validate_pdf_bytes

    from reports.rendering import engine

    began = time.perf_counter()
    made = list(pages(how_many))
    refused = sum(of_a_page for _page, of_a_page in made)
    seconds = time.perf_counter() - began
    print(f"{how_many} texts, {len(made)} pages in {seconds:.1f} s; {refused} refused at the form")
    failed = 0
    for page, _refused in made[:: max(1, len(made) // files)][:files]:
        verdict = str(validate_pdf_bytes(engine.render_pdf(page), profile=ValidationProfile.PDF_UA_1))
        failed += "0 failed, 104 total" not in verdict
    print(f"{files} files made of them, {failed} not accessible")
    return failed


def send(how_many):
    """How many answers of the pages were errors of their own."""
    from django.db import connection

    from tests.reports.typist import FIELDS, ODD, Typist, generated

    typist, began = Typist(), time.perf_counter()
    for into in FIELDS:
        for text in ODD:
            typist.type(text, into=into)
    for number, text in enumerate(generated(how_many, seed=5)):
        if number % A_DOCUMENT == 0:
            typist.begin()
        typist.type(text, into=FIELDS[number // 2 % 2])
    sent = len(FIELDS) * len(ODD) + how_many
    print(
        f"{connection.vendor}: {sent} texts sent in {time.perf_counter() - began:.0f} s, {typist.answers.total()} "
        f"answers ({typist.said()}); {typist.failures} of 500 or more"
    )
    connection.close()
    return typist.failures


def main(how_many, files):
    with own_database():
        logging.disable(logging.WARNING)  # refusals are counted, not told one by one
        return 1 if make_pages(how_many, files) + send(how_many) else 0


if __name__ == "__main__":
    asked = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*asked, *(10_000, 5)[len(asked) :]))
