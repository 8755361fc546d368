"""Generated prose through the whole of rendering: none may end in anything but a page, or a refusal in a sentence.

    python benchmarks/generated_prose.py [HOW_MANY [HOW_MANY_FILES]]

Each of 10,000 texts of up to 60 pieces (markup, half markup, letters that no font has) is checked, made HTML and a
page, 50 texts a page; some of the pages are made PDF files and validated.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
A_PAGE = 50


def pages(how_many):
    from django.core.exceptions import ValidationError

    from reports import printing
    from reports.content import bounds
    from tests.reports.adversaries import PIECES
    from tests.reports.test_bounds import report

    choose, refused = random.Random(5), 0
    for _page in range(how_many // A_PAGE):
        texts = ["".join(choose.choices(PIECES, k=choose.randint(0, 60))) for _text in range(A_PAGE)]
        for text in texts:
            try:
                bounds.check(text)
            except ValidationError as sentence:
                refused += bool(sentence.messages[0])
        yield printing.html_of(report(*texts)), refused


def main(how_many, files):
    from page import ValidationProfile, validate_pdf_bytes

    from reports.rendering import engine

    began, made, refused = time.perf_counter(), [], 0
    for page, so_far in pages(how_many):
        made.append(page)
        refused = so_far
    print(
        f"{how_many} texts, {len(made)} pages in {time.perf_counter() - began:.1f} s; {refused} refused at the form"
    )
    failed = 0
    for page in made[:: max(1, len(made) // files)][:files]:
        verdict = str(validate_pdf_bytes(engine.render_pdf(page), profile=ValidationProfile.PDF_UA_1))
        failed += "0 failed, 104 total" not in verdict
    print(f"{files} files made of them, {failed} not accessible")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as place:
        os.environ.update(
            SAFERWALES_MODE="test", SAFERWALES_VAR=place, DJANGO_SETTINGS_MODULE="saferwales.settings"
        )
        import django

        django.setup()
        asked = [int(number) for number in sys.argv[1:]]
        sys.exit(main(*asked, *(10_000, 5)[len(asked) :]))
